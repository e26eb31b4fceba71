"""Read a workbook of people; with --apply, write it into an organisation's cards."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from schools.models import Organisation, StaffImport
from schools.selectors.import_plan import Plan, Verdict
from schools.services.staff_import import open_import, plan_import, start_import
from schools.services.staff_import_apply import apply_import
from schools.workbooks.contract import reading_to_json
from schools.workbooks.people import Reading, read_file
from schools.workbooks.reading import MAX_FILE_BYTES, WorkbookError


class Refusal(Exception):
    """A sentence for the user; the command ends with code 1."""


class Command(BaseCommand):
    help = (
        "Читает книгу Excel или LibreOffice со списком сотрудников или обучающихся и показывает, что в ней прочитано. "
        "С --apply загружает список в карточки организации; строки, о которых нужно решение человека, пропускает."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="файл .xlsx, .xls или .ods")
        parser.add_argument("--json", action="store_true", dest="as_json", help="напечатать прочитанное как JSON")
        parser.add_argument("--organisation", metavar="SLUG", help="имя организации в адресе")
        parser.add_argument("--apply", action="store_true", help="загрузить в карточки (нужна --organisation)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(**options)
        except (WorkbookError, Refusal) as error:
            self._refuse(str(error), options["as_json"])
        except ValidationError as error:
            self._refuse(" ".join(error.messages), options["as_json"])

    def _refuse(self, message: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": True, "message": message}, ensure_ascii=False, indent=2))
        raise CommandError(message, returncode=1)

    def _run(self, file: str, as_json: bool, organisation: str | None, apply: bool, **options: Any) -> None:
        if apply and not organisation:
            raise Refusal("Чтобы загрузить список, укажите организацию: --organisation ИМЯ.")
        content = self._content(file)
        place = self._organisation(organisation) if organisation else None
        name = Path(file).name
        if place is None:
            reading, plan = read_file(content, name), None
        elif apply:
            staff_import = start_import(place, content=content, filename=name, year=place.current_year(), by=None)
            plan = apply_import(staff_import, None, undecided="skip")
            reading = plan.reading
        else:
            unsaved = StaffImport(organisation=place, filename=name)
            opened = open_import(unsaved, content)
            reading, plan = opened.reading, plan_import(unsaved, opened)
        if as_json:
            # Without --apply exactly the reading, whatever the organisation; the outcome is added only where there is one.
            outcome = {"applied": _outcome(plan)} if apply and plan is not None else {}
            self.stdout.write(json.dumps(reading_to_json(reading) | outcome, ensure_ascii=False, indent=2))
        else:
            self._say(reading, plan, apply)

    def _content(self, file: str) -> bytes:
        path = Path(file)
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                raise WorkbookError(
                    f"Файл больше {MAX_FILE_BYTES // 1024 // 1024} МБ. Оставьте в книге только лист со списком."
                )
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Refusal(f"Файла «{file}» нет. Проверьте путь.") from error
        except OSError as error:
            raise Refusal(f"Файл «{file}» не открывается. Проверьте, что это файл и что его можно читать.") from error

    def _organisation(self, slug: str) -> Organisation:
        place = Organisation.objects.filter(slug=slug).first()
        if place is None:
            raise Refusal(f"Организации «{slug}» нет. Имя видно в адресе страницы: /o/ИМЯ/.")
        return place.legal_entity

    def _say(self, reading: Reading, plan: Plan | None, applied: bool) -> None:
        self.stdout.write(
            f"Лист «{reading.sheet}», заголовки в строке {reading.header_row}. Людей: {len(reading.people)}."
        )
        for problem in reading.problems:
            self.stdout.write(f"  {problem.cell}: {problem.message}")
        if plan is None:
            return
        words = "Загружено" if applied else "Было бы загружено"
        counts = plan.counts
        self.stdout.write(
            f"{words}: новых {counts['new']}, изменено {counts['changed']}, без изменений {counts['same']}."
        )
        for row in plan.of(Verdict.ASK):
            why = row.why
            self.stdout.write(f"  строка {row.person.row}: {row.person.full_name} — нужно решение ({why}), пропущена")
        for kin in plan.open_kin:
            why = kin.candidates[0].why
            self.stdout.write(
                f"  строка {kin.row}: представитель {kin.source.full_name} — нужно решение ({why}), не записан"
            )


def _outcome(plan: Plan) -> dict[str, Any]:
    return {
        "new": plan.counts["new"],
        "changed": plan.counts["changed"],
        "same": plan.counts["same"],
        "absent": [card.full_name for card in plan.absent],
        "undecided": [
            {"row": row.person.row, "full_name": row.person.full_name, "reason": row.why}
            for row in plan.of(Verdict.ASK)
        ]
        + [
            {"row": kin.row, "full_name": kin.source.full_name, "reason": kin.candidates[0].why}
            for kin in plan.open_kin
        ],
    }
