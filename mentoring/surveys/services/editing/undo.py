"""Taking the last deed of editing back."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from schools.models import User

from ...models import Questionnaire, QuestionnaireEdit
from ...wording import Wording
from .deed import editing
from .states import Undoing, give, state_of


def last_edit(questionnaire: Questionnaire, by: User | None) -> QuestionnaireEdit | None:
    """What «Отменить» would take back: the user's own last deed that still stands."""
    return QuestionnaireEdit.objects.filter(questionnaire=questionnaire, by=by, undone_at__isnull=True).first()


def undo_edit(questionnaire: Questionnaire, by: User | None) -> QuestionnaireEdit:
    """Take back the user's last deed of editing that still stands. Called again, it takes back the one before.

    What others changed since elsewhere stays. Refused in words when what the deed touched was changed since, by whomever.
    """
    with editing(questionnaire, "правка отменена", by, undoable=False) as deed:
        edit = last_edit(deed.questionnaire, by)
        if edit is None:
            raise ValidationError("Отменять нечего: ваших правок, которые ещё действуют, в этой анкете нет.")
        undoing = Undoing(edit.before, edit.after, state_of(deed.questionnaire))
        if undoing.clashes:
            raise ValidationError(
                f"«{edit.deed}»: отменить нельзя, это место анкеты с тех пор изменили. Поправьте его вручную."
            )
        state = undoing.state()
        give(deed.questionnaire, state)
        deed.wording = Wording.read_loosely(state["content"])
        edit.undone_at = timezone.now()
        edit.save(update_fields=["undone_at"])
        deed.note(edit.deed, {"правка": edit.deed}, {})
    return edit
