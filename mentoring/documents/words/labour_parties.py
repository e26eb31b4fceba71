"""The two parties of a labour paper: who acts for the employer and by what right, and how both sign side by side."""

from schools.models import Headship
from schools.papers.engine.blocks import ApprovalMark
from schools.papers.models import Document
from schools.russian import Case, capitalised, nbsp_document

from ..kinds.kind import Stamp
from ..pages.labour import LINE_FOR_PEN, gendered
from .people import Named


def head_words(signer: Headship | None) -> str:
    """«директора Ветрова Глеба Ильича, действующего на основании устава»; an acting head names what appointed him or her."""
    if signer is None:
        return f"руководителя {LINE_FOR_PEN}, действующего (действующей) на основании {LINE_FOR_PEN}"
    named = Named(signer.person, signer.post[:1].lower() + signer.post[1:])
    acting = gendered(signer.person, "действующего", "действующей")
    return f"{named.standing(Case.GENT)} {named.full(Case.GENT)}, {acting} на основании {authority(signer)}"


def authority(signer: Headship) -> str:
    """By what the head acts, in the genitive: the charter, or the order that appointed the acting head."""
    if not signer.is_acting:
        return "устава"
    ground = signer.ground.strip()
    word, _, rest = ground.partition(" ")
    if word.lower() in _GROUNDS:
        return nbsp_document(f"{_GROUNDS[word.lower()]} {rest}".strip())
    return LINE_FOR_PEN


_GROUNDS = {"приказ": "приказа", "приказа": "приказа", "распоряжение": "распоряжения", "распоряжения": "распоряжения",
            "доверенность": "доверенности", "доверенности": "доверенности"}  # fmt: skip


def employer(document: Document, stamp: Stamp) -> ApprovalMark:
    """The left party: the name of the letterhead, where it is, its code, and who signs."""
    entity = document.organisation.legal_entity
    lines = (entity.short_name, entity.address, f"ИНН {entity.inn}" if entity.inn else "")
    return ApprovalMark(
        "РАБОТОДАТЕЛЬ",
        tuple(nbsp_document(line) for line in lines if line),
        stamp.signer.post if stamp.signer else "Руководитель",
        Named(stamp.signer.person).signature if stamp.signer else LINE_FOR_PEN,
    )


def employee(mentor: Named | None, document: Document, stamp: Stamp) -> ApprovalMark:
    """The right party; address and passport are written by hand and never stored (design, decision 3)."""
    name = mentor.full() if mentor else LINE_FOR_PEN
    lines = (name, f"адрес: {LINE_FOR_PEN}", f"паспорт: {LINE_FOR_PEN}", "_" * 28)
    post = mentor.standing(Case.NOMN) if mentor else ""
    return ApprovalMark("РАБОТНИК", lines, capitalised(post), mentor.signature if mentor else LINE_FOR_PEN)
