"""Who the child is to the representative: the card keeps the other side («мать»), and a list of children is read by the child."""

import re

from schools.enums import Gender
from schools.models import Representation

# What the representative is called → (boy, girl).
_CHILD = (
    (r"при[её]мн\w+ (?:мать|мама|отец|папа|родитель)", ("приёмный сын", "приёмная дочь")),
    (r"мать|мама|отец|папа|родитель", ("сын", "дочь")),
    (r"мачеха|отчим", ("пасынок", "падчерица")),
    (r"бабушка|дедушка|дед", ("внук", "внучка")),
    (r"опекун\w*|попечитель\w*", ("подопечный", "подопечная")),
    (r"т[её]тя|дядя", ("племянник", "племянница")),
    (r"брат|сестра", ("брат", "сестра")),
)


def child_is(link: Representation) -> str:
    """«сын», «внучка», «подопечный»: who the pupil is to the representative; '' where the card does not tell."""
    words = link.relation.strip().lower()
    for pattern, (boy, girl) in _CHILD:
        if re.match(rf"(?:{pattern})(?!\w)", words):
            return (
                {Gender.MALE: boy, Gender.FEMALE: girl}.get(Gender(link.pupil.gender), "") if link.pupil.gender else ""
            )
    return ""


def child_words(link: Representation, *, own: bool = False) -> str:
    """«Малов Лев Ильич — сын»; more of the relation than one word, or one that names no child, is told as it stands.

    `own`: told to the representative: «… — сын; вы мать».
    """
    relation, child = link.relation.strip(), child_is(link)
    relation = relation[:1].lower() + relation[1:]
    words = f"{link.pupil.full_name} — {child}" if child else link.pupil.full_name
    if relation and own:
        return f"{words}; вы {relation}"
    if relation and (not child or " " in relation):
        return f"{words}; представитель — {relation}"
    return words
