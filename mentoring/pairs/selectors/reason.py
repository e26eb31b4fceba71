"""«Почему эти люди»: what the product proposes to write there, and what becomes of it when the people change."""

from collections.abc import Mapping

from mentoring.banks.selectors import Fit, fits_of

from .draft import Draft
from .words import why


def proposed_reason(draft: Draft, fits: Mapping[int, Fit] | None = None) -> str:
    """What goes into the pair's own «почему эти люди»; empty when nothing speaks for them. `fits`: by mentee, if known."""
    if fits is None:
        found = fits_of([draft.mentor], draft.mentees)
        fits = {mentee.pk: found[draft.mentor.pk, mentee.pk] for mentee in draft.mentees}
    group = len(draft.mentees) > 1
    return " ".join(
        sentence
        for mentee in draft.mentees
        for sentence in why(fits[mentee.pk], mentee.person.short_name if group else "наставляемый")
    )


def other_people(draft: Draft) -> bool:
    """The draft puts other people together than the pair that it changes."""
    if draft.pair is None:
        return False
    before = Draft.of(draft.pair)
    return before.mentor.pk != draft.mentor.pk or {m.pk for m in before.mentees} != {m.pk for m in draft.mentees}


def reason_for(draft: Draft, reason: str) -> tuple[str, str]:
    """The reason to keep with the changed pair, and a sentence about it for the curator (empty: nothing to say).

    Words about the former people that nobody wrote are proposed anew; words of a person's own stay, with a warning.
    """
    reason = reason.strip()
    if draft.pair is None or not reason or not _same(reason, draft.pair.reason) or not other_people(draft):
        return reason, ""
    if not _same(reason, proposed_reason(Draft.of(draft.pair))):
        return reason, "«Почему эти люди» написано о прежних людях: проверьте текст, руководитель прочтёт его."
    anew = proposed_reason(draft)
    if not anew:
        return "", "«Почему эти люди» было о прежних людях и убирается: напишите, чем эти люди подходят друг другу."
    return anew, f"«Почему эти люди» предлагается заново: {anew}"


def _same(one: str, other: str) -> bool:
    """Browsers change line ends; spaces mean nothing here."""
    return one.split() == other.split()
