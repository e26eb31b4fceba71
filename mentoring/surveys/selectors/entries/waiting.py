"""Which answers wait for the curator's word: those of which something could be written, and those with a word to be read."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from mentoring.banks.models import Mentee, Mentor
from mentoring.pairs.models import Preference
from schools.models import Organisation, User
from schools.years import AcademicYear

from ...enums import ENTERING, AnswerSide
from ...models import Answer, Reply, WavePart
from .proposal import bank_of


def replies_for_entry(user: User, organisation: Organisation, year: AcademicYear) -> QuerySet[Reply]:
    """Replies of the year that may enter a bank or the pairs and about which nothing was decided, oldest first. One query for
    what the questionnaires lead to is made at once.

    «Нет, подойдёт любой» names nobody and waits for nobody, unless earlier names have to go.
    """
    return (
        Reply.objects.visible_to(user)
        .filter(wave__organisation=organisation, wave__year=year.begins, wave__purpose__in=ENTERING)
        .filter(is_blind=False, decision__isnull=True)
        # Of those who left nothing is entered; a parent who left may have spoken of a child who stays.
        .filter(
            Q(ticket__about__isnull=True, ticket__person__archived_on__isnull=True)
            | Q(ticket__about__isnull=False, ticket__about__archived_on__isnull=True)
        )
        .filter(_has_something(organisation, year))
        .select_related("wave", "part__edition", "ticket__person", "ticket__about")
        .order_by("sent_at", "pk")
    )


def _has_something(organisation: Organisation, year: AcademicYear) -> Q:
    # A word to the curator is to be read, whatever else there is.
    found = Q(Exists(Answer.objects.filter(reply=OuterRef("pk")).exclude(text="")))
    for (side, targets), (edition, codes) in _leading(organisation, year):
        bank = bank_of(side, targets)
        said = Q(Exists(Answer.objects.filter(reply=OuterRef("pk"), item__in=codes)))
        found |= Q(part__edition=edition, part__side=side) & (said | _without_words(bank, side, year))
    return found


def _leading(
    organisation: Organisation, year: AcademicYear
) -> Iterable[tuple[tuple[str, frozenset[str]], tuple[int, list[str]]]]:
    """(side, fields of the banks that the questionnaire leads to), (edition, codes of those questions)."""
    parts = WavePart.objects.filter(
        wave__organisation=organisation, wave__year=year.begins, wave__purpose__in=ENTERING, edition__isnull=False
    )
    rows = {
        (edition, side): content for edition, side, content in parts.values_list("edition", "side", "edition__content")
    }
    for (edition, side), content in rows.items():
        questions = [one for section in content["sections"] for one in section.get("questions", [])]
        leading = {one["code"]: one["target"] for one in questions if one.get("target")}
        yield (side, frozenset(leading.values())), (edition, list(leading))


def _without_words(bank: str, side: str, year: AcademicYear) -> Q:
    """What an answer changes though it says nothing: earlier names go, and who is not in the bank yet enters it."""
    person = Coalesce(OuterRef("ticket__about"), OuterRef("ticket__person"))
    by_mentor = side == AnswerSide.MENTOR
    if bank == "preferences":
        own = {"mentor__person" if by_mentor else "mentee__person": person}
        return Q(Exists(Preference.objects.filter(by_mentor=by_mentor, mentor__year=year.begins, **own)))
    model: type[Mentor] | type[Mentee] = Mentor if bank == "mentor" else Mentee
    return ~Q(Exists(model._default_manager.filter(person=person, year=year.begins)))
