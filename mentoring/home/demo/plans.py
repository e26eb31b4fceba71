"""Roadmaps of the demo: the school's is approved and lives, the kindergarten's waits for the head, the office has handed
some of its own down to all. What is late and what is due soon follows today, whatever the season.
"""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from mentoring.documents.services.roadmaps import approve_roadmap
from roadmaps.enums import OPEN, EvidenceKind, MeasureStatus
from roadmaps.models import Occasion, Roadmap
from roadmaps.patterns import all_patterns
from roadmaps.services.doing import add_evidence, confirm_proof, move_occasion
from roadmaps.services.editing import set_dates, set_responsible
from roadmaps.services.handing import hand_down
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.models import Organisation, User
from schools.papers.models import Document
from schools.workbooks.writing import write_table

from ..selectors.proofs import proofs_for
from .ground import card

# What the office gives to every organisation.
HANDED = ("Карта кадровых потребностей", "Документы организаций", "Приказы о парах", "Итоговый мониторинг")


def lay_plans(places: dict[str, Organisation]) -> None:
    """After everything else: plans are proved by orders, banks and pairs."""
    office, school, garden, village = (places[slug] for slug in ("ozerny", "kedrovaya", "skazka", "dalnyaya"))
    coordinator, anna, clara = (account(login) for login in ("koordinator", "kurator", "kurator-sad"))
    municipal = from_pattern("municipal", office, coordinator)
    own = from_pattern("teachers", school, anna)
    gardens = from_pattern("kindergarten", garden, clara)
    year = office.current_year()
    hand_down(
        municipal,
        list(municipal.measures.filter(title__in=HANDED)),
        [school, garden, village],
        year=year,
        by=coordinator,
    )

    submit_roadmap(own, anna)
    submit_roadmap(gardens, clara)
    approve_roadmap(own, account("direktor"), earlier(school, 10))
    live_in_school(own, anna)
    Plan(gardens, clara).tick_off_the_past()
    live_in_village(village, account("direktor-selo"))
    plan = Plan(municipal, coordinator)
    plan.tick_off_the_past(HANDED)
    plan.begin("Клуб наставников. Заседание 1. С чего начать", "Ищем день, когда свободны все ведущие")
    submit_roadmap(municipal, coordinator)


def account(login: str) -> User:
    return User.objects.get(username=login)


def earlier(place: Organisation, day: int) -> date:
    """That day of September, or today while it has not come."""
    return min(place.today(), date(place.current_year().begins, 9, day))


def from_pattern(code: str, place: Organisation, by: User) -> Roadmap:
    pattern, year = all_patterns()[code], place.current_year()
    read = pattern.build(place, year)
    return lay_out(read, place, begins=year.begins, years=pattern.years, by=by, pattern=code)


class Plan:
    """A plan of this year in somebody's hands; measures are called by their titles."""

    def __init__(self, roadmap: Roadmap, by: User) -> None:
        self.roadmap = roadmap
        self.by = by
        self.place = roadmap.organisation
        self.today = self.place.today()

    def occasions(self) -> list[Occasion]:
        rows = Occasion.objects.filter(measure__roadmap=self.roadmap, year=self.place.current_year().begins)
        rows = rows.select_related("measure__roadmap__organisation")
        return list(rows.order_by("measure__stage__position", "measure__position"))

    def occasion(self, title: str) -> Occasion:
        return next(one for one in self.occasions() if title in (one.measure.title, str(one.measure)))

    def move(self, title: str, to: str, *, day: date | None = None, comment: str = "", reason: str = "") -> Occasion:
        one = self.occasion(title)
        return move_occasion(one, to, version=one.version, by=self.by, done_on=day, comment=comment, reason=reason)

    def day_of(self, one: Occasion) -> date:
        """It was done on its last day, or today while that has not come."""
        return min(self.today, one.ends or self.today)

    def begin(self, title: str, comment: str) -> None:
        """Where its own time is over, it was given more."""
        one = self.move(title, MeasureStatus.UNDER_WAY, comment=comment)
        if one.ends is not None and one.ends < self.today:
            self.make_due(title, 20)

    def done(self, title: str, kind: str, *, document: Document | None = None, **evidence: Any) -> None:
        """On the day of the document, where that is the evidence."""
        day = document.date if document else self.day_of(self.occasion(title))
        one = self.move(title, MeasureStatus.DONE, day=day)
        add_evidence(one, kind, by=self.by, document=document, **evidence)

    def confirm(self, code: str) -> None:
        """What the product has found is confirmed by the curator."""
        one = next(one for one in self.occasions() if one.measure.code == code)
        proof = proofs_for(self.place, self.place.current_year(), [code], self.roadmap)[code]
        confirm_proof(one, proof.words, proof.document, self.by)

    def make_late(self, title: str, days: int) -> None:
        """Early in the year its own time is not over yet: then the curator has moved it."""
        one = self.occasion(title)
        if one.ends is None or one.ends >= self.today:
            self.make_due(title, -days)

    def make_due(self, title: str, days: int) -> Occasion:
        """Its last day is so many days from today."""
        one = self.occasion(title)
        last = min(self.today + timedelta(days=days), self.place.current_year().end)
        return set_dates(one, one.version, [(last - timedelta(days=6), last)], self.by)

    def tick_off_the_past(self, but: tuple[str, ...] = ()) -> None:
        """Everything whose time is over and of which the product knows nothing by itself."""
        for one in self.occasions():
            late = one.ends is not None and one.ends < self.today
            if late and one.status in OPEN and not one.measure.code and one.measure.title not in but:
                day = self.day_of(one)
                move_occasion(one, MeasureStatus.DONE, version=one.version, by=self.by, done_on=day)


def live_in_school(roadmap: Roadmap, anna: User) -> None:
    """Evidence of every kind; one begun, one not held, two late, two to be confirmed, one soon — and that is a teacher's."""
    plan, school = Plan(roadmap, anna), roadmap.organisation
    naming = Document.objects.get(organisation=school, number="12-ОД")
    order = Document.objects.get(organisation=school, number="41-ОД")
    plan.done(
        "Сверка локальных актов", EvidenceKind.TEXT, text="Поправки приняты педагогическим советом, протокол № 1."
    )
    plan.done("Назначение куратора", EvidenceKind.DOCUMENT, document=naming)
    plan.done("Кому нужна поддержка", EvidenceKind.FILE, upload=list_of_requests(), text="Собрано на объединениях")
    plan.done("Приглашение наставников", EvidenceKind.LINK, url="https://kedrovaya.example/nastavnichestvo/priglashaem")
    plan.done("Приказ и дополнительные соглашения", EvidenceKind.DOCUMENT, document=order)
    plan.done("Приказы о парах", EvidenceKind.DOCUMENT, document=order)
    plan.done(
        "Документы организаций", EvidenceKind.TEXT, text="Положение, приказ о кураторе и карта отправлены в управление."
    )
    plan.confirm("mentors_confirmed")
    plan.begin("Школа наставника", "Первое занятие прошло, второе готовит Жданова Р. Э.")
    plan.move(
        "Условия для наставника",
        MeasureStatus.NOT_HELD,
        reason="Порядок выплат определяет учредитель, он ещё не принят. Вернёмся к этому, когда выйдет.",
    )
    for title in ("Утверждение дорожной карты", "Запросы и затруднения", "Согласия", "Решение о парах"):
        plan.make_late(title, 5)
    programmes = "Персонализированные программы"
    plan.make_due(programmes, 6)
    measure = plan.occasion(programmes).measure
    set_responsible(measure, measure.version, [card(school, "Заяц Борис Фомич")], [], anna)
    plan.tick_off_the_past()


def live_in_village(village: Organisation, head: User) -> None:
    """Nothing of its own: what the office handed down, and of that a part."""
    plan = Plan(Roadmap.objects.get(organisation=village), head)
    plan.done("Карта кадровых потребностей", EvidenceKind.TEXT, text="Сведения отправлены: свободных наставников нет.")
    plan.make_late("Документы организаций", 5)
    plan.begin("Приказы о парах", "Пара утверждена, ждём номер приказа")
    plan.move(
        "Итоговый мониторинг",
        MeasureStatus.NOT_HELD,
        reason="Единственная пара закончит работу раньше: итоги подведём в феврале.",
    )


def list_of_requests() -> UploadedFile:
    rows = [(1, "начальные классы", 2), (2, "физика", 1), (3, "иностранные языки", 1)]
    content = write_table("Кому нужна поддержка", ("№", "Объединение", "Запросов"), rows)
    return UploadedFile(ContentFile(content), "Кому нужна поддержка.xlsx", size=len(content))
