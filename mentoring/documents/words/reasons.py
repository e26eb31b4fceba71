"""The reason of an order, after the words «в связи с»."""

import re

from schools.russian import Case, stands_in

_LEAD = re.compile(r"^(?:в связи )?(?:с|со) ", re.IGNORECASE)
# «со сменой», «со вступлением»: before a hiss or «в», «м» with another consonant.
_HARD = re.compile(r"^(?:[сзшж][бвгджзйклмнпрстфхцчшщ]|щ|вс|вт|мн)", re.IGNORECASE)
INSTRUMENTAL = "В каком падеже причина, решает слово «с»: «кадровыми изменениями», «переходом на другую работу»."


def tidy_reason(typed: str) -> str:
    """What stands after «с»: without these words if they were typed, with a small letter, without the dot."""
    words = _LEAD.sub("", " ".join(typed.split())).strip(" .,;")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def because(typed: str) -> str:
    """«в связи с переходом на другую работу»; "" without a reason."""
    reason = tidy_reason(typed)
    return f"в связи {_with(reason)}" if reason else ""


def doubt_of_reason(typed: str) -> str:
    """A sentence when the reason seems to stand in another case than «с» asks for, else ""."""
    reason = tidy_reason(typed)
    if not reason or stands_in(reason, Case.ABLT):
        return ""
    return f"На листе будет «в связи {_with(reason)}». {INSTRUMENTAL}"


def _with(reason: str) -> str:
    return f"со {reason}" if _HARD.match(reason) else f"с {reason}"
