"""The curator's word on an answer: into the bank or the pairs' preferences, or left where it is. Each answer is decided once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.banks.enums import BankStatus
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services.entries import add_mentees, add_mentors
from mentoring.banks.services.mentee import save_mentee
from mentoring.banks.services.mentor import save_mentor
from mentoring.pairs.services import save_preferences
from schools.journal.services import record
from schools.models import User

from ..enums import AnswerSide, Decision
from ..models import EntryDecision, Reply
from ..selectors.entries import GONE, Proposal, Row, proposal_of
from .rights import require_curator

WITHDRAWN = "выбыл из банка в этом году. Верните его из карточки, потом запишите ответ."
# So many are written in one request: each is a transaction of its own, and nobody waits minutes for a page.
AT_ONCE = 200
DECIDED = "По этому ответу уже решено. Обновите страницу."


@transaction.atomic
def take_entry(
    reply: Reply, keys: Collection[str], by: User, *, version: int | None = None, detail_for: int | None = None
) -> Proposal:
    """Write the chosen rows of the proposal through the bank's own service; who is not in the bank
    enters it as a candidate.

    `version` of the entry that the page showed (None: whoever calls has just read it); `detail_for` as in `proposal_of`. Raises
    ValidationError when nobody has said where the detail belongs, when it was decided already, when the card has changed
    meanwhile, or when the bank refuses.
    """
    require_curator(by, reply.wave.organisation)
    _lock(reply)
    proposal = proposal_of(reply, detail_for)
    if proposal.asks_detail:
        raise ValidationError(
            f"Скажите, к чему относится уточнение «{proposal.detail}»: направлений с уточнением несколько."
        )
    rows = [row for row in proposal.rows if row.key in keys and not row.problem]
    if not rows and proposal.entry is not None and not _only_takes_back(proposal):
        raise ValidationError("Не отмечено ни одного поля. Отметьте, что записать, или оставьте ответ без записи.")
    if proposal.entry is not None and proposal.entry.status == BankStatus.WITHDRAWN:
        raise ValidationError(f"{proposal.person.short_name}: {WITHDRAWN}")
    if proposal.bank == "preferences":
        _take_preferences(proposal, rows, by)
    else:
        entry = proposal.entry or _enter(proposal, by)
        # What was joined with the card (notes, lines) was read before its lock.
        _write(entry, rows, by, entry.version if version is None or proposal.entry is None else version)
        proposal.entry = entry
    _decide(reply, Decision.TAKEN, by)
    return proposal


@transaction.atomic
def leave_entry(reply: Reply, by: User) -> None:
    """The answer is read and enters nothing. Can be taken back."""
    require_curator(by, reply.wave.organisation)
    _lock(reply)
    _decide(reply, Decision.LEFT, by)


@transaction.atomic
def undo_leaving(reply: Reply, by: User) -> None:
    """Bring the answer back among those that wait."""
    require_curator(by, reply.wave.organisation)
    decision = EntryDecision.objects.select_for_update().filter(reply=reply, decision=Decision.LEFT).first()
    if decision is None:
        raise ValidationError("Этот ответ не откладывали. Обновите страницу.")
    decision.delete()
    record("ответ на анкету возвращён на рассмотрение", reply.wave, organisation=reply.wave.organisation, user=by)


@dataclass
class TakenMany:
    """What a bulk deed did: proposals written, and replies left for a look with the reason."""

    taken: list[Proposal] = field(default_factory=list)
    left: list[tuple[Proposal, str]] = field(default_factory=list)
    # As many were written as one page may wait for; others were not looked at.
    has_more: bool = False


def take_many(replies: Iterable[Reply], by: User) -> TakenMany:
    """Write whole proposals one by one, `AT_ONCE` at most; those that would overwrite something or have a problem wait for the
    curator's eyes."""
    result = TakenMany()
    for reply in replies:
        if len(result.taken) == AT_ONCE:
            result.has_more = True
            break
        proposal = proposal_of(reply)
        if proposal.is_empty:
            result.left.append((proposal, "записывать нечего, прочтите ответ"))
            continue
        if proposal.asks_detail:
            result.left.append((proposal, "уточнение может относиться к разным направлениям"))
            continue
        if proposal.overwrites or proposal.problems:
            result.left.append((proposal, "есть что сравнить"))
            continue
        try:
            result.taken.append(take_entry(reply, [row.key for row in proposal.rows], by))
        except ValidationError as error:
            result.left.append((proposal, " ".join(error.messages)))
    return result


def _lock(reply: Reply) -> None:
    Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if EntryDecision.objects.filter(reply=reply).exists():
        raise ValidationError(DECIDED)


def _decide(reply: Reply, decision: str, by: User) -> None:
    EntryDecision.objects.create(reply=reply, decision=decision, decided_by=by)
    deed = "ответ на анкету принят" if decision == Decision.TAKEN else "ответ на анкету оставлен без записи"
    record(deed, reply.wave, organisation=reply.wave.organisation, user=by, after={"анкета": reply.wave.title})


def _enter(proposal: Proposal, by: User) -> Mentor | Mentee:
    wave = proposal.reply.wave
    add = add_mentors if proposal.bank == "mentor" else add_mentees
    result = add(wave.organisation, wave.year, [proposal.person], by)
    if not result.added:
        raise ValidationError([f"{person.short_name}: {reason}" for person, reason in result.skipped])
    return result.added[0]


def _write(entry: Mentor | Mentee, rows: list[Row], by: User, version: int | None) -> None:
    taken = {row.key: row.value for row in rows}
    replaced = [row.replaces for row in rows if row.replaces]
    if isinstance(entry, Mentee):
        requests = entry.requests.select_related("topic").exclude(pk__in=replaced)
        added = [row.value for row in rows if isinstance(row.value, RequestLine)]
        save_mentee(
            entry,
            experience_years=taken.get("experience_years", entry.experience_years),
            requests=[*(RequestLine(one.topic, one.detail, one.priority, one.source) for one in requests), *added],
            by=by,
            case_url=entry.case_url,
            note=taken.get("note", entry.note),
            version=version,
        )
        return
    strengths = entry.strengths.select_related("topic").exclude(pk__in=replaced)
    new = [row.value for row in rows if isinstance(row.value, StrengthLine)]
    save_mentor(
        entry,
        capacity=taken.get("capacity", entry.capacity),
        hours_per_week=taken.get("hours_per_week", entry.hours_per_week),
        achievements=taken.get("achievements", entry.achievements),
        interests=taken.get("interests", entry.interests)[:250],
        wished_age=taken.get("wished_age", entry.wished_age)[:150],
        forms=taken.get("forms", entry.forms.all()),
        kinds=taken.get("kinds", entry.kinds.all()),
        strengths=[*(StrengthLine(one.topic, one.detail) for one in strengths), *new],
        by=by,
        case_url=entry.case_url,
        note=taken.get("note", entry.note),
        version=version,
    )


def _only_takes_back(proposal: Proposal) -> bool:
    """A later answer that names nobody any more: there is nothing to tick, and yet what stands has to go."""
    gone = [row for row in proposal.rows if row.key.startswith(GONE)]
    return bool(gone) and len(gone) == len(proposal.rows)


def _take_preferences(proposal: Proposal, rows: list[Row], by: User) -> None:
    if proposal.entry is None:
        side = "наставников" if proposal.reply.part.side == AnswerSide.MENTOR else "наставляемых"
        raise ValidationError(
            f"{proposal.person.short_name} не в банке {side} этого года: предпочтения записать некуда."
        )
    preferred = [row.value for row in rows if row.key.startswith("preferred_")]
    avoided = [row.value for row in rows if row.key.startswith("avoided_")]
    save_preferences(proposal.entry, preferred, avoided, by)
