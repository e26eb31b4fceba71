"""Orders on pairs, the order that changes one, the roadmap."""

from mentoring.documents.pages.roadmap import Approving, paper_of
from mentoring.documents.services.orders import draft_change
from mentoring.pairs.models import Pair
from schools.papers.models import Document
from tests.mentoring.documents.cast import approved, drafted, first_pair, hard_pairs, mentor, ordered, pupil
from tests.mentoring.pairs.cast import form
from tests.roadmaps.cast import laid_out, small
from tests.world import World

from .sample import Maker, Sample

TEACHERS = [
    "1. Закрепить на 2026–2027 учебный год наставников:",
    "1.1. за учителем-логопедом Абдуллаевой Г.Р. — учителя технологии Дурново П.Л., на срок с 14 сентября 2026 г. "
    "по 31 августа 2027 г.; форма «педагог — педагог»;",
    "1.2. за воспитателем группы продлённого дня Заяц А.Ф. — заведующую библиотекой Черных Р.Ю., на срок "
    "с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог»;",
    "1.3. за педагогом-организатором Ким Я.Р. — учителя физики Швеца И.Л., на срок с 14 сентября 2026 г. "
    "по 31 августа 2027 г.; форма «педагог — педагог».",
    "2. Возложить на учителя технологии Дурново П.Л., заведующую библиотекой Черных Р.Ю. и учителя физики Швеца И.Л. "
    "с письменного согласия обязанности наставников на срок закрепления.",
    "3. С наставниками из числа работников заключить дополнительные соглашения к трудовым договорам, указав в них "
    "содержание, сроки и форму наставничества, размер и условия выплат (статья 351.8 Трудового кодекса Российской "
    "Федерации).",
    "4. Учителю технологии Дурново П.Л., заведующей библиотекой Черных Р.Ю. и учителю физики Швецу И.Л. разработать "
    "персонализированную программу наставничества для каждой пары и представить её на утверждение не позднее "
    "28 сентября 2026 г.",
    "5. Заместителю директора по учебно-воспитательной работе Ясной А.П. обеспечить организационное и методическое "
    "сопровождение наставнических пар и учёт документов о наставничестве.",
    "6. Контроль за исполнением настоящего приказа возложить на заместителя директора по воспитательной работе Швец И.Л.",
]
PUPILS = [
    "1. Закрепить на 2026–2027 учебный год за обучающейся 9Б класса Ли З.О. наставника — учителя физики Зайца Б.Ф., "
    "на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — ученик».",
    "2. Учителю физики Зайцу Б.Ф. составить для пары план встреч и представить его на утверждение "
    "не позднее 28 сентября 2026 г.",
    "3. Заместителю директора по учебно-воспитательной работе Ясной А.П. обеспечить организационное и методическое "
    "сопровождение наставнической пары и учёт документов о наставничестве.",
    "4. Контроль за исполнением настоящего приказа оставляю за собой.",
]
CHANGE = [
    "1. Внести в приказ от 14.09.2026 № 1 «О закреплении наставнической пары педагогических работников "
    "на 2026–2027 учебный год» следующие изменения:",
    "1.1. считать прекращённым с 14 сентября 2026 г. закрепление за учителем математики Черных С.П. наставника — "
    "учителя физики Зайца Б.Ф.;",
    "1.2. дополнительно закрепить за педагогом-организатором Ким Я.Р. наставника — учителя физики Швеца И.Л., на срок "
    "с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог»;",
    "1.3. в пункте 4 слова «не позднее» исключить.",
    "2. Возложить на учителя физики Швеца И.Л. с письменного согласия обязанности наставника на срок закрепления "
    "и заключить дополнительное соглашение к трудовому договору.",
    "3. В остальной части указанный приказ оставить без изменений.",
    "4. Контроль за исполнением настоящего приказа оставляю за собой.",
]


def teachers(world: World) -> Document:
    document = drafted(world, *hard_pairs(world, 3))
    document.data |= {
        "protocol": {"body": "педагогического совета", "number": "1", "date": "2026-08-30"},
        "control": world.school.headships.get(is_acting=True).person_id,
    }
    return document


def pupils(world: World) -> Document:
    pair = approved(world, world.mentor, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil"))
    return drafted(world, pair, contingent="pupils")


def change(world: World) -> Document:
    base = ordered(world)
    [added] = hard_pairs(world, 1)
    document = draft_change(base, world.anna, None)
    document.data |= {
        "removed": [Pair.objects.get(order=base).pk],
        "pairs": [added.pk],
        "other": "в пункте 4 слова «не позднее» исключить.",
    }
    return document


def roadmap(world: World) -> Document:
    return paper_of(laid_out(world, small()), Approving(order_number="12", order_date="2026-08-30"))


def corrected(world: World) -> Document:
    """Every typed correction: another mentor, a new term, a misprinted name and a misprinted post."""
    base = ordered(world, *hard_pairs(world, 2), first_pair(world))
    boris, other, _ = Pair.objects.filter(order=base)
    new = approved(world, mentor(world, "Орлов Пётр Ильич", "учитель химии"), boris.seats.get().mentee)
    document = draft_change(base, world.anna, None)
    document.data |= {
        "removed": [boris.pk],
        "pairs": [new.pk],
        "terms": {str(other.pk): {"was": other.ends.isoformat(), "ends": "2027-05-31"}},
        "misprints": [
            {"what": "name", "person": world.sofya_card.pk, "was": "Черных София Павловна"},
            {"what": "post", "person": world.boris_card.pk, "was": "преподаватель физики"},
        ],
    }
    return document


MORE: dict[str, Maker] = {"pairs_change: всякие исправления": corrected}
SAMPLES: dict[str, Sample] = {
    "pairs_order_teachers": (teachers, TEACHERS),
    "pairs_order_pupils": (pupils, PUPILS),
    "pairs_change": (change, CHANGE),
    "roadmap": (roadmap, []),
}
