from django.core.management.base import BaseCommand, CommandParser

from schools.papers.services.jobs import requeue_stale_jobs
from schools.russian import count


class Command(BaseCommand):
    help = "Снова ставит в очередь задания, которые остались от прерванного исполнителя. Запускать при его старте."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--alone",
            action="store_true",
            help="исполнитель один и только запускается: все начатые задания считать прерванными",
        )

    def handle(self, *args: object, alone: bool, **options: object) -> None:
        found = requeue_stale_jobs(alone=alone)
        self.stdout.write(f"Поставлено в очередь: {count(found, 'задание', 'задания', 'заданий')}.")
