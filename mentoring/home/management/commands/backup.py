from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mentoring.home.services.backup import BackupError, write_backup
from schools.russian import count


class Command(BaseCommand):
    help = "Сохранить базу и файлы в один архив."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="куда, например /backups/2026-09-01.zip")

    def handle(self, *args, file: Path, **options) -> None:
        try:
            manifest = write_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = count(sum(manifest["rows"].values()), "строка", "строки", "строк")
        files = count(len(manifest["files"]), "файл", "файла", "файлов")
        self.stdout.write(f"Сохранено в {file}: {rows}, {files}.")
