"""The bank of mentees: list, card, form."""

from typing import Any

from django.db.models import QuerySet

from mentoring.consents.selectors import missing_for, required_purposes
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import CardPage, FormPage, here

from ..filters import MenteeFilter
from ..forms import MenteeForm
from ..models import Mentee
from ..selectors import with_places
from ..selectors.suggestions import mentors_for
from ..services import save_mentee
from ..tables import MENTEE_COLUMNS
from .bank import MENTEES, BankList, furnish, pair_address


class MenteeList(BankList):
    bank = MENTEES
    model = Mentee
    template_name = "banks/mentee_list.html"
    filterset_class = MenteeFilter
    sorts = {
        "name": ("person__name_key",),
        "pairs": ("pairs_count", "person__name_key"),
        "experience": ("experience_years", "person__name_key"),
        "entered": ("entered_on", "person__name_key"),
        "status": ("status", "person__name_key"),
    }
    counted = "наставляемый,наставляемых,наставляемых"
    columns = MENTEE_COLUMNS
    workbook_name = "Наставляемые"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().prefetch_related("requests__topic")
        if self.request.GET.get("format") == "xlsx":
            rows = rows.prefetch_related("person__represented_by__representative")
        return rows


class MenteeCard(CardPage):
    """Open to participants too: `visible_to` leaves them their own card only."""

    open_to = STAFF | {Role.PARTICIPANT}
    model = Mentee
    template_name = "banks/mentee_detail.html"

    def get_queryset(self) -> QuerySet:
        rows = Mentee.objects.select_related("person").prefetch_related("requests__topic")
        return with_places(rows, self.request.organisation.today(), self.request.year.begins)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentee = self.object
        roles = self.request.roles
        is_staff = bool(roles & STAFF)
        furnish(MENTEES, [mentee], for_staff=is_staff)
        owed = missing_for({mentee.person_id: required_purposes(False, True)}, self.request.organisation.today())
        return super().get_context_data(
            is_curator=Role.CURATOR in roles,
            is_staff=is_staff,
            owed=owed.get(mentee.person_id, []),
            pair_url=pair_address(self.request, mentee=[mentee.pk]),
            suggestions=mentors_for(mentee, self.request.user) if is_staff and not mentee.pairs_count else [],
            **kwargs,
        )


class MenteeEdit(FormPage):
    open_to = {Role.CURATOR}
    model = Mentee
    form_class = MenteeForm
    template_name = "banks/mentee_form.html"
    done_text = "Карточка наставляемого сохранена."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"mentee": self.object}

    def save(self, form: MenteeForm) -> Mentee:
        return save_mentee(self.object, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        page = "mentee_edit" if "more" in self.request.POST else "mentee_detail"
        return here(self.request, f"banks:{page}", pk=self.object.pk)
