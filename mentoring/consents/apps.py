from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "mentoring.consents"
    label = "consents"
    verbose_name = "Согласия"
