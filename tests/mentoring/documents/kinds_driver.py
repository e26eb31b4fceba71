"""Three organisations to print papers from: the school of the cast, its kindergarten with a head of her own, a college.

Each comes with as many employees as asked, men and women in turn, so that a paper of one person and of forty can be made.
"""

from dataclasses import dataclass
from datetime import date

from mentoring.pairs.models import Pair
from mentoring.pairs.services import approve_pairs, propose_pair, submit_pairs
from schools.enums import OrganisationKind
from schools.models import Headship, Organisation, Person, User
from tests import world as cast
from tests.mentoring.pairs.cast import ENDS, STARTS, consent, form
from tests.world import World

ADULT = date(1985, 5, 5)
# Masculine and feminine form; indeclinable and hard ones among them.
SURNAMES = (
    ("Берёзкин", "Берёзкина"), ("Журавский", "Журавская"), ("Лось", "Лось"), ("Шевченко", "Шевченко"),
    ("Ковалёв", "Ковалёва"), ("Снегирь", "Снегирь"), ("Плющ", "Плющ"), ("Седых", "Седых"), ("Дубровин", "Дубровина"),
    ("Кот", "Кот"),
)  # fmt: skip
MEN = (("Андрей", "Ильич"), ("Фёдор", "Саввич"), ("Илья", "Никитич"), ("Марк", "Львович"))
WOMEN = (("Любовь", "Ильинична"), ("Нинель", "Марковна"), ("Ия", "Фоминична"), ("Юлия", "Львовна"))
POSTS = {
    OrganisationKind.SCHOOL: ("учитель химии", "учитель начальных классов", "педагог-психолог", "учитель-логопед"),
    OrganisationKind.KINDERGARTEN: ("воспитатель", "музыкальный руководитель", "инструктор по физической культуре"),
    OrganisationKind.COLLEGE: ("преподаватель", "мастер производственного обучения", "преподаватель математики"),
}


@dataclass
class Place:
    """An organisation with those who sign, keep papers and work in it."""

    organisation: Organisation
    head: User
    curator: User
    head_card: Person
    # The curator's card: a deputy of the head, in a kindergarten the senior educator.
    deputy_card: Person
    people: list[Person]


def school(world: World, n: int = 0) -> Place:
    deputy = Person.objects.get(organisation=world.school, user=world.anna)
    return Place(world.school, world.gleb, world.anna, world.gleb_card, deputy, staff(world.school, n))


def kindergarten(world: World, n: int = 0) -> Place:
    return _settled(world.kindergarten, "zav", "Заведующий", "старший воспитатель", n)


def college(world: World, n: int = 0) -> Place:
    place = cast.organisation(
        "kolledzh", "ГБПОУ «Озёрный аграрный колледж»", world.office, kind=OrganisationKind.COLLEGE
    )
    place.full_name = "Государственное бюджетное профессиональное образовательное учреждение «Озёрный аграрный колледж»"
    place.save()
    return _settled(place, "dir", "Директор", "заместитель директора по учебно-производственной работе", n)


PLACES = {"школа": school, "детский сад": kindergarten, "колледж": college}


def _settled(place: Organisation, login: str, post: str, deputy_post: str, n: int) -> Place:
    head = cast.user(f"{login}-{place.slug}", "Горлица Раиса Тарасовна", head=place)
    curator = cast.user(f"kurator-{place.slug}", "Мышкин Лев Юрьевич", curator=place)
    head_card = cast.person(place, "Горлица Раиса Тарасовна", post.lower(), account=head, birth_date=ADULT)
    deputy = cast.person(place, "Мышкин Лев Юрьевич", deputy_post, account=curator, birth_date=ADULT)
    Headship.objects.create(organisation=place, person=head_card, post=post, starts=date(2020, 9, 1))
    return Place(place, head, curator, head_card, deputy, staff(place, n))


def staff(place: Organisation, n: int) -> list[Person]:
    """`n` employees, a man and a woman in turn, no two of one name."""
    posts = POSTS[OrganisationKind(place.kind)]
    made = []
    for index in range(n):
        female, turn = index % 2, index // 2
        surname = SURNAMES[turn % len(SURNAMES)][female]
        name, patronymic = (WOMEN if female else MEN)[turn // len(SURNAMES) % len(MEN)]
        post = posts[turn % len(posts)]
        made.append(cast.person(place, f"{surname} {name} {patronymic}", post, birth_date=ADULT))
    return made


def paired(place: Place, n: int = 1) -> list[Pair]:
    """`n` approved pairs of the first employees of the place: each odd one leads the one after."""
    made = []
    for index in range(n):
        lead, led = place.people[2 * index : 2 * index + 2]
        consent(lead), consent(led)
        entries = cast.mentor(lead), [cast.mentee(led)]
        words = {"form": form(), "kinds": [], "starts": STARTS, "ends": ENDS, "reason": "", "by": place.curator}
        made.append(propose_pair(place.organisation, *entries, **words))
    submit_pairs(made, place.curator)
    return approve_pairs(made, place.head)
