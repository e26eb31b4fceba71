"""The summary of a wave on one sheet: the same words as PDF and for Word."""

from schools.models import Organisation
from schools.papers.engine.blocks import Block, DocTitle, Letterhead, Paragraph
from schools.papers.engine.docx import render_docx
from schools.papers.engine.page import LINE_SPACINGS, SIZES, PageSetup
from schools.papers.engine.pdf import KEPT, layout, quick_layout, write
from schools.papers.models import PaperSettings
from schools.russian import count, date_words, nbsp_document

from ..plots import percent
from ..selectors.figures import Results, SideCount
from .summary_tables import tables_of

# Rows of the first table and of the others, from the tallest sheet to the lowest; the first that fits is taken. Of a long
# questionnaire the first table is worth more than a bit of each.
BUDGETS = (
    *((16, 16), (14, 10), (12, 8), (12, 6), (11, 5), (10, 4), (10, 3), (9, 2), (8, 2)),
    *((12, 0), (11, 0), (10, 0), (9, 0), (8, 0), (7, 0), (6, 0), (5, 0), (4, 0), (3, 0), (2, 0), (1, 0)),
)


def summary_pdf(results: Results) -> bytes:
    blocks, page, title = _fitted(results)
    with quick_layout():
        return write(layout([blocks], page, title, results.wave.organisation.today()), KEPT)


def summary_docx(results: Results) -> bytes:
    blocks, page, title = _fitted(results)
    organisation = results.wave.organisation
    return render_docx(blocks, page, title, author=organisation.short_name, day=organisation.today())


def _fitted(results: Results) -> tuple[list[Block], PageSetup, str]:
    """The longest summary that one sheet holds, found by halving: laying out is dear."""
    page, title = page_of(results.wave.organisation), f"Сводка: {results.wave.title}"

    def fits(place: int) -> bool:
        with quick_layout():
            return len(layout([blocks_of(results, *BUDGETS[place])], page, title).pages) == 1

    first, last = 0, len(BUDGETS) - 1
    if fits(0):
        last = 0
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if fits(middle) else (middle + 1, last)
    return blocks_of(results, *BUDGETS[last]), page, title


def page_of(organisation: Organisation) -> PageSetup:
    """The organisation's own sheet, set as tight as the standard admits."""
    stored = PaperSettings.objects.filter(organisation=organisation.legal_entity).first() or PaperSettings()
    return PageSetup(
        left=stored.left_mm,
        right=stored.right_mm,
        top=stored.top_mm,
        bottom=stored.bottom_mm,
        font=stored.font,
        size=SIZES[0],
        line_spacing=LINE_SPACINGS[0],
    )


def blocks_of(results: Results, budget: int = BUDGETS[0][0], rest: int | None = None) -> list[Block]:
    """Nothing but what the page of results shows to the same viewer; at most `budget` rows in the first table, `rest` in each of
    the others."""
    wave, entity = results.wave, results.wave.organisation.legal_entity
    blocks: list[Block] = [
        Letterhead(nbsp_document(entity.full_name), short_name=nbsp_document(entity.short_name)),
        DocTitle("СВОДКА", f"по результатам анкетирования «{nbsp_document(wave.title)}»"),
        Paragraph(_when(results)),
        Paragraph(_who(results)),
        *tables_of(results, budget, budget if rest is None else rest),
    ]
    if results.sight.protected:
        note = "Числа меньше чем по пяти ответившим не показаны, чтобы никого нельзя было узнать."
        blocks.append(Paragraph(note, small=True, indent=False))
    return blocks


def _when(results: Results) -> str:
    wave = results.wave
    day = wave.organisation.today()
    kind = f"Анкета {wave.get_mode_display()}"
    last = wave.closes_on
    if wave.closed_at:
        # The curator may have ended it before its day.
        last = min(last, wave.closed_at.astimezone(wave.organisation.tz).date())
    term = f"с {date_words(wave.opens_on)} по {date_words(last)}"
    if wave.closed_at:
        return f"{kind}, ответы принимали {term} Анкетирование завершено."
    return f"{kind}, ответы принимают {term} Числа на {date_words(day)}"


def _who(results: Results) -> str:
    whole, sides = results.response.whole, results.response.sides
    if whole.answered is None:
        return f"Спросили: {whole.asked}."
    said = f"Ответили {_share(whole)}"
    if (people := results.response.people) is not None:
        asked = count(people, "человека", "человек", "человек")
        said = f"Спросили {asked}, у кого несколько пар — о каждой; анкет пришло {_share(whole)}"
    told = [f"{side.label} — {_share(side)}" for side in sides if side.answered is not None]
    return f"{said}: {', '.join(told)}." if len(told) > 1 else f"{said}."


def _share(side: SideCount) -> str:
    return f"{side.answered} из {side.asked} ({percent(side.share)})".replace(" %", "\u00a0%")
