"""`manage.py issue_agreements --organisation SLUG --by LOGIN`: issue of all drafts of additional agreements."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.documents.selectors.agreements import agreements_owed_in
from mentoring.documents.services.agreements_issue import Wanted, issue_agreements
from schools.models import Organisation, User
from schools.years import AcademicYear


class Command(BaseCommand):
    help = "Издаёт черновики дополнительных соглашений со следующими свободными номерами, как кнопка «Издать все»."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="имя организации в адресе")
        parser.add_argument(
            "--by", required=True, metavar="LOGIN", help="от чьего имени: логин куратора или руководителя"
        )
        parser.add_argument("--year", type=int, help="год начала учебного года; без него текущий")
        parser.add_argument("--date", metavar="ГГГГ-ММ-ДД", help="дата соглашений; без неё сегодня")
        parser.add_argument("--json", action="store_true", help="рассказать о сделанном в JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе её страниц.")
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"Учётной записи «{options['by']}» нет. Проверьте логин.")
        try:
            day = date.fromisoformat(options["date"]) if options["date"] else organisation.today()
        except ValueError as error:
            raise CommandError("Напишите дату так: 2026-09-14.") from error
        year = AcademicYear(options["year"]) if options["year"] else organisation.current_year()
        owed = agreements_owed_in(organisation, year, user)
        wanted = [Wanted(one.draft.pk, version=one.draft.version) for one in owed if one.draft is not None]
        try:
            done = issue_agreements(organisation, wanted, day, user)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            issued = [{"id": paper.pk, "number": paper.number, "title": paper.title} for paper in done.papers]
            self.stdout.write(json.dumps({"issued": issued, "refused": done.refused}, ensure_ascii=False))
            return
        self.stdout.write("\n".join([done.words, *done.refused]))
