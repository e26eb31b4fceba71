"""Results of a wave of 5,000 sheets with 30 questions each, against the bare query that only counts its answers.

Ours: response, who is missing, thirty distributions with mean, spread and middle, by form, both sides, the first of
2,500 pairs, choices, texts with their authors. Theirs: one GROUP BY over the same rows, as a curator's report
would ask at the very least. Both are timed by the clock: most of the time is the database's.
"""

import json
import random
import tempfile
import time
from datetime import timedelta
from statistics import median
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.bench.answering import _postgres, _run

SHEETS, SCALES, CHOICES, TEXTS = 5_000, 26, 3, 1
QUERIES = 12


class _Rollback(Exception):
    pass


def wave_results() -> tuple[float, float]:
    """(ours, bare) in seconds of the clock, on a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory(prefix="mentoring-results-") as folder, _postgres(folder) as environment:
        _run(environment, "manage.py", "migrate", "--verbosity", "0")
        ours, bare = json.loads(_run(environment, "-m", "tests.bench.results"))
        return ours, bare


def measured(runs: int = 7) -> tuple[float, float]:
    """Medians of interleaved runs. Leaves nothing in the database."""
    from mentoring.surveys.models import Answer, Wave
    from mentoring.surveys.selectors.results import results

    ours, bare = [], []
    try:
        with transaction.atomic():
            pk = _wave()
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            for _ in range(runs):
                wave = Wave.objects.select_related("organisation", "before__organisation").get(pk=pk)
                started = time.perf_counter()
                found = results(wave, ["curator"])
                ours.append(time.perf_counter() - started)
                assert found.response.whole.answered == SHEETS
                plain = Answer.objects.filter(reply__wave=pk).values("reply__part", "item", "row", "choice", "number")
                started = time.perf_counter()
                assert sum(row["n"] for row in plain.annotate(n=Count("*")).order_by()) == SHEETS * (
                    SCALES + CHOICES + TEXTS
                )
                bare.append(time.perf_counter() - started)
            with CaptureQueriesContext(connection) as captured:
                results(wave, ["curator"])
            assert len(captured) <= QUERIES, f"запросов {len(captured)}, а не {QUERIES}"
            raise _Rollback
    except _Rollback:
        pass
    return median(ours), median(bare)


def _wave() -> int:
    """Half mentors, half mentees, a pair for each two; three forms."""
    from mentoring.banks.models import Mentee, Mentor, MentoringForm
    from mentoring.pairs.models import Pair, Seat
    from mentoring.surveys.enums import WaveStatus
    from mentoring.surveys.models import Answer, Reply, Ticket, Wave, WavePart
    from mentoring.surveys.rows import rows_of
    from schools.models import Organisation, Person
    from tests.mentoring.surveys import cast

    place = Organisation.objects.create(slug="bench", full_name="bench", short_name="bench")
    rng, day, now = random.Random(4), place.today(), timezone.now()
    people = []
    for number in range(SHEETS):
        card = Person(organisation=place, surname=f"Мельник{number:05}", name="Таисия", patronymic="Львовна")
        card.set_keys("учитель физики", "")
        people.append(card)
    Person.objects.bulk_create(people)
    year = place.current_year().begins
    entry = {"organisation": place, "year": year, "entered_on": day}
    half = SHEETS // 2
    mentors = Mentor.objects.bulk_create(Mentor(person=card, **entry) for card in people[:half])
    mentees = Mentee.objects.bulk_create(Mentee(person=card, **entry) for card in people[half:])
    forms = list(MentoringForm.objects.all()[:3])
    pairs = Pair.objects.bulk_create(
        Pair(organisation=place, mentor=one, form=forms[number % 3], starts=day, ends=day + timedelta(200))
        for number, one in enumerate(mentors)
    )
    Seat.objects.bulk_create(
        Seat(pair=pair, mentor=pair.mentor, mentee=mentee) for pair, mentee in zip(pairs, mentees, strict=True)
    )
    questions = [cast.scale(f"s{number}", f"Вопрос {number}") for number in range(SCALES)]
    questions += [cast.single(f"c{number}", f"Выбор {number}") for number in range(CHOICES)]
    questions += [cast.long_text(f"t{number}", f"Слово {number}") for number in range(TEXTS)]
    sheets = [cast.make_questionnaire(place, side, *questions) for side in ("mentor", "mentee")]
    wave = cast.make_wave(place, *sheets, year=year, opens_on=day, closes_on=day + timedelta(9))
    Wave.objects.filter(pk=wave.pk).update(status=WaveStatus.OPEN, started_at=now)
    parts = list(wave.parts.select_related("questionnaire"))
    for part in parts:
        part.edition = cast.edition(part.questionnaire)
    WavePart.objects.bulk_update(parts, ["edition"])
    tickets = Ticket.objects.bulk_create(
        Ticket(
            wave=wave,
            part=parts[number >= half],
            person=card,
            pair=pairs[number % half],
            subject=f"p{pairs[number % half].pk}",
            place=number,
            token_hash=uuid4().hex,
            opens_on=day,
            closes_on=wave.closes_on,
            answered_at=now,
        )
        for number, card in enumerate(people)
    )
    replies = Reply.objects.bulk_create(
        Reply(wave=wave, part=one.part, ticket=one, form=one.pair.form.code, sent_at=now) for one in tickets
    )
    wording = sheets[0].wording
    rows: list[Answer] = []
    for reply in replies:
        values = {f"s{number}": rng.randint(1, 10) for number in range(SCALES)}
        values |= {f"c{number}": rng.choice(("o1", "o2")) for number in range(CHOICES)}
        values |= {f"t{number}": "Чаще встречаться" for number in range(TEXTS)}
        for row in rows_of(wording, values):
            row.reply = reply
            rows.append(row)
    Answer.objects.bulk_create(rows, batch_size=5_000)
    return wave.pk


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measured()))
