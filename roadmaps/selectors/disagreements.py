"""A roadmap whose own words name another order than the one that approved it."""

from collections.abc import Iterator

from schools.models import Organisation, User
from schools.papers.disagreeing import Disagreement
from schools.papers.numbers import number_key

from ..models import Roadmap


def wrong_orders(user: User, organisation: Organisation, year: int) -> Iterator[Disagreement]:
    """Roadmaps approved by an order of the calendar year."""
    rows = Roadmap.objects.visible_to(user).filter(organisation=organisation.legal_entity, order__year=year)
    for roadmap in rows.select_related("order").order_by("pk"):
        named = (roadmap.approval or {}).get("order_number") or ""
        order = roadmap.order
        if order is not None and named and number_key(named) != order.number_key:
            yield Disagreement(
                f"Дорожная карта «{roadmap.title}» в грифе называет приказ № {named}, а утвердил её документ: {order}. "
                "Сверьте бумаги.",
                "roadmaps:roadmap_detail",
                "Открыть дорожную карту",
                roadmap.pk,
            )
