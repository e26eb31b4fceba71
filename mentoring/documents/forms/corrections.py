"""Typed corrections in the form of an order that changes another: new last days, a misprinted name, a misprinted post."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from mentoring.pairs.models import Pair
from schools.forms.fields import DayField
from schools.models import Person
from schools.papers.models import Document

from ..words.corrections import NAME, POST

TERM = "ends_"
# What was misprinted → labels of whose it is and of how the order has it.
MISPRINTS = {
    NAME: ("Чьи фамилия, имя или отчество напечатаны неверно", "Как напечатано в приказе"),
    POST: ("Чья должность напечатана неверно", "Как должность напечатана в приказе"),
}


class CorrectionsForm(forms.Form):
    """What an order on pairs that changes another asks besides pairs and words."""

    document: Document

    def ask_corrections(self, standing: QuerySet[Pair]) -> None:
        """`standing`: pairs of the order that is changed."""
        people = people_of(standing)
        for pair in standing:
            self.fields[f"{TERM}{pair.pk}"] = DayField(
                label=f"{pair}: новый последний день", required=False, help_text=f"Сейчас {pair.ends:%d.%m.%Y}"
            )
        for what, (whose, was) in MISPRINTS.items():
            self.fields[f"{what}_person"] = forms.ModelChoiceField(
                people, label=whose, required=False, empty_label="Исправлять нечего"
            )
            self.fields[f"{what}_was"] = forms.CharField(
                label=was,
                required=False,
                max_length=250,
                help_text="В именительном падеже; верное возьмётся из карточки",
            )

    @property
    def term_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TERM)]

    @property
    def misprint_fields(self) -> list[forms.BoundField]:
        return [
            self[f"{what}_{part}"] for what in MISPRINTS for part in ("person", "was") if f"{what}_was" in self.fields
        ]

    @property
    def has_corrections(self) -> bool:
        """Something is chosen or is wrong: the fields must not be folded away."""
        return any(field.value() or field.errors for field in (*self.term_fields, *self.misprint_fields))

    def check_corrections(self, asked: dict[str, Any]) -> None:
        """A pair that is taken out has no new term; half of a correction is no correction."""
        removed = {pair.pk for pair in asked.get("removed") or []}
        for name in [name for name in self.fields if name.startswith(TERM)]:
            if asked.get(name) and int(name.removeprefix(TERM)) in removed:
                self.add_error(name, "Пара исключается этим же приказом: срок ей менять незачем.")
        for what in MISPRINTS:
            person, was = asked.get(f"{what}_person"), (asked.get(f"{what}_was") or "").strip()
            if person and not was:
                self.add_error(f"{what}_was", "Впишите, как напечатано в приказе.")
            elif was and not person:
                self.add_error(f"{what}_person", "Выберите, о ком речь.")

    def corrections(self) -> dict[str, Any]:
        """As the draft keeps them (`order_kinds.CHANGES`)."""
        asked = self.cleaned_data
        terms = {}
        for pair in Pair.objects.filter(
            pk__in=[int(name.removeprefix(TERM)) for name in self.fields if name.startswith(TERM)]
        ):
            ends = asked.get(f"{TERM}{pair.pk}")
            if ends and ends != pair.ends:
                terms[str(pair.pk)] = {"was": pair.ends.isoformat(), "ends": ends.isoformat()}
        misprints = [
            {"what": what, "person": asked[f"{what}_person"].pk, "was": asked[f"{what}_was"].strip()}
            for what in MISPRINTS
            if asked.get(f"{what}_person")
        ]
        return {"terms": terms, "misprints": misprints}


def initial_corrections(document: Document) -> dict[str, Any]:
    data = document.data
    found: dict[str, Any] = {
        f"{TERM}{key}": date.fromisoformat(term["ends"]) for key, term in (data.get("terms") or {}).items()
    }
    for one in data.get("misprints") or []:
        found |= {f"{one['what']}_person": one["person"], f"{one['what']}_was": one["was"]}
    return found


def people_of(pairs: QuerySet[Pair]) -> QuerySet[Person]:
    """Mentors and mentees of the pairs."""
    keys = pairs.order_by().values("pk")
    lead, led = Q(mentor_entries__pairs__in=keys), Q(mentee_entries__pairs__in=keys)
    return Person.objects.filter(lead | led).distinct().order_by("name_key", "pk")
