"""Lines of the cards of both banks, as values: what the forms read, the services write and a questionnaire proposes."""

from dataclasses import dataclass

from .enums import Priority, RequestSource
from .models import Topic


@dataclass(frozen=True)
class StrengthLine:
    """What a mentor can give: a topic, made precise where the topic wants it («предмет: физика»)."""

    topic: Topic
    detail: str = ""


@dataclass(frozen=True)
class RequestLine:
    """One request or difficulty of a mentee and who said so."""

    topic: Topic
    detail: str = ""
    priority: int = Priority.MIDDLE
    source: str = RequestSource.SELF
