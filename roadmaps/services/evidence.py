"""What proves a measure done: words, a file, a link, a document of the register."""

from pathlib import PurePosixPath
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db.models import ProtectedError

from schools.journal.services import record
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document, StoredFile
from schools.papers.services.files import PDF_HEAD, SCAN_LIMIT, Blob, add_row, check_scan, scan_type, write_blob

from ..enums import EvidenceKind
from ..models import Evidence, Occasion
from .occasions import lock_occasion
from .refusals import RoadmapRefused, in_words
from .rights import may_edit, require_doer

LONGEST_TEXT = 5000
LONGEST_URL = 1000
MORE_THAN_ENOUGH = 50
# Office files are archives; only these endings are told apart from any other archive. They are downloaded, never shown.
_OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_ARCHIVE = b"PK\x03\x04"


def add_evidence(
    occasion: Occasion,
    kind: str,
    *,
    by: User | None,
    text: str = "",
    url: str = "",
    upload: UploadedFile | None = None,
    document: Document | None = None,
    nonce: UUID | None = None,
) -> Evidence:
    """Add a proof to a measure's year: by the curator, the head, and those whom the measure names.

    TEXT needs `text`, LINK `url` (http or https), FILE `upload`, DOCUMENT an issued document of the organisation; `text` may
    accompany each. The same nonce again gives the evidence added first. Raises `RoadmapRefused`, `ValidationError` about
    the file, `PermissionDenied`.
    """
    if kind not in (EvidenceKind.TEXT, EvidenceKind.LINK, EvidenceKind.FILE, EvidenceKind.DOCUMENT):
        raise RoadmapRefused(["Выберите, что добавить: запись, ссылку, файл или документ."])
    capacity = require_doer(by, occasion.measure)
    organisation = occasion.measure.roadmap.organisation
    text, url = text.replace("\x00", "").strip(), url.strip()
    if nonce and (made := _made_before(occasion, nonce)):
        return made
    _refuse_empty(kind, text, url, upload, document, organisation)
    content, content_type = _check(upload) if kind == EvidenceKind.FILE and upload else (b"", "")
    # The blob lies in the storage before the transaction that makes its row.
    blob = write_blob(content) if content else None
    with in_words():
        row = lock_occasion(occasion)
        if nonce and (made := _made_before(row, nonce)):
            return made
        if row.evidence.count() >= MORE_THAN_ENOUGH:
            raise RoadmapRefused([f"У мероприятия уже {MORE_THAN_ENOUGH} подтверждений. Уберите лишние."])
        evidence = Evidence.objects.create(
            occasion=row,
            kind=kind,
            text=text,
            url=url if kind == EvidenceKind.LINK else "",
            file=_stored(organisation, blob, content, upload, content_type, by),
            document=document if kind == EvidenceKind.DOCUMENT else None,
            added_by=by,
            nonce=nonce,
        )
        record(
            "добавлено подтверждение",
            row.measure,
            organisation=organisation,
            user=by,
            after={"учебный год": _year(row), "вид": EvidenceKind(kind).label, "подтверждение": str(evidence)},
            on_behalf=capacity,
        )
    return evidence


def _stored(
    organisation: Organisation,
    blob: Blob | None,
    content: bytes,
    upload: UploadedFile | None,
    content_type: str,
    by: User | None,
) -> StoredFile | None:
    if blob is None or upload is None:
        return None
    return add_row(organisation, blob, len(content), upload.name or "файл", content_type, by)


def _year(row: Occasion) -> str:
    return f"{row.year}/{(row.year + 1) % 100:02d}"


def _made_before(occasion: Occasion, nonce: UUID) -> Evidence | None:
    made = Evidence.objects.filter(nonce=nonce).first()
    if made is not None and made.occasion_id != occasion.pk:
        raise RoadmapRefused(["Форма устарела. Откройте её заново и заполните ещё раз."])
    return made


def _refuse_empty(
    kind: str, text: str, url: str, upload: UploadedFile | None, document: Document | None, organisation: Organisation
) -> None:
    said = []
    if kind == EvidenceKind.TEXT and not text:
        said.append("Напишите, что подтверждает выполнение.")
    if len(text) > LONGEST_TEXT:
        said.append(f"Запись длиннее {LONGEST_TEXT} знаков. Сократите её или приложите файлом.")
    if kind == EvidenceKind.LINK and not _is_link(url):
        said.append("Вставьте ссылку целиком: она начинается с https:// или http://.")
    if kind == EvidenceKind.FILE and upload is None:
        said.append("Выберите файл.")
    if kind == EvidenceKind.DOCUMENT:
        if document is None or document.organisation_id != organisation.legal_entity.pk:
            said.append("Выберите документ из списка.")
        elif document.status != DocumentStatus.ISSUED:
            said.append(f"«{document.title}» не издан, подтверждением он быть не может. Выберите изданный документ.")
    if said:
        raise RoadmapRefused(said)


def _is_link(url: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_URL


def _check(upload: UploadedFile) -> tuple[bytes, str]:
    """Content and type: what `check_scan` takes, and office files. Raises ValidationError with what to do."""
    beginning = upload.read(PDF_HEAD)
    head = beginning[:4]
    upload.seek(0)
    office = OFFICE_TYPES.get(PurePosixPath((upload.name or "").lower()).suffix)
    if head != _ARCHIVE or office is None:
        if scan_type(head) is None and office is not None and head:
            raise ValidationError(f"Файл «{upload.name}» повреждён. Откройте его, сохраните заново и выберите снова.")
        if head and office is None and scan_type(beginning) is None:
            raise ValidationError(
                f"Файл «{upload.name}» мы не принимаем. Подойдут PDF, фото (.jpg, .png), Word, Excel и PowerPoint "
                "(.docx, .xlsx, .pptx, .odt, .ods). Сохраните файл в одном из этих видов и выберите его снова."
            )
        return check_scan(upload)
    if (upload.size or 0) > SCAN_LIMIT:
        raise ValidationError(
            f"Файл «{upload.name}» больше {SCAN_LIMIT // 1024 // 1024} МБ. Уменьшите или разделите его."
        )
    return upload.read(), office


def remove_evidence(evidence: Evidence, by: User | None) -> None:
    """Take a proof away, by who added it or by an editor; what it said stays in the journal. Twice is harmless."""
    with in_words():
        row = lock_occasion(evidence.occasion)
        capacity = require_doer(by, row.measure)
        held = Evidence.objects.select_related("file", "document").filter(pk=evidence.pk).first()
        if held is None:
            return
        organisation = row.measure.roadmap.organisation
        if by is not None and held.added_by_id != by.pk and not may_edit(by, organisation):
            raise RoadmapRefused(["Это подтверждение добавили не вы. Убрать его может куратор."])
        said = {"учебный год": _year(row), "вид": EvidenceKind(held.kind).label, "подтверждение": str(held)}
        file = held.file
        held.delete()
        if file is not None:
            _forget(file)
        record(
            "убрано подтверждение",
            row.measure,
            organisation=organisation,
            user=by,
            before=said,
            on_behalf=capacity,
        )


def _forget(file: StoredFile) -> None:
    """The file came with the evidence alone; its blob is swept later. One that something else needs by now stays."""
    try:
        with in_words():
            file.delete()
    except ProtectedError:
        pass
