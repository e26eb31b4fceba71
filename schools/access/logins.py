"""Logins as people type them from a slip: `dronina-tn`."""

from django.db.models import Q

from schools.models import User

_LETTERS = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}


def latin(text: str) -> str:
    """Letters as in passports (ICAO 9303), lower case; whatever is neither letter nor digit disappears."""
    letters = (_LETTERS.get(sign, sign if sign.isascii() and sign.isalnum() else "") for sign in text.lower())
    return "".join(letters)


def login_for(full_name: str) -> str:
    """«Дронина Таисия Николаевна» → `dronina-tn`, by itself, taken or not."""
    surname, *rest = full_name.split()[:3] or [""]
    initials = "".join(latin(word)[:1] for word in rest)
    return "-".join(part for part in (latin(surname)[:40] or "user", initials) if part)


def propose_logins(full_names: list[str]) -> list[str]:
    """A free login for each name, different from one another: `dronina-tn`, `dronina-tn2`. One query."""
    wanted = [login_for(name) for name in full_names]
    alike = Q(pk=None)
    for login in set(wanted):
        alike |= Q(username__startswith=login)
    taken = set(User.objects.filter(alike).values_list("username", flat=True))
    found = []
    for login in wanted:
        free, number = login, 2
        while free in taken:
            free, number = f"{login}{number}", number + 1
        taken.add(free)
        found.append(free)
    return found
