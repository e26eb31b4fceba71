"""The banks' bulk deeds from one command: the same services as the pages."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.banks import services
from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services import BulkResult
from schools.models import Organisation, Person

BANKS: dict[str, tuple[Any, Any, Any]] = {
    "mentors": (Mentor, services.add_mentors, services.copy_mentors),
    "mentees": (Mentee, services.add_mentees, services.copy_mentees),
}


class Command(BaseCommand):
    help = (
        "Банк наставников (mentors) или наставляемых (mentees): add — внести людей по номерам карточек, "
        "copy — перенести с прошлого года, status — подтвердить, вывести или вернуть в кандидаты."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["add", "copy", "status"])
        parser.add_argument("bank", choices=list(BANKS))
        parser.add_argument("ids", nargs="*", type=int, help="номера карточек (add) или записей банка; без них — все")
        parser.add_argument("--organisation", required=True, help="имя организации в адресе")
        parser.add_argument("--year", type=int, help="год начала учебного года; по умолчанию текущий")
        parser.add_argument("--to", choices=BankStatus.values, help="новое состояние (status)")
        parser.add_argument("--reason", default="", help="почему выбывают (status --to withdrawn)")
        parser.add_argument("--json", action="store_true", help="итог в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе.")
        if options["deed"] == "add" and not options["ids"]:
            raise CommandError("Назовите номера карточек, которые внести в банк.")
        if options["deed"] == "status" and not options["to"]:
            raise CommandError("Назовите новое состояние: --to confirmed, withdrawn или candidate.")
        year = options["year"] or organisation.current_year().begins
        result = self.act(organisation.legal_entity, year, options)
        summary = {
            "done": [
                {"id": entry.pk, "name": entry.person.full_name, "status": entry.status} for entry in result.added
            ],
            "skipped": [{"name": person.full_name, "reason": why} for person, why in result.skipped],
            "warnings": [{"name": person.full_name, "message": words} for person, words in result.warnings],
        }
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Сделано: {len(result.added)}. Пропущено: {len(result.skipped)}.")
        for person, words in [*result.skipped, *result.warnings]:
            self.stdout.write(f"  {person.full_name}: {words}")

    def act(self, organisation: Organisation, year: int, options: dict[str, Any]) -> BulkResult:
        """Call the service of the deed."""
        model, add, copy = BANKS[options["bank"]]
        ids = options["ids"]
        if options["deed"] == "add":
            return add(organisation, year, Person.objects.filter(organisation=organisation, pk__in=ids), None)
        wanted_year = year - 1 if options["deed"] == "copy" else year
        rows = model.objects.filter(organisation=organisation, year=wanted_year).select_related("person")
        rows = rows.filter(pk__in=ids) if ids else rows
        if options["deed"] == "copy":
            return copy(organisation, year, rows, None)
        return services.change_many(rows, options["to"], None, options["reason"])
