from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "schools.journal"
    label = "journal"
    verbose_name = "Журнал действий"
