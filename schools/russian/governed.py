"""Whether what somebody typed stands in the case that the words before it ask for: «в связи с переходом», not «переход»."""

from schools.russian.cases import Case
from schools.russian.dictionary import PROPER, parses
from schools.russian.words import is_abbreviation, is_word, tokenize

# The head noun of a reason is among its first words: «изменением», «длительной временной нетрудоспособностью».
_FIRST = 4


def stands_in(phrase: str, case: Case) -> bool:
    """False only when the first noun of the phrase, a known common word, cannot be in the case. What cannot be judged
    (a name, an abbreviation, no noun among the first words) stands.
    """
    for word in [token for token in tokenize(phrase) if is_word(token)][:_FIRST]:
        if is_abbreviation(word) or "-" in word:
            return True
        known = [parse for parse in parses(word) if parse.is_known]
        if not known or any(PROPER & parse.tag.grammemes for parse in known):
            return True
        nouns = [parse.tag.grammemes for parse in known if parse.tag.POS == "NOUN"]
        if nouns:
            return any(case.value in grammemes for grammemes in nouns)
    return True
