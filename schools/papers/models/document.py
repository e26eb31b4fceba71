from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.enums import Role
from schools.models import Membership
from schools.russian import agree

from ..enums import DOCUMENT_STATUS_FORMS, DocumentStatus
from ..kinds import kind_of


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user) -> "DocumentQuerySet":
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(organisation__in=whole.values("organisation"))

    def in_register(self) -> "DocumentQuerySet":
        """Everything that has taken a number, void or not."""
        return self.filter(register__isnull=False).exclude(status=DocumentStatus.DRAFT)


class Document(models.Model):
    """A paper of an organisation: draft, then issued and frozen. Corrections are new documents that refer to it.

    `data` holds the answers from which a draft composes itself (kind-specific, ids included), `texts` the
    organisation's own wording in this draft; `blocks` are frozen at issue and are the document. `elsewhere` marks a
    paper issued outside the product and entered with number, date and scan.
    """

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField("вид", max_length=40)
    status = models.CharField("состояние", max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT)
    title = models.CharField("заголовок", max_length=400, blank=True)
    elsewhere = models.BooleanField("издан на бумаге", default=False)

    register = models.ForeignKey(
        "papers.Register", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    number = models.CharField("номер", max_length=40, blank=True)
    number_key = models.CharField(max_length=60, blank=True, editable=False)
    # The key with its digits padded: sorts 2 before 10 on every database.
    number_sort = models.CharField(max_length=250, blank=True, editable=False)
    date = models.DateField("дата", null=True, blank=True)
    # Calendar year of `date`: the register's numbers begin anew with it.
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    data = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    blocks = models.JSONField(default=list, blank=True)
    # Margins and typeface, frozen beside the blocks.
    page = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.ForeignKey("papers.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey("papers.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField("подписал", max_length=250, blank=True)
    # Title and number as `search_key` leaves them: search is the same on SQLite and PostgreSQL.
    search_text = models.TextField(blank=True, editable=False)

    # Whose sheet it is: a consent, an agreement, an application. Orders name their people in `data`.
    person = models.ForeignKey(
        "schools.Person", verbose_name="чей", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    # The paper on which this one rests: the order of an annex, of an extract, of an agreement.
    ground = models.ForeignKey(
        "self", verbose_name="основание", null=True, blank=True, on_delete=models.PROTECT, related_name="resting"
    )
    # The order that cancelled this one.
    cancelled_by = models.ForeignKey(
        "self", verbose_name="отменён", null=True, blank=True, on_delete=models.PROTECT, related_name="cancelled"
    )
    # The day on which the signed paper came back, with or without its scan.
    returned_on = models.DateField("подписанный экземпляр получен", null=True, blank=True)
    # What the QR mark of the paper leads to: random, says nothing by itself. Frozen with the paper.
    mark = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)

    changes = models.ForeignKey(
        "self", verbose_name="изменяет", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    # Of the form that made the draft: the same form sent twice makes one draft.
    nonce = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # Grows with each save of a draft: two people editing at once do not overwrite each other.
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annul_reason = models.TextField("причина аннулирования", blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["organisation", "year", "register"], name="document_register_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "year", "number_key"],
                condition=Q(register__isnull=False) & ~Q(number_key=""),
                name="document_number_once",
                violation_error_message="Этот номер в журнале этого года уже занят. Возьмите другой.",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT) | Q(date__isnull=False),
                name="document_issued_has_date",
                violation_error_message="У изданного документа должна быть дата.",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT) | Q(register__isnull=True) | ~Q(number_key=""),
                name="document_registered_has_number",
                violation_error_message="У зарегистрированного документа должен быть номер.",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.DRAFT) | Q(elsewhere=True) | ~Q(content_hash=""),
                name="document_issued_is_frozen",
                violation_error_message="Изданный документ должен быть заморожен вместе с текстом.",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.CANCELLED, cancelled_by__isnull=False)
                | (~Q(status=DocumentStatus.CANCELLED) & Q(cancelled_by__isnull=True)),
                name="document_cancelled_by_order",
                violation_error_message="Отменить документ может только другой документ.",
            ),
        ]

    def __str__(self) -> str:
        if self.status == DocumentStatus.DRAFT or not self.number:
            return self.title or "Черновик"
        return f"{kind_of(self.kind).noun} № {self.number} от {self.date:%d.%m.%Y}"

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # a documented way; the plugin has added one already
        """The state, agreeing with what the paper is called: «приказ издан», «соглашение издано»."""
        forms = DOCUMENT_STATUS_FORMS.get(self.status)
        return agree(self.kind_label, *forms) if forms else DocumentStatus(self.status).label

    @property
    def is_draft(self) -> bool:
        return self.status == DocumentStatus.DRAFT

    @property
    def is_annulled(self) -> bool:
        return self.status == DocumentStatus.ANNULLED

    @property
    def is_cancelled(self) -> bool:
        return self.status == DocumentStatus.CANCELLED

    @property
    def is_signed(self) -> bool:
        """Whether somebody signs it on paper, and the signed copy is waited for."""
        return kind_of(self.kind).signed

    @property
    def kind_label(self) -> str:
        """What people call this kind of paper."""
        return kind_of(self.kind).label
