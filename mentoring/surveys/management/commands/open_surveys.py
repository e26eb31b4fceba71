"""`manage.py open_surveys`: bring all running waves up to the day.

Nothing depends on it: pages do the same when they are opened.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.surveys.enums import WaveStatus
from mentoring.surveys.selectors.tickets import now_at
from mentoring.surveys.services.settling import Settled, settle
from schools.models import Organisation
from schools.russian import count


class Command(BaseCommand):
    help = (
        "Анкеты: выдаёт приглашения, срок которых подошёл, снимает тех, кого больше не спрашивают, завершает истекшее. "
        "Страницы делают то же сами, когда их открывают; команда нужна, чтобы не ждать этого."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="имя организации в адресе; без него все")
        parser.add_argument("--json", action="store_true", help="итог в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        places = Organisation.objects.filter(waves__status=WaveStatus.OPEN).distinct().order_by("pk")
        if slug := options["organisation"]:
            found = Organisation.objects.filter(slug=slug)
            if not found.exists():
                raise CommandError(f"Организации «{slug}» нет. Проверьте имя в адресе её страниц.")
            places = found
        done = [(place, settle(place.legal_entity, now_at(place), again=True)) for place in places]
        if options["json"]:
            self.stdout.write(json.dumps([_told(place, one) for place, one in done], ensure_ascii=False, indent=2))
            return
        for place, one in done:
            if not (one.issued or one.cancelled or one.closed):
                continue
            issued = count(one.issued, "приглашение", "приглашения", "приглашений")
            gone = count(one.cancelled, "человек", "человека", "человек")
            self.stdout.write(f"{place}: выдано {issued}, снято с опроса {gone}.")
            for wave in one.closed:
                self.stdout.write(f"{place}: завершено «{wave}».")


def _told(place: Organisation, one: Settled) -> dict[str, Any]:
    return {
        "organisation": place.slug,
        "issued": one.issued,
        "cancelled": one.cancelled,
        "closed": [{"id": wave.pk, "title": wave.title} for wave in one.closed],
    }
