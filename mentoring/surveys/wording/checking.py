"""What is wrong with a questionnaire, in Russian sentences, each with its place."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..enums import QuestionKind
from .parts import (
    CHOOSING,
    CODE,
    HIGHEST,
    LONGEST_QUESTION,
    LOWEST,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    OPERATIONS,
    SOURCES,
    TARGETS,
    Condition,
    Question,
)

if TYPE_CHECKING:
    from .whole import Wording


TOO_LONG_QUESTION = (
    f"длиннее {LONGEST_QUESTION} знаков: с телефона такой не дочитают. "
    "Сократите его, подробности перенесите в пояснение."
)
NO_CONSENT = "согласие на обработку данных не берут галочкой в анкете: это отдельный документ (раздел «Согласия»)."


def check(wording: "Wording", *, is_stored: bool = False) -> Iterator[str]:
    """Sentences on what is wrong with the questionnaire; nothing when it can be asked. `is_stored`: only what keeps it from being
    read, so that what was asked before a rule came can still be shown."""
    if not wording.title:
        yield "Дайте анкете название."
    said = [wording.title, wording.intro, wording.thanks]
    said += [text for section in wording.sections for text in (section.title, section.text)]
    if any(map(is_consent, said)):
        yield f"Во вступлении, разделе или благодарности {NO_CONSENT}"
    questions = list(wording.questions())
    if not questions:
        yield "В анкете нет ни одного вопроса. Добавьте вопрос."
    if len(questions) > MOST_QUESTIONS:
        yield f"В анкете {len(questions)} вопросов; больше {MOST_QUESTIONS} не отвечают. Разделите её."
    earlier: dict[str, Question] = {}
    for number, question in enumerate(questions, 1):
        place = f"Вопрос {number}" + (f" «{question.text[:60]}»" if question.text else "")
        for fault in (*_check_question(question, earlier), *(() if is_stored else _check_clearness(question))):
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
    texts = (question.text, question.help, *(one.text for one in (*question.options, *question.rows)))
    if any(map(is_consent, texts)):
        # ст. 9 152-ФЗ as amended by 156-ФЗ: a consent is a document of its own.
        yield NO_CONSENT
    if question.when is not None:
        if question.when.item not in earlier:
            yield "условие ссылается на вопрос, которого выше нет."
        if question.when.op not in OPERATIONS:
            yield "такого условия нет."
        elif question.when.item in earlier and not _fits(question.when, earlier[question.when.item]):
            yield "условие ждёт ответа, которого у того вопроса нет."


def _check_clearness(question: Question) -> Iterator[str]:
    """What could be answered, but not understood."""
    for options in (question.options, question.rows):
        if again := _repeated(one.text for one in options):
            yield f"«{again[:60]}» написано дважды. Уберите повтор: по нему не понять, что выбрали."
    if len(question.text) > LONGEST_QUESTION:
        yield TOO_LONG_QUESTION
    if question.kind in (QuestionKind.SCALE, QuestionKind.MATRIX) and not (question.low and question.high):
        yield f"скажите, что значат {LOWEST} и {HIGHEST}: без этого отметку каждый поймёт по-своему."


def _repeated(texts: Iterable[str]) -> str:
    """The first text that stands there a second time, whatever its letters and spaces; empty when all differ."""
    seen: set[str] = set()
    for text in texts:
        key = " ".join(text.casefold().split())
        if key and key in seen:
            return text
        seen.add(key)
    return ""


def _fits(when: Condition, item: Question) -> bool:
    """Whether the item can be answered with what the condition waits for."""
    if when.op in ("at_least", "at_most"):
        return item.kind == QuestionKind.SCALE and _is_point(when.value)
    waited = when.value if when.op == "in" else [when.value]
    if not isinstance(waited, list) or not waited:
        return False
    if item.kind == QuestionKind.SCALE:
        return all(map(_is_point, waited))
    if not all(isinstance(one, str) for one in waited):
        return False
    # What a dictionary holds is known when the wave begins.
    return bool(item.source) or set(waited) <= {one.code for one in item.all_options}


def _is_point(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST


# «Согласен на обработку», «согласны ли вы с размещением фотографий», «согласие на использование моих персональных данных».
CONSENT = re.compile(
    r"соглас\w*(?:\s+ли(?:\s+вы)?)?\s+(?:на|с|со)\s+(?:\S+\s+){0,3}?"
    r"(?:обработк|распространени|передач|публикаци|размещени|фото|видео|использовани\S*\s+(?:\S+\s+){0,3}?(?:данн|изображени))",
    re.IGNORECASE,
)


def is_consent(text: str) -> bool:
    """Whether the words ask for a consent to the processing of personal data."""
    return bool(CONSENT.search(text))
