"""Codes cannot be tried out: wrong ones are counted by address, for all web processes together.

After `WRONG` wrong codes in `MINUTES` an address is no longer told that a code is wrong, only to wait; right links go on opening,
for a whole school sits behind one address, and one pupil's game must not lock it on the last evening. After `MOST` the address
is refused whatever it asks for: at that pace one of 100,000 links of 59 bits would be met in some 70,000 years. Even then a
device that has opened a link is let in to it: it keeps a signed mark for that very link. A right code writes nothing to the
cache: the row would tell when its holder came.
"""

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from schools.access.tokens import hash_of

WRONG, MOST, MINUTES = 60, 1500, 10
COOKIE = "opened"
COOKIE_AGE = 60 * 60 * 24 * 120  # seconds
_NAMES = {"app": "mentoring.surveys", "action": "wrong_code"}
_RATE = f"{MOST}/{MINUTES}m/ip"


def is_refused(request: HttpRequest, token: str = "") -> bool:
    """Whether nothing opens for the address. Only reads; nothing at all for a device that has opened this link."""
    if token and has_opened(request, token):
        return False
    return _wrong_lately(request) >= MOST


def is_guessing(request: HttpRequest) -> bool:
    """Whether the address has sent so many wrong codes that it is told to wait."""
    return _wrong_lately(request) > WRONG


def _wrong_lately(request: HttpRequest) -> int:
    (rate,) = ratelimit.parse_rates(_RATE)
    history: list[float] = cache.get(ratelimit.get_cache_key(request, rate=rate, **_NAMES), [])
    return sum(1 for at in history if at > time.time() - MINUTES * 60)


def count_wrong(request: HttpRequest) -> None:
    """One wrong code more from this address."""
    # allauth's public `consume` counts no GET, and a link is tried by GET.
    ratelimit.consume(request, config={_NAMES["action"]: _RATE}, limit_get=True, **_NAMES)


def has_opened(request: HttpRequest, token: str) -> bool:
    """Whether this device has opened this very link before."""
    return constant_time_compare(request.COOKIES.get(COOKIE, ""), _mark(token))


def remember(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Let the device keep the mark, for the addresses of this link only."""
    if not has_opened(request, token):
        response.set_cookie(
            COOKIE,
            _mark(token),
            max_age=COOKIE_AGE,
            path=reverse("answer:first", args=[token]),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _mark(token: str) -> str:
    return salted_hmac("survey link opened", hash_of(token), algorithm="sha256").hexdigest()
