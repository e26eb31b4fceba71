from datetime import date

from django.http import HttpResponse
from django.templatetags.static import static
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from mentoring.documents.pages.letterhead import letterhead_of, page_of
from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.papers.engine.blocks import Block, DateNumberPlace, DocTitle, Heading, Paragraph, Signature
from schools.papers.engine.html import preview_html
from schools.russian import date_words
from schools.selectors.headship import signer_on


@require_safe
@xframe_options_sameorigin
@open_to(*STAFF)
def letterhead(request: OrganisationRequest) -> HttpResponse:
    """A sheet as the organisation's settings make it, for the frame on the settings page."""
    place = request.organisation.legal_entity
    today: date = place.today()
    signer = signer_on(place, today)
    blocks: list[Block] = [
        letterhead_of(place),
        DocTitle("ПРИКАЗ"),
        DateNumberPlace(date_words(today), "1", place.place),
        Heading("О наставничестве"),
        Paragraph("Так будут выглядеть приказы вашей организации: бланк, поля, шрифт и подпись."),
        Signature(signer.post if signer else "Директор", signer.person.initials_name if signer else ""),
    ]
    styles = [static(f"papers/{name}.css") for name in ("fonts", "paper", "sheet")]
    return HttpResponse(preview_html(blocks, page_of(place), "Как выглядит бланк", styles))
