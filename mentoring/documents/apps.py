from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "mentoring.documents"
    label = "documents"
    verbose_name = "Бумаги наставничества"

    def ready(self) -> None:
        # Models are not ready when this module is imported.
        from schools.destruction import Holding, register_holding
        from schools.participation import register_participation  # for the same reason

        from . import erasing, year_of_consents  # for the same reason
        from .paper_kinds import register_all  # for the same reason
        from .selectors import overpaid  # for the same reason
        from .selectors.participation import part_of  # for the same reason

        register_all()
        year_of_consents.register()
        overpaid.register()
        register_participation("documents", part_of)
        register_holding("documents", Holding(erasing.categories, erasing.erase, erasing.objections, erasing.PAPERS))
