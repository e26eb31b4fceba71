"""Is an issued paper still what was issued?"""

from ...engine.freezing import FrozenBlocksError, blocks_from_json
from ...enums import DocumentStatus
from ...models import Document
from ...selectors.files import is_intact
from ..numbering import number_key
from .freezing import hash_of


def faults_of(document: Document) -> list[str]:
    """What is wrong with a numbered or frozen paper, in sentences; nothing for a draft or a sound paper."""
    if document.status == DocumentStatus.DRAFT:
        return []
    faults = []
    if not document.elsewhere:
        if hash_of(document.blocks) != document.content_hash:
            faults.append("Текст не совпадает с контрольной суммой.")
        try:
            blocks_from_json(document.blocks)
        except FrozenBlocksError:
            faults.append("Текст не читается.")
        if document.pdf is None and document.register_id is not None:
            faults.append("Нет PDF.")
    if document.pdf is not None and not is_intact(document.pdf):
        faults.append("PDF потерян или изменён.")
    if document.scan is not None and not is_intact(document.scan):
        faults.append("Скан потерян или изменён.")
    if document.register_id is not None and document.number_key != number_key(document.number):
        faults.append("Номер не совпадает со своим ключом.")
    if document.date is not None and document.year != document.date.year:
        faults.append("Год журнала не совпадает с датой.")
    return faults


def verify_document(document: Document) -> bool:
    """The frozen text and the stored files are what was issued."""
    return not faults_of(document)
