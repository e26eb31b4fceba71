"""Names of institutions in the six cases, by their head words; what stands in quotes never changes."""

from functools import lru_cache

from schools.russian.cases import Case
from schools.russian.phrases import Group, Phrase
from schools.russian.words import is_word

_DASHES = frozenset({"–", "—", "-"})
# Heads whose proper designation follows at the very end: «учреждение дополнительного образования детско-юношеская
# школа».
_GENERIC = frozenset({"учреждение", "организация", "предприятие"})
# Words after which a nominative is not a second head.
_STOP = frozenset({"имени", "им.", "по", "на", "в", "во", "за", "под", "при", "о", "об", "и", "для", "филиал"})


@lru_cache(maxsize=1024)
def decline_organisation(name: str, case: Case) -> str:
    """An organisation's name in a case: «муниципального бюджетного общеобразовательного учреждения «Лесная …»».

    Unchanged: quotes, abbreviations («МБОУ»), everything that depends on the head («администрации района», «в с.
    Лесное»). Changed besides the head: what explains it in the nominative («учреждение детский сад № 5», «центр … —
    детский сад»), and adjectives of an abbreviation («Лесной СОШ № 1»). The prepositional is that of place: «в детском
    саду».
    """
    phrase = Phrase(name, animate=False)
    words = [number for number, token in enumerate(phrase.tokens) if is_word(token)]
    while words and phrase.abbreviation(words[0]) and _joined(phrase, words[0]):
        words.pop(0)
    if not words or not is_word(phrase.tokens[words[0]]):
        return name
    group = phrase.group(words[0], sure=False)
    if group is None:
        return name
    index = _appositions(phrase, phrase.add(group))
    _after_dashes(phrase, index)
    if group.head is not None and group.head.parse.normal_form in _GENERIC:
        _at_the_end(phrase, index)
    declined = phrase.render(case)
    return declined.replace("детском саде", "детском саду").replace("Детском саде", "Детском саду")


def head_of(title: str) -> Group | None:
    """The head group of a title of a paper or of an organisation, for agreement with it; None when there is none."""
    phrase = Phrase(title.strip(' «»"'), animate=False)
    for number, token in enumerate(phrase.tokens):
        if is_word(token) and not phrase.abbreviation(number):
            return phrase.group(number, sure=False)
    return None


def _joined(phrase: Phrase, index: int) -> bool:
    """Only a space stands between the abbreviation and the next word: nothing is declined beyond a quote or a dash."""
    after = phrase.tokens[index + 1 : index + 3]
    return len(after) == 2 and after[0].isspace() and is_word(after[1])


def _appositions(phrase: Phrase, index: int) -> int:
    while index + 1 < len(phrase.tokens) and phrase.tokens[index].isspace():
        group = phrase.group(index + 1, sure=True, plural=False)
        if group is None or group.head is None:
            return index
        index = phrase.add(group)
    return index


def _after_dashes(phrase: Phrase, index: int) -> None:
    tokens = phrase.tokens
    for number in range(index, len(tokens) - 2):
        if tokens[number] in _DASHES and tokens[number + 1].isspace():
            group = phrase.group(number + 2, sure=True, plural=False)
            if group is not None:
                _appositions(phrase, phrase.add(group))


def _at_the_end(phrase: Phrase, index: int) -> None:
    tokens = phrase.tokens
    taken = {piece.token for piece in phrase.pieces}
    before = ""
    for number in range(index, len(tokens)):
        token = tokens[number]
        if not is_word(token):
            continue
        if token.lower() in _STOP or phrase.abbreviation(number):
            before = token.lower()
            if before in {"имени", "им.", "филиал"} or phrase.abbreviation(number):
                return
            continue
        if before not in _STOP and number not in taken:
            group = phrase.group(number, sure=True, plural=False)
            if group is not None and group.head is not None:
                phrase.add(group)
                return
        before = token.lower()
