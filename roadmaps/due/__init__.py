"""From a due date in prose («Август – сентябрь 2022», «ежегодно октябрь») to days of an academic year.

`read_due` gives the days, `falls_in` whether the measure belongs to a year at all, `shift_due` the same prose some years
later, `is_due` whether a text is such prose, `impossible_day` what in it no calendar has. Pure functions: no models, no
settings, no database.

Which academic year a date belongs to (one only, 1 September – 31 August, but for preparation in summer):

- what lies wholly in August prepares the year that follows: «август 2024», «25 августа» belong to 2024/25;
- what begins in June–August and goes on after 1 September belongs whole to the year in which it goes on:
  «август – сентябрь 2022» is 2022/23 and begins before its first day;
- what begins earlier and ends in August closes the old year: «июнь – август 2025» is 2024/25;
- without a year a month stands where the academic year has it: «октябрь» is of its first calendar year, «май» of its
  second;
- a year after a range or a list is that of the last month, earlier ones count back from it: «декабрь – январь 2025 года»
  begins in December 2024.
"""

from .dates import Due, falls_in, read_due
from .impossible import impossible_day
from .shifting import shift_due
from .telling import begins_due, has_due, is_due

__all__ = ["Due", "begins_due", "falls_in", "has_due", "impossible_day", "is_due", "read_due", "shift_due"]
