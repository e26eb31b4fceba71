from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import withdraw_consent
from mentoring.documents.services.sheets import prepare_sheets, sign_paper_sheet
from schools.papers.enums import DocumentStatus
from schools.papers.services.documents import annul_document


def test_a_paper_consent_runs_from_the_day_under_the_signature(world, today):
    consent = sign_paper_sheet(world.boris_card, Purpose.MENTOR_DUTIES, date(2025, 9, 5), None, None, world.anna)
    assert consent.valid_until == date(2026, 8, 31)


def test_an_old_sheet_from_the_folder_does_not_bring_back_what_was_taken_back(world, today):
    def on_paper(day: date) -> Consent:
        return sign_paper_sheet(world.boris_card, Purpose.PROCESSING, day, None, None, world.anna)

    taken_back = withdraw_consent(on_paper(date(2026, 9, 1)), date(2026, 9, 12), "", world.anna)
    with pytest.raises(ValidationError) as refusal:
        on_paper(date(2026, 9, 3))
    assert refusal.value.messages == [
        "Согласие отозвано 12.09.2026: лист, подписанный раньше, уже не действует. Проверьте дату."
    ]
    assert list(Consent.objects.all()) == [taken_back]
    assert on_paper(date(2026, 9, 12)).status == "signed"


def test_a_sheet_of_consent_is_withdrawn_and_never_annulled(world, today):
    [consent] = prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], 2026, world.anna).consents
    with pytest.raises(ValidationError) as refusal:
        annul_document(consent.document, "ошибка", world.anna)
    assert refusal.value.messages == [
        "Лист без номера не аннулируют. Если это согласие, запишите его отзыв или напечатайте новый лист."
    ]
    consent.document.refresh_from_db()
    assert consent.document.status == DocumentStatus.ISSUED
