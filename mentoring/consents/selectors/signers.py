"""Who signs for whom on a day: the person, or a representative with the teenager beside."""

from datetime import date, timedelta

from schools.models import Employment, Person, Representation

from ..ages import ADULT_AGE, OWN_SIGNATURE_AGE, birthday_of_age, full_years
from ..enums import ConsentStatus
from ..models import Consent


def age_on(person: Person, day: date) -> int | None:
    """Full years on the day; None when the birth date is not known."""
    return None if person.birth_date is None else full_years(person.birth_date, day)


def is_minor(person: Person, day: date) -> bool:
    """Whether a representative has to sign on the day.

    A pupil whose birth date nobody wrote down is taken for a minor, the stricter reading. A pupil is who was in a class, of
    whatever year: in August the new classes are not entered yet, and nobody grows up for the summer. A post that holds on
    the day outweighs an old class: a former pupil came back to work. Reads posts and classes as fetched beforehand, if they were.
    """
    age = age_on(person, day)
    if age is not None:
        return age < ADULT_AGE
    return bool(person.enrolments.all()) and not any(_holds(post, day) for post in person.employments.all())


def _holds(post: Employment, day: date) -> bool:
    return (post.starts is None or post.starts <= day) and (post.ends is None or post.ends >= day)


def signs_beside(person: Person, day: date) -> bool:
    """Whether a minor puts a signature of his or her own beside the representative's."""
    return (age_on(person, day) or 0) >= OWN_SIGNATURE_AGE


def signing_note(person: Person, day: date) -> str:
    """Who puts a signature, when it is not simply the person; empty for adults."""
    if not is_minor(person, day):
        return ""
    if signs_beside(person, day):
        return "Подписывает законный представитель; с 14 лет рядом подписывается и сам подросток."
    return "Подписывает законный представитель."


def is_outgrown(consent: Consent, day: date) -> bool:
    """Signed by a representative, and the person is of age by the day: now the person's own is asked for."""
    return consent.representation_id is not None and (age_on(consent.person, day) or 0) >= ADULT_AGE


def holds_until(consent: Consent) -> date | None:
    """The last day of what was consented to: by the sheet, but of what a representative signed no later than the eve of the
    18th birthday. None is until withdrawn.
    """
    born = consent.person.birth_date
    if consent.representation_id is None or born is None:
        return consent.valid_until
    eve = birthday_of_age(born) - timedelta(days=1)
    return eve if consent.valid_until is None else min(eve, consent.valid_until)


def is_in_force(consent: Consent, day: date) -> bool:
    """The same rule as `Consent.objects.in_force`, for a row already read with its person."""
    return (
        consent.status == ConsentStatus.SIGNED
        and consent.signed_on is not None
        and consent.signed_on <= day
        and (consent.valid_until is None or consent.valid_until >= day)
        and not is_outgrown(consent, day)
    )


def signing_representation(person: Person) -> Representation | None:
    """Who signs for a minor: whoever the last sheet was printed for or signed by, else the one recorded first.

    Reads `represented_by` and `consents` as fetched beforehand, if they were.
    """
    links = sorted(person.represented_by.all(), key=lambda link: link.pk)
    known = {link.pk: link for link in links}
    for consent in sorted(person.consents.all(), key=lambda one: -one.pk):
        if consent.status in (ConsentStatus.PREPARED, ConsentStatus.SIGNED) and consent.representation_id in known:
            return known[consent.representation_id]
    return links[0] if links else None
