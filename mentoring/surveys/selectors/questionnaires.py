"""Reading questionnaires: what they ask once the dictionaries are filled in, and where they are used."""

from collections.abc import Iterable
from dataclasses import replace

from mentoring.banks.selectors.dictionary import forms_for, kinds_for, topics_for
from schools.models import Organisation, User
from schools.russian import search_key

from ..enums import WaveStatus
from ..library import LibraryItem, library_item, narrowed
from ..models import Edition, Questionnaire, Wave
from ..wording import Option, Question, Wording

# Sources whose words stand in the dictionaries of the banks; people are another matter.
DICTIONARIES = {"topics": topics_for, "kinds": kinds_for, "forms": forms_for}


def wording_of(questionnaire: Questionnaire | Edition) -> Wording:
    """What it says, faulty or not: a page must open even when a rule has become stricter since."""
    return Wording.read_loosely(questionnaire.content)


def filled(wording: Wording, organisation: Organisation) -> Wording:
    """The wording with the options that come from the organisation's dictionaries: codes `t12`, `k3`, `f_teacher_pupil`.

    At most one query for each dictionary that is used.
    """
    entity = organisation.legal_entity
    used = {question.source for question in wording.questions()} & set(DICTIONARIES)
    words = {source: list(DICTIONARIES[source](entity)) for source in used}

    def with_options(question: Question) -> Question:
        if question.source not in words:
            return question
        chosen = narrowed(question, words[question.source])
        options = tuple(Option(_code(question.source, one), one.name) for one in chosen)
        return replace(question, options=options)

    return replace(
        wording,
        sections=tuple(
            replace(section, questions=tuple(map(with_options, section.questions))) for section in wording.sections
        ),
    )


def _code(source: str, word) -> str:
    if source == "forms":
        return f"f_{word.code.replace('-', '_')}"[:40]
    return f"{source[0]}{word.pk}"


def running_waves(questionnaire: Questionnaire) -> list[Wave]:
    """Waves that ask by this questionnaire now: they keep the words with which they began."""
    return list(Wave.objects.filter(parts__questionnaire=questionnaire, status=WaveStatus.OPEN).distinct())


def drafts_with(questionnaire: Questionnaire) -> list[Wave]:
    """Waves being prepared that will ask by it."""
    return list(Wave.objects.filter(parts__questionnaire=questionnaire, status=WaveStatus.DRAFT).distinct())


def asked_kinds(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Code of every question that a wave has ever asked → the kinds under which it was asked."""
    found: dict[str, set[str]] = {}
    for content in Edition.objects.filter(questionnaire=questionnaire).values_list("content", flat=True):
        for question in Wording.read_loosely(content).questions():
            found.setdefault(question.code, set()).add(question.kind)
    return found


def taken_items(user: User, organisation: Organisation) -> dict[str, Questionnaire]:
    """Code of a library's questionnaire → the organisation's own one that was taken from it."""
    taken = Questionnaire.objects.visible_to(user).filter(organisation=organisation.legal_entity).exclude(origin="")
    return {one.origin: one for one in taken}


def narrowed_library(
    items: Iterable[LibraryItem], *, purpose: str = "", side: str = "", q: str = ""
) -> list[LibraryItem]:
    """Of the library's, those for the purpose and side whose title, note or questions hold every word of `q` (a search key)."""
    words = q.split()
    return [
        item
        for item in items
        if (not purpose or item.purpose == purpose)
        and (not side or item.side == side)
        and (not words or all(word in _searched(item) for word in words))
    ]


def _searched(item: LibraryItem) -> str:
    return search_key(" ".join([item.title, item.about, *(one.text for one in item.wording.questions())]))


def origin_of(questionnaire: Questionnaire) -> LibraryItem | None:
    """The library's questionnaire that it was taken from, while that is still there."""
    return library_item(questionnaire.origin) if questionnaire.origin else None
