from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mentoring.home.services.backup import BackupError, restore_backup
from schools.russian import count


class Command(BaseCommand):
    help = "Восстановить базу и файлы из архива в пустое место (после migrate)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="архив, сделанный командой backup")

    def handle(self, *args, file: Path, **options) -> None:
        try:
            manifest = restore_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = count(sum(manifest["rows"].values()), "строка", "строки", "строк")
        files = count(len(manifest["files"]), "файл", "файла", "файлов")
        self.stdout.write(f"Восстановлено из {file}: {rows}, {files}.")
