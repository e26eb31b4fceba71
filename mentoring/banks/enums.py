"""The words of the banks."""

from django.db import models


class BankStatus(models.TextChoices):
    # Put forward by the curator, asked but not settled.
    CANDIDATE = "candidate", "кандидат"
    # Settled: may be paired.
    CONFIRMED = "confirmed", "подтверждён"
    # Left the bank, with a reason.
    WITHDRAWN = "withdrawn", "выбыл"


BANK_TRANSITIONS: dict[str, frozenset[str]] = {
    BankStatus.CANDIDATE: frozenset({BankStatus.CONFIRMED, BankStatus.WITHDRAWN}),
    # Back to CANDIDATE: confirmed by mistake.
    BankStatus.CONFIRMED: frozenset({BankStatus.WITHDRAWN, BankStatus.CANDIDATE}),
    BankStatus.WITHDRAWN: frozenset({BankStatus.CANDIDATE}),
}


class Contingent(models.TextChoices):
    """Whose mentoring it is. Decides the papers: the teachers' order and the pupils' order are separate documents."""

    TEACHERS = "teachers", "педагогических работников"
    PUPILS = "pupils", "обучающихся"


class Side(models.TextChoices):
    """Who may stand on a side of a form of mentoring."""

    EMPLOYEE = "employee", "сотрудник"
    HEAD = "head", "руководитель или заместитель"
    PUPIL = "pupil", "обучающийся"
    OUTSIDE = "outside", "человек со стороны (студент, работодатель)"


class Priority(models.IntegerChoices):
    HIGH = 1, "в первую очередь"
    MIDDLE = 2, "важно"
    LOW = 3, "по возможности"


class RequestSource(models.TextChoices):
    SELF = "self", "сам наставляемый"
    DEPARTMENT = "department", "руководитель методобъединения"
    PSYCHOLOGIST = "psychologist", "психолог"
    CLASS_TEACHER = "class_teacher", "классный руководитель"
    PARENT = "parent", "родитель"
    DOCUMENTS = "documents", "документы (аттестация, личное дело)"
