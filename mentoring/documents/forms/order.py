"""The draft of an order: its answers and its wording."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.forms.fields import DayField, RowsField
from schools.models import Organisation, Person
from schools.papers.forms.fields import NumberField
from schools.papers.models import Document, LegalAct
from schools.papers.selectors.acts import acts_for
from schools.russian import Case

from ..order_kinds import contingent_of, family_of
from ..selectors.replacing import fitting_for, former_of, with_former
from ..words.order_text import COUNCIL
from .corrections import CorrectionsForm, initial_corrections
from .draft import DraftForm
from .issue import FARTHEST

HEAD_KEEPS = "Оставляю за собой"
PEOPLE = ("curator", "control", "executor")


class PairsField(RowsField):
    """Pairs by name with their term; those that cannot be ordered as they are say so."""

    ready = PairStatus.APPROVED

    def label_from_instance(self, pair: Pair) -> str:
        words = f"{pair}, {pair.starts:%d.%m.%Y} – {pair.ends:%d.%m.%Y}"
        if former := pair.stands_in_for:
            words += f"; вместо наставника {former.mentor.person.short_in(Case.GENT)}"
        return words if pair.status == self.ready else f"{words} (сейчас «{pair.get_status_display()}»)"


class OrderedPairsField(PairsField):
    ready = PairStatus.ORDERED


class OrderForm(DraftForm, CorrectionsForm):
    """Everything that a draft of an order on pairs asks."""

    date = DayField(label="Дата приказа", help_text="День подписания; при издании её можно поправить")
    pairs = PairsField(Pair.objects.none(), label="Пары и группы", required=False, widget=forms.CheckboxSelectMultiple)
    removed = OrderedPairsField(
        Pair.objects.none(), label="Исключить из приказа", required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(
        label="Другие изменения словами",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Каждое с новой строки, например: в пункте 3 слова «…» заменить словами «…»",
    )
    reason = forms.CharField(
        label="Почему изменяется",
        required=False,
        max_length=500,
        help_text="После слов «в связи с»: увольнением наставника. Пусто — по тому, что изменяется",
    )
    protocol_body = forms.CharField(
        label="Чьё решение", required=False, max_length=150, help_text="В родительном падеже: педагогического совета"
    )
    protocol_number = NumberField(label="Протокол №", required=False, max_length=30)
    protocol_date = DayField(label="Протокол от", required=False)
    consents = forms.BooleanField(label="Сослаться на письменные согласия участников", required=False)
    acts = RowsField(
        LegalAct.objects.none(), label="Правовые акты", required=False, widget=forms.CheckboxSelectMultiple
    )
    programme_due = DayField(label="Программы готовы до", required=False)
    curator = forms.ModelChoiceField(
        Person.objects.none(), label="Куратор", required=False, empty_label="Сопровождение остаётся за руководителем"
    )
    control = forms.ModelChoiceField(Person.objects.none(), label="Контроль", required=False, empty_label=HEAD_KEEPS)
    executor = forms.ModelChoiceField(
        Person.objects.none(), label="Исполнитель", required=False, empty_label="Не указывать"
    )
    executor_phone = forms.CharField(label="Телефон исполнителя", required=False, max_length=60)

    def ask(self, document: Document) -> None:
        for name in PEOPLE:
            self.fields[name].queryset = staff_of(document.organisation.legal_entity, document.data.get(name))
        self.fields["acts"].queryset = offered_acts(document)
        self.fields["pairs"].queryset = pairs_offered(document)
        if document.changes is None:
            del self.fields["removed"], self.fields["other"], self.fields["reason"]
        else:
            self.fields["pairs"].label = "Добавить в приказ"
            self.fields["removed"].queryset = standing = pairs_removable(document)
            self.ask_corrections(standing)

    def clean(self) -> dict[str, Any]:
        """A paper cannot rest on a protocol of a later day, nor ask for programmes before it is issued."""
        asked = super().clean() or self.cleaned_data
        day, protocol, due = (asked.get(name) for name in ("date", "protocol_date", "programme_due"))
        if day and protocol and protocol > day:
            self.add_error("protocol_date", "Протокол позже приказа. Проверьте обе даты.")
        if day and due and not 0 <= (due - day).days <= FARTHEST:
            self.add_error("programme_due", "Программы пишут после приказа и в том же году. Проверьте дату.")
        if self.document.changes is not None:
            self.check_corrections(asked)
        return asked

    def data_of_draft(self) -> dict[str, Any]:
        asked = self.cleaned_data
        protocol = {}
        if asked["protocol_number"]:
            protocol = {
                "body": asked["protocol_body"],
                "number": asked["protocol_number"],
                "date": asked["protocol_date"].isoformat() if asked["protocol_date"] else "",
            }
        data = {
            "date": asked["date"].isoformat(),
            "pairs": [pair.pk for pair in asked["pairs"]],
            "protocol": protocol,
            "consents": asked["consents"],
            "acts": [act.pk for act in asked["acts"]],
            "programme_due": asked["programme_due"].isoformat() if asked["programme_due"] else "",
            "executor_phone": asked["executor_phone"],
        }
        data |= {name: asked[name].pk if asked[name] else None for name in PEOPLE}
        if self.document.changes is not None:
            # A pair that takes another's place takes it out of the order: one tick does both.
            removed = {pair.pk for pair in (*asked["removed"], *former_of(asked["pairs"]))}
            data |= {"removed": sorted(removed), "other": asked["other"].strip(), "reason": asked["reason"].strip()}
            data |= self.corrections()
        return data

    @classmethod
    def initial_of(cls, document: Document) -> dict[str, Any]:
        data = document.data
        protocol = data.get("protocol") or {}
        days = {
            name: date.fromisoformat(value) if value else None
            for name, value in (
                ("date", data.get("date")),
                ("programme_due", data.get("programme_due")),
                ("protocol_date", protocol.get("date")),
            )
        }
        return {
            **{
                name: data.get(name)
                for name in ("pairs", "removed", "other", "reason", "acts", *PEOPLE, "executor_phone")
            },
            **days,
            **initial_corrections(document),
            "consents": data.get("consents", True),
            "protocol_body": protocol.get("body") or COUNCIL,
            "protocol_number": protocol.get("number"),
            "version": document.version,
        }


def staff_of(entity: Organisation, named: int | None) -> QuerySet[Person]:
    """Who may be named in an order: employees of the organisation; and whom the draft names already."""
    cards = Person.objects.filter(organisation=entity)
    working = cards.present().filter(employments__isnull=False) | cards.filter(pk=named or 0)
    return Person.objects.filter(pk__in=working.values("pk")).order_by("name_key", "pk")


def offered_acts(document: Document) -> QuerySet[LegalAct]:
    """Acts in force for this contingent, and those already chosen even if they have gone out of force since."""
    contingent = contingent_of(document)
    entity = document.organisation.legal_entity
    fitting = [act.pk for act in acts_for(entity, contingent, document.organisation.today())]
    chosen = LegalAct.objects.filter(pk__in={*fitting, *document.data.get("acts", [])})
    own = chosen.filter(organisation__isnull=True) | chosen.filter(organisation=entity)
    return own.order_by("position", "pk")


def pairs_offered(document: Document) -> QuerySet[Pair]:
    """Approved pairs of the contingent and year that stand in no order, and those that the draft names."""
    pairs = Pair.objects.filter(organisation=document.organisation.legal_entity)
    approved = pairs.filter(status=PairStatus.APPROVED, form__contingent=contingent_of(document))
    if year := document.data.get("year"):
        approved = approved.filter(mentor__year=year)
    fitting = fitting_for(approved, document) | pairs.filter(pk__in=document.data.get("pairs", []))
    return with_former(fitting)


def pairs_removable(document: Document) -> QuerySet[Pair]:
    """Pairs that stand in the order being changed or came by its earlier changes, and those that the draft names."""
    pairs = Pair.objects.filter(organisation=document.organisation.legal_entity)
    standing = pairs.filter(order__in=family_of(document), status=PairStatus.ORDERED)
    return _by_name(standing | pairs.filter(pk__in=document.data.get("removed", [])))


def _by_name(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    return (
        pairs.select_related("mentor__person")
        .prefetch_related("seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )
