"""Russian as a secretary writes it: cases of names, posts and institutions, numbers with nouns, tidy texts, search
keys.

Pure functions over petrovich and pymorphy3 (loaded at the first word that needs it); no models, no settings, no
database. May import nothing of ours. What the rules cannot know is overridden per person (see ``names``) or stands in
``exceptions``.
"""

from schools.russian.cases import LABELS, OBLIQUE, Case
from schools.russian.gender import guess_gender
from schools.russian.governed import stands_in
from schools.russian.names import (
    Name,
    decline_many,
    decline_name,
    decline_surname_initials,
    initials,
    initials_surname,
    short_screen,
)
from schools.russian.numerals import number_words
from schools.russian.organisations import decline_organisation
from schools.russian.papers import agree, agree_approved, date_words, nbsp_document
from schools.russian.plural import count, plural
from schools.russian.posts import decline_post
from schools.russian.text import (
    NBSP,
    capitalised,
    fix_lookalikes,
    normalise_key,
    search_key,
    tidy_name,
    tidy_post,
    tidy_spaces,
)

__all__ = [
    "LABELS",
    "NBSP",
    "OBLIQUE",
    "Case",
    "Name",
    "agree",
    "agree_approved",
    "capitalised",
    "count",
    "date_words",
    "decline_many",
    "decline_name",
    "decline_organisation",
    "decline_post",
    "decline_surname_initials",
    "fix_lookalikes",
    "guess_gender",
    "initials",
    "initials_surname",
    "nbsp_document",
    "normalise_key",
    "number_words",
    "plural",
    "search_key",
    "short_screen",
    "stands_in",
    "tidy_name",
    "tidy_post",
    "tidy_spaces",
]
