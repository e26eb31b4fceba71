"""What a mentor is paid, as the additional agreement says it.

ТК РФ, статья 351.8 asks for the amount and the conditions; by the letter of Роструд of 06.05.2025 № ПГ/08383-6-1 such a
payment stimulates.
"""

import re
from collections.abc import Iterator

from schools.papers.models import Document
from schools.russian import nbsp_document, plural

from ..kinds.kind import Ask
from ..pages.labour import LINE_FOR_PEN
from .amounts import rubles, whole_number
from .order_text import closed

RUBLES, PERCENT, POINTS, NOTHING = "rubles", "percent", "points", "nothing"
WAYS = (
    (RUBLES, "сумма в рублях"),
    (PERCENT, "процент оклада (ставки)"),
    (POINTS, "баллы"),
    (NOTHING, "без выплаты"),
)
PERIODS = (
    ("month", "ежемесячно"),
    ("quarter", "раз в квартал"),
    ("half", "раз в полугодие"),
    ("end", "однократно, по окончании срока наставничества"),
)
ASKS = (
    Ask("pay", "Какая выплата", "choice", choices=WAYS, required=True, empty="не выбрана", legend="Выплата"),
    Ask(
        "amount",
        "Размер",
        "text",
        "Только число: 5000 рублей, 15 процентов или 10 баллов. Без выплаты оставьте пустым.",
        legend="Выплата",
    ),
    Ask("period", "Когда выплачивается", "choice", choices=PERIODS, legend="Выплата"),
    Ask(
        "pay_ground",
        "По какому документу",
        "text",
        "Как он называется: Положение об оплате труда, пункт 4.2. Если выплаты нет, здесь её основание или причина.",
        legend="Выплата",
    ),
)
# An agreement and an order on payments say of what a per cent is, and that nothing is paid without a local act, alike.
OF_SALARY = "оклада (должностного оклада, ставки)"
NO_LOCAL_ACT = "Не назван локальный акт, по которому устанавливается выплата."
# What a later draft takes over from the latest agreement of the organisation: mostly all mentors are paid alike.
REMEMBERED = ("pay", "amount", "period", "pay_ground", "manner")


def pay_words(document: Document) -> str:
    """The whole point about pay; lines for the pen where nothing was answered yet."""
    data = document.data
    ground = " ".join((data.get("pay_ground") or "").split()).rstrip(".")
    ground = re.sub(r"(пункт\w*|раздел\w*) (?=\d)", "\\1\u00a0", ground)
    if data.get("pay") == NOTHING:
        why = f" Основание: {ground}." if ground else ""
        return nbsp_document(f"Отдельная выплата за наставничество не устанавливается.{why}")
    often = dict(PERIODS).get(data.get("period", ""), "ежемесячно")
    lead = "За наставничество Работнику устанавливается стимулирующая выплата"
    aside = "," if data.get("pay") == POINTS else ""  # «…, установленной на день начисления, раз в квартал»
    words = f"{lead}: {amount_words(document)}{aside} {often}, вместе с заработной платой."
    return nbsp_document(f"{words} {closed(f'Основание — {ground}', '.')}" if ground else words)


def amount_words(document: Document) -> str:
    """«5 000 (пять тысяч) рублей», «15 процентов оклада …», «10 баллов»: in the accusative, where none of it changes."""
    way, number = document.data.get("pay"), whole_number(document.data.get("amount") or "")
    if number is None or not way:
        return LINE_FOR_PEN
    if way == RUBLES:
        return rubles(number)
    if way == PERCENT:
        return f"{number}\u00a0{plural(number, 'процент', 'процента', 'процентов')} {OF_SALARY}"
    points = plural(number, "балл", "балла", "баллов")
    return f"{number}\u00a0{points} по стоимости балла, установленной на день начисления"


def pay_faults(document: Document) -> Iterator[tuple[str, bool]]:
    """What is wrong with the answers: the sentence, and whether it forbids the issue."""
    data = document.data
    way = data.get("pay")
    if not way:
        return  # said as unanswered
    if way == NOTHING:
        yield (
            "Соглашение составляется без выплаты, а статья 351.8 Трудового кодекса требует указать её размер и условия. "
            "Проверьте, допускает ли это ваше положение об оплате труда.",
            False,
        )
    elif not whole_number(data.get("amount") or ""):
        yield "Впишите размер выплаты числом: 5000, 15 или 10.", True
    if way != NOTHING and not (data.get("pay_ground") or "").strip():
        yield f"{NO_LOCAL_ACT} Впишите его: положение об оплате труда, коллективный договор.", True
