from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PapersConfig(AppConfig):
    name = "schools.papers"
    label = "papers"
    verbose_name = "Документы"

    def ready(self) -> None:
        """Rooms above tell their kinds of paper and their long work in modules `kinds` and `jobs`."""
        autodiscover_modules("kinds", "jobs")
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding

        from .services import erasing  # for the same reason

        register_holding(
            "papers", Holding(erasing.categories, erasing.erase, erasing.objections, frozenset({erasing.ARCHIVES}))
        )
