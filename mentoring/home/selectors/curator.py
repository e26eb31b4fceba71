"""The curator's desk: the school's mentoring year from the staff list to the order, and what is unfinished in it."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Count, Min, Q

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.enums import Purpose
from mentoring.documents.selectors.consent_lines import Signer
from mentoring.documents.selectors.waiting import drafts_by_pair, waiting_drafts, waiting_papers
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.selectors.lists import pairs_of_year
from schools.enums import ImportStatus
from schools.models import Organisation, StaffImport, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import date_words, plural
from schools.years import AcademicYear

from .agreements import agreement_waits
from .duties import duty_waits, unpublishing_waits
from .signing import of_age_waits, signing_waits
from .wait import Wait, to

# A pair whose term ends so soon is spoken of.
SOON = timedelta(days=30)
# From the withdrawal to the destruction.
TO_DESTROY = timedelta(days=30)


def curator_waits(user: User, organisation: Organisation, year: AcademicYear, signers: Sequence[Signer]) -> list[Wait]:
    """Everything that the curator can move today, what is owed first. Queries do not grow with the school.

    `signers`: the people of the year's banks with their sheets, from `signers_of`.
    """
    day = organisation.today()
    by_start = term_by_start(user, organisation, year, day)
    drafts = waiting_drafts(user, organisation)
    waits = [
        *import_waits(user, organisation),
        *duty_waits(user, organisation, year),
        *unpublishing_waits(organisation, signers, day),
        *consent_waits(organisation, signers, by_start),
        *of_age_waits(organisation, signers),
        *bank_waits(user, organisation, year),
        *pair_waits(user, organisation, year, day, by_start, drafts_by_pair(drafts)),
        *draft_waits(organisation, drafts),
        *paper_waits(user, organisation),
        *signing_waits(user, organisation),
        *agreement_waits(user, organisation, year),
    ]
    return sorted(waits, key=lambda wait: not wait.owed)


def import_waits(user: User, organisation: Organisation) -> list[Wait]:
    found = StaffImport.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, status=ImportStatus.PREVIEW
    )
    return [
        Wait(
            1,
            f"Файл «{one.filename}» прочитан, но ещё не загружен в карточки",
            to(organisation, "schools:import_preview", one.pk),
            "Проверить и загрузить",
        )
        for one in found[:3]
    ]


def term_by_start(user: User, organisation: Organisation, year: AcademicYear, day: date) -> str:
    """Until when an order is needed: the first pair without one begins then. Empty when no pair waits."""
    waiting = pairs_of_year(user, organisation, year).filter(
        status__in=[PairStatus.DRAFT, PairStatus.SUBMITTED, PairStatus.RETURNED, PairStatus.APPROVED]
    )
    first = waiting.aggregate(first=Min("starts"))["first"]
    if first is None:
        return ""
    if first < day:
        return f"срок вышел {date_words(first)}: первая пара без приказа уже началась"
    if first == day:
        return "срок — сегодня: первая пара начинает работу"
    return f"срок — {date_words(first)}: в этот день первая пара начинает работу"


def consent_waits(organisation: Organisation, signers: Sequence[Signer], term: str) -> list[Wait]:
    waits = withdrawal_waits(organisation, signers)
    owing = [signer for signer in signers if signer.owes]
    if not owing:
        return waits
    unprinted = any(line.state in ("none", "grown", "lapsed") for signer in owing for line in signer.owes)
    grown = sum(any(line.grown_up for line in signer.lines) for signer in owing)
    who = plural(len(owing), "человек", "человека", "человек")
    waits += [
        Wait(
            len(owing),
            f"{who} не {plural(len(owing), 'подписал', 'подписали', 'подписали')} согласия",
            to(organisation, "documents:consent_list", only="owed"),
            "Напечатать согласия" if unprinted else "Отметить подписанные",
            term or "нужны до издания приказа",
            owed=True,
        )
    ]
    if grown:
        words = plural(grown, "участнику исполнилось", "участникам исполнилось", "участникам исполнилось")
        url = to(organisation, "documents:consent_list", only="eighteen")
        term = "подпись представителя больше не действует"
        waits.append(Wait(grown, f"{words} 18 лет: нужно своё согласие", url, "Показать", term, owed=True))
    return waits


def withdrawal_waits(organisation: Organisation, signers: Sequence[Signer]) -> list[Wait]:
    """Who took the consent to processing back: pairs are ended and data destroyed within 30 days (152-ФЗ, статья 21, часть 5)."""
    taken = [
        line.consent.withdrawn_on
        for signer in signers
        for line in signer.withdrawn
        if line.purpose == Purpose.PROCESSING and line.consent is not None
    ]
    days = sorted(day for day in taken if day is not None)
    if not days:
        return []
    n = len(days)
    words = plural(n, "человек отозвал согласие", "человека отозвали согласие", "человек отозвали согласие")
    return [
        Wait(
            n,
            f"{words} на обработку данных: завершите пары и отправьте карточку в архив",
            to(organisation, "documents:consent_list", only="withdrawn"),
            "Показать",
            f"данные уничтожают до {date_words(days[0] + TO_DESTROY)}",
            owed=True,
        )
    ]


def bank_waits(user: User, organisation: Organisation, year: AcademicYear) -> list[Wait]:
    waits = []
    for model, name, forms in (
        (
            Mentor,
            "banks:mentor_list",
            ("кандидат в наставники ждёт", "кандидата в наставники ждут", "кандидатов в наставники ждут"),
        ),
        (
            Mentee,
            "banks:mentee_list",
            ("кандидат в наставляемые ждёт", "кандидата в наставляемые ждут", "кандидатов в наставляемые ждут"),
        ),
    ):
        entries = model.objects.visible_to(user).filter(organisation=organisation.legal_entity, year=year.begins)
        counts = entries.aggregate(
            candidates=Count("pk", filter=Q(status=BankStatus.CANDIDATE)),
            **(
                {"unpaired": Count("pk", filter=Q(status=BankStatus.CONFIRMED, pairs_count=0))}
                if model is Mentee
                else {}
            ),
        )
        if counts["candidates"]:
            n = counts["candidates"]
            url = to(organisation, name, status=BankStatus.CANDIDATE)
            waits.append(Wait(n, f"{plural(n, *forms)} подтверждения", url, "Подтвердить"))
        if counts.get("unpaired"):
            n = counts["unpaired"]
            words = plural(n, "наставляемый без пары", "наставляемых без пары", "наставляемых без пары")
            waits.append(Wait(n, words, to(organisation, "pairs:pair_create"), "Подобрать наставника"))
    return waits


def pair_waits(
    user: User, organisation: Organisation, year: AcademicYear, day: date, by_start: str, drafted: Collection[int]
) -> list[Wait]:
    """`drafted`: pairs of a draft order; the draft has a line of its own."""
    pairs = pairs_of_year(user, organisation, year)
    counts = pairs.aggregate(
        drafts=Count("pk", filter=Q(status=PairStatus.DRAFT)),
        returned=Count("pk", filter=Q(status=PairStatus.RETURNED)),
        approved=Count("pk", filter=Q(status=PairStatus.APPROVED) & ~Q(pk__in=drafted)),
        ending=Count("pk", filter=Q(status=PairStatus.ORDERED, ends__lte=day + SOON)),
        soonest=Min("ends", filter=Q(status=PairStatus.ORDERED, ends__lte=day + SOON)),
    )
    waits = []
    if n := counts["returned"]:
        words = plural(n, "пара возвращена", "пары возвращены", "пар возвращено") + " руководителем с замечанием"
        url = to(organisation, "pairs:pair_list", status=PairStatus.RETURNED)
        waits.append(Wait(n, words, url, "Исправить", by_start, owed=True))
    if n := counts["drafts"]:
        words = plural(
            n, "пара составлена и не передана", "пары составлены и не переданы", "пар составлено и не передано"
        )
        url = to(organisation, "pairs:pair_list", status=PairStatus.DRAFT)
        waits.append(Wait(n, f"{words} руководителю", url, "Передать на решение"))
    if n := counts["approved"]:
        approved = pairs.filter(status=PairStatus.APPROVED).exclude(pk__in=drafted)
        groups = approved.annotate(people=Count("seats", distinct=True)).filter(people__gt=1).count()
        words = f"{_approved_words(n, groups)}, приказа ещё нет"
        url = to(organisation, "documents:order_create")
        waits.append(Wait(n, words, url, "Составить приказ", by_start, owed=True))
    if n := counts["ending"]:
        past = counts["soonest"] < day
        words = plural(n, "пара подходит к концу", "пары подходят к концу", "пар подходит к концу")
        term = f"{'срок вышел' if past else 'первая заканчивается'} {date_words(counts['soonest'])}"
        url = to(organisation, "pairs:pair_list", status=PairStatus.ORDERED, sort="ends")
        waits.append(Wait(n, words, url, "Посмотреть", term, owed=past))
    return waits


def _approved_words(n: int, groups: int) -> str:
    """After the number of all that was approved; a group is not called a pair."""
    if not groups:
        return plural(n, "пара утверждена", "пары утверждены", "пар утверждено")
    if groups == n:
        return plural(n, "группа утверждена", "группы утверждены", "групп утверждено")
    return plural(n, "пара или группа утверждена", "пары и группы утверждены", "пар и групп утверждено")


def paper_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Drafts of other papers, together: they may lie as long as they like."""
    if not (n := waiting_papers(user, organisation).count()):
        return []
    words = plural(
        n, "черновик документа не издан", "черновика документов не изданы", "черновиков документов не издано"
    )
    return [Wait(n, words, to(organisation, "papers:document_list", status=DocumentStatus.DRAFT), "Продолжить")]


def draft_waits(organisation: Organisation, drafts: Sequence[Document]) -> list[Wait]:
    return [
        Wait(
            1,
            f"Черновик приказа «{draft.title or 'без заголовка'}» ждёт номера и подписи",
            to(organisation, "documents:order_edit", draft.pk),
            "Проверить и издать",
            owed=True,
        )
        for draft in drafts[:5]
    ]


def with_the_head(user: User, organisation: Organisation, year: AcademicYear) -> int:
    """How many pairs the head is deciding on: nothing for the curator to do, but good to know."""
    return pairs_of_year(user, organisation, year).filter(status=PairStatus.SUBMITTED).count()
