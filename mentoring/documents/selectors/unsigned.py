"""What still waits for a signature: consents, agreements, orders, lists of acquaintance — by the person who will sign."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Acquaintance, Document
from schools.russian import Case, capitalised, count
from schools.selectors.headship import signer_on

from ..kinds import all_kinds, kind_of
from ..kinds.acquaintance_sheet import KIND as ACQUAINTANCE_SHEET
from ..kinds.kind import Shelf
from .consent_lines import Line, Signer, once
from .owed import signers_of

CONSENT, DOCUMENT, ACQUAINTANCE, HEAD = "consent", "document", "acquaintance", "head"


@dataclass(frozen=True)
class Due:
    """One paper that waits for a signature. `key` is how forms and the worker name it."""

    key: str
    words: str
    line: Line | None = None
    document: Document | None = None
    # Whom a list of acquaintance asks to sign.
    people: tuple[int, ...] = ()
    # The same in few words, where the signer is named beside: a name of a file.
    brief: str = ""


@dataclass
class Stack:
    """The papers of one signer in the order of signing; `person` is None for those that only the head signs."""

    person: Person | None
    dues: list[Due] = field(default_factory=list)
    # Who signs for the organisation on the day: «Директор Г.И. Ветров»; empty while nobody is recorded.
    head: str = ""

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.head or "Руководитель"

    @property
    def short_name(self) -> str:
        return self.person.short_name if self.person else self.name


@dataclass(frozen=True)
class Lack:
    """Something that cannot be put into the packet, by name, and the page where it is mended."""

    message: str
    url: str = ""
    link: str = ""


@dataclass
class SigningDay:
    stacks: list[Stack]
    lacks: list[Lack]

    @property
    def dues(self) -> list[Due]:
        return [due for stack in self.stacks for due in stack.dues]

    @property
    def papers(self) -> int:
        """How many papers there are: the two copies of an agreement are one."""
        return len({due.key.removesuffix(f":{HEAD}") for due in self.dues})

    @property
    def who(self) -> str:
        """«подписывают 7 человек и руководитель»"""
        people = len({stack.person.pk for stack in self.stacks if stack.person is not None})
        signers = [count(people, "человек", "человека", "человек")] if people else []
        if any(stack.person is None for stack in self.stacks):
            signers.append("руководитель")
        verb = "подписывает" if len(signers) == 1 and people < 2 else "подписывают"
        return f"{verb} {' и '.join(signers)}"


def signing_day(organisation: Organisation, year: int, user: User | None) -> SigningDay:
    """Everything unsigned: people by name, each with consents first and agreements after; then the head's papers, the second
    copies of agreements and notices among them; then extracts and copies for those who certify them, for a copy is made of
    what is signed.
    """
    entity = organisation.legal_entity
    today = organisation.today()
    stacks: dict[int, Stack] = {}
    signers = signers_of(organisation, year, today, user)
    for signer in signers:
        for line in signer.owes:
            if line.is_printable:
                _put(stacks, _signing(line), _consent(line))
    held = signer_on(entity, today)
    head = Stack(None, head=f"{capitalised(held.post)} {held.person.initials_name}" if held else "")
    copies: dict[int, Stack] = {}
    certifiers = _certifiers(entity, today)
    sheets = []
    for document in _unreturned(entity, user).filter(person__destroyed_at__isnull=True):
        due = Due(f"{DOCUMENT}:{document.pk}", _named(document), document=document)
        if document.kind == ACQUAINTANCE_SHEET.code:
            sheets.append(document)
        elif who := certifiers.get(document.data.get("certifier") or 0):
            _put(copies, who, due)
        elif document.person is None:
            head.dues.append(due)
        elif not kind_of(document.kind).register:
            _put(stacks, document.person, due)
        else:
            mine, kept = _two_copies(document, document.person)
            _put(stacks, document.person, mine)
            head.dues.append(kept)
    head.dues += _lists(sheets, list(_unread(entity, user)))
    found = [*_by_name(stacks), *([head] if head.dues else []), *_by_name(copies)]
    return SigningDay(found, list(_lacks(organisation, signers, user)))


def _two_copies(document: Document, person: Person) -> tuple[Due, Due]:
    """What the organisation and an employee both sign, each keeping a copy: the employee's, and the one for the head."""
    key, words = f"{DOCUMENT}:{document.pk}", _named(document)
    own, second = "экземпляр работника", "экземпляр организации"
    mine = Due(key, f"{words}, {own}; подписывает и руководитель", document=document, brief=f"{document}, {own}")
    about = f"{document}, {person.short_name}, {second}"
    kept = Due(f"{key}:{HEAD}", f"{words}, {second}; другой — у работника", document=document, brief=about)
    return mine, kept


def _by_name(stacks: dict[int, Stack]) -> list[Stack]:
    return sorted(stacks.values(), key=lambda stack: (stack.person.name_key, stack.person.pk) if stack.person else ())


def _certifiers(entity: Organisation, day: date) -> dict[int, Person]:
    """Who may be asked to certify a copy, by card; the head signs with the other papers of the head."""
    head = signer_on(entity, day)
    people = Person.objects.filter(organisation=entity, archived_on__isnull=True, destroyed_at__isnull=True)
    return {person.pk: person for person in people.exclude(pk=head.person_id if head else None)}


def _signing(line: Line) -> Person:
    """Who puts the signature: for a minor the representative."""
    return line.signer.representative if line.by_representative and line.signer else line.person


def _consent(line: Line) -> Due:
    words = f"Согласие {line.purpose.label}"
    return Due(
        f"{CONSENT}:{line.key}",
        f"{words}, за {line.person.short_in(Case.ACCS)}" if line.by_representative else words,
        line,
    )


def _put(stacks: dict[int, Stack], person: Person, due: Due) -> None:
    """A representative of several children signs the own sheet once."""
    stack = stacks.setdefault(person.pk, Stack(person))
    if due.key not in {one.key for one in stack.dues}:
        stack.dues.append(due)


def _visible(user: User | None) -> QuerySet[Document]:
    return Document.objects.all() if user is None else Document.objects.visible_to(user)


def _unreturned(entity: Organisation, user: User | None) -> QuerySet[Document]:
    """Papers issued here whose signed copy has not come back: those of the head, those that a person signs, extracts and
    copies. What was taken from an order that is void is signed by nobody.
    """
    kinds = [
        kind.code
        for kind in all_kinds().values()
        if not kind.purpose and (kind.register or kind.signed_by or kind.shelf == Shelf.COPIES)
    ]
    copies = [kind.code for kind in all_kinds().values() if kind.shelf == Shelf.COPIES]
    rows = (
        _visible(user)
        .filter(
            organisation=entity,
            kind__in=kinds,
            status=DocumentStatus.ISSUED,
            elsewhere=False,
            returned_on__isnull=True,
            scan__isnull=True,
        )
        .exclude(kind__in=copies, ground__status=DocumentStatus.ANNULLED)
    )
    return rows.select_related("person", "pdf").order_by("date", "pk")


def unreturned_numbered(entity: Organisation, user: User | None) -> QuerySet[Document]:
    """Of these the ones with a number, of people who are there to sign."""
    return _unreturned(entity, user).filter(register__isnull=False, person__destroyed_at__isnull=True)


def _lists(sheets: Iterable[Document], unread: Iterable[Document]) -> Iterator[Due]:
    """Sheets of acquaintance made as papers of their own, while somebody on them has still to sign; and lists to be made of
    those who stand on none of them.
    """
    sheets, unread = list(sheets), list(unread)
    rows = Acquaintance.objects.filter(document__in={*(one.pk for one in unread), *(one.ground_id for one in sheets)})
    told, waiting = _people(rows), _people(waiting_for(rows))
    asked: dict[int | None, set[int]] = {}
    for sheet in sheets:
        people = set(sheet.data.get("people") or told.get(sheet.ground_id, ()))
        asked.setdefault(sheet.ground_id, set()).update(people)
        if people & waiting.get(sheet.ground_id, set()):
            yield Due(f"{DOCUMENT}:{sheet.pk}", _named(sheet), document=sheet)
    for document in unread:
        left = waiting.get(document.pk, set()) - asked.get(document.pk, set())
        if left:
            words = f"Лист ознакомления: {_named(document)}"
            yield Due(f"{ACQUAINTANCE}:{document.pk}", words, document=document, people=tuple(sorted(left)))


def _people(rows: QuerySet[Acquaintance]) -> dict[int | None, set[int]]:
    found: dict[int | None, set[int]] = {}
    for document, person in rows.values_list("document", "person"):
        found.setdefault(document, set()).add(person)
    return found


def _unread(entity: Organisation, user: User | None) -> QuerySet[Document]:
    """Signed papers with which somebody is still to be acquainted: an unsigned one carries its own list."""
    rows = _visible(user).filter(organisation=entity, status=DocumentStatus.ISSUED)
    back = Q(returned_on__isnull=False) | Q(scan__isnull=False) | Q(elsewhere=True)
    waiting = Count("acquaintances", filter=_of_present("acquaintances__"))
    return rows.filter(back).annotate(waiting=waiting).filter(waiting__gt=0).order_by("date", "pk")


def waiting_for(rows: QuerySet[Acquaintance]) -> QuerySet[Acquaintance]:
    """Of these rows the people present who are still to be acquainted."""
    return rows.filter(_of_present())


def _of_present(before: str = "") -> Q:
    """Who has left will not sign: on signing day nobody waits for him. `before`: how the rows are reached."""
    names = ("acquainted_on", "person__archived_on", "person__destroyed_at")
    return Q(**{f"{before}{name}__isnull": True for name in names})


def _named(document: Document) -> str:
    return f"{document} «{document.title}»" if document.number and document.title else document.title or str(document)


def _lacks(organisation: Organisation, signers: Iterable[Signer], user: User | None) -> Iterator[Lack]:
    slug, today = organisation.slug, organisation.today()
    if signer_on(organisation, today) is None:
        yield Lack(
            f"На {today:%d.%m.%Y} не указано, кто руководит организацией.",
            reverse("schools:organisation_settings", args=[slug]),
            "Указать руководителя",
        )
    for line in once(one for signer in signers for one in signer.withdrawn):
        # Nobody is asked anew for what he or she has taken back: the curator decides, and prints the sheet alone.
        yield Lack(
            f"{line.person.short_name}, согласие {line.purpose.label}: отозвано, новый лист сам не печатается.",
            reverse("schools:person_detail", args=[slug, line.person.pk]),
            "Открыть карточку",
        )
    for line in (one for signer in signers for one in signer.owes if not one.is_printable):
        yield Lack(
            f"{line.person.short_name}, согласие {line.purpose.label}: не записано, кто подписывает за обучающегося.",
            reverse("schools:person_detail", args=[slug, line.person.pk]),
            "Записать представителя",
        )
    for paper in _unreturned(organisation.legal_entity, user).filter(person__destroyed_at__isnull=False):
        yield Lack(
            f"{_named(paper)}: данные человека уничтожены, подписывать некому. Аннулируйте этот документ.",
            reverse("papers:document_detail", args=[slug, paper.pk]),
            "Открыть",
        )
    for draft in _drafts(organisation.legal_entity, user):
        yield Lack(
            f"«{draft.title}»: ещё черновик.", reverse("papers:document_detail", args=[slug, draft.pk]), "Открыть"
        )
    pairs = Pair.objects.all() if user is None else Pair.objects.visible_to(user)
    approved = pairs.filter(organisation=organisation.legal_entity, status=PairStatus.APPROVED)
    for pair in approved.select_related("mentor__person").prefetch_related("seats__mentee__person"):
        yield Lack(
            f"{pair}: пара утверждена, приказа нет.", reverse("pairs:pair_detail", args=[slug, pair.pk]), "Открыть пару"
        )


def _drafts(entity: Organisation, user: User | None) -> QuerySet[Document]:
    return _visible(user).filter(organisation=entity, status=DocumentStatus.DRAFT).order_by("pk")
