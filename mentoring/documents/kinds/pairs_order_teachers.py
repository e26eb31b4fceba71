"""Order on pairs of employees. Separate from the pupils' (design, decision 9): it is a labour matter (ТК РФ, ст. 351.8)."""

from functools import partial

from mentoring.banks.enums import Contingent
from schools.papers.enums import RegisterKind

from ..order_kinds import PAIRS_OF_TEACHERS
from ..pages.pairs import BLANKS, compose, told_of, values
from .kind import Kind, Part

KIND = Kind(
    code=PAIRS_OF_TEACHERS,
    label="Приказ о наставнических парах педагогов",
    about="Закрепляет утверждённые пары и группы, в которых наставляемый — педагог.",
    register=RegisterKind.MAIN,
    parts=(
        Part(
            "heading",
            "Заголовок",
            "О закреплении {каких пар} педагогических работников на {год} учебный год",
            "Отвечает на вопрос «о чём приказ»",
        ),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях профессиональной поддержки педагогических работников {организация:род}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "Закрепить на {год} учебный год {пары}\n"
            "Возложить на {наставники:вин} с письменного согласия обязанности {кого} на срок закрепления.\n"
            "{соглашения}\n"
            "{наставники:дат} разработать персонализированную программу наставничества {для пар} "
            "и представить её на утверждение не позднее {срок программ}.\n"
            "{сопровождение}\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            12,
            ("пары",),
        ),
    ),
    blanks=BLANKS,
    values=values,
    compose=partial(compose, Contingent.TEACHERS),
    acquainted=told_of,
)
