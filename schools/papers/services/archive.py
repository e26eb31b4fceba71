"""The papers of a calendar year as one archive: PDFs under names that a person knows, scans, registers, contents.

Written to the disk file by file: memory does not grow with the year. Papers whose file is lost, that are void or were
cancelled are marked in the contents; what was destroyed by an act is not there, and the contents name the act.
"""

import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from schools.models import Destruction, Organisation
from schools.russian import capitalised, count
from schools.workbooks.writing import write_table

from ..engine.freezing import blocks_from_json
from ..engine.page import PageSetup
from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Acquaintance, Document, StoredFile
from ..selectors.documents import with_links
from ..selectors.files import FileLostError, open_file
from .archive_names import placed, safe, sheets_folder, without_repeating
from .book import note_of, returned_words
from .documents.freezing import file_name
from .printing import journal_pdf

YEAR_ARCHIVE = "year_archive"
BOOKS = "Журналы"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class KeptScan:
    """A scan that an upper room keeps itself. It lies beside its `document`; one without a sheet of ours lies among the
    sheets of its `kind` («Согласие на …») under its own `title`. `key` is the room's, by which its journal finds the name.
    """

    key: int
    stored: StoredFile
    document: int | None = None
    kind: str = ""
    title: str = ""


@dataclass(frozen=True)
class Note:
    """What an upper room knows of a sheet by its key: a mark for its name («не подписано»), the day that it bears."""

    mark: str = ""
    day: date | None = None


def _no_notes(organisation: Organisation, year: int) -> Mapping[int, Note]:
    return {}


@dataclass(frozen=True)
class Addition:
    """What an upper room keeps of a year beside the papers: scans, and journals (name with its ending, content) that name
    the files of the scans by their keys; `notes` on sheets.
    """

    scans: Callable[[Organisation, int], Iterable[KeptScan]]
    journals: Callable[[Organisation, int, Mapping[int, str]], Iterable[tuple[str, bytes]]]
    notes: Callable[[Organisation, int], Mapping[int, Note]] = _no_notes


_additions: dict[str, Addition] = {}


def add_to_archive(code: str, addition: Addition) -> None:
    """Make it known; registering the same code again replaces it."""
    _additions[code] = addition


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
        self._scans: dict[tuple[str, int | None], list[KeptScan]] = {}
        self._notes: dict[int, Note] = {}
        self._files: dict[str, dict[int, str]] = {code: {} for code in _additions}

    def total(self) -> int:
        """Steps: the papers, the registers, the contents."""
        return self.papers.count() + 2

    def write(self, path: Path, step: Callable[[], None]) -> None:
        for code, addition in _additions.items():
            for scan in addition.scans(self.organisation, self.year):
                self._scans.setdefault((code, scan.document), []).append(scan)
            self._notes |= addition.notes(self.organisation, self.year)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = self.papers.select_related("register", "pdf", "scan", "person", "cancelled_by", "changes")
            for paper in rows.defer("data", "texts").iterator(chunk_size=50):
                self._paper(archive, paper)
                step()
            self._without_sheets(archive)
            self._registers(archive)
            step()
            archive.writestr("Содержание.txt", "\ufeff" + "\r\n".join([*self._head(), *self.contents, *self._tail()]))
            step()

    def _paper(self, archive: zipfile.ZipFile, paper: Document) -> None:
        name = self._name(paper)
        noted = self._notes.get(paper.pk, Note()).mark
        marks = [*filter(None, [note_of_status(paper), noted, "издан на бумаге" if paper.elsewhere else ""])]
        found = []
        if paper.pdf is not None:
            found.append((f"{name}.pdf", self._copy(archive, f"{name}.pdf", paper.pdf)))
        elif paper.blocks:
            archive.writestr(_entry(f"{name}.pdf"), printed(paper))
            found.append((f"{name}.pdf", True))
        if paper.scan is not None:
            scan = f"{name} (скан){PurePosixPath(paper.scan.name).suffix.lower()}"
            found.append((scan, self._copy(archive, scan, paper.scan)))
        found += self._kept(archive, paper.pk, lambda scan: f"{name} (скан)")
        if not found:
            marks.append("файла нет")
        told = f" — {', '.join(marks)}" if marks else ""
        self.contents.append(f"{paper}{f': {paper.title}' if paper.number else ''}{told}")
        self.contents += map(_told, found)

    def _kept(
        self, archive: zipfile.ZipFile, document: int | None, name: Callable[[KeptScan], str]
    ) -> list[tuple[str, bool]]:
        """The scans of upper rooms that belong to the paper, under the names given to them; whether each is whole."""
        found = []
        for code in _additions:
            for scan in self._scans.pop((code, document), []):
                path = self._once(name(scan)) + PurePosixPath(scan.stored.name).suffix.lower()
                whole = self._copy(archive, path, scan.stored)
                self._files[code][scan.key] = path if whole else ""
                found.append((path, whole))
        return found

    def _without_sheets(self, archive: zipfile.ZipFile) -> None:
        """Scans of sheets that were not printed here."""
        found = self._kept(archive, None, lambda one: f"{placed(sheets_folder(one.kind), one.title)} (скан)")
        if found:
            self.contents += ["Сканы листов, напечатанных не здесь", *map(_told, found)]

    def _once(self, path: str) -> str:
        """The path, counted when it is taken already."""
        self._names[path.casefold()] += 1
        again = self._names[path.casefold()]
        return path if again == 1 else f"{path} [{again}]"

    def _name(self, paper: Document) -> str:
        """Folder and name without an ending; papers that would be called alike are counted."""
        if paper.register is not None:
            folder, day = safe(capitalised(str(paper.register))), ""
            name = file_name(paper, "pdf").removesuffix(".pdf")
        else:
            folder = sheets_folder(paper.kind_label)
            name = without_repeating(paper.title or paper.kind_label, paper.kind_label)
            bears = self._notes.get(paper.pk, Note()).day or paper.date
            day = f"{bears:%d.%m.%Y}" if bears else ""
        marks = filter(None, [note_of_status(paper), self._notes.get(paper.pk, Note()).mark])
        tail = "".join([f", {day}" if day and day not in name else "", *(f" ({mark})" for mark in marks)])
        return self._once(placed(folder, name, tail))

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
        """Every register that has papers, the journal of acquaintance and those of upper rooms: to read and to work with."""
        day = self.organisation.today()
        books: list[tuple[str, bytes]] = []
        numbered = with_links(self.papers.filter(register__isnull=False).defer("data", "texts", "blocks", "page"))
        for kind in numbered.order_by("register__kind").values_list("register__kind", flat=True).distinct():
            rows = list(numbered.filter(register__kind=kind))
            label = str(rows[0].register)
            caption, name = f"{label}, {self.year} год", safe(capitalised(label))
            books.append((f"{name}.pdf", journal_pdf("register_book", self.organisation, rows, caption, day)))
            books.append((f"{name}.xlsx", register_table(rows)))
        told = Acquaintance.objects.filter(document__in=self.papers).select_related("document", "person")
        ordered = list(told.order_by("document__date", "document__number_sort", "person__name_key", "pk"))
        if ordered:
            book = journal_pdf("acquaintance_journal", self.organisation, ordered, f"{self.year} год", day)
            books.append(("Ознакомление.pdf", book))
            books.append(("Ознакомление.xlsx", acquaintance_table(ordered)))
        for code, addition in _additions.items():
            books += addition.journals(self.organisation, self.year, self._files[code])
        for name, content in books:
            archive.writestr(_entry(f"{BOOKS}/{name}"), content)
        if books:
            self.contents += [BOOKS, *(f"    {BOOKS}/{name}" for name, _ in books)]

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


def _told(found: tuple[str, bool]) -> str:
    """A line of the contents: the file, and whether it was there."""
    path, whole = found
    return f"    {path}" + ("" if whole else " — ФАЙЛ УТРАЧЕН")


def note_of_status(paper: Document) -> str:
    """How a paper that is void is marked in the name of its file; "" while it stands."""
    return paper.get_status_display() if paper.is_annulled or paper.is_cancelled else ""


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


def acquaintance_table(rows: list[Acquaintance]) -> bytes:
    cells = [
        [str(row.document), row.document.title, row.person.full_name, row.acquainted_on, row.get_way_display()]
        for row in rows
    ]
    return write_table("", ["Документ", "О чём", "Кто ознакомлен", "Дата", "Как"], cells, sheet="Журнал")


def _entry(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = packing
    return entry
