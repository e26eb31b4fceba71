"""The list of pairs, the participant's own pairs, handing over to the head."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor, MentoringForm
from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.forms.filters import ListFilter
from schools.models import Person
from schools.russian import count
from schools.views.generic import ListPage, here, say

from ..enums import PairStatus
from ..models import Pair, Seat
from ..selectors.duties import duties_ends, ending_words
from ..selectors.findings import Draft, judge
from ..selectors.labour import agreements_owed
from ..selectors.lists import counts_by_status, debts_of, own_pairs, pairs_of_year, search
from ..selectors.people import post_of, with_people
from ..selectors.words import count_pairs
from ..services import EDITABLE, submit_pairs

# Tabs speak of many pairs; a status speaks of one.
TABS = {
    PairStatus.DRAFT: "составляются",
    PairStatus.RETURNED: "возвращены",
    PairStatus.APPROVED: "утверждены",
    PairStatus.ORDERED: "закреплены приказом",
    PairStatus.ENDED: "завершены",
    PairStatus.CANCELLED: "отменены",
}


class PairFilter(ListFilter):
    status = django_filters.ChoiceFilter(choices=PairStatus.choices, widget=forms.HiddenInput)
    form = django_filters.ModelChoiceFilter(
        label="Форма", empty_label="любая", queryset=lambda request: _forms(request)
    )
    size = django_filters.ChoiceFilter(
        label="Кто",
        empty_label="пары и группы",
        choices=[("pair", "только пары"), ("group", "только группы")],
        method="by_size",
    )

    # From a card of a bank: all pairs of that person, whichever year's entry they were made with.
    mentor = django_filters.ModelChoiceFilter(
        queryset=lambda request: _entries(Mentor, request), widget=forms.HiddenInput, method="by_mentor"
    )
    mentee = django_filters.ModelChoiceFilter(
        queryset=lambda request: _entries(Mentee, request), widget=forms.HiddenInput, method="by_mentee"
    )

    class Meta:
        model = Pair
        fields: list[str] = []

    def by_mentor(self, queryset: Any, name: str, value: Mentor) -> Any:
        return queryset.filter(mentor__person=value.person_id)

    def by_mentee(self, queryset: Any, name: str, value: Mentee) -> Any:
        seats = Seat.objects.filter(mentee__person=value.person_id)
        return queryset.filter(pk__in=seats.values("pair"))

    def people(self) -> list[Person]:
        """Whose pairs alone are shown."""
        self.form.is_valid()
        entries = [self.form.cleaned_data.get(side) for side in ("mentor", "mentee")]
        return [entry.person for entry in entries if entry is not None]

    def search(self, queryset: Any, name: str, value: str) -> Any:
        return search(queryset, value)

    def by_size(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(size__gt=1) if value == "group" else queryset.filter(size=1)


def _forms(request: HttpRequest) -> Any:
    return MentoringForm.objects.offered_to(request.organisation.legal_entity)


def _entries(model: type[Mentor] | type[Mentee], request: HttpRequest) -> Any:
    own = model.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    return own.select_related("person")


class PairList(ListPage):
    open_to = STAFF | {Role.PARTICIPANT}
    model = Pair
    template_name = "pairs/pair_list.html"
    filterset_class = PairFilter
    sorts = {
        "mentor": ("mentor__person__name_key",),
        "mentee": ("first_mentee", "mentor__person__name_key"),
        "form": ("form__position", "form__name", "mentor__person__name_key"),
        "starts": ("starts", "mentor__person__name_key"),
        "ends": ("ends", "mentor__person__name_key"),
        "status": ("status", "mentor__person__name_key"),
    }
    counted = "пара,пары,пар"
    workbook_name = "Пары и группы"
    columns = {
        "Наставник": lambda pair: pair.mentor.person.full_name,
        "Должность наставника": lambda pair: post_of(pair.mentor.person, pair.organisation.today()),
        "Наставляемые": lambda pair: ", ".join(seat.mentee.person.full_name for seat in pair.seats.all()),
        "Должность или класс": lambda pair: "; ".join(
            post_of(seat.mentee.person, pair.organisation.today()) for seat in pair.seats.all()
        ),
        "Форма": lambda pair: pair.form.name,
        "Виды": lambda pair: ", ".join(kind.name for kind in pair.kinds.all()),
        "Начало": lambda pair: pair.starts,
        "Окончание": lambda pair: "не начиналась" if pair.never_began else pair.last_day,
        "Состояние": lambda pair: pair.get_status_display(),
        "Приказ": lambda pair: str(pair.order) if pair.order else "",
        "Почему завершена": lambda pair: pair.get_end_reason_display() if pair.end_reason else "",
    }

    def base(self) -> Any:
        pairs = pairs_of_year(self.request.user, self.request.organisation, self.request.year)
        return pairs.with_keys()

    def get_queryset(self) -> Any:
        found: Any = super().get_queryset()
        if not self.asked().get("status"):
            found = found.exclude(status=PairStatus.CANCELLED)
        return with_people(found)

    def shows_bulk(self) -> bool:
        return Role.CURATOR in self.request.roles

    def get(self, request: OrganisationRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.roles & STAFF:
            return own_page(request)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = counts_by_status(pairs_of_year(self.request.user, self.request.organisation, self.request.year))
        chosen = self.request.GET.get("status", "")
        words = [("", "Все"), *((status.value, TABS.get(status, status.label).capitalize()) for status in PairStatus)]
        today = self.request.organisation.today()
        debts = debts_of(context["page_obj"], today)
        unagreed = agreements_owed(context["page_obj"], today)
        for pair in context["page_obj"]:
            pair.debts = debts.get(pair.pk, 0)
            pair.owes_agreement = pair.pk in unagreed
            pair.debts_words = "нет " + count(pair.debts, "согласия", "согласий", "согласий")
        return context | {
            "tabs": [(value, word, counts.get(value, 0), value == chosen) for value, word in words if value in counts],
            "total": counts[""],
            "pairs_of": self.filter.people() if self.filter is not None else [],
            "narrowed": context["narrowed"] or bool(chosen),
            "can_form": Role.CURATOR in self.request.roles,
        }


def own_page(request: OrganisationRequest) -> HttpResponse:
    """«Моя пара»: the user's own pairs, and of the partners only what is needed to meet."""
    pairs = list(with_people(own_pairs(request.user, request.organisation)))
    today = request.organisation.today()
    mine = {person.pk for person in request.user.people.all()}
    ends = duties_ends(pairs, today)
    for pair in pairs:
        seats = pair.seats.all()
        pair.ending = ending_words(ends.get(pair.pk), today, own=mine)
        people = [("наставник", pair.mentor.person), *(("наставляемый", seat.mentee.person) for seat in seats)]
        if pair.mentor.person_id not in mine:
            # Another mentee of the same group is not this mentee's partner: the contacts of the mentor are.
            people = [(side, person) for side, person in people if side == "наставник" or person.pk in mine]
        pair.partners = [(side, person, post_of(person, today)) for side, person in people if person.pk not in mine]
        pair.running = pair.is_active(today)
    return render(request, "pairs/pair_own.html", {"pairs": pairs, "cards": own_cards(request)})


def own_cards(request: OrganisationRequest) -> list[tuple[str, str]]:
    """What the school keeps of the reader: the entries of the year's banks and the card itself, as words and addresses."""
    place = request.organisation.legal_entity
    own = {"person__user": request.user, "organisation": place, "year": request.year.begins}
    banks: list[tuple[Any, str, str]] = [
        (Mentor.objects, "banks:mentor_detail", "Моя карточка наставника"),
        (Mentee.objects, "banks:mentee_detail", "Моя карточка наставляемого"),
    ]
    cards = []
    for entries, name, words in banks:
        rows = entries.visible_to(request.user).filter(**own).exclude(status=BankStatus.WITHDRAWN)
        cards += [(words, here(request, name, pk=one.pk)) for one in rows]
    people = request.user.people.filter(organisation=place, archived_on=None).order_by("pk")
    return cards + [("Мои сведения", here(request, "schools:person_detail", pk=one.pk)) for one in people]


@require_POST
@open_to(Role.CURATOR)
def pair_submit(request: OrganisationRequest) -> HttpResponse:
    """First shows who would be handed over, then does it."""
    pairs = list(PairList.picked(request))
    problems: list[str] = []
    if request.POST.get("confirm"):
        try:
            submitted = submit_pairs(pairs, request.user)
        except ValidationError as error:
            problems = error.messages
        else:
            say(request, f"Передано руководителю: {count_pairs(submitted)}.")
            return HttpResponseRedirect(here(request, "pairs:pair_list"))
    ready = [pair for pair in pairs if pair.status in EDITABLE]
    today = request.organisation.today()
    judged = list(zip(ready, judge([Draft.of(pair) for pair in ready], today), strict=True))
    context = {
        "pairs": [(pair, found) for pair, found in judged if not found.errors],
        "picked": [pair for pair, found in judged if not found.errors],
        "mistaken": [(pair, found) for pair, found in judged if found.errors],
        # What a problem has named already is not said again.
        "others": [] if problems else [pair for pair in pairs if pair.status not in EDITABLE],
        "problems": problems,
    }
    return render(request, "pairs/pair_submit.html", context)
