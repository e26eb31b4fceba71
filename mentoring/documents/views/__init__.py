from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, be it empty; None while the page is only asked for."""
    return request.POST if request.method == "POST" else None
