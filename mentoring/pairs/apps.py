from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentoring.pairs"
    label = "pairs"
    verbose_name = "Пары и группы"
