"""The nine sections of a regulation, in the order of the recommended model (seed 004). The first line of a section is its
title, each further line a point; lines that begin with a dash are items under the point above them.
"""

from ..kinds.kind import Part

CODES = ("general", "goals", "organisation", "mentor", "mentee", "pairs", "completion", "site", "final")
LABELS = (
    "Общие положения",
    "Цель, задачи и формы",
    "Организация",
    "Наставник",
    "Наставляемый",
    "Пары и группы",
    "Завершение",
    "Сайт",
    "Заключительные положения",
)
HINT = (
    "Первая строка — название раздела. Дальше каждый пункт с новой строки, перечисления под ним начинаются с тире. "
    "Номера встанут сами"
)


def parts_of(heading: str, sections: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts of a kind of regulation: what it is called, then the nine sections."""
    return (
        Part("heading", "Название", heading, "Первое слово встанет заглавными буквами над остальными"),
        *(
            Part(code, f"Раздел {place}. {label}", text.strip(), HINT, text.strip().count("\n") + 4)
            for place, (code, label, text) in enumerate(zip(CODES, LABELS, sections, strict=True), start=1)
        ),
    )
