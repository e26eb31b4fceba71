from django.conf import settings
from django.db import models

from schools.enums import Role
from schools.models import Membership


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user) -> "StoredFileQuerySet":
        """Files of organisations where the user is curator or head. Participants reach a file through its document."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(organisation__in=whole.values("organisation"))


class StoredFile(models.Model):
    """A private file, kept under the hash of its content: written first, then the row is committed; orphans are
    swept.
    """

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    name = models.CharField("имя файла", max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField("размер, байт")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"
        indexes = [models.Index(fields=["path"], name="file_path")]

    def __str__(self) -> str:
        return self.name
