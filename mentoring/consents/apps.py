from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "mentoring.consents"
    label = "consents"
    verbose_name = "Согласия"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding

        from . import erasing  # for the same reason

        register_holding(
            "consents", Holding(erasing.categories, erasing.erase, erasing.objections, frozenset({erasing.SHEETS}))
        )
