"""Acts that recommend and do not bind: letters, recommendations. Which of the two an act is, its first words tell, as the
list of acts is kept by schools and administrators.
"""

import re

# The first noun of a citation, in the instrumental; then in the genitive and in the nominative.
_NOUNS = {
    "письмом": ("письма", "письмо"),
    "письмами": ("писем", "письма"),
    "рекомендациями": ("рекомендаций", "рекомендации"),
    "разъяснениями": ("разъяснений", "разъяснения"),
}
# «совместным письмом», «информационно-методическими рекомендациями».
_ENDINGS = (
    ("ыми", ("ых", "ые")), ("ими", ("их", "ие")), ("ым", ("ого", "ое")), ("ним", ("него", "нее")), ("им", ("ого", "ое")),
)  # fmt: skip
_FIRST = re.compile(rf"((?:[а-яё-]+(?:ыми?|ими?)\s+){{0,3}})({'|'.join(_NOUNS)})(?=\s|$)", re.IGNORECASE)
_GENITIVE, _NOMINATIVE = 0, 1


def recommends(citation: str) -> bool:
    """Whether an act cited so in the instrumental case recommends."""
    return _FIRST.match(citation.strip()) is not None


def reckoned(citation: str) -> str:
    """What stands after «с учётом»: «методических рекомендаций (письмо … № …)», «письма … № …»."""
    citation = citation.strip()
    found = _FIRST.match(citation)
    if found is None:
        return citation
    rest = citation[found.end() :]
    # Brackets within brackets are not written: such a letter is named itself.
    if "письм" not in found[2].lower() or "рекомендац" not in rest.lower() or "(" in rest:
        return _in_case(found, _GENITIVE) + rest
    what = "методических рекомендаций" if "методическ" in rest.lower() else "рекомендаций"
    return f"{what} ({_in_case(found, _NOMINATIVE)}{rest})"


def _in_case(found: re.Match[str], case: int) -> str:
    adjectives = [_declined(word.lower(), case) for word in found[1].split()]
    return " ".join([*adjectives, _NOUNS[found[2].lower()][case]])


def _declined(word: str, case: int) -> str:
    for ending, declined in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + declined[case]
    return word
