"""Additional agreements that are owed, on the desks of the curator and the head (ТК РФ, статья 351.8)."""

from mentoring.documents.selectors.agreements import agreements_out_of_step, agreements_owed_in
from schools.models import Organisation, User
from schools.russian import plural
from schools.years import AcademicYear

from .wait import Wait, to


def agreement_waits(user: User, organisation: Organisation, year: AcademicYear, *, drafting: bool = True) -> list[Wait]:
    """How many agreements parted from the orders, and with how many mentors none was made; `drafting` is for the curator,
    who makes the drafts.
    """
    waits = drift_waits(user, organisation) if drafting else []
    owed = agreements_owed_in(organisation, year, user)
    if not owed:
        return waits
    n = len(owed)
    words = plural(
        n,
        "дополнительное соглашение не заключено",
        "дополнительных соглашения не заключены",
        "дополнительных соглашений не заключено",
    )
    bare = drafting and any(one.draft is None for one in owed)
    return [
        *waits,
        Wait(
            n,
            words,
            to(organisation, "documents:agreement_list"),
            "Составить" if bare else "Посмотреть",
            "обязательны для наставников-работников",
            owed=drafting,
        ),
    ]


def drift_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Agreements in force of pairs that ended, got another term or lost their order; one of two such pairs is one agreement."""
    n = len({drift.agreement.pk for drift in agreements_out_of_step(organisation, user)})
    if not n:
        return []
    words = plural(
        n,
        "дополнительное соглашение разошлось с приказом",
        "дополнительных соглашения разошлись с приказами",
        "дополнительных соглашений разошлись с приказами",
    )
    url = to(organisation, "documents:agreement_list")
    return [Wait(n, words, url, "Показать", "пара завершена, срок её изменён или приказ аннулирован", owed=True)]
