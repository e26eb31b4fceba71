"""Deeds of the curator before the decision: propose, change, submit, take back, cancel."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone

from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from schools.journal.services import record
from schools.models import Organisation, User

from ..enums import PairStatus
from ..models import Pair, Seat
from ..selectors.findings import Draft, Facts, errors_of
from ..selectors.reason import reason_for
from .door import PairsRefused, in_words, lock, move_pair, recount, state_of
from .rights import require_curator

# What the curator may still change without asking the head.
EDITABLE = frozenset({PairStatus.DRAFT, PairStatus.RETURNED})


def propose_pair(
    organisation: Organisation,
    mentor: Mentor,
    mentees: Sequence[Mentee],
    *,
    form: MentoringForm | None,
    kinds: Iterable[MentoringKind],
    starts: date,
    ends: date,
    reason: str,
    by: User,
    nonce: UUID | None = None,
) -> Pair:
    """Make a draft of a pair or a group. The same nonce and people twice return the pair made first.

    Raises `PairsRefused` with every mistake.
    """
    require_curator(by, organisation)
    with in_words():
        locked = lock(mentors=[mentor.pk], mentees=[mentee.pk for mentee in mentees])
        # Asked under the lock: of the same form sent twice at once, the second waits here and finds the first's pair.
        made, nonce = made_by(organisation, nonce, mentor, mentees)
        if made is not None:
            return made
        chosen = tuple(locked.mentees[mentee.pk] for mentee in mentees)
        draft = Draft(organisation, locked.mentors[mentor.pk], chosen, form, tuple(kinds), starts, ends)
        if errors := errors_of(draft):
            raise PairsRefused([error.message for error in errors])
        return create(draft, reason, by, nonce)


def made_by(
    organisation: Organisation, nonce: UUID | None, mentor: Mentor, mentees: Iterable[Mentee]
) -> tuple[Pair | None, UUID | None]:
    """What the form has made of these people, and the number under which it makes them: a form that the browser restored keeps
    its number, but with other people in it is about another pair.
    """
    if nonce is None:
        return None, None
    own, keys = Pair.objects.filter(organisation=organisation), {mentee.pk for mentee in mentees}
    made = own.filter(nonce=nonce).first()
    if made is None or (made.mentor_id == mentor.pk and {seat.mentee_id for seat in made.seats.all()} == keys):
        return made, nonce
    again = uuid5(nonce, f"{mentor.pk}:{sorted(keys)}")
    return own.filter(nonce=again).first(), again


def key_of(draft: Draft) -> str:
    """How one of many proposals is told from the others: «mentor:mentee,mentee»."""
    return f"{draft.mentor.pk}:{','.join(str(mentee.pk) for mentee in draft.mentees)}"


def proposed_before(organisation: Organisation, keys: Iterable[str], nonce: UUID) -> list[Pair]:
    """What the same form made when it was sent the first time."""
    return list(Pair.objects.filter(organisation=organisation, nonce__in=[uuid5(nonce, key) for key in keys]))


def propose_pairs(drafts: Sequence[Draft], reasons: Sequence[str], by: User, nonce: UUID) -> list[Pair]:
    """Make many drafts of one organisation at once, all or none; `reasons` stand in the order of the drafts.

    The same nonce twice returns the pairs made first.
    """
    if not drafts:
        raise PairsRefused(["Отметьте хотя бы одну пару."])
    organisation = drafts[0].organisation
    require_curator(by, organisation)
    refused: list[str] = []
    made: list[Pair] = []
    with in_words():
        lock(mentors=[d.mentor.pk for d in drafts], mentees=[m.pk for d in drafts for m in d.mentees])
        for draft, reason in zip(drafts, reasons, strict=True):
            own = uuid5(nonce, key_of(draft))
            try:
                made.append(
                    propose_pair(
                        organisation,
                        draft.mentor,
                        draft.mentees,
                        form=draft.form,
                        kinds=draft.kinds,
                        starts=draft.starts,
                        ends=draft.ends,
                        reason=reason,
                        by=by,
                        nonce=own,
                    )
                )
            except PairsRefused as error:
                refused += error.messages
        if refused:
            raise PairsRefused(refused)
    return made


def propose_suggested(
    organisation: Organisation, keys: Collection[str], offered: Sequence[tuple[Draft, str]], by: User, nonce: UUID
) -> list[Pair]:
    """Make drafts of the suggestions that the curator ticked, all or none; sent twice, it makes only what is missing.

    `keys`: the ticked ones as `key_of` tells them; `offered`: what is suggested now, with reasons. Raises `PairsRefused` when
    something ticked is not suggested any more and was not made by this form before.
    """
    require_curator(by, organisation)
    chosen = [(draft, reason) for draft, reason in offered if key_of(draft) in keys]
    drafts = [draft for draft, _ in chosen]
    with in_words():
        # Of the same form sent twice at once the second waits here and finds what the first has made.
        lock(mentors=[d.mentor.pk for d in drafts], mentees=[m.pk for d in drafts for m in d.mentees])
        made = proposed_before(organisation, keys, nonce)
        if keys and len(made) == len(keys):
            return made
        if len(chosen) < len(keys):
            raise PairsRefused(["Пока вы смотрели, банки или пары изменились. Проверьте предложения ещё раз."])
        return propose_pairs(drafts, [reason for _, reason in chosen], by, nonce)


def create(draft: Draft, reason: str, by: User, nonce: UUID | None) -> Pair:
    """The row of a draft that has no mistakes, under the locks of its people."""
    pair = Pair.objects.create(
        organisation=draft.organisation,
        mentor=draft.mentor,
        form=draft.form,
        starts=draft.starts,
        ends=draft.ends,
        reason=reason.strip(),
        nonce=nonce,
        replaces=draft.replaces,
    )
    _seat(pair, draft)
    record(
        "составлена пара" if draft.replaces is None else "составлена замена наставника",
        pair,
        organisation=pair.organisation,
        user=by,
        after=_people_of(pair) | state_of(pair),
        on_behalf=require_curator(by, pair.organisation),
    )
    return pair


def _seat(pair: Pair, draft: Draft) -> None:
    pair.kinds.set(draft.kinds)
    Seat.objects.bulk_create(Seat(pair=pair, mentee=mentee, mentor=draft.mentor) for mentee in draft.mentees)
    recount([draft.mentor.pk], [mentee.pk for mentee in draft.mentees])


def _people_of(pair: Pair) -> dict[str, str]:
    instead = {"вместо пары": str(pair.replaces)} if pair.replaces else {}
    return instead | {
        "участники": str(pair),
        "форма": pair.form.name,
        "виды": ", ".join(kind.name for kind in pair.kinds.all()),
        "обоснование": pair.reason,
    }


def change_pair(
    pair: Pair,
    *,
    mentor: Mentor,
    mentees: Sequence[Mentee],
    form: MentoringForm,
    kinds: Iterable[MentoringKind],
    starts: date,
    ends: date,
    reason: str,
    by: User,
    version: int | None = None,
) -> Pair:
    """Change a draft or a returned pair. `version` is the one that the page showed; a newer one refuses.

    A reason that was proposed for other people is proposed anew.
    """
    on_behalf = require_curator(by, pair.organisation)
    with in_words():
        locked = lock([pair.pk], [mentor.pk], [mentee.pk for mentee in mentees])
        row = locked.pairs[pair.pk]
        if row.status not in EDITABLE:
            raise PairsRefused(
                [f"{row}: сейчас «{row.get_status_display()}», менять нельзя. Сначала заберите её обратно."]
            )
        if version is not None and version != row.version:
            raise PairsRefused(
                [f"{row}: пару изменили, пока вы заполняли форму. Откройте её заново и повторите правку."]
            )
        before = _people_of(row) | state_of(row)
        chosen = tuple(locked.mentees[mentee.pk] for mentee in mentees)
        who = locked.mentors[mentor.pk]
        draft = Draft(row.organisation, who, chosen, form, tuple(kinds), starts, ends, row, row.stands_in_for)
        if errors := errors_of(draft):
            raise PairsRefused([error.message for error in errors])
        left = [row.mentor_id], [seat.mentee_id for seat in row.seats.all()]
        row.reason, _ = reason_for(draft, reason)
        row.mentor, row.form, row.starts, row.ends = draft.mentor, form, starts, ends
        row.version += 1
        row.save()
        row.seats.all().delete()
        _seat(row, draft)
        recount(*left)
        fresh = Pair.objects.get(pk=row.pk)
        record(
            "изменена пара",
            fresh,
            organisation=row.organisation,
            user=by,
            before=before,
            after=_people_of(fresh) | state_of(fresh),
            on_behalf=on_behalf,
        )
    return fresh


def submit_pairs(pairs: Iterable[Pair], by: User) -> list[Pair]:
    """Hand drafts and returned pairs to the head, all or none. Refuses by name those that have mistakes by now."""
    pairs = list(pairs)
    if not pairs:
        raise PairsRefused(["Отметьте хотя бы одну пару."])
    with in_words():
        locked = lock(pair.pk for pair in pairs)
        organisations = {row.organisation_id: row.organisation for row in locked.pairs.values()}
        posts = {pk: require_curator(by, organisation) for pk, organisation in organisations.items()}
        stuck = [row for row in locked.pairs.values() if row.status not in EDITABLE]
        if stuck:
            # The same form sent again by the back button: one thing is said once.
            if len(stuck) == len(locked.pairs) and {row.status for row in stuck} == {PairStatus.SUBMITTED}:
                raise PairsRefused(
                    ["Эти пары уже у руководителя." if len(stuck) > 1 else "Эта пара уже у руководителя."]
                )
            raise PairsRefused(
                [f"{row}: сейчас «{row.get_status_display()}», передавать руководителю нечего." for row in stuck]
            )
        refuse_mistakes(locked.pairs.values())
        return [
            move_pair(
                row,
                PairStatus.SUBMITTED,
                deed="передана руководителю",
                by=by,
                on_behalf=posts[row.organisation_id],
                values={"submitted_at": timezone.now(), "decided_at": None, "decided_by": None, "decided_as": ""},
            )
            for row in locked.pairs.values()
        ]


def refuse_mistakes(rows: Iterable[Pair]) -> None:
    """Raise `PairsRefused` naming every pair that may not be any more: somebody left the bank, a card was archived."""
    by_organisation: dict[int, list[Draft]] = {}
    for draft in map(Draft.of, rows):
        by_organisation.setdefault(draft.organisation.pk, []).append(draft)
    refused = []
    for drafts in by_organisation.values():
        facts = Facts(drafts, drafts[0].organisation.today())
        refused += [f"{draft.pair}: {error.message}" for draft in drafts for error in errors_of(draft, facts)]
    if refused:
        raise PairsRefused(refused)


def recall_pair(pair: Pair, by: User) -> Pair:
    """Take a submitted pair back from the head's desk, to change or cancel it."""
    on_behalf = require_curator(by, pair.organisation)
    return move_pair(
        pair, PairStatus.DRAFT, deed="забрана у руководителя", by=by, on_behalf=on_behalf, values={"submitted_at": None}
    )


def cancel_pair(pair: Pair, by: User, reason: str = "") -> Pair:
    """Drop a draft or a returned pair; its people are free again."""
    on_behalf = require_curator(by, pair.organisation)
    return move_pair(pair, PairStatus.CANCELLED, deed="отменена", by=by, reason=reason.strip(), on_behalf=on_behalf)
