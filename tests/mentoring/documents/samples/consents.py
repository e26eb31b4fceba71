"""Sheets of consent, signed by an adult or by a representative; applications by which they are taken back."""

from collections.abc import Callable
from datetime import date

from mentoring.documents.kinds import all_kinds
from schools.models import Organisation, Person, Representation
from schools.papers.models import Document
from tests import world as cast
from tests.mentoring.documents.kinds_driver import college, kindergarten
from tests.world import World

from .sample import Maker, Sample

PROCESSING = [
    "1. Цель обработки — организация и учёт наставничества: ведение банков наставников и наставляемых, подбор пар, "
    "издание приказов и ведение документов о наставничестве.",
    "2. Данные, на обработку которых даётся согласие: фамилия, имя, отчество; пол; дата рождения; место работы "
    "и должность, образование, квалификация и стаж; телефон и адрес электронной почты; сведения об участии "
    "в наставничестве (сильные стороны, запросы, пары, встречи, результаты).",
    "3. Действия с данными: сбор, запись, систематизация, накопление, хранение, уточнение (обновление, изменение), "
    "извлечение, использование, передача работникам оператора, занятым наставничеством, обезличивание, блокирование, "
    "удаление, уничтожение. Обработка ведётся с использованием средств автоматизации и без них.",
    "4. Обработка данных другому лицу не поручается. Этим листом не разрешаются распространение данных и передача их "
    "третьим лицам, кроме случаев, когда передача обязательна по закону.",
    "5. Согласие действует со дня подписания до окончания участия в наставничестве либо до отзыва, если он наступит "
    "раньше.",
    "6. Согласие можно отозвать в любое время письменным заявлением, которое передают оператору лично или по почте. "
    "Оператор прекращает обработку и уничтожает данные не позднее тридцати дней, если закон не обязывает хранить их "
    "дольше.",
]
MENTOR = [
    "1. Наставничество состоит в помощи наставляемому по персонализированной программе: встречах, консультациях, "
    "посещении занятий, обсуждении результатов.",
    "2. Согласие действует на 2026–2027 учебный год и относится к наставляемым, закреплённым за мной приказом.",
    "3. Содержание, сроки и форма этой работы, размер и условия выплат за неё определяются дополнительным соглашением "
    "к трудовому договору (статья 351.8 Трудового кодекса Российской Федерации).",
    "4. Мне известно, что наставничество добровольно; что я вправе досрочно отказаться от него, письменно предупредив "
    "работодателя, а работодатель вправе досрочно отменить поручение, предупредив меня не менее чем за три рабочих дня.",
]
MENTEE = [
    "1. Согласие действует на 2026–2027 учебный год.",
    "2. Мне известно, чему посвящена работа с наставником: запросы и затруднения, с которыми мы будем работать, со мной "
    "обсуждены.",
    "3. Мне известно, что участие добровольно и что можно попросить другого наставника или закончить работу досрочно, "
    "сообщив об этом куратору.",
]


PROCESSING_PUPIL = [
    "1. Цель обработки — участие обучающегося в наставничестве: ведение банков наставников и наставляемых, подбор "
    "пары, издание приказов, учёт встреч и результатов.",
    "2. Данные: фамилия, имя, отчество; пол; дата рождения; место учёбы, класс (группа); телефон и адрес "
    "электронной почты, если их сообщили; запросы, интересы и сильные стороны; пары, встречи и результаты. "
    "Сведения о здоровье не собираются.",
    "3. Действия с данными: сбор, запись, систематизация, накопление, хранение, уточнение (обновление, "
    "изменение), извлечение, использование, передача работникам оператора, занятым наставничеством, "
    "обезличивание, блокирование, удаление, уничтожение. Обработка ведётся с использованием средств автоматизации "
    "и без них.",
    "4. Обработка данных другому лицу не поручается. Этим листом не разрешаются распространение данных и передача "
    "их третьим лицам, кроме случаев, когда передача обязательна по закону.",
    "5. Согласие действует до окончания участия в наставничестве, до отзыва либо до дня, когда обучающемуся "
    "исполнится 18 лет: дальше согласие даёт он сам.",
    "6. Согласие можно отозвать в любое время письменным заявлением, которое передают оператору лично или по "
    "почте. Оператор прекращает обработку и уничтожает данные не позднее тридцати дней, если закон не обязывает "
    "хранить их дольше.",
]
REPRESENTATIVE = [
    "1. Цель обработки — оформление участия обучающегося, которого я представляю, в наставничестве: подписание "
    "согласий, связь с представителем, выдача документов.",
    "2. Данные: фамилия, имя, отчество; кем прихожусь обучающемуся; телефон и адрес электронной почты; подпись. "
    "Адрес и данные документов вписываются в листы от руки и в информационную систему не вносятся.",
    "3. Действия с данными: сбор, запись, систематизация, накопление, хранение, уточнение (обновление, "
    "изменение), извлечение, использование, передача работникам оператора, занятым наставничеством, "
    "обезличивание, блокирование, удаление, уничтожение. Обработка ведётся с использованием средств автоматизации "
    "и без них.",
    "4. Обработка данных другому лицу не поручается. Этим листом не разрешаются распространение данных и передача "
    "их третьим лицам, кроме случаев, когда передача обязательна по закону.",
    "5. Согласие действует со дня подписания, пока обучающийся участвует в наставничестве и не достиг 18 лет, "
    "либо до отзыва, если он наступит раньше.",
    "6. Согласие можно отозвать в любое время письменным заявлением, которое передают оператору лично или по "
    "почте. Оператор прекращает обработку и уничтожает данные не позднее тридцати дней, если закон не обязывает "
    "хранить их дольше.",
]
MENTEE_PUPIL = [
    "1. Согласие действует на 2026–2027 учебный год.",
    "2. Мне и обучающемуся рассказали, чему посвящена работа с наставником, как часто и где проходят встречи.",
    "3. Встречи не заменяют уроков и не проводятся без ведома родителей (законных представителей); о том, что на "
    "них происходит, можно узнать у куратора.",
    "4. Участие добровольно и бесплатно. Можно попросить другого наставника или закончить работу досрочно, "
    "сообщив об этом куратору; на оценки и отношение к обучающемуся это не влияет.",
    "5. Согласие перестаёт действовать в день, когда обучающемуся исполнится 18 лет; дальше он соглашается сам.",
]
MENTOR_PUPIL = [
    "1. Согласие действует на 2026–2027 учебный год и относится к обучающимся, закреплённым приказом.",
    "2. Наставник-обучающийся помогает товарищу в учёбе и школьной жизни по плану встреч; ему самому помогает куратор.",
    "3. Это общественное поручение, а не работа: трудовой договор не заключается, плата не полагается, уроки ради "
    "него не пропускают.",
    "4. Наставник не отвечает за оценки, поведение и безопасность товарища и не обязан делать за него задания.",
    "5. Участие добровольно: от него можно отказаться в любое время, сказав об этом куратору.",
    "6. Согласие перестаёт действовать в день, когда обучающемуся исполнится 18 лет; дальше он соглашается сам.",
]
PUBLIC = [
    "1. В каждой строке поставьте знак под «да» или «нет»; строка без знака означает «нет». Запросы и затруднения "
    "не публикуются никогда.",
    "2. Условия, запреты и дальнейшая передача вписываются по желанию; оператор объявляет о них там же за три "
    "рабочих дня.",
    "3. Согласие действует со дня подписания по 31 августа 2027 г.",
    "4. Прекратить публикацию можно потребовать в любое время: оператор снимает данные за три рабочих дня. "
    "Согласие даётся добровольно; отказ не влияет на участие в наставничестве.",
]
PUBLIC_PUPIL = [
    "1. В каждой строке поставьте знак под «да» или «нет»; строка без знака означает «нет». Запросы и затруднения "
    "не публикуются никогда.",
    "2. Условия, запреты и дальнейшая передача вписываются по желанию; оператор объявляет о них там же за три "
    "рабочих дня.",
    "3. Согласие действует со дня подписания по 31 августа 2027 г. либо до дня, когда обучающемуся исполнится 18 лет.",
    "4. Прекратить публикацию можно потребовать в любое время: оператор снимает данные за три рабочих дня. "
    "Согласие даётся добровольно; отказ не влияет на участие в наставничестве.",
]
BACK_PROCESSING = [
    "1. Прошу прекратить обработку данных, собранных для наставничества, и уничтожить их в течение тридцати дней "
    "со дня получения этого заявления, кроме тех, которые закон обязывает хранить дольше.",
    "2. Прошу снять данные со страницы https://lesnaya.example/deyatelnost/nastavnichestvo/index.html, если они "
    "там опубликованы.",
    "3. Мне известно, что изданные приказы остаются на хранении и что участие в наставничестве прекращается.",
]
BACK_REPRESENTATIVE = [
    "1. Прошу прекратить обработку моих данных и уничтожить их в течение тридцати дней со дня получения этого "
    "заявления, кроме тех, которые закон обязывает хранить дольше.",
    "2. Мне известно, что без этого согласия новые листы за обучающегося подписывает другой законный представитель.",
]
BACK_MENTOR = [
    "1. Прошу завершить наставнические пары и закрепить за наставляемыми других наставников.",
    "2. Сведения о проделанной работе будут переданы куратору.",
]
BACK_MENTEE = [
    "1. Прошу завершить работу с наставником и отразить это приказом.",
    "2. Мне известно, что вернуться в наставничество можно, подписав новый лист.",
]
BACK_PUBLIC = [
    "1. Требую прекратить публикацию следующих данных: фамилия, имя, отчество; должность (специальность).",
    "2. Прошу снять их со страницы https://lesnaya.example/deyatelnost/nastavnichestvo/index.html в течение трёх "
    "рабочих дней со дня получения этого требования (часть 14 статьи 10.1 Федерального закона от 27.07.2006 № "
    "152-ФЗ).",
    "3. Остальные согласия этим листом не отзываются.",
]


PAGE = "https://lesnaya.example/deyatelnost/nastavnichestvo/index.html"


def sheet(kind: str, person_pk: int, world: World) -> Document:
    """A sheet that this person signs; of a minor's sheet he or she is the representative of Миша."""
    if not all_kinds()[kind].for_minor:
        return made(kind, Person.objects.get(pk=person_pk))
    link, _ = Representation.objects.get_or_create(
        representative_id=person_pk, pupil=world.misha_card, defaults={"relation": "мать"}
    )
    return made(kind, world.misha_card, link)


def made(kind: str, person: Person, link: Representation | None = None, **data) -> Document:
    place: Organisation = person.organisation
    if not place.public_page:
        place.public_page = PAGE
        place.save()
    answers = {"person": person.pk, "year": 2026, "representation": link.pk if link else None, **data}
    return Document(organisation=place, kind=kind, data=answers)


def mother(world: World, child: Person | None = None) -> Representation:
    kin = cast.person(world.school, "Лебедева Нина Павловна", phone="8 900 000-00-77")
    return Representation.objects.create(representative=kin, pupil=child or world.misha_card, relation="мать")


def for_misha(kind: str) -> Maker:
    return lambda world: made(kind, world.misha_card, mother(world))


def own_sheet(world: World) -> Document:
    link = mother(world)
    return made("consent_representative", link.representative, children=[link.pupil_id])


def teenager(kind: str) -> Maker:
    """A girl of fifteen in the ninth class: her own line stands under her guardian's."""

    def make(world: World) -> Document:
        girl = cast.person(world.school, "Ли Зоя Олеговна", grade="9Б", birth_date=date(2011, 1, 1))
        guardian = cast.person(world.school, "Ли Олег Маркович", "учитель химии")
        link = Representation.objects.create(representative=guardian, pupil=girl, relation="опекун")
        return made(kind, girl, link)

    return make


def taken_back(kind: str, **data) -> Maker:
    return lambda world: made(kind, world.boris_card, given_on="2026-09-02", **data)


def taken_back_for_misha(kind: str, **data) -> Maker:
    return lambda world: made(kind, world.misha_card, mother(world), given_on="2026-09-02", **data)


def elsewhere(kind: str, place: Callable, which: int) -> Maker:
    """Of an employee of another organisation: a man and a woman stand in turn."""
    return lambda world: made(kind, place(world, 2).people[which], given_on="2026-09-02")


PUPIL = ("consent_processing_pupil", "consent_mentee_pupil", "consent_mentor_pupil", "consent_dissemination_pupil")
OWN = ("consent_processing", "consent_mentor", "consent_mentee", "consent_dissemination")
TAKEN_BACK = ("withdrawal_processing", "withdrawal_mentor", "withdrawal_mentee", "withdrawal_dissemination")

SAMPLES: dict[str, Sample] = {
    "consent_processing": (lambda world: sheet("consent_processing", world.boris_card.pk, world), PROCESSING),
    "consent_mentor": (lambda world: sheet("consent_mentor", world.boris_card.pk, world), MENTOR),
    "consent_mentee": (lambda world: sheet("consent_mentee", world.sofya_card.pk, world), MENTEE),
    "consent_processing_pupil": (for_misha("consent_processing_pupil"), PROCESSING_PUPIL),
    "consent_representative": (own_sheet, REPRESENTATIVE),
    "consent_mentee_pupil": (for_misha("consent_mentee_pupil"), MENTEE_PUPIL),
    "consent_mentor_pupil": (for_misha("consent_mentor_pupil"), MENTOR_PUPIL),
    "consent_dissemination": (lambda world: made("consent_dissemination", world.boris_card), PUBLIC),
    "consent_dissemination_pupil": (for_misha("consent_dissemination_pupil"), PUBLIC_PUPIL),
    "withdrawal_processing": (taken_back("withdrawal_processing"), BACK_PROCESSING),
    "withdrawal_representative": (taken_back("withdrawal_representative"), BACK_REPRESENTATIVE),
    "withdrawal_mentor": (taken_back("withdrawal_mentor"), BACK_MENTOR),
    "withdrawal_mentee": (taken_back("withdrawal_mentee"), BACK_MENTEE),
    "withdrawal_dissemination": (taken_back("withdrawal_dissemination", items=["name", "post"]), BACK_PUBLIC),
}
MORE: dict[str, Maker] = {
    **{f"{kind}: подросток": teenager(kind) for kind in PUPIL},
    **{f"{kind}: за обучающегося": taken_back_for_misha(kind) for kind in TAKEN_BACK},
    **{f"{kind}: детский сад": elsewhere(kind, kindergarten, 1) for kind in (*OWN, *TAKEN_BACK)},
    **{f"{kind}: колледж": elsewhere(kind, college, 0) for kind in (*OWN, *TAKEN_BACK)},
}
