"""What may be shown where nobody must be recognised: no figure of fewer than `FEWEST` people, nor one that subtraction gives.

A *group* is the people whose answers a figure is made of. Within a group of five or more the distribution is shown whole: that
two of eight said «1» tells of no one; that the only two mentors said it would.

Groups that make up a whole which is told too (sides of a wave) are told only so that every sum and difference of what is shown
has at least `FEWEST` people behind it or nobody: if the hidden ones are fewer, or only one is hidden (the whole less the others
would give it), the next smallest is hidden too (secondary suppression of table cells, the usual practice of statistical
offices: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4). Hidden groups' numbers are hidden with them.

Answers to different questions never add up to each other. Those to one question are split in one way at most: anonymous sheets
keep no form of mentoring and are told by side only; to a head a confidential wave tells, besides the whole, only the means of
those who answered before and after, when those who answered once are five or nobody (`may_split_off`).
"""

from collections.abc import Hashable, Mapping

from ..anonymity import FEWEST


def shown[Key: Hashable](sizes: Mapping[Key, int]) -> frozenset[Key]:
    """Which of the groups may be shown beside the whole that they make up. Empty ones are nobody's and count nowhere."""
    groups = sorted((key for key in sizes if sizes[key]), key=lambda key: sizes[key])
    hidden = [key for key in groups if sizes[key] < FEWEST]
    while hidden and len(hidden) < len(groups) and (len(hidden) == 1 or sum(sizes[key] for key in hidden) < FEWEST):
        hidden.append(groups[len(hidden)])
    return frozenset(groups[len(hidden) :])


def may_show(people: int) -> bool:
    """Whether a figure of so many people may stand alone."""
    return people >= FEWEST


def may_split_off(people: int, whole: int) -> bool:
    """Whether a figure of `people` may stand beside one of the `whole` that they belong to."""
    rest = whole - people
    return people >= FEWEST and (rest == 0 or rest >= FEWEST)
