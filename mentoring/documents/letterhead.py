"""The letterhead and the page of an organisation's papers."""

from collections.abc import Mapping

from schools.models import Organisation
from schools.papers.engine.blocks import Letterhead
from schools.papers.engine.page import PageSetup
from schools.papers.models import PaperSettings
from schools.russian import Case, decline_organisation


def settings_of(organisation: Organisation) -> PaperSettings:
    """The stored settings, or the defaults without a row."""
    found = PaperSettings.objects.filter(organisation=organisation.legal_entity).first()
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


def letterhead_of(organisation: Organisation) -> Letterhead:
    entity = organisation.legal_entity
    reach = ", ".join(
        part
        for part in (entity.address, f"тел. {entity.phone}" if entity.phone else "", entity.email, entity.site)
        if part
    )
    codes = ", ".join(part for part in (f"ИНН {entity.inn}" if entity.inn else "", f"ОГРН {entity.ogrn}" if entity.ogrn else "") if part)
    return Letterhead(
        full_name=entity.full_name,
        founder=tuple(line.strip() for line in entity.founder_lines.splitlines() if line.strip()),
        short_name=entity.short_name,
        contacts=tuple(line for line in (reach, codes) if line),
        layout=settings_of(entity).layout,
    )


def named_organisation(organisation: Organisation, which: str, case: Case) -> str:
    """`which` is "full" or "short"; a case corrected by hand wins."""
    entity = organisation.legal_entity
    own: Mapping[str, Mapping[str, str]] = entity.name_cases or {}
    words = entity.full_name if which == "full" else entity.short_name
    return own.get(which, {}).get(case) or decline_organisation(words, case)
