"""`manage.py reset_second_factor LOGIN`: the telephone is lost, and the spare codes too."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.access.second_factor import switch_off
from schools.models import User


class Command(BaseCommand):
    help = "Отключает вход с кодом: человек снова входит с одним паролем."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="логин")
        parser.add_argument("--json", action="store_true", help="ответ в JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["login"]).first()
        if user is None:
            raise CommandError(f"Учётной записи «{options['login']}» нет. Проверьте логин.")
        done = switch_off(user, None)
        if options["json"]:
            self.stdout.write(json.dumps({"login": user.username, "switched_off": done}, ensure_ascii=False))
        else:
            words = "Вход с кодом отключён." if done else "Вход с кодом и не был включён."
            self.stdout.write(f"{user.get_full_name()}: {words}")
