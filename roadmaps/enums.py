"""The words of roadmaps."""

from django.db import models


class RoadmapStatus(models.TextChoices):
    # Being written; nobody has approved it.
    DRAFT = "draft", "составляется"
    # Waits for the head's approval.
    SUBMITTED = "submitted", "у руководителя"
    # Approved; the version in force is frozen as a document.
    APPROVED = "approved", "утверждена"
    # Approved once and edited since: the version in force stands until the next approval.
    CHANGED = "changed", "изменена после утверждения"


TRANSITIONS: dict[str, frozenset[str]] = {
    # APPROVED: a head who is her own curator approves at once.
    RoadmapStatus.DRAFT: frozenset({RoadmapStatus.SUBMITTED, RoadmapStatus.APPROVED}),
    # DRAFT, CHANGED: returned with a comment, or recalled by the curator.
    RoadmapStatus.SUBMITTED: frozenset({RoadmapStatus.APPROVED, RoadmapStatus.DRAFT, RoadmapStatus.CHANGED}),
    # SUBMITTED: the order that approved it was annulled or cancelled; the head decides anew.
    RoadmapStatus.APPROVED: frozenset({RoadmapStatus.CHANGED, RoadmapStatus.SUBMITTED}),
    # APPROVED: also when every change was taken back.
    RoadmapStatus.CHANGED: frozenset({RoadmapStatus.SUBMITTED, RoadmapStatus.APPROVED}),
}


class MeasureStatus(models.TextChoices):
    # Nothing done yet.
    PLANNED = "planned", "запланировано"
    # Begun.
    UNDER_WAY = "under_way", "выполняется"
    # Held; the day is known.
    DONE = "done", "выполнено"
    # Will not be or was not held, with a reason.
    NOT_HELD = "not_held", "не проводилось"


_ANY = frozenset(MeasureStatus.values)
# A tick is taken back as easily as it is set; the journal keeps both.
MEASURE_TRANSITIONS: dict[str, frozenset[str]] = {status: _ANY - {status} for status in MeasureStatus.values}

# Statuses that still owe something.
OPEN = frozenset({MeasureStatus.PLANNED, MeasureStatus.UNDER_WAY})


class EvidenceKind(models.TextChoices):
    TEXT = "text", "запись"
    FILE = "file", "файл"
    LINK = "link", "ссылка"
    DOCUMENT = "document", "документ"
    # Found by the product itself and confirmed by a person.
    PROOF = "proof", "подтверждено программой"


class ResponsibleRole(models.TextChoices):
    """Who answers when no person is named. HEAD and CURATOR follow from roles, the rest from posts."""

    HEAD = "head", "руководитель"
    CURATOR = "curator", "куратор"
    DEPUTIES = "deputies", "заместители руководителя"
    ADMINISTRATION = "administration", "администрация"
    MENTORS = "mentors", "наставники"
    MENTEES = "mentees", "наставляемые"
    TEACHERS = "teachers", "педагоги"
    CLASS_TEACHERS = "class_teachers", "классные руководители"
    PSYCHOLOGIST = "psychologist", "педагог-психолог"
    SOCIAL = "social", "социальный педагог"
    METHODISTS = "methodists", "методисты"
    SECTION_HEADS = "section_heads", "руководители методических объединений"
    WEBMASTER = "webmaster", "ответственный за сайт"
    SCHOOL_HEADS = "school_heads", "руководители образовательных организаций"
    COORDINATOR = "coordinator", "муниципальный координатор"
    OFFICE = "office", "орган управления образованием"


class MeasureCode(models.TextChoices):
    """What the product itself can prove; `home` holds a check for each."""

    PAIRS_ORDER = "pairs_order", "издан приказ о наставнических парах"
    MENTORS_CONFIRMED = "mentors_confirmed", "подтверждены наставники в банке"
    MENTEES_CONFIRMED = "mentees_confirmed", "подтверждены наставляемые в банке"
    CONSENTS_COLLECTED = "consents_collected", "собраны согласия"
    PAIRS_APPROVED = "pairs_approved", "пары утверждены руководителем"
    ROADMAP_APPROVED = "roadmap_approved", "утверждена дорожная карта"
    CURATOR_NAMED = "curator_named", "назначен куратор"
    SCHOOLS_ORDERED = "schools_ordered", "приказы о парах изданы в организациях"
    NEEDS_SURVEYED = "needs_surveyed", "наставляемые ответили на анкету о запросах"
    READINESS_SURVEYED = "readiness_surveyed", "наставники ответили на анкету о готовности"
    PREFERENCES_ASKED = "preferences_asked", "участники сказали, с кем хотят работать"
    INTERIM_SURVEYED = "interim_surveyed", "обе стороны ответили на промежуточную анкету"
    BEFORE_AFTER = "before_after", "итоговая анкета повторила начальную"


class RoadmapImportStatus(models.TextChoices):
    # Read and shown; no roadmap yet.
    PREVIEW = "preview", "проверяется"
    # A roadmap was made of it.
    APPLIED = "applied", "загружена"
    # The roadmap that it made was taken back.
    UNDONE = "undone", "отменена"


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    RoadmapImportStatus.PREVIEW: frozenset({RoadmapImportStatus.APPLIED}),
    RoadmapImportStatus.APPLIED: frozenset({RoadmapImportStatus.UNDONE}),
    RoadmapImportStatus.UNDONE: frozenset(),
}


class ApprovalForm(models.TextChoices):
    """How the approval mark looks (ГОСТ Р 7.0.97, clauses 5.16 and 5.19)."""

    SIGNED = "signed", "УТВЕРЖДАЮ — должность, подпись, дата"
    BY_ORDER = "by_order", "УТВЕРЖДЕНА приказом"
    ANNEX = "annex", "приложение к приказу"
