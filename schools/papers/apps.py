from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "schools.papers"
    label = "papers"
    verbose_name = "Документы"
