"""The papers of a calendar year as one archive: PDFs under names that a person knows, scans, registers, contents.

Written to the disk file by file: memory does not grow with the year. Papers whose file is lost, that are void or were
cancelled are marked in the contents; what was destroyed by an act is not there, and the contents name the act.
"""

import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from schools.models import Destruction, Organisation
from schools.russian import count
from schools.workbooks.writing import write_table

from ..engine.freezing import blocks_from_json
from ..engine.page import PageSetup
from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Acquaintance, Document, StoredFile
from ..selectors.documents import with_links
from .book import note_of, returned_words
from .documents.freezing import file_name
from .files import FileLostError, open_file
from .printing import journal_pdf

YEAR_ARCHIVE = "year_archive"
WITHOUT_NUMBER = "Листы без номера"
_CHUNK = 1 << 20


class YearArchive:
    """Writes the archive; `step()` is called after every paper and may raise to stop the work."""

    def __init__(self, organisation: Organisation, year: int) -> None:
        self.organisation = organisation.legal_entity
        self.year = year
        papers = Document.objects.filter(organisation=self.organisation, year=year)
        self.papers = papers.exclude(status=DocumentStatus.DRAFT).order_by(
            "register__kind", "number_sort", "date", "pk"
        )
        self.contents: list[str] = []
        self._names: Counter[str] = Counter()

    def total(self) -> int:
        """Steps: the papers, the registers, the contents."""
        return self.papers.count() + 2

    def write(self, path: Path, step: Callable[[], None]) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = self.papers.select_related("register", "pdf", "scan", "person", "cancelled_by", "changes")
            for paper in rows.defer("data", "texts").iterator(chunk_size=50):
                self._paper(archive, paper)
                step()
            self._registers(archive)
            step()
            archive.writestr("Содержание.txt", "\ufeff" + "\r\n".join([*self._head(), *self.contents, *self._tail()]))
            step()

    def _paper(self, archive: zipfile.ZipFile, paper: Document) -> None:
        name = self._name(paper)
        marks = [*filter(None, [note_of_status(paper), "издан на бумаге" if paper.elsewhere else ""])]
        found = []
        if paper.pdf is not None:
            found.append((f"{name}.pdf", self._copy(archive, f"{name}.pdf", paper.pdf)))
        elif paper.blocks:
            archive.writestr(_entry(f"{name}.pdf"), printed(paper))
            found.append((f"{name}.pdf", True))
        if paper.scan is not None:
            scan = f"{name} (скан){PurePosixPath(paper.scan.name).suffix.lower()}"
            found.append((scan, self._copy(archive, scan, paper.scan)))
        if not found:
            marks.append("файла нет")
        told = f" — {', '.join(marks)}" if marks else ""
        self.contents.append(f"{paper}{f': {paper.title}' if paper.number else ''}{told}")
        self.contents += [f"    {one}" + ("" if whole else " — ФАЙЛ УТРАЧЕН") for one, whole in found]

    def _name(self, paper: Document) -> str:
        """Folder and name without an ending; papers that would be called alike are counted."""
        if paper.register is not None:
            folder = safe(capitalised(str(paper.register)))
        else:
            folder = f"{WITHOUT_NUMBER}/{safe(capitalised(paper.kind_label))}"
        name = file_name(paper, "pdf").removesuffix(".pdf")
        if paper.register is None:
            name = " ".join(filter(None, [name, f"от {paper.date:%d.%m.%Y}" if paper.date else ""]))
        if mark := note_of_status(paper):
            name += f" ({mark})"
        path = f"{folder}/{safe(name)}"
        self._names[path.casefold()] += 1
        again = self._names[path.casefold()]
        return path if again == 1 else f"{path} [{again}]"

    @staticmethod
    def _copy(archive: zipfile.ZipFile, name: str, stored: StoredFile) -> bool:
        """The file as it lies; False when it is lost. PDFs and pictures are packed already."""
        try:
            source = open_file(stored)
        except FileLostError:
            return False
        with source, archive.open(_entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, _CHUNK)
        return True

    def _registers(self, archive: zipfile.ZipFile) -> None:
        """Every register that has papers, and the journal of acquaintance: to read and to work with."""
        day = self.organisation.today()
        numbered = with_links(self.papers.filter(register__isnull=False).defer("data", "texts", "blocks", "page"))
        for kind in numbered.order_by("register__kind").values_list("register__kind", flat=True).distinct():
            rows = list(numbered.filter(register__kind=kind))
            label = str(rows[0].register)
            caption, name = f"{label}, {self.year} год", f"Журналы/{safe(capitalised(label))}"
            archive.writestr(_entry(f"{name}.pdf"), journal_pdf("register_book", self.organisation, rows, caption, day))
            archive.writestr(_entry(f"{name}.xlsx"), register_table(rows))
        told = Acquaintance.objects.filter(document__in=self.papers).select_related("document", "person")
        ordered = list(told.order_by("document__date", "document__number_sort", "person__name_key", "pk"))
        if ordered:
            book = journal_pdf("acquaintance_journal", self.organisation, ordered, f"{self.year} год", day)
            archive.writestr(_entry("Журналы/Ознакомление.pdf"), book)

    def _head(self) -> list[str]:
        day = self.organisation.today()
        words = count(self.papers.count(), "документ", "документа", "документов")
        return [
            self.organisation.short_name,
            f"Документы за {self.year} год: {words}. Собрано {day:%d.%m.%Y}.",
            "Черновики сюда не входят. Сроки хранения указаны в журналах.",
            "",
        ]

    def _tail(self) -> Iterator[str]:
        acts = Destruction.objects.filter(organisation=self.organisation, date__year=self.year).order_by("number")
        if acts:
            yield ""
            yield "Уничтожено по требованию или по сроку, в архив не входит:"
        for act in acts:
            yield f"    {act}: {', '.join(act.categories)}"


def note_of_status(paper: Document) -> str:
    if paper.status == DocumentStatus.ANNULLED:
        return "аннулирован"
    return "отменён" if paper.status == DocumentStatus.CANCELLED else ""


def printed(paper: Document) -> bytes:
    """A sheet that was frozen without a PDF."""
    from ..engine.pdf import render_pdf  # slow import: WeasyPrint

    return render_pdf(blocks_from_json(paper.blocks), PageSetup(**paper.page), paper.title, paper.date)


def register_table(papers: list[Document]) -> bytes:
    headings = ["Номер", "Дата", "Вид", "Заголовок", "Подписал", "Состояние", "Экземпляр", "Хранить", "Отметки"]
    rows = [
        [
            paper.number,
            paper.date,
            paper.kind_label,
            paper.title,
            paper.signer,
            paper.get_status_display(),
            returned_words(paper),
            str(kind_of(paper.kind).retention),
            note_of(paper),
        ]
        for paper in papers
    ]
    return write_table("", headings, rows, sheet="Журнал")


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def safe(name: str) -> str:
    """One name fit for any system: no signs that name folders or devices."""
    tidy = "".join(" " if sign in '\\/:*?"<>|\r\n\t' else sign for sign in name)
    return " ".join(tidy.split()).strip(". ")[:120].rstrip(". ") or "документ"


def _entry(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = packing
    return entry
