"""Whom a pattern names as responsible: people where the organisation knows them, their posts where it does not."""

from collections.abc import Sequence

from schools.enums import OrganisationKind, Role
from schools.models import Headship, Membership, Organisation, Person
from schools.russian import initials, plural

from ..responsible import Named, read_responsible
from ..services.recognising import candidates_of

# Who decides where nobody is named yet; a director elsewhere.
_HEADS: dict[str, str] = {
    OrganisationKind.KINDERGARTEN: "заведующий",
    OrganisationKind.MUNICIPAL_OFFICE: "управление образования",
    OrganisationKind.REGION: "орган управления образованием",
}


def words_for(organisation: Organisation) -> dict[str, str]:
    """Values of «руководитель», «куратор», «координатор», «заместители» in the nominative: «Ясная А. П., куратор»."""
    entity = organisation.legal_entity
    day = organisation.today()
    staff = candidates_of(entity, day)
    head = Headship.objects.on(day).filter(organisation=entity, is_acting=False).select_related("person").first()
    post = _HEADS.get(entity.kind, "директор")
    if head is not None:
        post = head.post[:1].lower() + head.post[1:]
    return {
        "руководитель": _named([head.person] if head else [], staff, post, post),
        "куратор": _named(_holders(entity, Role.CURATOR), staff, "куратор", "кураторы"),
        "координатор": _named(
            _holders(entity, Role.COORDINATOR), staff, "муниципальный координатор", "муниципальные координаторы"
        ),
        "заместители": "старший воспитатель"
        if entity.kind == OrganisationKind.KINDERGARTEN
        else "заместители директора",
    }


def _holders(entity: Organisation, role: Role) -> list[Person]:
    """Cards of those who hold the role; of a curator beside a head who keeps the role too, the curator."""
    active = Membership.objects.active().filter(organisation=entity)
    held = Person.objects.present().filter(organisation=entity, user__in=active.filter(role=role).values("user"))
    heads = active.filter(role=Role.HEAD).values("user")
    return list(held.exclude(user__in=heads)) or list(held)


def _named(people: Sequence[Person], staff: Sequence[Named], post: str, posts: str) -> str:
    """«Фамилия И. О., должность» of the one holder, if these words lead back to that person; else the post alone."""
    if len(people) != 1:
        return plural(max(1, len(people)), post, posts, posts)
    person = people[0]
    text = f"{person.surname} {initials(person.as_name(), ' ')}, {post}"
    return text if any(one.pk == person.pk for one in read_responsible(text, staff)) else post
