"""What a questionnaire says: sections of questions, as read from the library's file, a school's file or a frozen edition.

The JSON form (`Wording.to_json`) is what is stored, frozen at a wave's start and handed between schools:

    {"title", "intro", "thanks", "sections": [{"title", "text", "questions": [
        {"code", "kind", "text", "help", "required", "options": [{"code", "text"}], "rows": [{"code", "text"}],
         "low", "high", "limit", "source", "target", "signal", "when": {"item", "op", "value"}}]}]}

Absent keys take the defaults of the classes below. `code` of a question is stable: waves and both sides share it, and by it
«до» is compared with «после» and the mentor's view with the mentee's.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from .enums import QuestionKind

LOWEST, HIGHEST = 1, 10
# «Как часто» has its own steps, the same everywhere, so that answers can be compared.
FREQUENCIES = (
    ("very_often", "очень часто"),
    ("often", "часто"),
    ("seldom", "редко"),
    ("once_or_twice", "один-два раза"),
    ("never", "ни разу"),
)
# Options that are filled when the wave begins: from the dictionaries of the banks; `mentors` and `mentees` are people.
SOURCES = ("topics", "kinds", "forms", "mentors", "mentees")
# Where an answer goes after the curator's confirmation: fields of the bank's entry, or the pairs' preferences.
TARGETS = (
    "requests_high",
    "requests_middle",
    "requests_low",
    "request_detail",
    "experience_years",
    "strengths",
    "strength_detail",
    "capacity",
    "hours_per_week",
    "achievements",
    "interests",
    "wished_age",
    "kinds",
    "forms",
    "note",
    "preferred",
    "avoided",
)
OPERATIONS = ("is", "not", "in", "at_least", "at_most")
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING})
# A questionnaire is answered in minutes; a file beyond these bounds is not one.
MOST_QUESTIONS, MOST_OPTIONS, LONGEST = 120, 60, 2000


@dataclass(frozen=True)
class Option:
    """An answer to choose, or a row of a matrix."""

    code: str
    text: str


@dataclass(frozen=True)
class Condition:
    """The question is asked only if the answer to an earlier `item` fits: «is» / «not» a code, «in» codes, «at_least» /
    «at_most» a number. For a question of several answers «is» means «among those chosen»."""

    item: str
    op: str
    value: Any

    def holds(self, answer: Any) -> bool:
        """Whether the answer (in the shape of `answers.py`, None when there is none) fits."""
        if answer is None:
            return False
        given = answer if isinstance(answer, list) else [answer]
        if self.op == "is":
            return self.value in given
        if self.op == "not":
            return self.value not in given
        if self.op == "in":
            return any(one in self.value for one in given)
        if not isinstance(answer, int):
            return False
        return answer >= self.value if self.op == "at_least" else answer <= self.value


@dataclass(frozen=True)
class Question:
    code: str
    kind: str
    text: str
    help: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    # Statements of a matrix.
    rows: tuple[Option, ...] = ()
    # What 1 and 10 mean.
    low: str = ""
    high: str = ""
    # At most so many chosen; None is no bound.
    limit: int | None = None
    source: str = ""
    target: str = ""
    # «help»: «да» (or a code ending in `_help`) calls the curator.
    signal: str = ""
    when: Condition | None = None

    @property
    def all_options(self) -> tuple[Option, ...]:
        """What can be chosen, for the kinds whose options are fixed too."""
        if self.kind == QuestionKind.YES_NO:
            return (Option("yes", "да"), Option("no", "нет"))
        if self.kind == QuestionKind.FREQUENCY:
            return tuple(Option(code, text) for code, text in FREQUENCIES)
        return self.options


@dataclass(frozen=True)
class Section:
    title: str = ""
    text: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Wording:
    title: str
    intro: str = ""
    thanks: str = ""
    sections: tuple[Section, ...] = field(default=())

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions() if one.code == code), None)

    def to_json(self) -> dict[str, Any]:
        """Plain values, without what stands at its default."""
        return _lean(asdict(self))

    @classmethod
    def from_json(cls, value: Any) -> "Wording":
        """Raises ValidationError with a Russian sentence for every fault, each with its place."""
        faults: list[str] = []
        wording = _read(value, faults)
        if not faults:
            faults = list(check(wording))
        if faults:
            raise ValidationError(faults)
        return wording


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        lean = {key: _lean(one) for key, one in value.items()}
        return {
            key: one for key, one in lean.items() if one not in ("", None, [], {}) and not (key == "required" and one)
        }
    if isinstance(value, (list, tuple)):
        return [_lean(one) for one in value]
    return value


def _read(value: Any, faults: list[str]) -> Wording:
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list):
        faults.append("Это не анкета: в файле нет разделов. Возьмите файл, скачанный кнопкой «Скачать анкету».")
        return Wording("")
    sections = []
    for number, raw in enumerate(value["sections"], 1):
        if not isinstance(raw, dict) or not isinstance(raw.get("questions", []), list):
            faults.append(f"Раздел {number} не читается.")
            continue
        questions = [
            _read_question(one, f"раздел {number}, вопрос {n}", faults)
            for n, one in enumerate(raw.get("questions", []), 1)
        ]
        sections.append(Section(_text(raw, "title"), _text(raw, "text"), tuple(one for one in questions if one)))
    return Wording(_text(value, "title"), _text(value, "intro"), _text(value, "thanks"), tuple(sections))


def _read_question(raw: Any, place: str, faults: list[str]) -> Question | None:
    if not isinstance(raw, dict):
        faults.append(f"{place.capitalize()}: не читается.")
        return None
    limit = raw.get("limit")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 1):
        faults.append(f"{place.capitalize()}: «не больше» — целое число от 1.")
        limit = None
    when = raw.get("when")
    condition = None
    if isinstance(when, dict):
        condition = Condition(_text(when, "item"), _text(when, "op"), when.get("value"))
    elif when is not None:
        faults.append(f"{place.capitalize()}: условие не читается.")
    return Question(
        code=_text(raw, "code"),
        kind=_text(raw, "kind"),
        text=_text(raw, "text"),
        help=_text(raw, "help"),
        required=raw.get("required", True) is not False,
        options=_read_options(raw.get("options", []), place, faults),
        rows=_read_options(raw.get("rows", []), place, faults),
        low=_text(raw, "low"),
        high=_text(raw, "high"),
        limit=limit,
        source=_text(raw, "source"),
        target=_text(raw, "target"),
        signal=_text(raw, "signal"),
        when=condition,
    )


def _read_options(raw: Any, place: str, faults: list[str]) -> tuple[Option, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        faults.append(f"{place.capitalize()}: варианты не читаются.")
        return ()
    return tuple(Option(_text(one, "code"), _text(one, "text")) for one in raw)


def _text(raw: dict, key: str) -> str:
    value = raw.get(key, "")
    return value.strip()[:LONGEST].replace("\x00", "") if isinstance(value, str) else ""


def check(wording: Wording) -> Iterator[str]:
    """Sentences on what is wrong with the questionnaire; nothing when it can be asked."""
    if not wording.title:
        yield "Дайте анкете название."
    questions = list(wording.questions())
    if not questions:
        yield "В анкете нет ни одного вопроса. Добавьте вопрос."
    if len(questions) > MOST_QUESTIONS:
        yield f"В анкете {len(questions)} вопросов; больше {MOST_QUESTIONS} не отвечают. Разделите её."
    earlier: dict[str, Question] = {}
    for number, question in enumerate(questions, 1):
        place = f"Вопрос {number}" + (f" «{question.text[:60]}»" if question.text else "")
        for fault in _check_question(question, earlier):
            yield f"{place}: {fault}"
        if question.code in earlier:
            yield f"{place}: код «{question.code}» уже есть у другого вопроса. Дайте свой."
        earlier[question.code] = question


def _check_question(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    if not CODE.match(question.code):
        yield "код состоит из латинских строчных букв, цифр и «_» и начинается с буквы."
    if not question.text:
        yield "нет текста вопроса."
    if question.kind not in QuestionKind.values:
        yield "такого вида вопроса нет."
    if question.source and question.source not in SOURCES:
        yield "такого источника вариантов нет."
    if question.target and question.target not in TARGETS:
        yield "такого поля банка нет."
    if question.kind == QuestionKind.PERSONS and question.source not in ("mentors", "mentees"):
        yield "для выбора людей скажите, из кого: наставники или наставляемые."
    if question.kind in CHOOSING and not question.source and len(question.options) < 2:
        yield "нужно хотя бы два варианта ответа."
    if question.kind == QuestionKind.MATRIX and not question.rows:
        yield "нужна хотя бы одна строка."
    for options in (question.options, question.rows):
        if len(options) > MOST_OPTIONS:
            yield f"вариантов больше {MOST_OPTIONS}."
        if any(not one.text for one in options):
            yield "есть пустой вариант. Впишите его или уберите."
        codes = [one.code for one in options]
        if len(set(codes)) < len(codes) or any(not CODE.match(code) for code in codes):
            yield "коды вариантов должны быть разными, латиницей."
    if is_consent(question.text) or any(is_consent(one.text) for one in question.options):
        # ст. 9 152-ФЗ as amended by 156-ФЗ: a consent is a document of its own.
        yield "согласие на обработку данных не берут галочкой в анкете: это отдельный документ (раздел «Согласия»)."
    if question.when is not None:
        if question.when.item not in earlier:
            yield "условие ссылается на вопрос, которого выше нет."
        if question.when.op not in OPERATIONS:
            yield "такого условия нет."


CONSENT = re.compile(r"соглас\w*\s+на\s+(обработк|распространени|передач|публикаци)", re.IGNORECASE)


def is_consent(text: str) -> bool:
    """Whether the words ask for a consent to the processing of personal data."""
    return bool(CONSENT.search(text))
