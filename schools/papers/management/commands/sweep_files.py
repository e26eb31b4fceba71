from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser

from schools.papers.services.files import GRACE, sweep_abandoned, sweep_orphans
from schools.russian import count, plural
from schools.services.staff_import_sweeping import PREVIEW_TERM, discard_old_previews
from schools.services.staff_import_sweeping import sweep_files as sweep_imports
from schools.sweeping import swept as sweep_rooms


class Command(BaseCommand):
    help = (
        "Удаляет из хранилища файлы, на которые не ссылается ни одна запись (след прерванной работы), "
        "и загрузки списков и дорожных карт, которые месяц никто не подтвердил."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="МИНУТ",
            default=int(GRACE.total_seconds() // 60),
            help="не трогать файлы моложе стольких минут (по умолчанию %(default)s)",
        )

    def handle(self, *args: object, older_than: int, **options: object) -> None:
        grace = timedelta(minutes=older_than)
        previews = discard_old_previews()
        sweep_abandoned()
        swept, lists = sweep_orphans(grace=grace), sweep_imports(grace=grace)
        rooms = sweep_rooms()
        if not (previews or swept.files or lists or rooms):
            self.stdout.write("Лишних файлов нет.")
        if previews:
            done = plural(previews, "Удалена", "Удалены", "Удалены")
            loads = count(previews, "загрузка, которую", "загрузки, которые", "загрузок, которые")
            self.stdout.write(f"{done} {loads} {PREVIEW_TERM.days} дней никто не подтвердил.")
        if swept.files:
            done = plural(swept.files, "Удалён", "Удалено", "Удалено")
            files = count(swept.files, "файл", "файла", "файлов")
            self.stdout.write(f"{done} {files} без записи, освобождено {swept.size // 1024} КБ.")
        if lists:
            done = plural(lists, "Удалён", "Удалено", "Удалено")
            self.stdout.write(f"{done} {count(lists, 'файл', 'файла', 'файлов')} загрузок без записи.")
        for sentence in rooms:
            self.stdout.write(sentence)
