"""Deeds on representatives of pupils: one card for a parent of several children."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from schools.journal.services import record
from schools.models import Person, Representation, User
from schools.russian import normalise_key, tidy_spaces
from schools.workbooks.cleaning import ERROR, clean_phone, split_full_name

from .people import save_person


@transaction.atomic
def add_representative(pupil: Person, *, full_name: str, relation: str, phone: str, by: User) -> Representation:
    """Record who represents the pupil. The same name with the same telephone is the same person (a parent of several).

    Raises ValidationError with a sentence when the name or the telephone cannot be read.
    """
    parts, findings = split_full_name(tidy_spaces(full_name))
    if any(item.severity == ERROR for item in findings) or not (parts.surname and parts.name):
        raise ValidationError({"full_name": "Напишите фамилию, имя и отчество полностью: «Осипова Клавдия Саввична»."})
    number = ""
    if phone.strip():
        cleaned, remarks = clean_phone(phone)
        if cleaned is None:
            raise ValidationError({"phone": " ".join(item.message for item in remarks)})
        number = cleaned
    key = normalise_key(f"{parts.surname} {parts.name} {parts.patronymic}")
    known = Person.objects.present().filter(organisation=pupil.organisation, name_key=key).exclude(pk=pupil.pk)
    person = known.filter(phone=number).first() if number else None
    if person is None:
        person = Person(
            organisation=pupil.organisation,
            surname=parts.surname,
            name=parts.name,
            patronymic=parts.patronymic,
            phone=number,
        )
        save_person(person, by=by)
    link, created = Representation.objects.get_or_create(
        representative=person, pupil=pupil, defaults={"relation": tidy_spaces(relation)}
    )
    if not created:
        raise ValidationError("Этот представитель у обучающегося уже записан.")
    record(
        "записан представитель",
        pupil,
        organisation=pupil.organisation,
        user=by,
        after={"representative": person.full_name, "relation": link.relation},
    )
    return link


@transaction.atomic
def remove_representative(link: Representation, by: User) -> None:
    """Take the link off; the representative's card stays. Refuses when a consent rests on it."""
    pupil, name = link.pupil, link.representative.full_name
    try:
        link.delete()
    except ProtectedError as error:
        raise ValidationError(
            f"{name} подписывает согласие за обучающегося. Сначала отзовите или удалите согласие."
        ) from error
    record("снят представитель", pupil, organisation=pupil.organisation, user=by, before={"representative": name})
