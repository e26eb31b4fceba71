"""What the import understands of a file, on the command line: the same reading as the page's, and the same loading."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from roadmaps.models import Roadmap
from roadmaps.reading import RoadmapRead, RoadmapUnreadable, read_file
from roadmaps.reading.package import MAX_FILE_BYTES
from roadmaps.services.importing import apply_import, start_import
from schools.models import Organisation, User


class Command(BaseCommand):
    help = (
        "Прочитать дорожную карту из документа Word или таблицы Excel и показать, что понято. Ничего не сохраняет, "
        "если не указано --apply."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="файл .docx, .xlsx, .xls или .ods")
        parser.add_argument("--json", action="store_true", help="вывести прочитанное в виде JSON")
        parser.add_argument("--apply", action="store_true", help="загрузить в организацию")
        parser.add_argument("--organisation", help="имя организации в адресе (для --apply)")
        parser.add_argument("--year", type=int, help="первый учебный год карты, год начала; по умолчанию текущий")
        parser.add_argument("--years", type=int, default=1, help="на сколько учебных лет; по умолчанию на один")
        parser.add_argument(
            "--own-head",
            action="store_true",
            help="чужую организацию заменить своей, чужой и прошлый гриф убрать; по умолчанию всё как в файле",
        )
        parser.add_argument("--by", metavar="LOGIN", help="от чьего имени; по умолчанию от имени установки")

    def handle(self, *args: Any, **options: Any) -> None:
        made: Roadmap | None = None
        try:
            content = self._content(Path(options["file"]))
            roadmap = read_file(content, options["file"])
            if options["apply"]:
                made = self._apply(content, options)
        except RoadmapUnreadable as error:
            if not options["json"]:
                raise CommandError(str(error)) from error
            self.stdout.write(json.dumps({"error": True, "message": str(error)}, ensure_ascii=False, indent=2))
            sys.exit(1)
        if options["json"]:
            told = roadmap.as_json() | ({"roadmap": made.pk} if made else {})
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(roadmap)
            if made:
                self.stdout.write(f"Загружена: № {made.pk}, {made.organisation}.")

    def _apply(self, content: bytes, options: dict[str, Any]) -> Roadmap:
        """Start the import and apply it, so that it can be undone on its page."""
        if not options["organisation"]:
            raise CommandError("Назовите организацию: --organisation и её имя в адресе.")
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе.")
        by = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Учётной записи «{options['by']}» нет. Проверьте логин.")
        try:
            imported = start_import(
                organisation,
                content=content,
                filename=Path(options["file"]).name,
                begins=options["year"] or organisation.current_year().begins,
                years=options["years"],
                by=by,
                own_head=options["own_head"],
            )
            return apply_import(imported, by)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error

    def _content(self, path: Path) -> bytes:
        """The bytes of the file, one more than allowed at most: the reader refuses what is too large."""
        try:
            with path.open("rb") as file:
                return file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise RoadmapUnreadable(f"Файл «{path}» не открылся. Проверьте путь и права на чтение.") from error

    def _tell(self, roadmap: RoadmapRead) -> None:
        self.stdout.write(roadmap.title or "Без названия")
        for stage in roadmap.stages:
            heading = ". ".join(filter(None, (stage.number, stage.title))) or "Без этапов"
            self.stdout.write(f"{heading}: мероприятий — {len(stage.measures)}")
        for doubt in roadmap.doubts:
            self.stdout.write(f"Проверьте: {doubt.message} «{doubt.original}»" if doubt.original else doubt.message)
