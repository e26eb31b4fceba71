from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class OrganisationTimeZoneMiddleware:
    """Forget the time zone that a gate activated, so that the next request of this thread does not inherit it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()
