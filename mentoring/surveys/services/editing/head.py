"""What stands round the questions: title, intro, thanks, for what and whom it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...models import Questionnaire
from ...selectors.questionnaires import wording_of
from ...wording import Wording
from .deed import editing, merged
from .states import HEAD
from .values import tidy

# As the journal calls them.
NAMES = {
    "title": "название",
    "purpose": "для чего",
    "side": "кто отвечает",
    "mode": "кто видит ответы",
    "forms": "формы наставничества",
    "heading": "заголовок",
    "intro": "вступление",
    "thanks": "благодарность",
}


def edit_head(
    questionnaire: Questionnaire, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> None:
    """New fields of `head_values`, merged with what others saved meanwhile. Raises `StalePiece`."""
    with editing(questionnaire, "изменены название и пояснения", by) as deed:
        own = deed.questionnaire
        saved = _values(own, deed.wording)
        wanted = {name: tidy(value) if isinstance(value, str) else value for name, value in values.items()}
        fields = merged(deed, "название и пояснения", wanted, saved, shown)
        for name in HEAD:
            setattr(own, name, fields[name])
        deed.wording = replace(deed.wording, title=fields["heading"], intro=fields["intro"], thanks=fields["thanks"])
        changed = [name for name in fields if fields[name] != saved[name]]
        deed.note(
            own.title,
            {NAMES[name]: saved[name] for name in changed},
            {NAMES[name]: fields[name] for name in changed},
        )


def head_values(questionnaire: Questionnaire) -> dict[str, Any]:
    """As the form shows it. `title` is read in lists by the curator, `heading` by those who answer."""
    return _values(questionnaire, wording_of(questionnaire))


def head_marks(questionnaire: Questionnaire) -> dict[str, str]:
    """Field → mark, for the form of the head."""
    return marks_of(head_values(questionnaire))


def _values(questionnaire: Questionnaire, wording: Wording) -> dict[str, Any]:
    words = {"heading": wording.title, "intro": wording.intro, "thanks": wording.thanks}
    return {name: getattr(questionnaire, name) for name in HEAD} | words
