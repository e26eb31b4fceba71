from django.core.management.base import BaseCommand

from schools.papers.services.jobs import requeue_stale_jobs
from schools.russian import count


class Command(BaseCommand):
    help = "Снова ставит в очередь задания, которые остались от прерванного исполнителя. Запускать при его старте."

    def handle(self, *args: object, **options: object) -> None:
        found = requeue_stale_jobs()
        self.stdout.write(f"Поставлено в очередь: {count(found, 'задание', 'задания', 'заданий')}.")
