"""A plan of an import turned into rows of cards. Called inside the transaction of `staff_import_apply`."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from schools.journal.services import prepare, record_many
from schools.models import Employment, Enrolment, ImportedCard, Organisation, Person, Representation, StaffImport, User
from schools.russian import guess_gender
from schools.selectors.cards import CardState, load_cards
from schools.selectors.import_changes import RepresentativeChange
from schools.selectors.import_plan import Plan, PlanRow, Verdict
from schools.selectors.people import search_extras

from .archiving import reason_not_to_archive, set_archived, set_restored

BATCH = 400
PERSON_VALUES = ["surname", "name", "patronymic", "gender", "birth_date", "email", "phone", "note", "case_overrides"]


def overwrite[M: Model](rows: Collection[M], fields: Sequence[str]) -> None:
    """Write these fields of rows that exist, many at a time. An upsert by the key: `bulk_update` takes six times as long."""
    if not rows:
        return
    model = type(next(iter(rows)))
    model._base_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


class Writer:
    """Turns a plan into rows, in a number of queries that does not grow with the rows by more than batches."""

    def __init__(self, organisation: Organisation, staff_import: StaffImport, plan: Plan, by: User | None) -> None:
        self.organisation = organisation
        self.staff_import = staff_import
        self.plan = plan
        self.by = by
        self.today = organisation.today()
        self.rows = plan.of(Verdict.NEW, Verdict.CHANGED)
        self.person_of: dict[int, Person] = {}  # row → card
        self.representative_of: dict[tuple[str, str], Person] = {}
        self.row_of: dict[int, int] = {}  # card → row, for the record
        self.created: set[int] = set()

    def write(self) -> None:
        before = self.plan.context.cards
        self._restore()
        self._new_people()
        self._changed_people()
        self._posts()
        self._grades()
        self._representations()
        self._archive()
        self._keys()
        self._remember(before)

    def _restore(self) -> None:
        back = [
            row.card.id for row in self.rows if row.card is not None and row.merge is not None and row.merge.restored
        ]
        for person in Person.objects.filter(pk__in=back):
            set_restored(person)

    def _new_people(self) -> None:
        fresh = [row for row in self.rows if row.card is None]
        people = [self._person(row.merge.values if row.merge else {}) for row in fresh]
        links = {}
        for change, _ in self._representative_changes():
            if change.card is None and change.key not in links:
                surname, name, patronymic = change.parts
                links[change.key] = self._person(
                    {
                        "surname": surname,
                        "name": name,
                        "patronymic": patronymic,
                        "phone": change.source.phone or "",
                        "email": change.source.email or "",
                        "gender": guess_gender(surname, name, patronymic) or "",
                    }
                )
        Person.objects.bulk_create([*people, *links.values()], batch_size=BATCH)
        self.person_of = {row.person.row: person for row, person in zip(fresh, people, strict=True)}
        self.representative_of = links
        self.created = {person.pk for person in (*people, *links.values())}
        self.row_of = {person.pk: row.person.row for row, person in zip(fresh, people, strict=True)}
        for change, row in self._representative_changes():
            if change.card is None:
                self.row_of.setdefault(links[change.key].pk, row.person.row)

    def _person(self, values: dict[str, Any]) -> Person:
        person = Person(organisation=self.organisation, **values)
        person.set_keys()
        return person

    def _representative_changes(self) -> Iterable[tuple[RepresentativeChange, PlanRow]]:
        for row in self.rows:
            for change in row.merge.representatives if row.merge else ():
                if not change.is_open:
                    yield change, row

    def _changed_people(self) -> None:
        wanted: dict[int, dict[str, Any]] = {}
        for row in self.rows:
            if row.card is not None and row.merge is not None:
                wanted.setdefault(row.card.id, {}).update(row.merge.values)
                self.row_of[row.card.id] = row.person.row
        for change, row in self._representative_changes():
            if change.card is not None:
                wanted.setdefault(change.card, {}).update(change.values)
                self.row_of.setdefault(change.card, row.person.row)
        people = Person.objects.in_bulk(list(wanted))
        for row in self.rows:
            if row.card is not None:
                self.person_of[row.person.row] = people[row.card.id]
        changed = []
        for pk, values in wanted.items():
            if not values:
                continue
            person = people[pk]
            for name, value in values.items():
                setattr(person, name, value)
            changed.append(person)
        overwrite(changed, [*PERSON_VALUES, "updated_at"])

    def _posts(self) -> None:
        fresh, changed = [], {}
        for row in self.rows:
            for pk, values in row.merge.posts if row.merge else ():
                if pk is None:
                    fresh.append(Employment(person=self.person_of[row.person.row], **values))
                else:
                    changed[pk] = values
        Employment.objects.bulk_create(fresh, batch_size=BATCH)
        posts = Employment.objects.in_bulk(list(changed))
        for pk, values in changed.items():
            for name, value in values.items():
                setattr(posts[pk], name, value)
        fields = ["post", "post_cases", "unit", "department", "subjects", "category", "teaching_years", "starts"]
        overwrite(posts.values(), fields)

    def _grades(self) -> None:
        graded = [row for row in self.rows if row.merge is not None and row.merge.grade]
        Enrolment.objects.bulk_create(
            [
                Enrolment(person=self.person_of[row.person.row], year=self.plan.year, grade=row.merge.grade)
                for row in graded
                if row.merge is not None
            ],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["person", "year"],
            update_fields=["grade"],
        )

    def _representations(self) -> None:
        fresh: dict[tuple[int, int], Representation] = {}
        changed = {}
        for change, row in self._representative_changes():
            if change.link is not None:
                if change.relation is not None:
                    changed[change.link] = change.relation
                continue
            representative = change.card if change.card is not None else self.representative_of[change.key].pk
            pupil = self.person_of[row.person.row].pk
            if representative != pupil:
                fresh[representative, pupil] = Representation(
                    representative_id=representative, pupil_id=pupil, relation=change.relation or ""
                )
        Representation.objects.bulk_create(fresh.values(), batch_size=BATCH, ignore_conflicts=True)
        for pk, relation in changed.items():
            Representation.objects.filter(pk=pk).update(relation=relation)

    def _archive(self) -> None:
        people = Person.objects.in_bulk([card.id for card in self.plan.to_archive])
        for card in self.plan.to_archive:
            person = people[card.id]
            if reason := reason_not_to_archive(person, self.today, self.by):
                raise ValidationError(reason)
            person.organisation = self.organisation
            set_archived(person, self.today, self.by)
            self.row_of[person.pk] = 0

    def _keys(self) -> None:
        """Names and posts changed: what people are found by is composed again from what is stored now."""
        touched = load_cards(self.organisation, list(self.row_of))
        people = Person.objects.in_bulk(list(touched))
        for pk, card in touched.items():
            posts = [
                Employment(post=p["post"], department=p["department"], subjects=p["subjects"])
                for p in card.posts_on(self.today)
            ]
            latest = [card.grades[max(card.grades)]] if card.grades else []
            people[pk].set_keys(*search_extras(posts, latest))
        overwrite(people.values(), ["name_key", "search_text", "updated_at"])

    def _remember(self, before: dict[int, CardState]) -> None:
        after = load_cards(self.organisation, list(self.row_of))
        records, entries = [], []
        people = Person.objects.in_bulk(list(after))
        for pk, card in after.items():
            old = before[pk].as_json() if pk in before else {}
            new = card.as_json()
            if old == new:
                continue
            records.append(
                ImportedCard(
                    staff_import=self.staff_import,
                    person_id=pk,
                    row=self.row_of[pk],
                    created=pk in self.created,
                    before=old,
                    after=new,
                )
            )
            names = [
                name
                for name in new
                if old.get(name) != new[name] and (old.get(name) or new[name]) and name != "closed_by_archive"
            ]
            entries.append(
                prepare(
                    self._deed(pk, new),
                    people[pk],
                    organisation=self.organisation,
                    user=self.by,
                    before={name: old[name] for name in names if name in old},
                    after={name: new[name] for name in names},
                    reason=f"загружен файл «{self.staff_import.filename}»",
                )
            )
        ImportedCard.objects.bulk_create(records, batch_size=BATCH)
        record_many(entries)

    def _deed(self, pk: int, new: dict[str, Any]) -> str:
        if pk in self.created:
            return "создана загрузкой списка"
        if self.row_of[pk] == 0 and new["archived_on"]:
            return "отправлена в архив загрузкой списка"
        return "изменена загрузкой списка"
