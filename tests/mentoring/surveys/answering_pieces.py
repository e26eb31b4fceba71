"""Addresses of a ticket, and what a page says."""

import html

from django.urls import reverse

from mentoring.surveys.models import Ticket
from mentoring.surveys.tokens import token_of


def address(ticket: Ticket, name: str = "first", *more) -> str:
    return reverse(f"answer:{name}", args=[token_of(ticket.nonce), *more])


def text(response) -> str:
    return html.unescape(response.content.decode())
