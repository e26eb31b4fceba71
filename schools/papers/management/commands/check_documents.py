import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import faults_of
from schools.russian import count


class Command(BaseCommand):
    help = "Сверяет изданные документы с контрольными суммами; найдя повреждённое, выходит с ошибкой."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="только этой организации")
        parser.add_argument("--json", action="store_true", help="вывести список для программ")

    def handle(self, *args: object, organisation: str | None, json: bool, **options: object) -> None:
        documents = Document.objects.exclude(status=DocumentStatus.DRAFT).order_by("pk")
        if organisation:
            documents = documents.filter(organisation__slug=organisation)
        checked = 0
        bad: list[dict[str, Any]] = []
        for document in documents.select_related("organisation", "pdf", "scan").iterator(chunk_size=200):
            checked += 1
            faults = faults_of(document)
            if faults:
                bad.append({"id": document.pk, "document": str(document), "faults": faults})
        if json:
            self.stdout.write(dump({"checked": checked, "bad": bad}))
        else:
            for one in bad:
                self.stdout.write(f"{one['document']} (запись {one['id']}): {' '.join(one['faults'])}")
            self.stdout.write(f"Проверено: {count(checked, 'документ', 'документа', 'документов')}.")
        if bad:
            raise CommandError(f"Повреждено: {count(len(bad), 'документ', 'документа', 'документов')}.")


def dump(result: dict[str, object]) -> str:
    return json.dumps(result, ensure_ascii=False, indent=2)
