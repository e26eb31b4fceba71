"""The same due date some years later."""

import re
from calendar import isleap

_YEAR = re.compile(r"(?<![\dA-Za-z№])(?<!№ )((?:199|20\d)\d)(?!\d)")
# «2024/25», «2024–25»: the second half of an academic year.
_PAIR = re.compile(r"(?<![\dA-Za-z№])(?<!№ )((?:199|20\d)\d)(\s?[/–—-]\s?)(\d\d)(?![\d.])")
_SHORT_DATE = re.compile(r"(?<![\d.])(\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.\s?)(\d\d)(?!\d)")
_SHORT_PAIR = re.compile(r"(?<![\d.])(\d\d)(\s?[/–—-]\s?)(\d\d)(?=\s?(?:уч|г))", re.IGNORECASE)
_LEAP_DAY = re.compile(r"(?<!\d)29(\.\s?0?2\.\s?|\s+февраля\s+)((?:199|20\d)\d)(?!\d)", re.IGNORECASE)


def shift_due(text: str, by_years: int) -> str:
    """Years in the prose moved, everything else as it stands: «Август – сентябрь 2022» by 1 is «Август – сентябрь
    2023». A prose without years stays as it is. 29 February becomes 28 where the year has none."""
    if not by_years:
        return text

    def pair(match: re.Match[str]) -> str:
        first, second = int(match[1]), int(match[3])
        if second != (first + 1) % 100:
            return match[0]
        return f"{match[1]}{match[2]}{(second + by_years) % 100:02d}"

    def short_pair(match: re.Match[str]) -> str:
        if (int(match[1]) + 1) % 100 != int(match[3]):
            return match[0]
        return f"{(int(match[1]) + by_years) % 100:02d}{match[2]}{(int(match[3]) + by_years) % 100:02d}"

    text = _SHORT_PAIR.sub(short_pair, text)
    text = _PAIR.sub(pair, text)
    text = _SHORT_DATE.sub(lambda match: f"{match[1]}{(int(match[2]) + by_years) % 100:02d}", text)
    text = _YEAR.sub(lambda match: str(int(match[1]) + by_years), text)
    return _LEAP_DAY.sub(lambda match: match[0] if isleap(int(match[2])) else f"28{match[1]}{match[2]}", text)
