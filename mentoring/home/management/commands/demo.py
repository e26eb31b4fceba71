from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mentoring.home.demo.cast import PASSWORD
from mentoring.home.demo.logins import LOGINS
from mentoring.home.demo.serving import is_free, live_together, start, stop, wait_until_open
from mentoring.home.demo.story import lay_out
from schools.models import Organisation, User


class Command(BaseCommand):
    help = "Разложить показательный район и запустить сервер с обработчиком."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="разложить заново")
        parser.add_argument("--no-serve", action="store_true", help="только разложить, сервер не запускать")

    def handle(self, *args, port: int, reset: bool, no_serve: bool, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("Это рабочая установка: показательные данные здесь не раскладывают.")
        if not no_serve and not is_free(port):
            raise CommandError(f"Порт {port} занят. Возьмите другой: PORT={port + 1} make demo")
        if reset:
            self.clear()
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists() and not Organisation.objects.exists():
            self.stdout.write("Раскладываем показательный район…")
            self.stdout.flush()
            lay_out()
        call_command("collectstatic", verbosity=0, interactive=False)
        if no_serve:
            return
        connection.close()
        processes = start(port)
        if not wait_until_open(port, processes):
            stop(processes)
            raise CommandError("Сервер не запустился: причина в строках выше.")
        self.introduce(port)
        live_together(processes)

    def clear(self) -> None:
        """Start from nothing: tables are emptied, stored files removed. Refused in production by `handle`."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("migrate", "schools", "zero", verbosity=0, interactive=False)
        for folder in default_storage.listdir("")[0] if default_storage.exists("") else []:
            self.remove(folder)

    def remove(self, folder: str) -> None:
        folders, files = default_storage.listdir(folder)
        for name in files:
            default_storage.delete(f"{folder}/{name}")
        for name in folders:
            self.remove(f"{folder}/{name}")

    def introduce(self, port: int) -> None:
        address = f"http://localhost:{port}/"
        self.stdout.write(f"\nГотово: {address}\nПароль у всех один: {PASSWORD}\n")
        for login, who, place in LOGINS:
            self.stdout.write(f"  {login:<20} {who} ({place})")
        self.stdout.write("\nОстановить: Ctrl-C. Разложить заново: .venv/bin/python manage.py demo --reset\n")
        self.stdout.flush()  # the output may be a file or a pipe, and the reader waits for these lines
