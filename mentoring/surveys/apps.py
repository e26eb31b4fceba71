from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mentoring.surveys"
    label = "surveys"
    verbose_name = "Анкеты"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding

        from . import erasing  # for the same reason

        register_holding("surveys", Holding(erasing.categories, erasing.erase))
