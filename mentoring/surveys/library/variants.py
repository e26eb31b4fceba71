"""Whom a questionnaire of the library suits: forms of mentoring and kinds of organisation."""

from dataclasses import dataclass

from schools.enums import OrganisationKind

SCHOOLS = (OrganisationKind.SCHOOL, OrganisationKind.COLLEGE, OrganisationKind.ADDITIONAL)


@dataclass(frozen=True)
class Variant:
    """Codes of `banks.MentoringForm` (none is any form) and the organisations that have them."""

    forms: tuple[str, ...]
    kinds: tuple[OrganisationKind, ...]


# Forms of Р-145 and of letter АЗ-1128/08 (domain, sections 1 and 2), put together where they are asked the same.
VARIANTS: dict[str, Variant] = {
    "any": Variant((), tuple(OrganisationKind)),
    "pupil": Variant(("pupil-pupil",), SCHOOLS),
    # A teacher with pupils.
    "tutor": Variant(("teacher-pupil",), SCHOOLS),
    "student": Variant(("student-pupil",), SCHOOLS),
    "employer": Variant(("employer-pupil", "employer-student"), SCHOOLS),
    "teacher": Variant(("teacher-teacher", "partner-teacher"), SCHOOLS),
    # Heads of an office's schools are mentored at the office.
    "head": Variant(("head-teacher", "head-head"), (*SCHOOLS, OrganisationKind.MUNICIPAL_OFFICE)),
    # Children under ten are not mentored: a kindergarten has its teachers only (domain, section 1).
    "kindergarten": Variant(
        ("teacher-teacher", "partner-teacher", "head-teacher", "head-head"), (OrganisationKind.KINDERGARTEN,)
    ),
}


def forms_of(variants: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for one in variants for form in VARIANTS[one].forms))


def kinds_of(variants: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind.value for one in variants for kind in VARIANTS[one].kinds))
