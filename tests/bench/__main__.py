"""`python -m tests.bench [--json] [--only ИМЯ …]`: a line per figure; code 1 when a limit is passed.

Every figure is measured in a process of its own, over a database and a data folder that vanish afterwards; nothing of
the user's is read or written. Both sides run by turns and the median of each counts. A figure over its limit is
measured again, up to twice, and the line says so: a neighbour on the machine is not our slowness.
"""

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent.parent
ATTEMPTS = 3
DATABASE = "bench.sqlite3"


@dataclass(frozen=True)
class Figure:
    name: str
    limit: float
    # «module:function» of this package; the function returns (ours, theirs) in seconds.
    measure: str
    title: str
    # Processes to take the median of: more than one where a warm process would flatter us.
    processes: int = 1
    unit: str = "с"


FIGURES = (
    Figure("import", 1.0, "imports:preview", "просмотр книги на 1 000 строк / чтение её через openpyxl", 3),
    Figure("consents", 0.3, "orders:consents", "100 согласий одним PDF на двух ядрах / цикл по WeasyPrint"),
    Figure(
        "packet", 0.25, "packets:signing_day", "пакет: 300 листов на 100 человек на двух ядрах / цикл по WeasyPrint"
    ),
    Figure("memory", 1.0, "packets:memory", "память всех процессов, пока делается пакет / 400 МБ", unit="МБ"),
    Figure("order", 0.65, "orders:order", "приказ на десять пар / один вызов WeasyPrint"),
    Figure("desk", 6.0, "desks:curators_desk", "стол куратора: банки по 100 человек / список сотрудников той же школы"),
    Figure("bank", 1.2, "banks:bank_page", "страница банка: 1 000 человек / 50 человек"),
    Figure("documents", 3.0, "documents:document_list", "список документов: 5 000 документов / 50 документов"),
    Figure("names", 1.2, "names:declension", "склонение 10 000 имён / чистый petrovich", 5),
    Figure(
        "reading",
        2.0,
        "reading:preview",
        "дорожная карта на 150 мероприятий из Word / чтение её ячеек через python-docx",
        3,
    ),
    Figure("plan", 2.5, "plans:plan_page", "страница дорожной карты: 150 мероприятий / 15 мероприятий"),
    Figure(
        "evening", 10.0, "answering:evening", "сохранение страницы анкеты: 200 человек за вечер, 95 % / один человек"
    ),
    Figure("handed", 2.3, "plans:handed_table", "муниципальная таблица на 60 мероприятий: 200 школ / 100 школ"),
    Figure(
        "results",
        3.0,
        "results:wave_results",
        "результаты анкетирования: 5 000 ответов на 30 вопросов / голый запрос, который их считает",
    ),
)


def main() -> int:
    names = [figure.name for figure in FIGURES]
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Скорость: отношения и их пределы.")
    parser.add_argument("--json", action="store_true", help="напечатать список для программ")
    parser.add_argument("--only", nargs="+", choices=names, metavar="ИМЯ", help=f"только эти: {', '.join(names)}")
    parser.add_argument("--child", choices=names, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(next(figure for figure in FIGURES if figure.name == options.child))
    wanted = [figure for figure in FIGURES if not options.only or figure.name in options.only]
    results = []
    with tempfile.TemporaryDirectory(prefix="mentoring-bench-") as folder:
        prepare(Path(folder))
        for figure in wanted:
            result = judge(figure, Path(folder))
            results.append(result)
            if not options.json:
                print(line(result), flush=True)
    if options.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
    return int(any(not result["ok"] for result in results))


def environment(folder: Path) -> dict[str, str]:
    """The caller's variables without those that lead to data of his, and with ours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MENTORING_", "DATABASE_URL"))}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "MENTORING_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
    }


def prepare(folder: Path) -> None:
    """An empty, migrated database to be copied for each process."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)


def judge(figure: Figure, folder: Path) -> dict:
    """The figure with its verdict; the best of at most three attempts."""
    attempts: list[dict] = []
    while len(attempts) < ATTEMPTS and not any(one["ok"] for one in attempts):
        attempts.append(attempt(figure, folder))
    best = min(attempts, key=lambda one: (not one["ok"], one["ratio"] is None, one["ratio"]))
    return {
        "name": figure.name,
        "title": figure.title,
        "unit": figure.unit,
        "limit": figure.limit,
        "attempts": len(attempts),
    } | best


def attempt(figure: Figure, folder: Path) -> dict:
    runs = [measured(figure, folder) for _ in range(figure.processes)]
    for run in runs:
        if "error" in run:
            return {"ratio": None, "ours": None, "theirs": None, "ok": False, "error": run["error"]}
    ratio = median(run["ours"] / run["theirs"] for run in runs)
    ours, theirs = (median(run[side] for run in runs) for side in ("ours", "theirs"))
    return {"ratio": round(ratio, 3), "ours": round(ours, 4), "theirs": round(theirs, 4), "ok": ratio <= figure.limit}


def measured(figure: Figure, folder: Path) -> dict:
    """One fresh process with its own copy of the empty database."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        shutil.copy(folder / DATABASE, own)
        command = [sys.executable, "-m", "tests.bench", "--child", figure.name]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(Path(own)), capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.stderr.write(done.stderr)
        return {"error": (done.stderr.strip().splitlines() or ["измерение прервалось"])[-1]}
    answer: dict = json.loads(done.stdout.splitlines()[-1])
    return answer


def child(figure: Figure) -> int:
    import django

    django.setup()
    module, function = figure.measure.split(":")
    ours, theirs = getattr(importlib.import_module(f"tests.bench.{module}"), function)()
    print(json.dumps({"ours": ours, "theirs": theirs}))
    return 0


def line(result: dict) -> str:
    verdict = "ok" if result["ok"] else "ПРЕВЫШЕНО"
    if result["attempts"] > 1:
        verdict += f" (попыток: {result['attempts']}, взята лучшая)"
    if result["ratio"] is None:
        return f"{result['name']:<9} —     ≤ {result['limit']:<5} {verdict}  {result['title']}: {result['error']}"
    return (
        f"{result['name']:<9} {result['ratio']:<5.2f} ≤ {result['limit']:<5} {verdict}  "
        f"{result['title']} ({result['ours']:.3f} {result['unit']} / {result['theirs']:.3f} {result['unit']})"
    )


if __name__ == "__main__":
    sys.exit(main())
