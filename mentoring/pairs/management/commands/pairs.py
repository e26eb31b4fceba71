"""The bulk deeds on pairs from one command: the same services as the pages, in the name of a sign-in with the right role."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.matching import mentors_at_hand, unpaired
from mentoring.pairs.selectors.suggesting import suggest
from mentoring.pairs.services import (
    PairsRefused,
    approve_pairs,
    propose_pairs,
    return_pairs,
    submit_pairs,
    undo_decisions,
)
from schools.models import Organisation, User
from schools.years import AcademicYear


class Command(BaseCommand):
    help = (
        "Пары: suggest — предложить пары тем, у кого их нет (с --apply составить), submit — передать руководителю, "
        "approve — утвердить, return — вернуть с замечанием, undo — отменить решение."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["suggest", "submit", "approve", "return", "undo"])
        parser.add_argument("ids", nargs="*", type=int, help="номера пар")
        parser.add_argument("--organisation", required=True, help="имя организации в адресе")
        parser.add_argument("--by", required=True, metavar="LOGIN", help="от чьего имени: куратора или руководителя")
        parser.add_argument("--year", type=int, help="год начала учебного года; по умолчанию текущий")
        parser.add_argument("--comment", default="", help="замечание (return)")
        parser.add_argument("--apply", action="store_true", help="составить предложенные пары (suggest)")
        parser.add_argument("--json", action="store_true", help="итог в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"Организации «{options['organisation']}» нет. Проверьте имя в адресе.")
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"Учётной записи «{options['by']}» нет. Проверьте логин.")
        try:
            summary = self.act(organisation.legal_entity, user, options)
        except PairsRefused as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
            return
        for line in summary["pairs"]:
            self.stdout.write(f"{line['mentor']} — {', '.join(line['mentees'])}: {line['status'] or line['reason']}")
        for left in summary["left"]:
            self.stdout.write(f"{left['name']}: {left['reason']}")

    def act(self, organisation: Organisation, user: User, options: dict[str, Any]) -> dict[str, list]:
        if options["deed"] == "suggest":
            return self.suggest(organisation, user, options)
        pairs = Pair.objects.visible_to(user).filter(organisation=organisation, pk__in=options["ids"])
        unknown = sorted(set(options["ids"]) - set(pairs.values_list("pk", flat=True)))
        if unknown or not options["ids"]:
            raise CommandError(f"Таких пар нет: {', '.join(map(str, unknown))}." if unknown else "Назовите номера пар.")
        deeds = {
            "submit": lambda: submit_pairs(pairs, user),
            "approve": lambda: approve_pairs(pairs, user),
            "return": lambda: return_pairs(pairs, options["comment"], user),
            "undo": lambda: undo_decisions(pairs, user),
        }
        return {"pairs": [self.line(pair) for pair in deeds[options["deed"]]()], "left": []}

    def suggest(self, organisation: Organisation, user: User, options: dict[str, Any]) -> dict[str, list]:
        year = AcademicYear(options["year"]) if options["year"] else organisation.current_year()
        mentees, mentors = unpaired(user, organisation, year), mentors_at_hand(user, organisation, year)
        found = suggest(organisation, year, mentors, mentees, organisation.today())
        left = [{"name": mentee.person.full_name, "reason": reason} for mentee, reason in found.left]
        if options["apply"] and found.found:
            made = propose_pairs([one.draft for one in found.found], [one.reason for one in found.found], user, uuid4())
            return {"pairs": [self.line(pair) for pair in made], "left": left}
        lines = [
            {
                "id": None,
                "mentor": one.draft.mentor.person.full_name,
                "mentees": [one.draft.mentees[0].person.full_name],
                "status": "",
                "reason": one.reason,
            }
            for one in found.found
        ]
        return {"pairs": lines, "left": left}

    def line(self, pair: Pair) -> dict[str, Any]:
        return {
            "id": pair.pk,
            "mentor": pair.mentor.person.full_name,
            "mentees": [seat.mentee.person.full_name for seat in pair.filled_seats()],
            "status": pair.get_status_display(),
            "reason": pair.reason,
        }
