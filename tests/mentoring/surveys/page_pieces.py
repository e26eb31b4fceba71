"""Addresses of the school's questionnaires, what a page says, and what its form would send."""

from django.urls import reverse

from mentoring.surveys.models import Questionnaire
from mentoring.surveys.wording import Question


def here(name: str, *arguments, place: str = "lesnaya") -> str:
    return reverse(f"surveys:{name}", args=[place, *arguments])


def text_of(response) -> str:
    return response.content.decode()


def form_of(client, url: str) -> dict[str, str]:
    """What the form on the page would send as it stands."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else str(value) for name, value in values.items() if value not in (None, False)}


def asked(own: Questionnaire, code: str) -> Question:
    own.refresh_from_db()
    return own.wording.question(code)
