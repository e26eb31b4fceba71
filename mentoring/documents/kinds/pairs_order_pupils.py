"""Order on pairs in which the mentee is a pupil. No labour papers follow from it."""

from functools import partial

from mentoring.banks.enums import Contingent
from schools.papers.enums import RegisterKind

from ..order_kinds import PAIRS_OF_PUPILS
from ..pages.pairs import BLANKS, compose, told_of
from ..pages.pupils import pupils_values
from .kind import Kind, Part

KIND = Kind(
    code=PAIRS_OF_PUPILS,
    label="Приказ о наставнических парах обучающихся",
    about="Закрепляет утверждённые пары и группы, в которых наставляемый — обучающийся.",
    register=RegisterKind.PUPILS,
    parts=(
        Part(
            "heading",
            "Заголовок",
            "О закреплении {каких пар} обучающихся на {год} учебный год",
            "Отвечает на вопрос «о чём приказ»",
        ),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях поддержки и развития обучающихся {организация:род}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "Закрепить на {год} учебный год {пары}\n{планы}\n{сопровождение}\n{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            10,
            ("пары",),
        ),
    ),
    blanks={
        **BLANKS,
        "планы": "кто и к какому дню составляет планы встреч: наставник-работник сам, за обучающегося — куратор "
        "или классный руководитель",
    },
    values=pupils_values,
    compose=partial(compose, Contingent.PUPILS),
    acquainted=told_of,
)
