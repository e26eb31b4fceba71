"""Deeds on cards: saving with posts and class, correcting cases."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Employment, Enrolment, Person, User
from schools.russian import Case, guess_gender, normalise_key, tidy_name, tidy_post, tidy_spaces
from schools.selectors.people import search_extras
from schools.workbooks.cleaning import clean_grade, clean_phone
from schools.years import AcademicYear

from .person_values import check_values

STALE = (
    "Пока вы правили карточку, её изменил кто-то другой. Ниже ваши значения; откройте карточку в соседней вкладке, "
    "сравните и сохраните ещё раз."
)
NO_PHONE = "Это не номер телефона. Напишите, например, 8 902 111-02-03 или оставьте пустым."
# What other deeds write: saving a form takes it from the row and never from what the form was read with.
UNTOUCHED = ("user_id", "case_overrides", "archived_on", "created_at")
JOURNALED = ("surname", "name", "patronymic", "gender", "birth_date", "email", "phone", "note")
# What a form writes of a post that is there already; the rest of the row may have changed since the form was read.
POST_VALUES = (
    "post",
    "subjects",
    "is_main",
    "department",
    "unit",
    "category",
    "teaching_years",
    "reports_to",
    "starts",
    "ends",
)
JOURNALED_POST = ("post", "is_main", "department", "subjects", "category", "teaching_years", "starts", "ends")


def tidy_person(person: Person) -> None:
    """Put the typed values in order: names, mail, telephone; a gender left blank is taken from the patronymic.

    Raises ValidationError for a telephone that is none.
    """
    for part in ("surname", "name", "patronymic"):
        setattr(person, part, tidy_name(getattr(person, part)))
    person.email = tidy_spaces(person.email).lower()
    person.note = person.note.strip()
    if person.phone:
        phone, _ = clean_phone(person.phone)
        if phone is None:
            raise ValidationError({"phone": NO_PHONE})
        person.phone = phone
    if not person.gender:
        person.gender = guess_gender(person.surname, person.name, person.patronymic) or ""


def tidy_employment(post: Employment) -> None:
    """«Учитель  Физики » → «учитель Физики»; subjects without blanks and repeats."""
    post.post = tidy_post(post.post)
    post.department = tidy_spaces(post.department)
    post.category = tidy_spaces(post.category)
    post.subjects = list(dict.fromkeys(filter(None, (tidy_spaces(subject) for subject in post.subjects))))


def refresh_keys(person: Person) -> None:
    """Recompute the search keys from the stored posts and class; the caller saves the card."""
    posts = Employment.objects.filter(person=person).active(person.organisation.today())
    grades = Enrolment.objects.filter(person=person).order_by("-year").values_list("grade", flat=True)[:1]
    person.set_keys(*search_extras(posts, grades))


@transaction.atomic
def save_person(
    person: Person,
    *,
    by: User,
    employments: Iterable[Employment] | None = None,
    removed: Iterable[Employment] = (),
    grade: str | None = None,
    year: AcademicYear | None = None,
    version: str = "",
) -> Person:
    """Create or change a card: its facts only; the account, the archive and whatever else came meanwhile stay as they are.

    `employments`: posts to save (None: leave them alone); `removed`: posts to delete. `grade`: the class in `year` ('' takes
    it off, None leaves it alone). A changed name drops the corrected cases, a changed post drops its own. `version`: of the
    card that the form showed (`version_of`); another one is refused. Journals what changed. Raises ValidationError with
    sentences for the form.
    """
    before: dict[str, Any] = {}
    created = person.pk is None
    if not created:
        stored = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        before = card_values(stored)
        if stored.destroyed_at is not None:
            raise ValidationError("Данные этого человека уничтожены, карточку менять нельзя.")
        if version and version != version_of(stored):
            raise ValidationError(STALE)
        for name in UNTOUCHED:
            setattr(person, name, getattr(stored, name))
    tidy_person(person)
    check_values(person, before)
    if not created and is_renamed(stored.full_name, person.full_name):
        person.case_overrides = {}
    person.set_keys()
    person.full_clean(exclude=["case_overrides", "name_key", "search_text"])
    if created:
        person.save()
    else:
        person.save(update_fields=[*JOURNALED, "case_overrides", "name_key", "search_text", "updated_at"])
    for post in removed:
        post.delete()
    if employments is not None:
        _save_posts(person, list(employments))
    if grade is not None and year is not None:
        _save_grade(person, grade, year)
    refresh_keys(person)
    person.save(update_fields=["name_key", "search_text"])
    after = card_values(person)
    if created or after != before:
        changed = {key for key in after if before.get(key) != after[key]}
        record(
            "создана карточка" if created else "изменена карточка",
            person,
            organisation=person.organisation,
            user=by,
            before={key: value for key, value in before.items() if key in changed},
            after={key: value for key, value in after.items() if key in changed and (value or before.get(key))},
        )
    return person


def version_of(person: Person) -> str:
    """What a form remembers, to notice that somebody else has written the card since."""
    return person.updated_at.isoformat()


def is_renamed(old: str, new: str) -> bool:
    """Whether another full name is meant: ё for е, capitals and blanks leave corrected cases as they are."""
    return normalise_key(old) != normalise_key(new)


def _save_posts(person: Person, posts: list[Employment]) -> None:
    kept = Employment.objects.select_for_update(no_key=True).filter(person=person).in_bulk()
    for post in posts:
        post.person = person
        tidy_employment(post)
        _check_places(person, post)
        post.full_clean(exclude=["post_cases", "subjects"])
        if post.pk is None:
            post.save()
            continue
        if post.pk not in kept:
            raise ValidationError(f"Должность «{post.post}» тем временем убрали. Откройте карточку заново.")
        fields = list(POST_VALUES)
        if kept[post.pk].post != post.post:
            post.post_cases = {}
            fields.append("post_cases")
        post.save(update_fields=fields)
    _one_main(person)


def _check_places(person: Person, post: Employment) -> None:
    """The superior and the unit are of the same organisation, whatever numbers a request names."""
    if post.reports_to_id is not None and post.reports_to_id == person.pk:
        raise ValidationError("Человек не может быть руководителем самому себе. Выберите другого или оставьте пустым.")
    if post.reports_to is not None and post.reports_to.organisation_id != person.organisation_id:
        raise ValidationError("Непосредственный руководитель работает в другой организации. Выберите из списка.")
    if post.unit is not None and post.unit.legal_entity.pk != person.organisation_id:
        raise ValidationError("Такого филиала или подразделения в организации нет. Выберите из списка.")


def _one_main(person: Person) -> None:
    """Of the posts that a person holds exactly one is the main one."""
    posts = list(Employment.objects.filter(person=person, ends__isnull=True).order_by("-is_main", "pk"))
    if not posts:
        return
    Employment.objects.filter(pk__in=[post.pk for post in posts[1:] if post.is_main]).update(is_main=False)
    if not posts[0].is_main:
        Employment.objects.filter(pk=posts[0].pk).update(is_main=True)


def _save_grade(person: Person, grade: str, year: AcademicYear) -> None:
    if not grade.strip():
        Enrolment.objects.filter(person=person, year=year.begins).delete()
        return
    value, _ = clean_grade(grade)
    Enrolment.objects.update_or_create(person=person, year=year.begins, defaults={"grade": value or tidy_spaces(grade)})


def card_values(person: Person) -> dict[str, Any]:
    """What the journal keeps of a card: facts, posts, class."""
    values: dict[str, Any] = {name: getattr(person, name) for name in JOURNALED}
    values["posts"] = [
        {name: getattr(post, name) for name in JOURNALED_POST}
        for post in Employment.objects.filter(person=person).order_by("-is_main", "pk")
    ]
    values["grades"] = {str(item.year): item.grade for item in Enrolment.objects.filter(person=person)}
    return values


@transaction.atomic
def save_cases(
    person: Person, *, by: User, names: Mapping[str, str], posts: Mapping[int, Mapping[str, str]] | None = None
) -> None:
    """Keep corrected cases: `names` as `Person.case_overrides` ({'gent': …, 'gent_short': …}), `posts` by employment id.

    Blank values are dropped: the case is then composed by the rules again.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    allowed = {key for case in Case for key in (case.value, f"{case.value}_short")}
    before = {"names": person.case_overrides, "posts": {}}
    after: dict[str, Any] = {"posts": {}}
    person.case_overrides = _kept(names, allowed)
    after["names"] = person.case_overrides
    person.save(update_fields=["case_overrides", "updated_at"])
    for post in Employment.objects.select_for_update().filter(person=person, pk__in=list(posts or {})):
        kept = _kept((posts or {})[post.pk], {case.value for case in Case})
        if kept != post.post_cases:
            before["posts"][post.post], after["posts"][post.post] = post.post_cases, kept
            post.post_cases = kept
            post.save(update_fields=["post_cases"])
    if before != after:
        record("исправлены падежи", person, organisation=person.organisation, user=by, before=before, after=after)


def _kept(values: Mapping[str, str], allowed: set[str]) -> dict[str, str]:
    spaced = {key: " ".join(filter(None, value.split(" "))) for key, value in values.items() if key in allowed}
    return {key: text for key, text in spaced.items() if text}
