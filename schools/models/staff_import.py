from django.conf import settings
from django.db import models

from ..enums import ImportKind, ImportStatus, Role
from .membership import Membership
from .person import Person


class StaffImportQuerySet(models.QuerySet["StaffImport"]):
    def visible_to(self, user) -> "StaffImportQuerySet":
        whole = Membership.objects.active().filter(user=user, role=Role.CURATOR)
        return self.filter(organisation__in=whole.values("organisation"))


class StaffImport(models.Model):
    """One workbook on its way into the cards: read → preview → confirm → undo. The file goes away when the import is decided."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.CASCADE, related_name="staff_imports")
    status = models.CharField("состояние", max_length=10, choices=ImportStatus.choices, default=ImportStatus.PREVIEW)
    filename = models.CharField("файл", max_length=250)
    kind = models.CharField("что загружали", max_length=10, choices=ImportKind.choices, default=ImportKind.STAFF)
    # The academic year whose classes a list of pupils names.
    year = models.PositiveSmallIntegerField("учебный год", null=True, blank=True)
    file = models.FileField(upload_to="imports/", blank=True)
    # The curator's corrections: {"sheet": name, "header_row": n, "kind": …, "columns": {"0": "surname", …}}; empty = as found.
    mapping = models.JSONField(default=dict, blank=True)
    # What to do with rows that need a word: {"14": "skip" | "new" | "<person pk>"}; with those no longer in the file:
    # {"absent:<person pk>": "archive"}.
    decisions = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка списка"
        verbose_name_plural = "загрузки списков"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename


class ImportedCard(models.Model):
    """What an import did to one card, so that it can be undone: the card's state before and after."""

    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="cards")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    row = models.PositiveIntegerField()
    created = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = "загруженная карточка"
        verbose_name_plural = "загруженные карточки"

    def __str__(self) -> str:
        return f"строка {self.row}"
