from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "mentoring.documents"
    label = "documents"
    verbose_name = "Бумаги наставничества"

    def ready(self) -> None:
        from .paper_kinds import register_all  # models are not ready when this module is imported

        register_all()
