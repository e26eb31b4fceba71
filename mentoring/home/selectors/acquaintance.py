"""Papers to be told of: the reader's own, and how many people a school has still to tell."""

from django.db.models import Count

from schools.models import Organisation, User
from schools.papers.selectors.acquaintance import unread, waiting_of
from schools.russian import count, plural

from .wait import Wait, to

# Named one by one; more of them are told by number.
SHOWN = 5


def own_paper_waits(user: User, organisation: Organisation) -> list[Wait]:
    """What the reader has still to read and confirm."""
    rows = list(waiting_of(user, organisation)[: SHOWN + 1])
    if len(rows) > SHOWN:
        total = waiting_of(user, organisation).count()
        words = plural(total, "документ ждёт", "документа ждут", "документов ждут") + " вашего ознакомления"
        return [Wait(total, words, to(organisation, "papers:my_papers"), "Прочитать", owed=True)]
    return [
        Wait(
            1,
            f"Ознакомьтесь: {row.document} «{row.document.title}»",
            to(organisation, "papers:my_paper", row.pk),
            "Прочитать",
            owed=True,
        )
        for row in rows
    ]


def unread_waits(user: User, organisation: Organisation) -> list[Wait]:
    """For the curator: how many people have not been told of how many issued papers."""
    counts = unread(user, organisation).aggregate(
        people=Count("person", distinct=True), papers=Count("document", distinct=True)
    )
    if not (n := counts["people"]):
        return []
    words = plural(n, "человек не ознакомлен", "человека не ознакомлены", "человек не ознакомлены")
    papers = count(counts["papers"], "документом", "документами", "документами")
    url = to(organisation, "papers:acquaintance_list", state="waiting")
    return [Wait(n, f"{words} с {papers}", url, "Посмотреть, кто")]
