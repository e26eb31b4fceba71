"""Papers of invented kinds begun, saved and issued through the services, and what their form sends."""

from uuid import uuid4

from django.urls import reverse

from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.kinds import kind_of
from mentoring.documents.services.papers import begin_paper, edit_paper, issue_paper
from schools.papers.models import Document
from tests.mentoring.documents.papers_cast import EVERYTHING
from tests.world import TODAY, YEAR

EMPTY = {
    "since": "",
    "what": "",
    "more": "",
    "which": "",
    "yes": False,
    "person": None,
    "control": None,
    "people": [],
    "pair": None,
    "pairs": [],
    "base": None,
    "plan": None,
    "rules": None,
    "protocol": {},
}


def at(name: str, *args) -> str:
    return reverse(f"documents:{name}", args=["lesnaya", *args])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def begun(world, kind=EVERYTHING, by=None, **subject) -> Document:
    return begin_paper(world.school, kind.code, YEAR, by or world.anna, uuid4(), **subject)


def again(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def texts(kind=EVERYTHING) -> dict[str, str]:
    return {part.code: part.default for part in kind.parts}


def saved(world, document: Document, **data) -> Document:
    fresh = again(document)
    words = texts(kind_of(fresh.kind))
    return edit_paper(fresh, version=fresh.version, data=data, texts=words, by=world.anna)


def issued(world, document: Document, **more) -> Document:
    return issue_paper(again(document), **{"day": TODAY, "by": world.anna, **more})


def sent(document: Document, **changes) -> dict:
    """What the form of the draft sends when nothing is changed."""
    form = PaperForm(document=document)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}
