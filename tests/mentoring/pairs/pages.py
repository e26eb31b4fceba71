"""What tests of the pages of pairs share: addresses, what the forms send, what a page says."""

from uuid import uuid4

from django.urls import reverse

from tests.mentoring.pairs.cast import ENDS, STARTS, form


def url(name: str, place: str = "lesnaya", **kwargs) -> str:
    return reverse(f"pairs:{name}", kwargs={"organisation": place, **kwargs})


def filled(world, **changes) -> dict:
    values = {
        "mentor": world.mentor.pk,
        "mentees": [world.mentee.pk],
        "form": form().pk,
        "starts": STARTS.isoformat(),
        "ends": ENDS.isoformat(),
        "reason": "",
        "nonce": str(uuid4()),
    }
    return values | changes


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def decision(pairs, action: str = "approve", **more) -> dict:
    return (
        {"ids": [pair.pk for pair in pairs], "action": action}
        | {f"version-{pair.pk}": pair.version for pair in pairs}
        | more
    )
