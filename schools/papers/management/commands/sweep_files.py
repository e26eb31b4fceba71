from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser

from schools.papers.services.files import GRACE, sweep_orphans
from schools.russian import count, plural


class Command(BaseCommand):
    help = "Удаляет из хранилища файлы, на которые не ссылается ни одна запись (след прерванной работы)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="МИНУТ",
            default=int(GRACE.total_seconds() // 60),
            help="не трогать файлы моложе стольких минут (по умолчанию %(default)s)",
        )

    def handle(self, *args: object, older_than: int, **options: object) -> None:
        swept = sweep_orphans(grace=timedelta(minutes=older_than))
        if not swept.files:
            self.stdout.write("Лишних файлов нет.")
            return
        done = plural(swept.files, "Удалён", "Удалено", "Удалено")
        files = count(swept.files, "файл", "файла", "файлов")
        self.stdout.write(f"{done} {files} без записи, освобождено {swept.size // 1024} КБ.")
