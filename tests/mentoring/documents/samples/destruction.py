"""The act of destruction."""

from datetime import date

from mentoring.documents.kinds.destruction_act import KIND_CODE, paper_of
from schools.enums import DestructionReason
from schools.models import Destruction
from schools.papers.models import Document
from tests.world import World

from .sample import Sample


def act(world: World) -> Document:
    return paper_of(
        Destruction.objects.create(
            organisation=world.school,
            number=3,
            person=world.sofya_card,
            date=date(2026, 9, 14),
            reason=DestructionReason.DEMAND,
            ground_on=date(2026, 9, 1),
            operator="МБОУ «Лесная СОШ № 1»\nс. Лесное, ул. Школьная, д. 1",
            categories=["фамилия, имя, отчество", "дата рождения", "согласия"],
            done_by=world.anna,
            done_by_name="Ясная Анна Петровна",
            done_by_post="заместитель директора",
        )
    )


SAMPLES: dict[str, Sample] = {KIND_CODE: (act, [])}
