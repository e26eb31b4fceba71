"""`manage.py draft_agreements --organisation SLUG --by LOGIN`: drafts of all additional agreements that are owed."""

import json
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.documents.services.agreements import draft_agreements
from schools.models import Organisation, User
from schools.russian import count
from schools.years import AcademicYear


class Command(BaseCommand):
    help = "Составляет черновики дополнительных соглашений всем наставникам, у которых их нет, как кнопка на странице."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="имя организации в адресе")
        parser.add_argument("--by", required=True, metavar="LOGIN", help="от чьего имени: логин куратора")
        parser.add_argument("--year", type=int, help="год начала учебного года; без него текущий")
        parser.add_argument("--json", action="store_true", help="рассказать о сделанном в JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе её страниц.")
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"Учётной записи «{options['by']}» нет. Проверьте логин.")
        year = AcademicYear(options["year"]) if options["year"] else organisation.current_year()
        try:
            made = draft_agreements(organisation, year, user, uuid4())
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        if options["json"]:
            told = [{"id": one.pk, "title": one.title} for one in made]
            self.stdout.write(json.dumps({"drafts": told}, ensure_ascii=False))
            return
        self.stdout.write(f"Составлено: {count(len(made), 'черновик', 'черновика', 'черновиков')}.")
