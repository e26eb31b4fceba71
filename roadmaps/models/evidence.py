from django.conf import settings
from django.db import models
from django.db.models import Q

from ..enums import EvidenceKind
from .measure import Occasion


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user) -> "EvidenceQuerySet":
        return self.filter(occasion__in=Occasion.objects.visible_to(user))


class Evidence(models.Model):
    """What proves a measure done: words, a file, a link, a document of the register, or what the product found."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("вид", max_length=10, choices=EvidenceKind.choices)
    text = models.TextField("запись", blank=True)
    url = models.URLField("ссылка", max_length=1000, blank=True)
    file = models.ForeignKey("papers.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("papers.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    # Of the form that brought it: sent twice, kept once.
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    (Q(kind__in=[EvidenceKind.TEXT, EvidenceKind.PROOF]) & ~Q(text=""))
                    | Q(kind=EvidenceKind.FILE, file__isnull=False)
                    | (Q(kind=EvidenceKind.LINK) & ~Q(url=""))
                    | Q(kind=EvidenceKind.DOCUMENT, document__isnull=False)
                ),
                name="evidence_is_something",
                violation_error_message="Добавьте запись, файл, ссылку или документ.",
            )
        ]

    def __str__(self) -> str:
        return self.text or self.url or str(self.file or self.document or "")
