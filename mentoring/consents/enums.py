"""Purposes and life of a consent."""

from django.db import models


class Purpose(models.TextChoices):
    # 152-ФЗ, статья 9: its own sheet, one purpose.
    PROCESSING = "processing", "на обработку персональных данных"
    # ТК РФ, статья 351.8: written consent of the mentor to the extra duties.
    MENTOR_DUTIES = "mentor_duties", "на выполнение обязанностей наставника"
    # The mentee's agreement to be paired.
    MENTEE_PART = "mentee_part", "на участие в наставничестве"
    # 152-ФЗ, статья 10.1: its own sheet, apart from all others; item by item. Nobody owes it.
    DISSEMINATION = "dissemination", "на распространение персональных данных"
    # The representative is a person too: what is kept of him or her has its own sheet (152-ФЗ, статья 9).
    REPRESENTATIVE = "representative", "на обработку данных законного представителя"


# Codes of the papers by which each is taken back. The room of documents makes them, and they go with the consent.
WITHDRAWAL_PAPERS = {
    Purpose.PROCESSING: "withdrawal_processing",
    Purpose.MENTOR_DUTIES: "withdrawal_mentor",
    Purpose.MENTEE_PART: "withdrawal_mentee",
    Purpose.DISSEMINATION: "withdrawal_dissemination",
    Purpose.REPRESENTATIVE: "withdrawal_representative",
}


class PublicItem(models.TextChoices):
    """What a person may allow to be published, one by one (152-ФЗ, статья 10.1, часть 9). Requests and difficulties are
    not among them: they are never public."""

    NAME = "name", "фамилия, имя, отчество"
    PHOTO = "photo", "фотография"
    POST = "post", "должность (специальность)"
    GRADE = "grade", "класс (группа)"
    QUALIFICATION = "qualification", "образование, квалификационная категория, стаж"
    STRENGTHS = "strengths", "темы, с которыми могу помочь как наставник"
    ACHIEVEMENTS = "achievements", "достижения и результаты в наставничестве"
    CONTACT = "contact", "рабочий телефон и адрес электронной почты"


# In the order of the sheet. A pupil's place of study and contacts are not for the public.
ITEMS_OF_ADULT = (
    PublicItem.NAME,
    PublicItem.PHOTO,
    PublicItem.POST,
    PublicItem.QUALIFICATION,
    PublicItem.STRENGTHS,
    PublicItem.ACHIEVEMENTS,
    PublicItem.CONTACT,
)
ITEMS_OF_PUPIL = (PublicItem.NAME, PublicItem.PHOTO, PublicItem.GRADE, PublicItem.ACHIEVEMENTS)


class ConsentStatus(models.TextChoices):
    # The sheet's text is frozen and printed; nobody has signed yet.
    PREPARED = "prepared", "напечатано"
    # Signed by hand; the date is recorded, the scan may be attached.
    SIGNED = "signed", "подписано"
    # Taken back by the person (152-ФЗ, статья 9, часть 2).
    WITHDRAWN = "withdrawn", "отозвано"
    # Replaced by a newer sheet, or its term is over.
    REPLACED = "replaced", "заменено"


CONSENT_TRANSITIONS: dict[str, frozenset[str]] = {
    ConsentStatus.PREPARED: frozenset({ConsentStatus.SIGNED, ConsentStatus.REPLACED}),
    # Back to PREPARED: the mark «подписано» was set by mistake.
    ConsentStatus.SIGNED: frozenset({ConsentStatus.WITHDRAWN, ConsentStatus.REPLACED, ConsentStatus.PREPARED}),
    ConsentStatus.WITHDRAWN: frozenset(),
    ConsentStatus.REPLACED: frozenset(),
}
