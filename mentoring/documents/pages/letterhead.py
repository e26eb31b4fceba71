"""The letterhead and the page of an organisation's papers."""

import re
from dataclasses import replace

from schools.models import Organisation
from schools.papers.engine.blocks import Letterhead
from schools.papers.engine.images import Image, image_of
from schools.papers.engine.page import LINE_SPACINGS, SIZES, PageSetup
from schools.papers.models import PaperSettings
from schools.papers.selectors.files import FileLostError, read_file
from schools.russian import Case, nbsp_document
from schools.selectors.organisation import name_in

_COMMON = re.compile(
    r"(муниципальн|государственн|частн|автономн|бюджетн|казённ|казенн|федеральн|краев|областн|районн)", re.IGNORECASE
)


def settings_of(organisation: Organisation) -> PaperSettings:
    """The stored settings, or the defaults without a row."""
    found = PaperSettings.objects.select_related("emblem").filter(organisation=organisation.legal_entity).first()
    return found or PaperSettings(organisation=organisation.legal_entity)


def page_of(organisation: Organisation) -> PageSetup:
    stored = settings_of(organisation)
    return PageSetup(
        left=stored.left_mm,
        right=stored.right_mm,
        top=stored.top_mm,
        bottom=stored.bottom_mm,
        font=stored.font,
        size=stored.font_size,
        line_spacing=stored.line_spacing,
    )


def sheet_page_of(organisation: Organisation) -> PageSetup:
    """Sheets for the pen are set as tight as the standard admits, so that one stays one page."""
    return replace(page_of(organisation), size=SIZES[0], line_spacing=LINE_SPACINGS[0])


def letterhead_of(organisation: Organisation) -> Letterhead:
    entity = organisation.legal_entity
    phone = unbreakable(f"тел. {entity.phone}") if entity.phone else ""
    codes = [unbreakable(f"{word} {code}") for word, code in (("ИНН", entity.inn), ("ОГРН", entity.ogrn)) if code]
    stored = settings_of(entity)
    lines = [(nbsp_document(entity.address), phone, entity.email, entity.site), codes]
    return Letterhead(
        full_name=nbsp_document(entity.full_name),
        founder=tuple(nbsp_document(line.strip()) for line in entity.founder_lines.splitlines() if line.strip()),
        short_name=nbsp_document(entity.short_name),
        contacts=tuple(", ".join(part for part in line if part) for line in lines if any(line)),
        layout=stored.layout,  # type: ignore[arg-type]  # one of the two choices of the field
        emblem=emblem_of(stored),
    )


def emblem_of(stored: PaperSettings) -> Image | None:
    """The emblem of the settings; one whose file is lost holds no paper up."""
    if stored.emblem is None:
        return None
    try:
        return image_of(read_file(stored.emblem))
    except FileLostError:
        return None


def unbreakable(words: str) -> str:
    return words.replace(" ", "\u00a0").replace("-", "\u2011")


def named_organisation(organisation: Organisation, which: str, case: Case) -> str:
    """The name as it stands inside a sentence; `which` is "full" or "short"."""
    declined = name_in(organisation.legal_entity, which, case)
    # «Муниципальное бюджетное…» of the letterhead is no proper name inside a sentence; «МБОУ» and «Лесная…» stay.
    first = declined.split(" ", 1)[0]
    is_common = which == "full" and first[1:].islower() and _COMMON.match(first)
    return declined[:1].lower() + declined[1:] if is_common else declined
