"""The single next step of a roadmap, for whoever looks at it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch

from schools.access.roles import HEADS
from schools.models import Membership
from schools.russian import count
from schools.views.generic import here

from ..enums import RoadmapStatus
from ..models import Roadmap
from ..selectors.plan import Progress
from .reach import is_editor


@dataclass(frozen=True)
class Step:
    """A sentence, and the button that does it. `posts`: a deed; else a page. Without an address there is nothing to press."""

    words: str
    button: str = ""
    address: str = ""
    posts: bool = False
    owes: bool = False


def paper(request: Any, name: str, roadmap: Roadmap) -> str:
    """A page of the room of papers: it stands above this one and is asked for by name only."""
    try:
        return here(request, f"documents:{name}", pk=roadmap.pk)
    except NoReverseMatch:
        return ""


def next_step(request: Any, roadmap: Roadmap, progress: Progress, doubts: int) -> Step | None:
    editor, head = is_editor(request), bool(request.roles & HEADS)
    page = here(request, "roadmaps:roadmap_detail", pk=roadmap.pk)
    if roadmap.status == RoadmapStatus.SUBMITTED:
        if head:
            return Step(
                "Дорожную карту передали вам на утверждение.", "Утвердить", paper(request, "roadmap_approve", roadmap)
            )
        return Step(f"Дорожная карта у руководителя. {who_approves(roadmap)} Пока решения нет, её не правят.")
    if editor and not progress.total and not roadmap.measures.exists():
        return Step("В дорожной карте ещё нет мероприятий. Добавьте первое.")
    if editor and doubts:
        places = count(doubts, "мероприятие", "мероприятия", "мероприятий")
        return Step(
            f"Посмотрите {places} с пометкой «проверьте»: там программа не уверена, что поняла документ.",
            "Показать",
            f"{page}?doubtful=on#list",
            owes=True,
        )
    if roadmap.status in (RoadmapStatus.DRAFT, RoadmapStatus.CHANGED):
        return _towards_approval(request, roadmap, editor, head)
    if progress.overdue:
        overdue = count(progress.overdue, "мероприятие просрочено", "мероприятия просрочены", "мероприятий просрочено")
        return Step(f"{overdue}. Отметьте, что сделано.", "Показать просроченные", f"{page}?overdue=on#list", owes=True)
    return None


def _towards_approval(request: Any, roadmap: Roadmap, editor: bool, head: bool) -> Step:
    changed = roadmap.status == RoadmapStatus.CHANGED
    if not editor:
        return Step("Куратор правит утверждённую дорожную карту." if changed else "Дорожную карту составляет куратор.")
    if head:
        # Her own curator: nobody to hand it over to.
        words = (
            "С последнего утверждения текст изменился." if changed else "Когда всё на месте, утвердите дорожную карту."
        )
        button = "Утвердить изменения" if changed else "Утвердить"
        return Step(words, button, paper(request, "roadmap_approve", roadmap))
    words = (
        "С последнего утверждения текст изменился. Когда закончите, передайте его на утверждение."
        if changed
        else "Когда всё на месте, передайте дорожную карту на утверждение."
    )
    words = f"{words} {who_approves(roadmap)}"
    return Step(words, "Передать руководителю", paper(request, "roadmap_submit", roadmap), posts=True)


def who_approves(roadmap: Roadmap) -> str:
    """A sentence with the names of those who may: the head, who acts for the head today."""
    held = Membership.objects.active(roadmap.organisation.today()).filter(
        organisation=roadmap.organisation, role__in=HEADS, user__is_active=True
    )
    names = list(dict.fromkeys(held.order_by("role", "pk").values_list("user__full_name", flat=True)))
    if not names:
        return "Утвердить её пока некому: у руководителя нет входа, его приглашает администратор установки."
    return f"Утверждает {' или '.join(names)}."
