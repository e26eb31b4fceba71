"""Who signs a paper of a day: it follows from the paper's date, not from the moment of the click (design, decision
7).
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from schools.models import Headship, Organisation
from schools.selectors.headship import signer_on


@dataclass(frozen=True)
class Signer:
    """Post and «И.О. Фамилия» as the signature prints them."""

    post: str
    name: str
    headship: Headship

    @property
    def line(self) -> str:
        """For `Document.signer`: «Директор А.П. Швец»."""
        return f"{self.post} {self.name}"


def signer_of(organisation: Organisation, day: date) -> Signer:
    """Raises ValidationError when nobody heads the organisation on the day."""
    headship = signer_on(organisation.legal_entity, day)
    if headship is None:
        raise ValidationError(
            f"На {day:%d.%m.%Y} не указано, кто руководит организацией. Откройте настройки организации "
            "и добавьте руководителя или исполняющего обязанности с датами.",
            code="no_signer",
        )
    return Signer(headship.post, headship.person.initials_name, headship)
