"""The words of papers: a document's life, registers, long work."""

from django.db import models


class DocumentStatus(models.TextChoices):
    # Composed and editable; has no number.
    DRAFT = "draft", "черновик"
    # Registered: number, date, frozen blocks, PDF and hash. Never changes again.
    ISSUED = "issued", "издан"
    # Issued and then made void; the number stays taken.
    ANNULLED = "annulled", "аннулирован"
    # Was in force until a later order cancelled it (`Document.cancelled_by`).
    CANCELLED = "cancelled", "отменён"


# The states said of a paper by its name: приказ, выписка, соглашение, правила. A draft is a noun and stands as it is.
DOCUMENT_STATUS_FORMS: dict[str, tuple[str, str, str, str]] = {
    DocumentStatus.ISSUED: ("издан", "издана", "издано", "изданы"),
    DocumentStatus.ANNULLED: ("аннулирован", "аннулирована", "аннулировано", "аннулированы"),
    DocumentStatus.CANCELLED: ("отменён", "отменена", "отменено", "отменены"),
}

DOCUMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    DocumentStatus.DRAFT: frozenset({DocumentStatus.ISSUED}),
    DocumentStatus.ISSUED: frozenset({DocumentStatus.ANNULLED, DocumentStatus.CANCELLED}),
    DocumentStatus.ANNULLED: frozenset(),
    # In force again when the order that cancelled it is annulled; an annex falls with the order that approved it.
    DocumentStatus.CANCELLED: frozenset({DocumentStatus.ISSUED, DocumentStatus.ANNULLED}),
}


class RegisterKind(models.TextChoices):
    # Orders of registers that are not kept apart take their numbers in the first one: see `Register.kept`.
    MAIN = "main", "приказы по основной деятельности"
    PERSONNEL = "personnel", "приказы по личному составу"
    PUPILS = "pupils", "приказы по обучающимся"
    AGREEMENTS = "agreements", "дополнительные соглашения"
    OUTGOING = "outgoing", "уведомления и исходящие"


# Until the school says otherwise, orders on pupils stand with the others.
NOT_KEPT_AT_FIRST = frozenset({RegisterKind.PUPILS})


class NumberMode(models.TextChoices):
    # The product proposes the next free number.
    HERE = "here", "ведётся здесь"
    # The office gives the number; it is typed in.
    OFFICE = "office", "номер даёт канцелярия"


class JobStatus(models.TextChoices):
    WAITING = "waiting", "ждёт очереди"
    RUNNING = "running", "готовится"
    DONE = "done", "готово"
    FAILED = "failed", "не получилось"
    CANCELLED = "cancelled", "отменено"


JOB_TRANSITIONS: dict[str, frozenset[str]] = {
    JobStatus.WAITING: frozenset({JobStatus.RUNNING, JobStatus.CANCELLED, JobStatus.FAILED}),
    # RUNNING again: a worker that was killed left the job so; another takes it up.
    JobStatus.RUNNING: frozenset({JobStatus.RUNNING, JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED}),
    JobStatus.DONE: frozenset(),
    JobStatus.FAILED: frozenset({JobStatus.WAITING}),
    JobStatus.CANCELLED: frozenset(),
}


class ActPurpose(models.TextChoices):
    """Which papers cite an act."""

    TEACHERS = "teachers", "приказы о работниках"
    PUPILS = "pupils", "приказы об обучающихся"
    CONSENTS = "consents", "согласия"


class AcquaintanceWay(models.TextChoices):
    # Signed on the sheet; the date is that beside the signature.
    PAPER = "paper", "на листе"
    # The person's own click in the person's own account.
    CLICK = "click", "в программе"
