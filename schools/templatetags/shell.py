"""Pieces of the interface in templates: icons, chips of status, headers that sort, short names."""

from typing import Any
from urllib.parse import unquote

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_micro

from schools.russian import guess_gender

register = template.Library()

# What a chip is called → its icon. The look of each is in app.css.
ICONS = {
    "draft": "pencil",
    "wait": "clock",
    "run": "arrow-path",
    "ok": "check",
    "done": "lock-closed",
    "owed": "exclamation-triangle",
    "bad": "x-circle",
    "off": "minus-circle",
}
# Statuses of all rooms by their stored value: a word means the same wherever it stands.
STATUS_CHIPS = {
    "candidate": "draft",
    "confirmed": "ok",
    "withdrawn": "off",
    "draft": "draft",
    "submitted": "wait",
    "returned": "owed",
    "approved": "ok",
    "ordered": "done",
    "ended": "off",
    "cancelled": "off",
    "prepared": "wait",
    "signed": "ok",
    "replaced": "off",
    "issued": "done",
    "annulled": "bad",
    "waiting": "wait",
    "running": "run",
    "done": "ok",
    "failed": "bad",
    "preview": "draft",
    "applied": "ok",
    "undone": "off",
    "changed": "owed",
    "planned": "draft",
    "under_way": "run",
    "not_held": "off",
    "open": "run",
    "closed": "done",
}


@register.simple_tag
def icon(name: str, size: int = 16) -> str:
    """A small icon drawn in the text's own colour; decoration only, the word beside it carries the meaning."""
    return heroicon_micro(name, size=size, **{"class": "ico"})


@register.simple_tag
def chip(kind: str, words: Any) -> SafeString:
    """A word of status with its icon. Kinds: draft, wait, run, ok, done, owed, bad, off."""
    return format_html(
        '<span class="chip chip-{}">{}{}</span>', kind, icon(ICONS.get(kind, "minus-circle")), str(words)
    )


@register.simple_tag
def status(subject: Any) -> SafeString:
    """The chip of anything that has a `status` of choices."""
    return chip(STATUS_CHIPS.get(subject.status, "off"), subject.get_status_display())


@register.simple_tag(takes_context=True)
def sort_th(context: RequestContext, name: str, words: str, css: str = "") -> SafeString:
    """A column's header that sorts by `name`; a second press turns the order round."""
    current = context.get("sort") or ""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    asked["sort"] = f"-{name}" if current == name else name
    direction = {name: "ascending", f"-{name}": "descending"}.get(current)
    arrow = {"ascending": icon("arrow-up"), "descending": icon("arrow-down")}.get(direction or "", "")
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}{}</a></th>',
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        asked.urlencode(),
        words,
        arrow,
    )


@register.filter
def short_person(full_name: str) -> str:
    """«Дронина Таисия Николаевна» → «Дронина Т. Н.»; a single word stays."""
    surname, *rest = str(full_name).split()[:3] or [""]
    return "\u00a0".join([surname, *(f"{word[0]}." for word in rest)])


@register.filter
def lower_first(words: str) -> str:
    """A post inside a sentence: «Директор» → «директор»; an abbreviation («ИО директора», «УО») stays."""
    words = str(words)
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == "." else words


@register.filter
def sentence(text: str) -> str:
    """What was typed as a whole sentence: with a full stop, unless a sign ends it already."""
    text = str(text).strip()
    return text if not text or text.rstrip('»")').endswith((".", "!", "?", "…")) else f"{text}."


@register.filter
def short_account(full_name: str) -> str:
    """The name of an account: shortened when it ends in a patronymic, else as typed («Администратор установки»)."""
    patronymic = " ".join(str(full_name).split()[2:])
    return short_person(full_name) if guess_gender("", "", patronymic) else str(full_name)


@register.filter
def undo_address(message: Any) -> str:
    """Where «Отменить» beside a message posts to; see `schools.views.generic.say`."""
    return _tag(message, "undo=")


@register.filter
def next_step(message: Any) -> dict[str, str] | None:
    """The link to the next step beside a message; see `schools.views.generic.say`."""
    words, _, address = _tag(message, "step=").partition("|")
    return {"words": unquote(words), "address": address} if address else None


def _tag(message: Any, name: str) -> str:
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(name) for tag in tags if tag.startswith(name)), "")
