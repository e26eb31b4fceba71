"""The words of the library: our own, Russian, of those whom they ask, and with no promise that is not theirs to give."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentoring.surveys.enums import AnswerSide, Purpose, QuestionKind
from mentoring.surveys.library import LibraryItem, library_item
from mentoring.surveys.library.loading import FOLDER, SHARED, sources
from mentoring.surveys.wording import is_consent
from tests.mentoring.surveys.shelf import ITEMS, SETS, faults
from tests.roadmaps.test_patterns import shingles

PUPILS = {"pupil", "tutor", "student", "employer"}
# A few words in which people forget the letter.
WITHOUT_YO = re.compile(
    r"\b(еще|ее|нее|идет|прой?дет|пойдет|удается|дает|берет|найдет|ведет|займет|остается|ребенк\w+|расчет\w*|учет\w*|имен)\b",
    re.IGNORECASE,
)
POLITE_CAPITAL = re.compile(r"(?<=[а-яё,;:»—] )В(?:ы|ас|ам|ами|аш\w*)\b")


def spoken(item: LibraryItem) -> Iterator[str]:
    """What those who answer read."""
    said = item.wording
    yield from (said.title, said.intro, said.thanks)
    for section in said.sections:
        yield from (section.title, section.text)
        for question in section.questions:
            yield from (question.text, question.help, question.low, question.high)
            yield from (option.text for option in (*question.options, *question.rows))


def asked(item: LibraryItem) -> str:
    """The questions alone, without the words of dictionaries."""
    texts = []
    for question in item.wording.questions():
        options = () if question.source else question.options
        texts += [question.text, question.help, *(one.text for one in (*options, *question.rows))]
    return " ".join(texts).lower()


def everything() -> list[str]:
    texts = [text for item in ITEMS for text in (item.title, item.about, *spoken(item))]
    texts += [text for one in SETS for text in (one.title, one.about)]
    return sorted({text for text in texts if text})


@pytest.fixture
def other_documents(shared: Path | None) -> str:
    """Documents by other hands, when they are at hand; always the plans among our fixtures."""
    folders = [Path(__file__).parents[2] / "fixtures" / "roadmap_words"]
    folders += [shared.parent / "seeds", shared / "roadmaps"] if shared else []
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in (".txt", ".json")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_no_phrase_of_ours_is_of_another_document(other_documents: str) -> None:
    foreign = shingles(other_documents)
    assert foreign
    assert {" ".join(one) for text in everything() for one in shingles(text) & foreign} == set()


def test_letters_are_russian_and_quotes_are_proper() -> None:
    faults = [
        text
        for text in everything()
        if re.search(r"[A-Za-z]", text)
        or re.search(r"[\"'“”„!]|\.\.|\s-\s|  |\(а\)|/а\b", text)
        or text != text.strip()
        or text.count("«") != text.count("»")
    ]
    assert faults == []
    assert [text for text in everything() if WITHOUT_YO.search(text)] == []
    assert [text for text in everything() if POLITE_CAPITAL.search(text)] == []


def test_the_rules_of_letters_find_what_they_forbid() -> None:
    assert WITHOUT_YO.search("Что еще?")
    assert POLITE_CAPITAL.search("Рады ли Вы")
    assert POLITE_CAPITAL.search("Спасибо. Вы помогли") is None


def test_questions_are_short_questions() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        for question in item.wording.questions():
            if not question.text.endswith("?") or len(question.text) > 100:
                yield question.text
            if (question.help and not question.help.endswith(".")) or len(question.help) > 130:
                yield question.help
            ends = (question.low, question.high)
            if question.kind in (QuestionKind.SCALE, QuestionKind.MATRIX) and (not all(ends) or len(set(ends)) == 1):
                yield question.text, ends
        if len(item.wording.intro) > 260:
            yield item.wording.intro
        yield from (one for one in (item.wording.intro, item.wording.thanks) if not one.endswith("."))

    assert faults(rule, ITEMS) == {}


def test_no_consent_is_asked() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        said = " ".join(spoken(item))
        if is_consent(said):
            yield said
        yield from re.findall(r"соглас|персональн", said.lower())

    assert faults(rule, ITEMS) == {}


def test_who_sees_the_answers_is_left_to_the_wave() -> None:
    """The first page tells the mode and the minutes; a curator may have chosen another mode and added questions."""
    told = re.compile(r"\bминут|аноним|конфиденциальн|именная|никто не (?:увидит|узнает)|только куратор")
    assert faults(lambda item: told.findall(" ".join(spoken(item)).lower()), ITEMS) == {}


def test_nobody_is_asked_about_anothers_life() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        said = asked(item)
        if set(item.variants) <= PUPILS and item.side in (AnswerSide.MENTEE, AnswerSide.PARENT):
            yield from re.findall(r"методик|методическ|рабочие программы|аттестац|бумаг|коллег|должност", said)
        if item.variants == ("kindergarten",):
            yield from re.findall(r"\bурок|\bкласс|ученик|\bшкол|отметк", said)
        if set(item.variants) <= {"teacher", "head", "kindergarten"}:
            yield from re.findall(r"уроки и задания|одноклассник|экзамен(?:ы|ам)\b.*гуля", said)

    assert faults(rule, ITEMS) == {}


def test_forms_differ_where_it_matters() -> None:
    entry_or_growth = {Purpose.REQUEST, Purpose.READINESS, Purpose.BEFORE, Purpose.INTERIM, Purpose.SATISFACTION}

    def rule(item: LibraryItem) -> Iterator[object]:
        said = asked(item)
        pupil = item.side == AnswerSide.MENTEE and item.purpose in entry_or_growth
        if item.variants == ("employer",) and pupil and not re.search(r"професси|работ", said):
            yield "nothing of the trade"
        early = (Purpose.REQUEST, Purpose.BEFORE, Purpose.INTERIM)
        if item.variants == ("kindergarten",) and item.purpose in early and not re.search(r"групп|дошкольн", said):
            yield "nothing of the group"

    assert faults(rule, ITEMS) == {}


def test_the_questions_of_two_forms_are_not_the_same() -> None:
    for purpose, side in ((Purpose.REQUEST, "mentee"), (Purpose.BEFORE, "mentee"), (Purpose.INTERIM, "mentee")):
        questions = [asked(one) for one in ITEMS if (one.purpose, one.side) == (purpose, side)]
        assert len(set(questions)) == len(questions)


def test_a_question_of_several_files_stands_once() -> None:
    """The same long question of one file is written once, with its sides; of several files in the shared one."""
    texts = Counter(line.strip() for path in FOLDER.glob("*.toml") for line in path.read_text().splitlines())
    long_questions = {
        line: times for line, times in texts.items() if line.startswith("text = ") and times > 3 and len(line) > 60
    }
    assert long_questions == {}
    names = set(re.findall(r"^\[(\w+)\]", (FOLDER / SHARED).read_text(), re.MULTILINE)) - {"lists"}
    used = {question.get("use") for source in sources() for one in source["section"] for question in one["question"]}
    assert used - {None} == names


def test_the_pulse_reads_as_it_is_printed() -> None:
    said = library_item("pulse_mentee").wording
    assert said.intro.startswith("Несколько вопросов о ваших встречах с наставником. Правильных")
    assert [one.code for one in said.questions()] == [
        "comfort",
        "support",
        "usefulness",
        "plan_clear",
        "help_needed",
        "help_what",
    ]
