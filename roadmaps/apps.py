from django.apps import AppConfig

from schools.sweeping import register_sweep


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    label = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding
        from schools.papers.disagreeing import register_look  # these two lean on models

        from . import erasing  # for the same reason
        from .selectors.disagreements import wrong_orders  # likewise
        from .services.importing.sweeping import sweep_readings  # and once more

        register_holding("roadmaps", Holding(erasing.categories, erasing.erase))
        register_sweep("roadmaps", sweep_readings)
        register_look("roadmaps", wrong_orders)
