"""All addresses of the product, from the resolver, and how to fill their arguments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.filled_places import Place


@dataclass(frozen=True)
class Address:
    name: str
    # Names of its arguments: organisation, pk, …
    arguments: frozenset[str]
    view: Callable[..., Any]

    @property
    def in_place(self) -> bool:
        """Whether it lies under an organisation."""
        return "organisation" in self.arguments

    @property
    def open_to(self) -> frozenset[str] | None:
        return getattr(self.view, "open_to", None)

    def url(self, place: Place | None = None, pk: int | None = None, **more: Any) -> str:
        known = {
            "ending": "pdf",
            "code": "consent_mentor",
            "origin": "pulse_mentee",
            "item": "useful",
            "number": 0,
            "kind": "help",
            "entry": 0,
            **more,
        }
        if place is not None:
            known["organisation"] = place.organisation.slug
        if pk is not None:
            known["pk"] = known["ticket"] = pk
            # Keys of replies are told as numbers.
            known["reply"] = UUID(int=pk % 2**128)
        return reverse(self.name, kwargs={name: known[name] for name in self.arguments})


def walk(resolver: URLResolver, prefix: str = "", arguments: frozenset[str] = frozenset()) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        own = arguments | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            deeper = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from walk(pattern, deeper, own)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(f"{prefix}{pattern.name}", own, pattern.callback)


@cache
def all_addresses() -> tuple[Address, ...]:
    """Every address of the resolver, admin and account included, in its order."""
    return tuple(walk(get_resolver()))


@cache
def addresses() -> dict[str, Address]:
    """By name, without Django admin: that has its own rule."""
    return {one.name: one for one in all_addresses() if not one.name.startswith("admin:")}
