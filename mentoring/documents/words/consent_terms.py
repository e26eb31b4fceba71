"""Words, terms and the page that sheets of consent share."""

from dataclasses import replace

from schools.models import Organisation
from schools.papers.engine.page import LEFT_MARGINS, PageSetup

from ..kinds.kind import Retention
from ..pages.letterhead import sheet_page_of

# After the end of the term or the withdrawal.
KEPT_THREE_YEARS = Retention("3 года после окончания срока или отзыва", "ст. 441, приказ Росархива № 236")

ACTIONS = (
    "Действия с данными: сбор, запись, систематизация, накопление, хранение, уточнение (обновление, изменение), "
    "извлечение, использование, передача работникам оператора, занятым наставничеством, обезличивание, блокирование, "
    "удаление, уничтожение. Обработка ведётся с использованием средств автоматизации и без них."
)
NOBODY_ELSE = (
    "Обработка данных другому лицу не поручается. Этим листом не разрешаются распространение данных и передача их "
    "третьим лицам, кроме случаев, когда передача обязательна по закону."
)
HOW_TO_WITHDRAW = (
    "Согласие можно отозвать в любое время письменным заявлением, которое передают оператору лично или по почте. "
    "Оператор прекращает обработку и уничтожает данные не позднее тридцати дней, если закон не обязывает хранить "
    "их дольше."
)
EACH_LINE = "Каждое условие с новой строки; номера встанут сами"


def consent_page_of(organisation: Organisation) -> PageSetup:
    """As tight as the standard admits, so that one sheet stays one page: kept less than ten years, it needs no thirty
    millimetres for the binding (ГОСТ Р 7.0.97, 6.1)."""
    return replace(sheet_page_of(organisation), left=LEFT_MARGINS[0])
