from django.apps import AppConfig

from schools.objections import register_objection


class PairsConfig(AppConfig):
    name = "mentoring.pairs"
    label = "pairs"
    verbose_name = "Пары и группы"

    def ready(self) -> None:
        # Models are loaded only now, and the banks may not import this room.
        from mentoring.banks import partners
        from schools.destruction import Holding, register_holding  # for the same reason

        from . import erasing  # for the same reason
        from .selectors.holding import held_by_pairs  # for the same reason
        from .selectors.partners import of_mentees, of_mentors  # for the same reason

        partners.contribute(mentors=of_mentors, mentees=of_mentees)
        register_objection("pairs", held_by_pairs)
        register_holding("pairs", Holding(erasing.categories, erasing.erase))
