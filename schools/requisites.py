"""Numbers of an organisation: their control digits, and its telephone as letterheads print it."""

import re

# What each of the first nine digits weighs in the tenth of an organisation's ИНН (order of the tax service ММВ-7-6/435@).
INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
# A code of three digits: mobile and free numbers, and the largest cities; other codes have four or five.
SHORT_CODE = re.compile(r"9\d\d|80[0-9]|34[237]|351|383|391|423|473|49[589]|81[2]|831|84[36]|86[123]")


def is_inn(typed: str) -> bool:
    """False only for ten digits of which the last contradicts the others: other lengths are told of by the field."""
    if not re.fullmatch(r"[0-9]{10}", typed):
        return True
    total = sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, typed, strict=False))
    return total % 11 % 10 == int(typed[9])


def is_ogrn(typed: str) -> bool:
    """False only for thirteen digits of which the last contradicts the others (the remainder by eleven)."""
    if not re.fullmatch(r"[0-9]{13}", typed):
        return True
    return int(typed[:12]) % 11 % 10 == int(typed[12])


def tidy_city_phone(typed: str) -> str:
    """«83013341032» → «8 (3013) 34-10-32». Whatever was parted by hand stays as it was typed: codes differ in length."""
    typed = " ".join(typed.split())
    found = re.fullmatch(r"(?:\+7|8|7)([0-9]{10})", typed)
    if found is None:
        return typed
    digits = found[1]
    code = 3 if SHORT_CODE.match(digits) else 4
    number = digits[code:]
    return f"8 ({digits[:code]}) {number[:-4]}-{number[-4:-2]}-{number[-2:]}"
