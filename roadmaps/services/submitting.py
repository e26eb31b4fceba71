"""A roadmap on its way to the head: submitted, recalled, returned. Approval makes a paper and lives where papers are made."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from schools.access.roles import HEADS, acts_as, roles_in
from schools.enums import Role
from schools.models import Headship, Organisation, User
from schools.selectors.headship import signer_on

from ..enums import RoadmapStatus
from ..models import Measure, Roadmap
from .door import lock_roadmap, move_roadmap
from .refusals import RoadmapRefused, in_words
from .rights import require_editor


def submit_roadmap(roadmap: Roadmap, by: User) -> Roadmap:
    """Lay the roadmap before the head; from then on its words stand still. An empty one is refused."""
    capacity = require_editor(by, roadmap.organisation)

    def has_rows(row: Roadmap) -> None:
        if not Measure.objects.filter(roadmap=row).exists():
            raise RoadmapRefused(["В дорожной карте нет ни одного мероприятия. Добавьте хотя бы одно."])

    return move_roadmap(
        roadmap,
        RoadmapStatus.SUBMITTED,
        deed="передана руководителю",
        by=by,
        on_behalf=capacity,
        guard=has_rows,
        values={"submitted_at": timezone.now(), "comment": ""},
    )


def recall_roadmap(roadmap: Roadmap, by: User) -> Roadmap:
    """Take the roadmap back from the head to go on writing."""
    capacity = require_editor(by, roadmap.organisation)
    return _back(roadmap, "отозвана от руководителя", by, capacity)


def return_roadmap(roadmap: Roadmap, comment: str, by: User) -> Roadmap:
    """Give the roadmap back to whoever wrote it, with a comment; only the head."""
    post = require_head(by, roadmap.organisation)
    comment = comment.strip()
    if not comment:
        raise RoadmapRefused(["Напишите, что поправить: без замечания непонятно, почему дорожная карта вернулась."])
    return _back(roadmap, "возвращена с замечанием", by, post, comment)


def require_head(by: User, organisation: Organisation) -> str:
    """Only the head, or the acting head within the dates, decides. Returns the post in which: «Директор», «И.о. директора»."""
    roles = roles_in(by, organisation)
    if not roles & HEADS:
        raise PermissionDenied("Решение о дорожной карте принимает руководитель организации.")
    today = organisation.today()
    own = Headship.objects.on(today).filter(organisation=organisation.legal_entity, person__user=by).first()
    if own is None and (signer := signer_on(organisation, today)) and signer.is_acting == (Role.HEAD not in roles):
        # The card is not linked to the sign-in, but the role says which of the two heads this is.
        own = signer
    return own.post if own else acts_as(roles & HEADS)


def _back(roadmap: Roadmap, deed: str, by: User, capacity: str, comment: str = "") -> Roadmap:
    """To a draft, or, where a version is in force, to a changed one."""
    with in_words():
        row = lock_roadmap(roadmap)
        if row.status != RoadmapStatus.SUBMITTED:
            raise RoadmapRefused([f"Решения уже не ждёт: дорожная карта сейчас «{row.get_status_display()}»."])
        return move_roadmap(
            row,
            RoadmapStatus.CHANGED if row.approved_id else RoadmapStatus.DRAFT,
            deed=deed,
            by=by,
            reason=comment,
            on_behalf=capacity,
            values={"submitted_at": None, "comment": comment},
        )
