"""Ages that the law of consents asks about; plain arithmetic of dates."""

from datetime import date

# 152-ФЗ names no age of self-consent; practice takes the age of majority (ГК РФ, статья 21).
ADULT_AGE = 18
# From this age a teenager is asked to sign beside the representative.
OWN_SIGNATURE_AGE = 14
# A sheet printed for a child of this age has the teenager's line already: it may be signed after the birthday.
OWN_LINE_AGE = OWN_SIGNATURE_AGE - 1


def full_years(born: date, day: date) -> int:
    """Born on 29 February, one grows older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def grown_up_by(day: date) -> date:
    """Whoever was born on this date or earlier is of age on the day."""
    year = day.year - ADULT_AGE
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def birthday_of_age(born: date) -> date:
    """The first day on which the person is of age."""
    year = born.year + ADULT_AGE
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
