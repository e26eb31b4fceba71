"""What imports leave behind is taken away in time: lists of people must not lie about."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from schools.enums import ImportStatus
from schools.models import StaffImport

from .staff_import import discard_import

FOLDER = "imports"
# A file is written before its row: one this young may belong to a load that is under way.
GRACE = timedelta(hours=1)
# A preview that nobody confirmed for so long is thrown away with its file.
PREVIEW_TERM = timedelta(days=30)


def discard_old_previews(*, term: timedelta = PREVIEW_TERM) -> int:
    """Throw away previews older than the term, with their files. How many went."""
    went = 0
    old = StaffImport.objects.filter(status=ImportStatus.PREVIEW, created_at__lt=timezone.now() - term)
    for staff_import in old.order_by("pk"):
        try:
            discard_import(staff_import)
        except (ValidationError, StaffImport.DoesNotExist):  # confirmed or thrown away at this moment
            continue
        went += 1
    return went


def sweep_files(*, grace: timedelta = GRACE) -> int:
    """Delete files that no import refers to and that are older than `grace`. How many went."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    limit, went = timezone.now() - grace, 0
    for path in (f"{FOLDER}/{name}" for name in sorted(names)):
        if default_storage.get_modified_time(path) > limit or StaffImport.objects.filter(file=path).exists():
            continue
        default_storage.delete(path)
        went += 1
    return went
