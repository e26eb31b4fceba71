"""`manage.py print_consents --organisation SLUG FILE.pdf`: all unsigned consents of an organisation as one PDF."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.documents.selectors.consent_lines import once
from mentoring.documents.selectors.owed import signers_of
from mentoring.documents.services.sheets import packet_pdf, prepare_sheets
from schools.models import Organisation
from schools.russian import count


class Command(BaseCommand):
    help = "Печатает все неподписанные согласия организации, и за обучающихся тоже, в один PDF, как кнопка на странице."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="куда записать PDF")
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="имя организации в адресе")
        parser.add_argument("--year", type=int, help="год начала учебного года; без него текущий")
        parser.add_argument(
            "--dissemination", action="store_true", help="напечатать вместо них листы согласия на распространение"
        )
        parser.add_argument("--json", action="store_true", help="рассказать о сделанном в JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе её страниц.")
        path = Path(options["file"])
        if not path.parent.is_dir():
            raise CommandError(f"Папки {path.parent} нет. Создайте её или выберите другую.")
        year = options["year"] or organisation.current_year().begins
        signers = signers_of(organisation, year, organisation.today(), None)
        if options["dissemination"]:
            lines = [line for signer in signers for line in signer.offered if not line.in_force]
        else:
            lines = once(line for signer in signers for line in signer.owes)
        wanted = [(line.person, line.purpose) for line in lines]
        try:
            prepared = prepare_sheets(organisation, wanted, year, None)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        if prepared.consents:
            path.write_bytes(packet_pdf(prepared.consents))
        n_sheets, n_people = len(prepared.consents), len({consent.person_id for consent in prepared.consents})
        told = {
            "sheets": n_sheets,
            "people": n_people,
            "skipped": list(prepared.skipped),
            "file": str(path) if prepared.consents else None,
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for sentence in prepared.skipped:
            self.stdout.write(sentence)
        sheets = count(n_sheets, "лист", "листа", "листов")
        people = count(n_people, "человека", "человек", "человек")
        self.stdout.write(f"Записано в {path}: {sheets} для {people}." if prepared.consents else "Печатать нечего.")
