from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    label = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding

        from . import erasing  # for the same reason

        register_holding("roadmaps", Holding(erasing.categories, erasing.erase))
