import pytest

from schools.papers.enums import DOCUMENT_STATUS_FORMS, DocumentStatus
from schools.papers.kinds import PaperKind, register_kind
from schools.papers.models import Document


@pytest.mark.parametrize(
    ("label", "issued", "annulled", "cancelled"),
    [
        ("Приказ о кураторе", "издан", "аннулирован", "отменён"),
        ("Выписка из приказа", "издана", "аннулирована", "отменена"),
        ("Дополнительное соглашение", "издано", "аннулировано", "отменено"),
        ("Правила приёма", "изданы", "аннулированы", "отменены"),
    ],
)
def test_the_state_agrees_with_the_name_of_the_paper(label, issued, annulled, cancelled):
    register_kind(PaperKind("agreeing", label))
    said = [Document(kind="agreeing", status=status).get_status_display() for status in DocumentStatus]
    assert said == ["черновик", issued, annulled, cancelled]


def test_every_state_but_the_draft_has_its_forms():
    """The masculine form is the label that the filters show."""
    forms = {status: said[0] for status, said in DOCUMENT_STATUS_FORMS.items()}
    assert forms == {status: status.label for status in DocumentStatus if status != DocumentStatus.DRAFT}
