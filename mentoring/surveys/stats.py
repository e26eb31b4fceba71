"""The few statistics that a school's survey needs, in plain Python: no library has to be installed to answer «стало ли лучше».

Figures come as counts (`{value: how many}`), because the database counts and nothing else travels. `sd` is the sample's, with
n − 1 (NIST/SEMATECH e-Handbook, 1.3.5.6).

Before and after of the same persons are compared by their differences:

- interval: mean ± t(0.975, n − 1) · sd / √n, Student's paired interval (NIST/SEMATECH e-Handbook, 7.3.1);
- size: mean / sd of the differences, Cohen's d for paired data, «d_z» (Cohen, Statistical Power Analysis, 2nd ed., 1988;
  Lakens, Frontiers in Psychology 4:863, 2013); small from 0.2, noticeable from 0.5, large from 0.8;
- check for small groups (n ≤ 40): the exact test of Fisher and Pitman, which turns the sign of every difference in all ways and
  asks how often chance alone moves the sum as far. It presumes nothing about the form of the answers, and a scale of ten
  steps with many equal answers is exactly where the interval alone promises too much.

The plain word (`verdict`):

- fewer than 6 persons: «слишком мало ответов, чтобы судить» — even if all six moved one way, chance does so in 2 cases of 64
  (3 %), with five in 2 of 32 (6 %): under six nothing can be told from chance at the usual 5 %;
- nobody changed: «никто не изменил ответа»;
- the interval holds zero, or the exact test says 5 % and more: «разница может быть случайной»;
- otherwise by size: under 0.5 «небольшая, но устойчивая», under 0.8 «заметная, устойчивая», from 0.8 «большая, устойчивая».
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Counts = Mapping[Any, int]  # numbers of either kind

LEAST, EXACT_UP_TO, LEVEL = 6, 40, 0.05
NOTICEABLE, LARGE = 0.5, 0.8
TOO_FEW = "слишком мало ответов, чтобы судить"
UNCHANGED = "никто не изменил ответа"
CHANCE = "разница может быть случайной"
SMALL_WORD, NOTICEABLE_WORD, LARGE_WORD = "небольшая, но устойчивая", "заметная, устойчивая", "большая, устойчивая"


@dataclass(frozen=True)
class Summary:
    """n, mean, sample sd (None under two answers), median; all None without answers."""

    n: int
    mean: float | None = None
    sd: float | None = None
    median: float | None = None


@dataclass(frozen=True)
class Change:
    """Before and after of the same `n` persons. `low` … `high` is the 95 % interval of the mean `difference`; `effect` is None
    when all differ equally."""

    n: int
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    effect: float | None
    verdict: str

    @property
    def is_firm(self) -> bool:
        """Whether the difference can be trusted."""
        return self.verdict in (SMALL_WORD, NOTICEABLE_WORD, LARGE_WORD)


def summary(counts: Counts) -> Summary:
    n = sum(counts.values())
    if not n:
        return Summary(0)
    return Summary(n, mean(counts), sd(counts), median(counts))


def brief(counts: Counts) -> Summary:
    """Of at least one answer, number and mean only: the spread of groups so small says little."""
    return Summary(sum(counts.values()), mean(counts))


def mean(counts: Counts) -> float:
    """Of at least one answer."""
    return math.fsum(value * times for value, times in counts.items()) / sum(counts.values())


def sd(counts: Counts) -> float | None:
    """None under two answers."""
    n = sum(counts.values())
    if n < 2:
        return None
    middle = mean(counts)
    return math.sqrt(math.fsum(times * (value - middle) ** 2 for value, times in counts.items()) / (n - 1))


def median(counts: Counts) -> float:
    """Of at least one answer; of an even number, between the two in the middle."""
    n = sum(counts.values())
    return (_at(counts, (n - 1) // 2) + _at(counts, n // 2)) / 2


def _at(counts: Counts, place: int) -> float:
    for value, times in sorted(counts.items()):
        place -= times
        if place < 0:
            return float(value)
    raise IndexError(place)


def change(pairs: Mapping[tuple[float, float], int]) -> Change | None:
    """Compare {(before, after): how many persons}; None without persons."""
    n = sum(pairs.values())
    if not n:
        return None
    differences: dict[float, int] = {}
    for (before, after), times in pairs.items():
        differences[after - before] = differences.get(after - before, 0) + times
    befores = math.fsum(before * times for (before, _), times in pairs.items()) / n
    afters = math.fsum(after * times for (_, after), times in pairs.items()) / n
    middle, spread = mean(differences), sd(differences)
    low = high = effect = None
    if spread is not None:
        half = t_quantile(1 - LEVEL / 2, n - 1) * spread / math.sqrt(n)
        low, high = middle - half, middle + half
        effect = middle / spread if spread else None
    return Change(n, befores, afters, middle, low, high, effect, verdict(differences))


def verdict(differences: Counts) -> str:
    """The plain word of the module's rule for {difference: how many persons}."""
    n = sum(differences.values())
    if n < LEAST:
        return TOO_FEW
    if not any(times and value for value, times in differences.items()):
        return UNCHANGED
    middle, spread = mean(differences), sd(differences) or 0.0
    half = t_quantile(1 - LEVEL / 2, n - 1) * spread / math.sqrt(n)
    if abs(middle) <= half or (n <= EXACT_UP_TO and sign_flip_p(differences) >= LEVEL):
        return CHANCE
    size = abs(middle) / spread if spread else math.inf
    return SMALL_WORD if size < NOTICEABLE else NOTICEABLE_WORD if size < LARGE else LARGE_WORD


def sign_flip_p(differences: Counts) -> float:
    """Exact two-sided p of Fisher and Pitman: in what share of all 2ⁿ ways to turn signs the sum lies as far from zero.

    Differences are taken in tenths, so that means of several answers of one person count too.
    """
    steps = [round(abs(value) * 10) for value, times in differences.items() for _ in range(times)]
    observed = abs(sum(round(value * 10) * times for value, times in differences.items()))
    ways = {0: 1}
    for step in filter(None, steps):
        turned: dict[int, int] = {}
        for total, times in ways.items():
            for moved in (total + step, total - step):
                turned[moved] = turned.get(moved, 0) + times
        ways = turned
    far = sum(times for total, times in ways.items() if abs(total) >= observed)
    return far / sum(ways.values())


def t_quantile(share: float, freedom: int) -> float:
    """Student's t below which `share` (0.5 … 1) of the distribution lies; by halving, to the last digits that matter."""
    low, high = 0.0, 1.0
    while t_cdf(high, freedom) < share:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if t_cdf(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_cdf(value: float, freedom: int) -> float:
    """Share of Student's distribution below a `value` ≥ 0 (Abramowitz and Stegun, 26.7.1 with 26.5.27)."""
    return 1 - 0.5 * incomplete_beta(freedom / 2, 0.5, freedom / (freedom + value * value))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta, by the continued fraction of Abramowitz and Stegun 26.5.8 in Lentz's manner."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    fraction, upper, lower = 1.0, 1.0, 0.0
    for step in range(1000):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / ((1 + term * lower) or tiny)
        upper = (1 + term / upper) or tiny
        fraction *= upper * lower
        if step and abs(upper * lower - 1) < 1e-16:
            break
    return front * (fraction - 1)
