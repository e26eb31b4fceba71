"""Sending a private file to somebody whom a gate has let in."""

import logging

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ..models import StoredFile
from ..selectors.files import FileLostError, open_file
from ..services.files import SHOWN_INLINE

logger = logging.getLogger(__name__)
# Kept by the person's browser only, and asked about each time: the right to see may end.
CACHE = "private, no-cache"


def file_response(request: HttpRequest, stored: StoredFile, *, download: bool = False) -> HttpResponseBase:
    """The file's content: scans and PDFs are shown in the browser unless `download`, everything else is downloaded.

    The caller has checked that the user may see it.
    """
    etag = f'"{stored.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        unchanged.headers["Cache-Control"] = CACHE
        return unchanged
    try:
        content = open_file(stored)
    except FileLostError as lost:
        logger.exception("a stored file is lost")
        raise Http404("Файл потерян. Сообщите администратору.") from lost
    inline = stored.content_type in SHOWN_INLINE and not download
    response = FileResponse(
        content,
        as_attachment=not inline,
        filename=stored.name,
        content_type=stored.content_type or "application/octet-stream",
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
