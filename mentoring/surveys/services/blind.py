"""Answers that nobody can join to a person, with the whole database in hand.

Who has answered and what was answered are kept apart, and nothing is left by which the two lists could be laid side by side:

- **Keys.** A blind reply names no ticket; its key and its answers' keys are random.
- **Times.** Neither the reply nor the ticket holds one; an answer writes no draft, no journal entry, no session, no row of the
  cache. That a ticket is used is one bit of one row of the wave (`BlindMarks`), which tells nothing of earlier bits' times.
- **Order.** Rows lie in a table as they were written (`rowid`, `ctid`, `xmin`), and other tables hold the order of people: who
  signed in when, whose session is younger. So every new reply is mixed with those that came before: they are all deleted and
  written anew in one transaction, in random order, under new keys. Since a big wave cannot be rewritten for each answer, replies
  settle: when more than `POOL` are loose, a random half of them stays where it lies. Each reply thus lies among at least
  `POOL` / 2 others without any order, or among all when the wave is smaller. At the close the whole wave is mixed once more.
- **Groups.** A reply keeps its side, since the sides answer different questions, and nothing finer: no form of mentoring, no
  «from paper». Where one of a group has answered, the group would name the answer.
- **Afterwards.** Once the wave is closed nobody needs to know who has answered: the bits are forgotten.

What this cannot hide is said to the administrator in `docs/administrator.md`: two copies of the database made one answer
apart, the web server's log of addresses, PostgreSQL's dead rows until they are vacuumed.
"""

import random
import uuid

from django.db import connection, transaction
from django.db.models import QuerySet

from ..answers import Values
from ..models import Answer, BlindMarks, Reply, Ticket, Wave, WavePart
from ..rows import rows_of

# So many replies may lie loose, mixed anew with each that comes.
POOL = 40

_dice = random.SystemRandom()


@transaction.atomic
def cast(ticket: Ticket, values: Values) -> bool:
    """Put the answers into the wave's heap and mark the ticket as used. False when it was used already: nothing is stored then.

    `values` are complete and checked by the caller (`replying.finish`).
    """
    marks = BlindMarks.objects.select_for_update().get(wave=ticket.wave_id)
    if marks.has(ticket.place):
        return False
    marks.bits = _with_bit(marks.bits, ticket.place)
    marks.save(update_fields=["bits"])
    _drop_in(ticket.part, ticket.wave, values)
    return True


@transaction.atomic
def cast_from_paper(part: WavePart, values: Values) -> None:
    """A nameless sheet. Raises `TooManySheets` when as many have answered as were asked."""
    marks = BlindMarks.objects.select_for_update().get(wave=part.wave_id)
    asked = part.tickets.filter(cancelled_at__isnull=True).count()
    if Reply.objects.filter(part=part).count() >= asked:
        raise TooManySheets
    marks.on_paper += 1
    marks.save(update_fields=["on_paper"])
    _drop_in(part, part.wave, values)


class TooManySheets(Exception):
    """More sheets than people were asked."""


def answered_places(wave: Wave) -> frozenset[int]:
    """Places of the tickets that are used."""
    marks = BlindMarks.objects.get(wave=wave)
    return frozenset(place for place in range(len(bytes(marks.bits)) * 8) if marks.has(place))


@transaction.atomic
def shuffle_all(wave: Wave) -> None:
    """Mix the whole wave, at its close, and forget who has answered."""
    marks = BlindMarks.objects.select_for_update().get(wave=wave)
    _write_anew(Reply.objects.filter(wave=wave, is_blind=True), settle=True)
    marks.bits = b""
    marks.save(update_fields=["bits"])
    _forget_old_pages()


def _drop_in(part: WavePart, wave: Wave, values: Values) -> None:
    if part.edition is None:
        raise ValueError("a wave that takes answers has its wording frozen")
    reply = Reply(wave=wave, part=part, is_blind=True)
    answers = rows_of(part.edition.wording, values)
    for answer in answers:
        answer.reply = reply
    loose = Reply.objects.filter(wave=wave, is_blind=True, is_settled=False)
    _write_anew(loose, more=[(reply, answers)])
    _forget_old_pages()


def _write_anew(
    replies: QuerySet[Reply],
    *,
    more: list[tuple[Reply, list[Answer]]] | None = None,
    settle: bool = False,
) -> None:
    """Delete these replies and write them again, with `more`, in random order and under new keys."""
    sheets = [(reply, list(reply.answers.all())) for reply in replies.prefetch_related("answers")]
    Answer.objects.filter(reply__in=[reply.pk for reply, _ in sheets]).delete()
    replies.filter(pk__in=[reply.pk for reply, _ in sheets]).delete()
    sheets += more or []
    _dice.shuffle(sheets)
    settled = len(sheets) if settle else POOL // 2 if len(sheets) > POOL else 0
    rows: list[Answer] = []
    for number, (reply, answers) in enumerate(sheets):
        reply.pk = uuid.uuid4()
        reply.is_settled = number < settled
        for answer in answers:
            answer.pk = uuid.uuid4()
            answer.reply = reply
        rows += answers
    # The first of the shuffled settle, so the order is drawn once more: what settles must not lie in front.
    _dice.shuffle(sheets)
    _dice.shuffle(rows)
    Reply.objects.bulk_create([reply for reply, _ in sheets])
    Answer.objects.bulk_create(rows, batch_size=2000)


def _forget_old_pages() -> None:
    """SQLite keeps earlier states of the rows in its write-ahead file, in order, until it is emptied."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_wal, robust=True)


def _empty_wal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _with_bit(bits: bytes | memoryview, place: int) -> bytes:
    data = bytearray(bytes(bits))
    data.extend(bytes(max(0, place // 8 + 1 - len(data))))
    data[place // 8] |= 1 << place % 8
    return bytes(data)
