"""The whole state of cards as plain values, read for many at once: what imports compare, keep and put back."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from schools.models import Employment, Enrolment, Organisation, Person, Representation

PERSON_FIELDS = (
    "surname",
    "name",
    "patronymic",
    "gender",
    "birth_date",
    "email",
    "phone",
    "note",
    "case_overrides",
    "archived_on",
    "closed_by_archive",
    "user_id",
)
POST_FIELDS = (
    "id",
    "post",
    "is_main",
    "unit_id",
    "department",
    "subjects",
    "category",
    "teaching_years",
    "reports_to_id",
    "post_cases",
    "starts",
    "ends",
)
# What only a whole record needs: left out when cards are merely compared with a file, since decoding costs time.
CORRECTIONS = frozenset({"post_cases"})
DATES = frozenset({"birth_date", "archived_on", "starts", "ends"})


@dataclass
class CardState:
    """One card: `values` by PERSON_FIELDS, `posts` by POST_FIELDS, `grades` {year: class},
    `representatives` [{"id", "representative_id", "relation"}]; `represents`: how many pupils."""

    id: int
    name_key: str
    values: dict[str, Any]
    posts: list[dict[str, Any]] = field(default_factory=list)
    grades: dict[int, str] = field(default_factory=dict)
    representatives: list[dict[str, Any]] = field(default_factory=list)
    represents: int = 0

    @cached_property
    def full_name(self) -> str:
        return " ".join(
            part for part in (self.values["surname"], self.values["name"], self.values["patronymic"]) if part
        )

    @cached_property
    def parts(self) -> tuple[str, str, str]:
        """Normalised surname, name, patronymic, cut out of the stored key."""
        words = self.name_key.split(" ")
        surname = len(self.values["surname"].split())
        name = surname + len(self.values["name"].split())
        return " ".join(words[:surname]), " ".join(words[surname:name]), " ".join(words[name:])

    @cached_property
    def likeness(self) -> tuple[tuple[object, ...], ...]:
        """Under what a likeness is looked for: two parts of the name of three, its words in any order, initials, name and birth."""
        surname, name, patronymic = self.parts
        return (
            (2, surname, name),
            (1, surname, patronymic),
            (0, name, patronymic),
            ("words", *sorted(self.name_key.split(" "))),
            ("initials", surname, name[:1], patronymic[:1]),
            ("born", name, patronymic, self.values["birth_date"]),
        )

    def posts_on(self, day: date) -> list[dict[str, Any]]:
        """Posts held on the day, the main one first."""
        held = [
            post
            for post in self.posts
            if (post["starts"] is None or post["starts"] <= day) and (post["ends"] is None or post["ends"] >= day)
        ]
        return sorted(held, key=lambda post: (not post["is_main"], post["id"]))

    def as_json(self) -> dict[str, Any]:
        """The same state with dates as ISO text, equal to what a JSON column gives back."""
        return {
            **_dates_out(self.values),
            "posts": [_dates_out(post) for post in self.posts],
            "grades": {str(year): grade for year, grade in sorted(self.grades.items())},
            "representatives": self.representatives,
        }


def _dates_out(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def dates_in(values: dict[str, Any]) -> dict[str, Any]:
    """The reverse of what `as_json` does to dates."""
    return {
        key: date.fromisoformat(value) if key in DATES and isinstance(value, str) else value
        for key, value in values.items()
    }


def load_cards(
    organisation: Organisation, ids: Collection[int] | None = None, *, whole: bool = True
) -> dict[int, CardState]:
    """All cards of the organisation (or those of `ids`) that are not destroyed, in four queries whatever their number.

    Not `whole`: without corrected cases of posts, which a comparison with a file does not need.
    """
    person_fields = [name for name in PERSON_FIELDS if whole or name not in CORRECTIONS]
    post_fields = [name for name in POST_FIELDS if whole or name not in CORRECTIONS]
    people = Person.objects.filter(organisation=organisation, destroyed_at__isnull=True).order_by("pk")
    link: dict[str, Any] = {"person__organisation": organisation}
    if ids is not None:
        people = people.filter(pk__in=ids)
        link = {"person__in": ids}
    cards = {
        row[0]: CardState(row[0], row[1], dict(zip(person_fields, row[2:], strict=True)))
        for row in people.values_list("pk", "name_key", *person_fields).iterator(chunk_size=5000)
    }
    # Lists of subjects repeat from card to card: each is decoded once.
    posts = Employment.objects.filter(**link).order_by("pk").annotate(subjects_text=Cast("subjects", TextField()))
    columns = ["subjects_text" if name == "subjects" else name for name in post_fields]
    decoded: dict[str, list[str]] = {}
    for person_id, *values in posts.values_list("person_id", *columns).iterator(chunk_size=5000):
        if person_id in cards:
            post = dict(zip(post_fields, values, strict=True))
            text = post["subjects"]
            if text not in decoded:
                decoded[text] = json.loads(text)
            post["subjects"] = decoded[text]
            cards[person_id].posts.append(post)
    for person_id, year, grade in Enrolment.objects.filter(**link).values_list("person_id", "year", "grade"):
        if person_id in cards:
            cards[person_id].grades[year] = grade
    pupils = {key.replace("person", "pupil"): value for key, value in link.items()}
    links = Representation.objects.filter(**pupils).order_by("pk")
    for pk, pupil, representative, relation in links.values_list("pk", "pupil_id", "representative_id", "relation"):
        if pupil in cards:
            cards[pupil].representatives.append({"id": pk, "representative_id": representative, "relation": relation})
        if representative in cards:
            cards[representative].represents += 1
    return cards
