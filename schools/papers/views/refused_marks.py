"""A mark of acquaintance that was refused: its ticks and day, kept till the paper is shown again."""

from typing import Any

from schools.access.gates import OrganisationRequest

# In the session; no list of acquaintance is longer.
NAME, KEPT = "acquainted_ticked", 500


def keep_marks(request: OrganisationRequest, paper: int, ids: list[int], sentence: str) -> None:
    """What was refused is not ticked anew by hand: the list shows it once more, with the day as typed and the reason."""
    day = request.POST.get("acquainted_on", "")[:20]
    request.session[NAME] = {"paper": paper, "ids": ids[:KEPT], "day": day, "sentence": sentence}


def kept_marks(request: OrganisationRequest, paper: int) -> dict[str, Any] | None:
    """Once: the ticks (`ids`), the `day` and the `sentence` of a refused mark of this paper."""
    kept: dict[str, Any] | None = request.session.get(NAME)
    if kept is None or kept["paper"] != paper:
        return None
    del request.session[NAME]
    return kept
