"""What stands in the way of a paper's issue: one sentence of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Obstacle:
    """A sentence; the page that mends it; whether it forbids the issue or only asks to think."""

    message: str
    url: str = ""
    link: str = ""
    blocks: bool = True
    # The pair that the head may let into the order without the consent; never for a minor.
    pair: int | None = None
    # How many consents of one person are missing; nought when it is about something else.
    sheets: int = 0
    # By which a page knows it, where the sentence alone would be compared; empty for most.
    code: str = ""
