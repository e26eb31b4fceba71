"""What the import understands of a file, on the command line: the same reading as the page's."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmaps.reading import RoadmapRead, RoadmapUnreadable, read_file
from roadmaps.reading.package import MAX_FILE_BYTES


class Command(BaseCommand):
    help = "Прочитать дорожную карту из документа Word или таблицы Excel и показать, что понято. Ничего не сохраняет."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="файл .docx, .xlsx, .xls или .ods")
        parser.add_argument("--json", action="store_true", help="вывести прочитанное в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            roadmap = read_file(self._content(Path(options["file"])), options["file"])
        except RoadmapUnreadable as error:
            if not options["json"]:
                raise CommandError(str(error)) from error
            self.stdout.write(json.dumps({"error": True, "message": str(error)}, ensure_ascii=False, indent=2))
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(roadmap.as_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(roadmap)

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
