"""The draft of an order: its answers and its wording; and the deed of issue."""

from datetime import date
from typing import Any

from django import forms

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.forms.fields import DayField
from schools.models import Person
from schools.papers.models import Document, LegalAct

from ..composing import wording_of
from ..kinds import kind_of

TEXT_PREFIX = "text_"
HEAD_KEEPS = "Оставляю за собой"


class OrderForm(forms.Form):
    """Everything that a draft asks; the parts of the kind's wording follow as `text_<part>`."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date = DayField(label="Дата приказа", help_text="День подписания; при издании её можно поправить")
    pairs = forms.ModelMultipleChoiceField(
        Pair.objects.none(), label="Пары и группы", required=False, widget=forms.CheckboxSelectMultiple
    )
    removed = forms.ModelMultipleChoiceField(
        Pair.objects.none(), label="Исключить из приказа", required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(
        label="Другие изменения словами",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Каждое с новой строки, например: в пункте 1.2 слова «…» заменить словами «…»",
    )
    protocol_body = forms.CharField(label="Чьё решение", required=False, max_length=150, help_text="В родительном падеже: педагогического совета")
    protocol_number = forms.CharField(label="Протокол №", required=False, max_length=30)
    protocol_date = DayField(label="Протокол от", required=False)
    consents = forms.BooleanField(label="Сослаться на письменные согласия участников", required=False)
    acts = forms.ModelMultipleChoiceField(
        LegalAct.objects.none(), label="Правовые акты", required=False, widget=forms.CheckboxSelectMultiple
    )
    programme_due = DayField(label="Программы готовы до", required=False)
    curator = forms.ModelChoiceField(
        Person.objects.none(), label="Куратор", required=False, empty_label="Сопровождение остаётся за руководителем"
    )
    control = forms.ModelChoiceField(Person.objects.none(), label="Контроль", required=False, empty_label=HEAD_KEEPS)
    executor = forms.ModelChoiceField(Person.objects.none(), label="Исполнитель", required=False, empty_label="Не указывать")
    executor_phone = forms.CharField(label="Телефон исполнителя", required=False, max_length=60)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        self.document = document
        kwargs.setdefault("initial", initial_of(document))
        super().__init__(*args, **kwargs)
        entity = document.organisation.legal_entity
        people = staff_of(entity)
        for name in ("curator", "control", "executor"):
            self.fields[name].queryset = people
        self.fields["acts"].queryset = offered_acts(document)
        self.fields["pairs"].queryset = pairs_offered(document)
        if document.changes is None:
            del self.fields["removed"], self.fields["other"]
        else:
            self.fields["pairs"].label = "Добавить в приказ"
            self.fields["removed"].queryset = Pair.objects.filter(
                order__in=[document.changes, *document.changes.changed_by.all()], status=PairStatus.ORDERED
            )
        wording = wording_of(document)
        for part in kind_of(document.kind).parts:
            self.fields[TEXT_PREFIX + part.code] = forms.CharField(
                label=part.label,
                required=False,  # an empty part is refused by the service, with what to do
                help_text=part.hint,
                initial=wording[part.code],
                widget=forms.Textarea(attrs={"rows": part.rows}),
            )

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if abs((day - self.document.organisation.today()).days) > 400:
            raise forms.ValidationError("Проверьте год: до этой даты больше года.")
        return day

    def texts(self) -> dict[str, str]:
        return {part.code: self.cleaned_data[TEXT_PREFIX + part.code] for part in kind_of(self.document.kind).parts}

    def data_of_draft(self) -> dict[str, Any]:
        """The answers as the draft keeps them: numbers, strings and ISO dates."""
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
        data |= {name: asked[name].pk if asked[name] else None for name in ("curator", "control", "executor")}
        if self.document.changes is not None:
            data |= {"removed": [pair.pk for pair in asked["removed"]], "other": asked["other"].strip()}
        return data

    def wording_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TEXT_PREFIX)]


def initial_of(document: Document) -> dict[str, Any]:
    """A draft's answers as the form shows them."""
    data = document.data
    protocol = data.get("protocol") or {}
    return {
        **{name: data.get(name) for name in ("date", "pairs", "removed", "other", "acts", "programme_due", "curator", "control")},
        "consents": data.get("consents", True),
        "executor": data.get("executor"),
        "executor_phone": data.get("executor_phone"),
        "protocol_body": protocol.get("body") or "педагогического совета",
        "protocol_number": protocol.get("number"),
        "protocol_date": protocol.get("date"),
        "version": document.version,
    }


def staff_of(entity: Any) -> Any:
    """Who may be named in an order: employees of the organisation."""
    return Person.objects.present().filter(organisation=entity, employments__isnull=False).distinct().order_by("name_key")


def offered_acts(document: Document) -> Any:
    """Acts in force for this contingent, and those already chosen even if they have gone out of force since."""
    contingent = document.data.get("contingent", "")
    offered = LegalAct.objects.offered_to(document.organisation.legal_entity, document.organisation.today())
    fitting = [act.pk for act in offered if not act.purposes or contingent in act.purposes]
    return LegalAct.objects.filter(pk__in={*fitting, *document.data.get("acts", [])}).order_by("position", "pk")


def pairs_offered(document: Document) -> Any:
    """Approved pairs of the contingent that stand in no order, and those that the draft names."""
    approved = Pair.objects.filter(
        organisation=document.organisation,
        status=PairStatus.APPROVED,
        form__contingent=document.data.get("contingent", ""),
    )
    named = Pair.objects.filter(organisation=document.organisation, pk__in=document.data.get("pairs", []))
    return (
        (approved | named)
        .select_related("mentor__person")
        .prefetch_related("seats__mentee__person")
        .order_by("mentor__person__name_key", "pk")
    )


class IssueForm(forms.Form):
    """Number and date at the moment of issue; `proposed` tells an untouched number from a typed one."""

    number = forms.CharField(label="Номер", required=False, max_length=40)
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)
    date = DayField(label="Дата")

