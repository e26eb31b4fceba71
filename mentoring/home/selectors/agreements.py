"""Additional agreements that are owed, on the desks of the curator and the head (ТК РФ, статья 351.8)."""

from mentoring.documents.selectors.agreements import agreements_owed_in
from schools.models import Organisation, User
from schools.russian import plural
from schools.years import AcademicYear

from .wait import Wait, to


def agreement_waits(user: User, organisation: Organisation, year: AcademicYear, *, drafting: bool = True) -> list[Wait]:
    """One line: with how many mentors no agreement was made; `drafting` is for the curator, who makes the drafts."""
    owed = agreements_owed_in(organisation, year, user)
    if not owed:
        return []
    n = len(owed)
    words = plural(
        n,
        "дополнительное соглашение не заключено",
        "дополнительных соглашения не заключены",
        "дополнительных соглашений не заключено",
    )
    bare = drafting and any(one.draft is None for one in owed)
    return [
        Wait(
            n,
            words,
            to(organisation, "documents:agreement_list"),
            "Составить" if bare else "Посмотреть",
            "обязательны для наставников-работников",
            owed=drafting,
        )
    ]
