from django.apps import AppConfig


class BanksConfig(AppConfig):
    name = "mentoring.banks"
    label = "banks"
    verbose_name = "Банки"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding

        from . import erasing  # for the same reason

        register_holding("banks", Holding(erasing.categories, erasing.erase))
