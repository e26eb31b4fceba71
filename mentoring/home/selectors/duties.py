"""Duties that end by paper, and publications to be taken down: days of the law that the curator is reminded of."""

from collections.abc import Sequence
from datetime import date

from mentoring.documents.selectors.consent_lines import Signer
from mentoring.documents.selectors.withdrawal import unpublished_by
from mentoring.pairs.enums import LIVING, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import ending_early
from mentoring.pairs.selectors.lists import pairs_of_year
from schools.models import Organisation, User
from schools.russian import date_words, plural
from schools.years import AcademicYear

from .wait import Wait, to

# Named one by one; more of them are told by number.
SHOWN = 5
REPLACED = "замена составлена: нужен приказ об изменении"
TO_REPLACE = "замените наставника или завершите пару приказом"
TO_END = "завершите пару приказом"


def duty_waits(user: User, organisation: Organisation, year: AcademicYear) -> list[Wait]:
    """Pairs in order whose mentor was warned, withdrew or took the consent back; the queries do not grow with the school."""
    day = organisation.today()
    ends = ending_early(pairs_of_year(user, organisation, year), organisation.legal_entity.pk, day)
    if not ends:
        return []
    if len(ends) > SHOWN:
        n = len(ends)
        words = plural(n, "пара теряет наставника", "пары теряют наставника", "пар теряют наставника")
        url = to(organisation, "pairs:pair_list", status=PairStatus.ORDERED)
        words += " или наставляемого раньше срока: по уведомлению, отказу или отзыву согласия"
        return [Wait(n, words, url, "Посмотреть", f"первая — {date_words(ends[0].last)}", owed=True)]
    made = Pair.objects.filter(replaces__in=[end.pair.pk for end in ends], status__in=LIVING)
    replaced = set(made.values_list("replaces", flat=True))
    return [
        Wait(
            1,
            f"{end.pair}: {end.words(day)}",
            to(organisation, "pairs:pair_detail", end.pair.pk),
            "Открыть пару",
            REPLACED if end.pair.pk in replaced else TO_END if end.by_mentee else TO_REPLACE,
            owed=True,
        )
        for end in ends
    ]


def unpublishing_waits(organisation: Organisation, signers: Sequence[Signer], day: date) -> list[Wait]:
    """Whose consent to dissemination was taken back, while the three working days run (152-ФЗ, статья 10.1, часть 14)."""
    taken = [
        (line.person, line.consent.withdrawn_on)
        for signer in signers
        for line in signer.offered
        if line.state == "withdrawn" and line.consent is not None and line.consent.withdrawn_on is not None
    ]
    # Far less than a month holds three working days, whatever the holidays: older ones need no calendar.
    recent = [(person, on) for person, on in taken if (day - on).days < 31]
    by = unpublished_by(on for _, on in recent)
    running = sorted((by[on], person.name_key, person.short_name) for person, on in recent if by[on] >= day)
    return [
        Wait(
            1,
            f"{name}: согласие на распространение отозвано, снимите со страницы всё, что на ней о человеке",
            to(organisation, "documents:consent_list", only="public"),
            "Показать",
            f"срок — по {date_words(last)}",
            owed=True,
        )
        for last, _, name in running[:SHOWN]
    ]
