from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentoring.pairs"
    label = "pairs"
    verbose_name = "Пары и группы"

    def ready(self) -> None:
        # Models are loaded only now, and the banks may not import this room.
        from mentoring.banks import partners

        from .selectors.partners import of_mentees, of_mentors  # for the same reason

        partners.contribute(mentors=of_mentors, mentees=of_mentees)
