"""The form of a wave: what is asked, whom, when, in which mode."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format

from mentoring.banks.models import MentoringForm
from schools.forms.fields import DayField, NonceField
from schools.models import Employment, Enrolment, Organisation, Person
from schools.numbers import ids_from
from schools.selectors.people import grade_order
from schools.years import AcademicYear

from ..enums import AnswerSide, Audience, Mode, Purpose, Timing, WaveStatus
from ..library import LibraryItem, LibrarySet
from ..models import Questionnaire, Wave
from ..selectors.words import MODES
from ..services.preparing import Plan

# What is offered when nothing else is known: two weeks.
USUAL_DAYS = 14
MOST_DAYS = 700
STAFF_GROUP, OTHERS_GROUP = "Сотрудники", "Родители и остальные"


class DaysField(forms.IntegerField):
    """A number of days; which numbers must be there depends on the timing."""

    def __init__(self, *, at_least: int = 1, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=at_least, max_value=MOST_DAYS, **kwargs)


class Ticks(forms.MultipleChoiceField):
    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        errors = {"invalid_choice": "Выберите из списка.", "required": "Выберите хотя бы одну анкету."}
        super().__init__(required=required, error_messages=errors, **kwargs)


class WaveForm(forms.Form):
    title = forms.CharField(
        label="Название",
        max_length=200,
        help_text="Его увидят все, кого спросят.",
        error_messages={"required": "Дайте название.", "max_length": "Название длиннее 200 знаков. Сократите его."},
    )
    parts = Ticks(label="Что спросим", required=True)
    mode = forms.ChoiceField(
        label="Кто видит ответы",
        widget=forms.RadioSelect,
        choices=[(mode, f"{Mode(mode).label.capitalize()}. {MODES[mode]}") for mode in Mode.values],
        error_messages={"required": "Скажите, кто увидит ответы."},
    )
    timing = forms.ChoiceField(label="Когда", widget=forms.RadioSelect, choices=Timing.choices)
    audience = forms.ChoiceField(
        label="Кого спросим", widget=forms.RadioSelect, choices=Audience.choices, required=False
    )
    form_codes = Ticks(label="Только эти формы наставничества", help_text="Ни одной не отмечено — любые.")
    grades = Ticks(label="Классы")
    people = Ticks(label="Люди")
    first_after = DaysField(label="Через сколько дней", at_least=0)
    every = DaysField(label="И затем каждые, дней", help_text="Пусто — один раз.")
    open_for = DaysField(label="Сколько дней ждать ответа")
    opens_on = DayField(label="Первый день", error_messages={"required": "Укажите первый день."})
    closes_on = DayField(label="Последний день", error_messages={"required": "Укажите последний день."})
    before = forms.ModelChoiceField(
        label="Сравнить с",
        queryset=Wave.objects.none(),
        required=False,
        empty_label="не сравнивать",
        help_text="Ответы тех же людей до начала работы и после.",
    )
    nonce = NonceField(required=False)
    version = forms.IntegerField(label="Версия анкетирования", widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        year: AcademicYear,
        chosen: LibrarySet | None = None,
        wave: Wave | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.year, self.wave = organisation, year, wave
        self.items: dict[str, Questionnaire | LibraryItem] = {}
        for item in chosen.items if chosen else ():
            self.items[f"lib:{item.code}"] = item
        own = Questionnaire.objects.filter(organisation=organisation, archived_at=None).order_by("title", "pk")
        kept = {part.questionnaire_id for part in wave.parts.all()} if wave else set()
        taken = {item.code for item in self.items.values() if isinstance(item, LibraryItem)}
        self.first = {*self.items, *(f"own:{pk}" for pk in kept)}
        for one in [*own, *Questionnaire.objects.filter(pk__in=kept).exclude(archived_at=None)]:
            if one.origin not in taken or one.pk in kept:
                self.items[f"own:{one.pk}"] = one
        self.fields["parts"].choices = [(key, _called(one)) for key, one in self.items.items()]
        offered = MentoringForm.objects.offered_to(organisation)
        self.fields["form_codes"].choices = [(one.code, one.name) for one in offered]
        grades = Enrolment.objects.filter(person__organisation=organisation, year=year.begins)
        names = sorted(set(grades.values_list("grade", flat=True)), key=grade_order)
        self.fields["grades"].choices = [(grade, grade) for grade in names]
        earlier = Wave.objects.filter(organisation=organisation, purpose=Purpose.BEFORE)
        self.fields["before"].queryset = earlier.filter(status__in=[WaveStatus.OPEN, WaveStatus.CLOSED])
        for name in ("opens_on", "closes_on", "first_after", "every", "open_for"):
            self.fields[name].widget.attrs["class"] = "form-control w-short"
        self.fields["people"].choices = self._people()

    def parts_groups(self) -> tuple[list[Any], list[Any]]:
        """Boxes of the set's (of the wave's) own questionnaires with those ticked, and of the others; without a set all stand in
        front."""
        boxes = list(self["parts"])
        if not self.first:
            return boxes, []
        front = [box for box in boxes if box.data["value"] in self.first or box.data["selected"]]
        return front, [box for box in boxes if box not in front]

    @property
    def asks_list(self) -> bool:
        """Whether people are chosen by name; while they are not, those ticked before are kept."""
        value = self.data.get("audience") if self.is_bound else self.initial.get("audience")
        return value == Audience.LIST

    def _people(self) -> list[tuple[str, str]]:
        people = Person.objects.present().filter(organisation=self.organisation).order_by("name_key", "pk")
        if not self.asks_list:
            ticked = self["people"].value() or []
            people = people.filter(pk__in=ids_from(map(str, ticked)))
            if not ticked:
                return []
        return [(str(one.pk), one.full_name) for one in people]

    def people_groups(self) -> list[tuple[str, list[Any]]]:
        """(«Сотрудники», a class or «Родители и остальные», boxes) for a list that can be looked through."""
        rows = Enrolment.objects.filter(person__organisation=self.organisation, year=self.year.begins)
        group_of = {str(person): grade for person, grade in rows.values_list("person_id", "grade")}
        posts = Employment.objects.active(self.organisation.today()).filter(person__organisation=self.organisation)
        group_of |= {str(person): STAFF_GROUP for person in posts.values_list("person_id", flat=True)}
        groups: dict[str, list[Any]] = {}
        for box in self["people"]:
            groups.setdefault(group_of.get(str(box.data["value"]), OTHERS_GROUP), []).append(box)
        place = {STAFF_GROUP: 0, OTHERS_GROUP: 2}
        ordered = sorted(groups, key=lambda name: (place.get(name, 1), grade_order(name)))
        return [(name, groups[name]) for name in ordered]

    def plan(self) -> Plan:
        """The wave as the answers (not sent yet: as the fields) describe it; what is missing or wrong is at its usual value."""
        data = getattr(self, "cleaned_data", {}) if self.is_bound else {**self.initial, "before": None}
        today = self.organisation.today()
        opens_on = data.get("opens_on") or today
        chosen = [self.items[key] for key in data.get("parts") or [] if key in self.items]
        audience = data.get("audience") or Audience.BANK
        choice = {
            "forms": list(data.get("form_codes") or []),
            "grades": list(data.get("grades") or []) if audience == Audience.GRADE else [],
            "people": [int(pk) for pk in data.get("people") or []] if audience == Audience.LIST else [],
        }
        return Plan(
            title=data.get("title") or "",
            mode=data.get("mode") or Mode.NAMED,
            parts=tuple((one.side, one) for one in chosen),
            audience=audience,
            opens_on=opens_on,
            closes_on=data.get("closes_on") or opens_on + timedelta(USUAL_DAYS),
            choice=choice,
            timing=data.get("timing") or Timing.DATES,
            first_after=data.get("first_after"),
            every=data.get("every"),
            open_for=data.get("open_for"),
            before=data.get("before"),
        )


def _called(one: Questionnaire | LibraryItem) -> str:
    own = " — ваша анкета" if isinstance(one, Questionnaire) and not one.origin else ""
    return f"{AnswerSide(one.side).label.capitalize()}: «{one.title}»{own}"


def initial_of_set(chosen: LibrarySet, today: date, year: AcademicYear) -> dict[str, Any]:
    """The form as the set fills it in: everything can be changed."""
    dates = chosen.timing == Timing.DATES
    return {
        "title": f"{chosen.title}, {date_format(today, 'F Y').lower()}" if dates else chosen.title,
        "parts": [f"lib:{item.code}" for item in chosen.items],
        "mode": chosen.mode,
        "audience": chosen.audience,
        "form_codes": list(chosen.forms),
        "timing": chosen.timing,
        "opens_on": today,
        "closes_on": today + timedelta(chosen.open_for - 1) if dates else max(year.end, today),
        "first_after": chosen.first_after,
        "every": chosen.every,
        "open_for": chosen.open_for,
    }


def initial_of(wave: Wave) -> dict[str, Any]:
    names = ("title", "mode", "audience", "timing", "opens_on", "closes_on", "first_after", "every", "open_for")
    return {name: getattr(wave, name) for name in names} | {
        "parts": [f"own:{part.questionnaire_id}" for part in wave.parts.all()],
        "form_codes": wave.choice.get("forms", []),
        "grades": wave.choice.get("grades", []),
        "people": [str(pk) for pk in wave.choice.get("people", [])],
        "before": wave.before_id,
        "version": wave.version,
    }


def initial_alone(questionnaire: Questionnaire | LibraryItem | None, today: date) -> dict[str, Any]:
    """The form for one of the school's own questionnaires, or for none yet."""
    own = {"parts": [f"own:{questionnaire.pk}"]} if isinstance(questionnaire, Questionnaire) else {}
    return {
        "title": questionnaire.title if questionnaire else "",
        "mode": questionnaire.mode if questionnaire else Mode.NAMED,
        "audience": Audience.BANK,
        "timing": Timing.DATES,
        "opens_on": today,
        "closes_on": today + timedelta(USUAL_DAYS),
        "first_after": 30,
        "open_for": 10,
        **own,
    }
