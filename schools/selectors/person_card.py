"""One card in full: posts, class, representatives, and the six cases as papers will print them."""

from datetime import date
from typing import Any

from schools.models import Employment, Person
from schools.russian import Case, decline_name, decline_post, decline_surname_initials
from schools.years import AcademicYear

from .kinship import child_words

CaseTable = list[tuple[str, dict[str, str], dict[str, str]]]


def card_facts(person: Person, day: date, *, own: bool = False) -> dict[str, Any]:
    """What the card's page shows: posts of the day and earlier ones, classes, links to other people.

    `children`: (link, the child in words); `own`: the person reads it.
    """
    posts = list(
        Employment.objects.filter(person=person).select_related("unit", "reports_to").order_by("-is_main", "pk")
    )
    held = [
        post
        for post in posts
        if (post.starts is None or post.starts <= day) and (post.ends is None or post.ends >= day)
    ]
    return {
        "posts": held,
        "former_posts": [post for post in posts if post not in held],
        "enrolments": [(AcademicYear(item.year), item.grade) for item in person.enrolments.order_by("-year")],
        "representatives": list(person.represented_by.select_related("representative").order_by("pk")),
        "children": [
            (link, child_words(link, own=own))
            for link in person.represents.select_related("pupil").order_by("pupil__name_key")
        ],
        "subordinates": list(
            Person.objects.present()
            .filter(employments__in=Employment.objects.active(day).filter(reports_to=person))
            .distinct()
        ),
    }


def case_table(person: Person, posts: list[Employment]) -> CaseTable:
    """(prefix, composed by the rules, corrected by hand) for the full name, for «Фамилия И.О.» and for each post."""
    name = person.as_name()
    kept = person.case_overrides
    table: CaseTable = [
        (
            "full",
            {case.value: decline_name(name, case) for case in Case},
            {case.value: kept.get(case.value, "") for case in Case},
        ),
        (
            "short",
            {case.value: decline_surname_initials(name, case) for case in Case},
            {case.value: kept.get(f"{case.value}_short", "") for case in Case},
        ),
    ]
    for post in posts:
        composed = {case.value: decline_post(post.post, case) for case in Case}
        table.append((f"post-{post.pk}", composed, {case.value: post.post_cases.get(case.value, "") for case in Case}))
    return table
