"""The words of the ground: kinds of organisations, roles, states of a workbook's import."""

from django.db import models


class OrganisationKind(models.TextChoices):
    SCHOOL = "school", "общеобразовательная организация"
    KINDERGARTEN = "kindergarten", "дошкольная образовательная организация"
    COLLEGE = "college", "профессиональная образовательная организация"
    ADDITIONAL = "additional", "организация дополнительного образования"
    MUNICIPAL_OFFICE = "municipal_office", "муниципальный орган управления образованием"
    REGION = "region", "региональный орган управления образованием"


class OrganisationLevel(models.TextChoices):
    # Has its own letterhead, registers and head.
    LEGAL_ENTITY = "legal_entity", "юридическое лицо"
    # Reports separately, but signs nothing: its papers are the legal entity's.
    BRANCH = "branch", "филиал"
    UNIT = "unit", "структурное подразделение"


class Role(models.TextChoices):
    # Decides and signs.
    HEAD = "head", "руководитель"
    # Decides and signs for a stated time.
    ACTING_HEAD = "acting_head", "исполняющий обязанности руководителя"
    # Keeps the banks, pairs and papers.
    CURATOR = "curator", "куратор"
    # Mentor or mentee: sees what concerns him or her.
    PARTICIPANT = "participant", "участник"
    # Belongs to a municipal office; reads what its organisations submit, never their people.
    COORDINATOR = "coordinator", "муниципальный координатор"


class Gender(models.TextChoices):
    MALE = "м", "мужской"
    FEMALE = "ж", "женский"


class ImportKind(models.TextChoices):
    STAFF = "staff", "список сотрудников"
    PUPILS = "pupils", "список обучающихся"


class ImportStatus(models.TextChoices):
    # Read and shown; nothing written to cards.
    PREVIEW = "preview", "проверяется"
    # Written to cards.
    APPLIED = "applied", "загружен"
    # Everything that it wrote was taken back.
    UNDONE = "undone", "отменён"


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportStatus.PREVIEW: frozenset({ImportStatus.APPLIED}),
    ImportStatus.APPLIED: frozenset({ImportStatus.UNDONE}),
    ImportStatus.UNDONE: frozenset(),
}


class DestructionReason(models.TextChoices):
    """Why a person's data are destroyed (152-ФЗ, статьи 20 и 21)."""

    DEMAND = "demand", "по требованию человека или его представителя"
    TERM = "term", "истёк срок хранения"
    GOAL = "goal", "цель обработки достигнута"
    CONSENT = "consent", "согласие отозвано"
