"""The bank of mentors: list, card, form."""

from typing import Any

from django.db.models import QuerySet

from mentoring.consents.selectors import missing_for, required_purposes
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import CardPage, FormPage, here

from ..filters import MentorFilter
from ..forms import MentorForm
from ..models import Mentor
from ..selectors import with_places
from ..selectors.suggestions import mentees_for
from ..services import save_mentor
from ..tables import MENTOR_COLUMNS
from .bank import MENTORS, BankList, furnish, pair_address


class MentorList(BankList):
    bank = MENTORS
    model = Mentor
    template_name = "banks/mentor_list.html"
    filterset_class = MentorFilter
    sorts = {
        "name": ("person__name_key",),
        "load": ("-load", "person__name_key"),
        "hours": ("hours_per_week", "person__name_key"),
        "entered": ("entered_on", "person__name_key"),
        "status": ("status", "person__name_key"),
    }
    counted = "наставник,наставника,наставников"
    columns = MENTOR_COLUMNS
    workbook_name = "Наставники"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().prefetch_related("strengths__topic")
        if self.request.GET.get("format") == "xlsx":
            rows = rows.prefetch_related("forms", "kinds", "person__represented_by__representative")
        return rows


class MentorCard(CardPage):
    """Open to participants too: `visible_to` leaves them their own card only."""

    open_to = STAFF | {Role.PARTICIPANT}
    model = Mentor
    template_name = "banks/mentor_detail.html"

    def get_queryset(self) -> QuerySet:
        rows = Mentor.objects.select_related("person").prefetch_related("strengths__topic", "forms", "kinds")
        return with_places(rows, self.request.organisation.today(), self.request.year.begins)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentor = self.object
        roles = self.request.roles
        is_staff = bool(roles & STAFF)
        furnish(MENTORS, [mentor], for_staff=is_staff)
        owed = missing_for({mentor.person_id: required_purposes(True, False)}, self.request.organisation.today())
        return super().get_context_data(
            free=mentor.capacity - mentor.load,
            leads=sum(one.is_ordered for one in mentor.living_partners),
            awaited=sum(not one.is_ordered for one in mentor.living_partners),
            is_curator=Role.CURATOR in roles,
            is_staff=is_staff,
            owed=owed.get(mentor.person_id, []),
            pair_url=pair_address(self.request, mentor=[mentor.pk]),
            suggestions=mentees_for(mentor, self.request.user) if is_staff and mentor.load < mentor.capacity else [],
            **kwargs,
        )


class MentorEdit(FormPage):
    open_to = {Role.CURATOR}
    model = Mentor
    form_class = MentorForm
    template_name = "banks/mentor_form.html"
    done_text = "Карточка наставника сохранена."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"mentor": self.object}

    def save(self, form: MentorForm) -> Mentor:
        return save_mentor(self.object, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "banks:mentor_detail", pk=self.object.pk)
