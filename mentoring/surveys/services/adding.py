"""Somebody forgotten when the list of a wave was made."""

from schools.journal.services import record
from schools.models import Person, User

from ..enums import Audience, WaveStatus
from ..models import Ticket, Wave
from .rights import require_curator
from .tickets import BLIND, issue_tickets
from .waves import WaveRefused, in_words, locked


def why_not_add(wave: Wave) -> str:
    """Why nobody can be added to the wave; empty when somebody can."""
    if wave.status != WaveStatus.OPEN:
        return "Добавить человека можно, пока анкетирование идёт."
    if wave.is_anonymous:
        return BLIND
    if wave.audience != Audience.LIST:
        return "Здесь спрашивают не по списку: кто появится в банке, паре или классе, того спросят без вас."
    return ""


def add_person(wave: Wave, person: Person, by: User) -> list[Ticket]:
    """Ask this person of the organisation too, as every side that the list makes of him or her. Returns the new tickets, none
    when the person is asked already. Raises `WaveRefused` when nobody can be added, or the wave's sides are not the person's."""
    require_curator(by, wave.organisation)
    with in_words():
        row = locked(wave)
        if reason := why_not_add(row):
            raise WaveRefused([reason])
        if person.organisation_id != row.organisation_id or person.archived_on or person.destroyed_at:
            raise WaveRefused(["Такой карточки среди действующих нет. Выберите другого человека."])
        chosen = row.choice.get("people", [])
        if person.pk in chosen and row.tickets.filter(person=person).exists():
            return []
        row.choice = {**row.choice, "people": [*chosen, *({person.pk} - set(chosen))]}
        row.version += 1
        row.save(update_fields=["choice", "version"])
        issued = issue_tickets(row, row.organisation.today())
        if not any(person.pk in (one.person_id, one.about_id) for one in issued):
            words = "анкета этого человека не спрашивает. Сначала внесите его в банк той стороны, которая отвечает."
            raise WaveRefused([f"{person.short_name}: {words}"])
        after = {"кто": person.short_name}
        record("добавлен в анкетирование", row, organisation=row.organisation, user=by, after=after)
    return issued
