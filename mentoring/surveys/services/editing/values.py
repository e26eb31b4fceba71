"""A question as fields of a form, and back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from schools.russian import tidy_spaces

from ... import conditions
from ...codes import HELP, lines_of, options_of, question_code
from ...enums import QuestionKind
from ...wording import CHOOSING, Question

SIGNAL = "help"
# Field of the form → kinds of question that have it; the others have no use for what stands there.
ASKED_BY: dict[str, frozenset[str]] = {
    "options": frozenset(CHOOSING),
    "rows": frozenset({QuestionKind.MATRIX}),
    "low": frozenset({QuestionKind.SCALE, QuestionKind.MATRIX}),
    "high": frozenset({QuestionKind.SCALE, QuestionKind.MATRIX}),
    "limit": frozenset({QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.PERSONS}),
    "source": frozenset(CHOOSING),
    "people": frozenset({QuestionKind.PERSONS}),
    "calls": frozenset({QuestionKind.YES_NO}),
}


def values_of(question: Question) -> dict[str, Any]:
    """As the form shows it. `people` is the source of a question about people, `calls`: «да» calls the curator."""
    persons = question.kind == QuestionKind.PERSONS
    return {
        "kind": question.kind,
        "text": question.text,
        "help": question.help,
        "required": question.required,
        "options": lines_of(question.options),
        "rows": lines_of(question.rows, may_call=False),
        "low": question.low,
        "high": question.high,
        "limit": question.limit,
        "source": "" if persons else question.source,
        "people": question.source if persons else "",
        "calls": question.kind == QuestionKind.YES_NO and question.signal == SIGNAL,
        "target": question.target,
        "when": conditions.encoded(question.when),
    }


def question_of(
    values: Mapping[str, Any], before: Question | None, earlier: Sequence[Question], taken: Iterable[str]
) -> Question:
    """The question of these fields. It keeps the code of `before` and of its options; a new one gets a code of its own.

    `earlier`: questions that stand above, for the condition; `taken`: codes of the other questions.
    Raises ValidationError for a field that the form could not hold.
    """
    kind = values["kind"]
    if kind not in QuestionKind.values:
        raise ValidationError({"kind": "Выберите вид вопроса из списка."})

    def told(name: str, otherwise: Any = "") -> Any:
        return values[name] if kind in ASKED_BY[name] else otherwise

    text = tidy(values["text"])
    options = options_of(told("options"), before.options if before else ())
    return Question(
        code=before.code if before else question_code(text, taken),
        kind=kind,
        text=text,
        help=tidy(values["help"]),
        required=bool(values["required"]),
        options=options,
        rows=options_of(told("rows"), before.rows if before else (), may_call=False),
        low=tidy(told("low")),
        high=tidy(told("high")),
        limit=told("limit", None) or None,
        source=told("people") if kind == QuestionKind.PERSONS else told("source"),
        target=values["target"],
        signal=_signal(kind, bool(told("calls", False)) or any(one.code.endswith(HELP) for one in options), before),
        when=conditions.decoded(values["when"], earlier),
    )


def _signal(kind: str, calls: bool, before: Question | None) -> str:
    if kind == QuestionKind.YES_NO or kind in CHOOSING:
        return SIGNAL if calls else ""
    # Other kinds are not asked in the form: what the library wrote stays.
    return before.signal if before is not None and before.kind == kind else ""


def tidy(text: str) -> str:
    """No control signs, single spaces, lines as they were typed without empty ones at the ends."""
    return "\n".join(map(tidy_spaces, (text or "").replace("\r\n", "\n").split("\n"))).strip()
