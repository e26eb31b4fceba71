"""Reading cards: posts on a day, the list of people with its filters, likely duplicates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from schools.models import Employment, Enrolment, Headship, Organisation, Person, Representation, User
from schools.russian import normalise_key, search_key
from schools.years import AcademicYear

STAFF, PUPILS, REPRESENTATIVES, OTHERS, ARCHIVE = "staff", "pupils", "representatives", "others", "archive"
WHO_LABELS = {
    STAFF: "Сотрудники",
    PUPILS: "Обучающиеся",
    REPRESENTATIVES: "Представители",
    OTHERS: "Остальные",
    ARCHIVE: "Архив",
}
MISSING_LABELS = {
    "any": "чего-нибудь не хватает",
    "gender": "нет пола",
    "birth_date": "нет даты рождения",
    "post": "нет должности или класса",
    "email": "нет электронной почты",
    "phone": "нет телефона",
}


def with_posts(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """The same people with their posts of the day: `person.posts_now` (main first) and `person.current_post`, in one more query."""
    posts = Employment.objects.active(day).select_related("unit").order_by("-is_main", "pk")
    return people.prefetch_related(Prefetch("employments", queryset=posts, to_attr="posts_now"))


def may_head(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """Those of the cards who may be named head: whoever works there, and cards of which nothing is known yet; no pupils, no
    representatives. Whoever heads already stays in the list, the post being entered or not.
    """
    works = Exists(Employment.objects.active(day).filter(person=OuterRef("pk")))
    heads = Exists(Headship.objects.filter(person=OuterRef("pk")))
    other = Q(enrolments__isnull=False) | Q(represents__isnull=False)
    return people.filter(works | heads | ~Q(pk__in=Person.objects.filter(other).values("pk")))


def with_grades(people: QuerySet[Person], year: AcademicYear) -> QuerySet[Person]:
    """The same people with `person.grade_now`: the class of the year, or None."""
    grade = Enrolment.objects.filter(person=OuterRef("pk"), year=year.begins).values("grade")[:1]
    return people.annotate(grade_now=Subquery(grade))


def search_extras(posts: Iterable[Employment], grades: Iterable[str] = ()) -> list[str]:
    """What a person is found by besides the name: posts, departments, subjects, class. For `Person.set_keys`."""
    extras = [text for post in posts for text in (post.post, post.department, *post.subjects)]
    return [text for text in (*extras, *grades) if text]


@dataclass(frozen=True)
class PeopleChoices:
    """Values that occur in the organisation, for the selects over the list."""

    posts: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)
    by_subject: dict[str, set[int]] = field(default_factory=dict)


def people_choices(organisation: Organisation, year: AcademicYear, day: date, who: str) -> PeopleChoices:
    """Distinct posts, departments, subjects (staff) or classes (pupils), alphabetically."""
    if who == PUPILS:
        grades = Enrolment.objects.filter(person__organisation=organisation, year=year.begins)
        return PeopleChoices(grades=sorted(set(grades.values_list("grade", flat=True)), key=grade_order))
    posts, departments, by_subject = set(), set(), {}
    rows = Employment.objects.active(day).filter(person__organisation=organisation, person__archived_on__isnull=True)
    for person_id, post, department, unit, subjects in rows.values_list(
        "person_id", "post", "department", "unit__short_name", "subjects"
    ):
        posts.add(post)
        departments.update(name for name in (department, unit) if name)
        for subject in subjects:
            by_subject.setdefault(subject, set()).add(person_id)
    return PeopleChoices(
        posts=sorted(posts, key=normalise_key),
        departments=sorted(departments, key=normalise_key),
        subjects=sorted(by_subject, key=normalise_key),
        by_subject=by_subject,
    )


def grade_order(grade: str) -> tuple[int, str]:
    """«5А» before «10А», named groups last."""
    digits = "".join(char for char in grade if char.isdigit())
    return (int(digits) if digits else 99, normalise_key(grade))


def kind_q(who: str, day: date) -> Q:
    """Who belongs to a tab. A pupil stays one in every year in which the card has no class yet."""
    works = Exists(Employment.objects.active(day).filter(person=OuterRef("pk")))
    learns = Exists(Enrolment.objects.filter(person=OuterRef("pk")))
    represents = Exists(Representation.objects.filter(representative=OuterRef("pk")))
    return {
        STAFF: Q(works),
        PUPILS: Q(learns),
        REPRESENTATIVES: Q(represents),
        OTHERS: ~Q(works) & ~Q(learns) & ~Q(represents),
    }.get(who, Q())


def missing_q(what: str, who: str, day: date) -> Q:
    """Cards in which something is not filled in that papers will need."""
    no_role = ~kind_q(STAFF, day) & ~kind_q(PUPILS, day) & ~kind_q(REPRESENTATIVES, day)
    parts = {
        "gender": Q(gender=""),
        "birth_date": Q(birth_date__isnull=True),
        "post": no_role,
        "email": Q(email=""),
        "phone": Q(phone=""),
    }
    if what in parts:
        return parts[what]
    if who in (STAFF, PUPILS):
        return parts["gender"] | parts["birth_date"]
    return parts["gender"]


def listed(people: QuerySet[Person], year: AcademicYear, day: date) -> QuerySet[Person]:
    """Rows of the list: with `grade_now`, `main_post`, `posts_now` and `current_post`."""
    posts = Employment.objects.active(day).filter(person=OuterRef("pk")).order_by("-is_main", "pk")
    return with_posts(with_grades(people, year).annotate(main_post=Subquery(posts.values("post")[:1])), day)


def with_post(people: QuerySet[Person], day: date, **wanted: str) -> QuerySet[Person]:
    """Those who hold on the day a post with these values (`post`, `department`)."""
    posts = Employment.objects.active(day).filter(person=OuterRef("pk"))
    if post := wanted.get("post"):
        posts = posts.filter(post=post)
    if department := wanted.get("department"):
        posts = posts.filter(Q(department=department) | Q(unit__short_name=department))
    return people.filter(Exists(posts))


def count_by_kind(user: User, organisation: Organisation, q: str = "") -> dict[str, int]:
    """How many cards each tab holds (of those that `q` finds), in one query."""
    day = organisation.today()
    present = Q(archived_on__isnull=True)
    people = found_by(Person.objects.visible_to(user).filter(organisation=organisation, destroyed_at__isnull=True), q)
    kinds = {who: Count("pk", filter=present & kind_q(who, day)) for who in (STAFF, PUPILS, REPRESENTATIVES, OTHERS)}
    return people.aggregate(**kinds, archive=Count("pk", filter=~present))


def found_by(people: QuerySet[Person], q: str) -> QuerySet[Person]:
    """Cards whose name, post, class, e-mail or telephone holds every word of the query; ё, case and look-alikes forgiven."""
    for word in search_key(q).split():
        people = people.filter(search_text__contains=word)
    return people


def likely_duplicates(person: Person) -> list[Person]:
    """Other cards in use of the same organisation with the same normalised name, unless both birth dates are known and differ."""
    same = Person.objects.filter(
        organisation=person.organisation, name_key=normalise_key(person.full_name), destroyed_at__isnull=True
    ).exclude(pk=person.pk)
    return [
        other
        for other in with_posts(same, person.organisation.today())
        if not (other.birth_date and person.birth_date and other.birth_date != person.birth_date)
    ]
