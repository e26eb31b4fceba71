"""What is kept about a person, given out."""

from schools.access.roles import acts_as
from schools.journal.models import Entry
from schools.journal.services import record
from schools.models import Organisation, Person, User


def portrait_taken(person: Person, ending: str, organisation: Organisation, by: User, roles: frozenset[str]) -> Entry:
    """That all about the person was taken as a file stands in the journal. `ending`: pdf, docx or xlsx; `roles`: the reader's."""
    return record(
        "выгружены все сведения о человеке",
        person,
        organisation=organisation.legal_entity,
        user=by,
        after={"файл": ending},
        on_behalf=acts_as(roles),
    )
