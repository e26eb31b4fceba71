"""Reading a roadmap of 12 stages and 150 measures from a .docx against python-docx merely reading all cells of it.

Ours: bytes → what the preview keeps (parts measured, table found, columns and lists understood, doubts). Theirs: the text
of every cell of every row of the same file.
"""

import gc
import io
import time
from statistics import median

import docx

from roadmaps.reading import read_file

STAGES, MEASURES = 12, 150
HEADINGS = ["№", "Этап", "Мероприятие", "Содержание работы", "Срок", "Ответственный", "Результат"]  # fmt: skip


def document() -> bytes:
    """Six columns of ordinary length, stages merged downwards, every third content with a list of dashes."""
    made = docx.Document()
    made.add_paragraph("Утверждаю")
    made.add_paragraph("Директор школы ________ А.С. Лугова")
    made.add_paragraph("Приказ № 47-о от 29.08.2025")
    made.add_paragraph("Дорожная карта внедрения наставничества на 2025-2026 учебный год")
    table = made.add_table(rows=MEASURES + 1, cols=len(HEADINGS))
    for row, texts in zip(table.rows, [HEADINGS, *map(_row, range(MEASURES))], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    first = 1
    for stage in range(STAGES):
        last = first + MEASURES // STAGES - (stage % 2)
        last = MEASURES if stage == STAGES - 1 else last
        for column in (0, 1):
            for number in range(first + 1, last + 1):
                table.cell(number, column).text = ""
            merged = table.cell(first, column).merge(table.cell(last, column))
            merged.text = str(stage + 1) if column == 0 else f"Этап наставнической работы: часть {stage + 1}"
        first = last + 1
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _row(number: int) -> list[str]:
    content = f"Провести занятие {number} с наставниками и обсудить его итоги на заседании методического объединения"
    if number % 3 == 0:
        content += ":\n- открытые уроки\n- взаимные посещения"
    return [
        "",
        "",
        f"Работа с парами, часть {number}",
        content,
        "сентябрь – октябрь 2025 года",
        "Куратор\nЗаместитель директора",
        "Протокол заседания, записи о встречах",
    ]


def preview(runs: int = 7) -> tuple[float, float]:
    """(ours, naive) in seconds of this process: medians of interleaved runs."""
    content = document()
    ours, naive = [], []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        read = read_file(content, "bench.docx")
        read.to_dict()
        ours.append(time.process_time() - started)
        assert (len(read.stages), len(read.measures)) == (STAGES, MEASURES), (len(read.stages), len(read.measures))
        gc.collect()
        started = time.process_time()
        for table in docx.Document(io.BytesIO(content)).tables:
            for row in table.rows:
                for cell in row.cells:
                    _ = cell.text
        naive.append(time.process_time() - started)
    return median(ours), median(naive)
