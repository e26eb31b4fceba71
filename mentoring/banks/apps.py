from django.apps import AppConfig


class BanksConfig(AppConfig):
    name = "mentoring.banks"
    label = "banks"
    verbose_name = "Банки"
