"""The packet of a signing day: three papers of one page for each of a hundred people, as one PDF.

Time against the same loop over WeasyPrint as everywhere (``papers``). Memory is that of the process that asks together with
the processes which lay the pages out, summed many times a second while the packet is made; pages of memory that they share
are counted as often as they are shared, so the truth is below.
"""

from __future__ import annotations

from threading import Event, Thread

import psutil

from schools.papers.engine import packet
from schools.papers.engine.blocks import Block, DateNumberPlace, DocTitle, Paragraph, Point, Signature
from schools.papers.engine.page import PageSetup
from tests.bench import papers
from tests.schools.papers.engine import samples

PEOPLE = 100
MEMORY = 400  # MB
PAGE = PageSetup(size=12, line_spacing=1.0)
MB = 1024 * 1024


def signing_day() -> tuple[float, float]:
    """Seconds of both; one round is enough for three hundred pages."""
    return papers.compare_packet(_documents(), PAGE, rounds=1)


def memory() -> tuple[float, float]:
    """Peak of the tree of processes, and what it may be, in MB."""
    documents = _documents()
    titles = [f"Лист {number}" for number in range(len(documents))]
    peak, over = [0.0], Event()

    def watch() -> None:
        own = psutil.Process()
        while not over.wait(0.05):
            peak[0] = max(peak[0], sum(map(_resident, [own, *own.children(recursive=True)])))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        packet.render_many(documents, PAGE, titles)
    finally:
        over.set()
        watcher.join()
        packet.close()
    return peak[0], MEMORY


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / MB
    except psutil.NoSuchProcess:
        return 0.0


def _documents() -> list[list[Block]]:
    names = [
        f"{surname} {number + 1}"
        for number in range(PEOPLE // 20)
        for surname, _ in (*samples.MENTORS, *samples.MENTEES)
    ]
    return [paper for name in names for paper in (samples.consent(name), _agreement(name), _notice(name))]


def _agreement(name: str) -> list[Block]:
    return [
        DocTitle("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ", "к трудовому договору"),
        DateNumberPlace("2 сентября 2026 г.", "12", "пос. Лесной"),
        Paragraph(f"Работодатель в лице директора и работник {name} заключили соглашение о нижеследующем."),
        *(
            Point(
                f"{number}.",
                "Наставник помогает наставляемому войти в профессию, бывает на уроках и ведёт записи. " * 3,
            )
            for number in range(1, 9)
        ),
        Signature("Директор", f"О.В.{samples.NBSP}Полежаева"),
        Signature(name="", by_hand=True),
    ]


def _notice(name: str) -> list[Block]:
    return [
        samples.letterhead(),
        DocTitle("УВЕДОМЛЕНИЕ"),
        DateNumberPlace("2 сентября 2026 г.", "13", "пос. Лесной"),
        Paragraph(f"Уважаемый коллега {name}!", align="centre", indent=False, keep=True),
        *(
            Paragraph("Сообщаем Вам об условиях наставничества и о порядке его досрочного прекращения. " * 4)
            for _ in range(4)
        ),
        Signature("Директор", f"О.В.{samples.NBSP}Полежаева"),
    ]
