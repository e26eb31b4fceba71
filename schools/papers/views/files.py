from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from schools.access.gates import object_or_404, open_to
from schools.access.roles import STAFF

from ..models import StoredFile
from .serving import file_response


@require_safe
@open_to(*STAFF)  # type: ignore[arg-type]  # the gate gives the view its own request
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The gate of stored files: `?download=1` saves instead of showing."""
    stored = object_or_404(StoredFile.objects.all(), request, pk=pk)  # type: ignore[arg-type]  # the gate gives the view its own request
    return file_response(request, stored, download=request.GET.get("download") == "1")
