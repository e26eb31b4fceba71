"""``manage.py decline FILE.tsv [--json]``: a table of names or posts in the five oblique cases."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schools.russian.tables import TableError, as_text, decline_table, read_table


class Command(BaseCommand):
    help = "Склоняет таблицу имён (surname, name, patronymic, gender) или должностей (nomn)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="таблица с табуляцией")
        parser.add_argument("--json", action="store_true", help="список строк с ключами gent, datv, accs, ablt, loct")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = decline_table(read_table(options["file"]))
        except TableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) if options["json"] else as_text(rows))
