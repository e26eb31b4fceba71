"""What waits for a signature, on the desk: papers that were issued and have not come back, own sheets at the age of 18."""

from collections.abc import Sequence

from mentoring.documents.selectors.consent_lines import Signer
from mentoring.documents.selectors.unsigned import unreturned_numbered
from schools.models import Organisation, User
from schools.russian import date_words, plural

from .wait import Wait, to


def signing_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Issued, printed or not, and not signed; one query."""
    n = unreturned_numbered(organisation.legal_entity, user).count()
    if not n:
        return []
    words = plural(n, "документ ждёт подписи", "документа ждут подписи", "документов ждут подписи")
    term = "отметьте подписанные, когда они вернутся"
    return [Wait(n, words, to(organisation, "documents:signing_day"), "Собрать на подпись", term)]


def of_age_waits(organisation: Organisation, signers: Sequence[Signer]) -> list[Wait]:
    """Whose representative's signature ends within two weeks, until the own sheets are printed; the birthday stands beside."""
    found = [one for one in signers if any(line.own_sheet is None for line in one.ahead)]
    days = sorted(one.of_age_on for one in found if one.of_age_on is not None)
    if not days:
        return []
    n = len(found)
    words = plural(
        n,
        "участнику скоро исполнится 18 лет",
        "участникам скоро исполнится 18 лет",
        "участникам скоро исполнится 18 лет",
    )
    return [
        Wait(
            n,
            f"{words}: напечатайте собственные согласия",
            to(organisation, "documents:consent_list", only="eighteen"),
            "Показать",
            f"{date_words(days[0])} подпись представителя перестаёт действовать",
            owed=True,
        )
    ]
