"""What roadmaps bring to the desks: due and overdue measures, proofs to confirm, plans to approve."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.text import Truncator

from roadmaps.enums import OPEN, RoadmapImportStatus, RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap, RoadmapImport
from roadmaps.selectors.due import DueItem, due_for, due_in
from schools.models import Organisation, User
from schools.russian import date_words, plural
from schools.years import AcademicYear

from .parts import parts_of
from .wait import Wait, to

# About plans themselves, on one desk.
LINES = 3
LATE = ("просрочено", "просрочены", "просрочено")


def open_coded(user: User, organisation: Organisation, year: AcademicYear) -> QuerySet[Occasion]:
    """Measures of the year that the product could prove and nobody has ticked off; not of drafts, which owe nothing yet."""
    rows = Occasion.objects.visible_to(user).filter(
        measure__roadmap__organisation=organisation.legal_entity,
        measure__roadmap__approved__isnull=False,
        year=year.begins,
        status__in=OPEN,
    )
    return (
        rows.exclude(measure__code="")
        .select_related("measure__roadmap__organisation", "measure__roadmap__approved__document")
        .order_by("measure__roadmap", "measure__stage__position", "measure__position", "pk")
    )


def editor_waits(user: User, organisation: Organisation, year: AcademicYear, *, is_head: bool = False) -> list[Wait]:
    """What moves the plan itself: a file read and not loaded, a plan returned, a plan that nobody has sent to the head.

    `is_head`: the reader decides herself, to whom would she hand it over?
    """
    place = organisation.legal_entity
    imports = RoadmapImport.objects.visible_to(user).filter(organisation=place, status=RoadmapImportStatus.PREVIEW)
    files = [
        Named(
            f"«{one}»",
            Wait(
                1,
                f"Дорожная карта из «{one}» прочитана, но ещё не загружена",
                to(organisation, "roadmaps:import_preview", one.pk),
                "Проверить и загрузить",
            ),
        )
        for one in imports.order_by("-pk")[:50]
    ]
    plans = Roadmap.objects.visible_to(user).filter(organisation=place).of_year(year.begins).order_by("pk")
    moving = [
        Named(name_of(plan, 50), wait)
        for plan in plans[:50]
        if (wait := plan_wait(organisation, plan, is_head=is_head))
    ]
    unread = (
        "прочитанный файл ещё не загружен",
        "прочитанных файла ещё не загружены",
        "прочитанных файлов ещё не загружены",
    )
    waiting = ("дорожная карта ждёт вас", "дорожные карты ждут вас", "дорожных карт ждут вас")
    return [*fewer(organisation, moving, waiting), *fewer(organisation, files, unread)]


def plan_wait(organisation: Organisation, plan: Roadmap, *, is_head: bool = False) -> Wait | None:
    url, name = to(organisation, "roadmaps:roadmap_detail", plan.pk), name_of(plan)
    if plan.status in (RoadmapStatus.DRAFT, RoadmapStatus.CHANGED) and plan.comment:
        said = Truncator(plan.comment).chars(120)
        return Wait(1, f"{name} — возвращена с замечанием: «{said}»", url, "Исправить", owed=True)
    if plan.status == RoadmapStatus.DRAFT and is_head:
        return Wait(1, f"{name} — составляется: утвердите её, когда всё на месте", url, "Открыть")
    if plan.status == RoadmapStatus.DRAFT:
        return Wait(1, f"{name} — составляется и не передана руководителю", url, "Открыть")
    if plan.status == RoadmapStatus.CHANGED:
        return Wait(1, f"{name} — изменена после утверждения", url, "Показать изменения")
    return None


@dataclass(frozen=True)
class Named:
    """A line of the desk and what it is about."""

    name: str
    wait: Wait


def fewer(organisation: Organisation, lines: list[Named], forms: tuple[str, str, str]) -> list[Wait]:
    """What is owed first; beyond a few lines the rest is one line that names them, so that other work is not pushed off
    the desk."""
    lines = sorted(lines, key=lambda line: not line.wait.owed)
    shown = lines if len(lines) <= LINES else lines[: LINES - 1]
    waits = [line.wait for line in shown]
    if rest := lines[len(shown) :]:
        names = "; ".join(line.name for line in rest[:LINES]) + (" и другие" if len(rest) > LINES else "")
        url = to(organisation, "roadmaps:roadmap_list")
        owed = any(line.wait.owed for line in rest)
        waits.append(Wait(len(rest), plural(len(rest), *forms), url, "К списку", names, owed=owed))
    return waits


def handed_waits(user: User, organisation: Organisation, year: AcademicYear) -> list[Wait]:
    """Measures that the municipality has put into the organisation's plans and nobody here has looked at.

    Looked at is what was edited, marked, or stands in an approved version since.
    """
    place = organisation.legal_entity
    came = (
        Measure.objects.visible_to(user)
        .from_above()
        .filter(
            roadmap__in=Roadmap.objects.filter(
                organisation=place, status__in=[RoadmapStatus.DRAFT, RoadmapStatus.CHANGED]
            ).of_year(year.begins),
            version=1,
        )
        .exclude(occasions__changed_at__isnull=False)
        .select_related("roadmap__approved", "handed_from__roadmap__organisation")
        .order_by("roadmap", "stage__position", "position")
    )
    fresh: dict[int, list[Measure]] = {}
    approved: dict[int, set[str]] = {}
    for measure in came:
        plan = measure.roadmap
        if plan.approved and plan.pk not in approved:
            stages = plan.approved.snapshot.get("stages", [])
            approved[plan.pk] = {row["key"] for stage in stages for row in stage["measures"]}
        if str(measure.uid) not in approved.get(plan.pk, ()):
            fresh.setdefault(plan.pk, []).append(measure)
    waits = []
    for plan_pk, measures in fresh.items():
        n, office = len(measures), measures[0].handed_from.roadmap.organisation
        words = plural(n, "мероприятие пришло", "мероприятия пришли", "мероприятий пришло")
        sentence = f"{words} из муниципальной дорожной карты ({office.short_name}): проверьте сроки и ответственных"
        url = to(organisation, "roadmaps:roadmap_detail", plan_pk, at=measures[0].pk) + f"#m-{measures[0].pk}"
        waits.append(Wait(n, sentence, url, "Посмотреть", name_of(measures[0].roadmap), owed=True))
    return waits


def name_of(plan: Roadmap, longest: int = 100) -> str:
    """The plan's name, as short as a line of the desk allows; most begin with these words themselves."""
    title = Truncator(plan.title or "без названия").chars(longest)
    return title if title.lower().startswith("дорожная карта") else f"Дорожная карта: {title}"


def head_plan_waits(user: User, organisation: Organisation) -> list[Wait]:
    """Plans that wait for approval."""
    rows = Roadmap.objects.visible_to(user).filter(
        organisation=organisation.legal_entity, status=RoadmapStatus.SUBMITTED
    )
    tz = organisation.legal_entity.tz
    return [
        Wait(
            1,
            f"{name_of(one)} — ждёт вашего утверждения",
            to(organisation, "documents:roadmap_approve", one.pk),
            "Прочитать и утвердить",
            f"передана {date_words(one.submitted_at.astimezone(tz).date())}" if one.submitted_at else "",
            owed=True,
        )
        for one in rows.order_by("submitted_at", "pk")[:5]
    ]


def measures(n: int, verb: str) -> str:
    """«мероприятие … просрочено», «3 мероприятия …: срок подходит»: the words after the number."""
    state = {"late": f" {plural(n, *LATE)}", "soon": ": срок подходит"}[verb]
    return plural(n, "мероприятие", "мероприятия", "мероприятий") + " дорожной карты" + state


def due_waits(user: User, organisation: Organisation, year: AcademicYear, day: date) -> list[Wait]:
    """What the whole organisation owes by its plans, for the curator and the head: overdue first, then soon."""
    due = due_in(organisation, year, day)
    waits = []
    if n := len(due.overdue):
        url = plan_url(organisation, due.overdue, overdue="on")
        term = f"первое — {date_words(due.overdue[0].day)}"
        waits.append(Wait(n, measures(n, "late"), url, "Показать", term, owed=True))
    if n := len(due.soon):
        url = plan_url(organisation, due.soon)
        waits.append(Wait(n, measures(n, "soon"), url, "Показать", f"ближайшее — до {date_words(due.soon[0].day)}"))
    return waits


def plan_url(organisation: Organisation, items: Sequence[DueItem], **query: object) -> str:
    """The plan in the year when all are of one, else the list of plans."""
    plans = {(item.occasion.measure.roadmap_id, item.occasion.year) for item in items}
    if len(plans) == 1:
        plan, begins = plans.pop()
        return to(organisation, "roadmaps:roadmap_detail", plan, year=begins, **query)
    return to(organisation, "roadmaps:roadmap_list")


def own_due_waits(user: User, organisation: Organisation, year: AcademicYear, day: date) -> list[Wait]:
    """For those who do not keep the whole plan: what names the user, and what stands on the user's post or part in mentoring.

    The second is told in words: whoever keeps the plan marks it.
    """
    due = due_for(user, organisation, year, day, also=parts_of(user, organisation, year))
    waits = []
    for items, owed in ((due.overdue, True), (due.soon, False)):
        state = "просрочено" if owed else "срок подходит"
        named = [item for item in items if item.by_name]
        if n := len(named):
            words = plural(n, "ваше мероприятие", "ваших мероприятия", "ваших мероприятий")
            many = f" {plural(n, *LATE)}" if owed else ": срок подходит"
            url = to(organisation, "home:my_measures")
            term = term_of(named[0].day, owed)
            waits.append(Wait(n, f"{words} дорожной карты{many}", url, "Отметить", term, owed=owed))
        by_role = [item for item in items if not item.by_name]
        if n := len(by_role):
            # One title may stand for several dates or stages: it is said once.
            titles = Counter(str(item.occasion.measure)[:80] for item in by_role)
            told = "; ".join(
                f"«{title}»" + (f" ({times})" if times > 1 else "") for title, times in list(titles.items())[:3]
            )
            more = " и другие" if len(titles) > 3 else ""
            words = f"{plural(n, 'мероприятие', 'мероприятия', 'мероприятий')} вашей роли ({state}): {told}{more}"
            url = to(organisation, "home:my_measures")
            waits.append(Wait(n, words, url, "Посмотреть", term_of(by_role[0].day, owed), owed=owed))
    return waits


def term_of(day: date, owed: bool) -> str:
    return f"{'срок был' if owed else 'до'} {date_words(day)}"


def handed_plan_of(user: User, office: Organisation, year: AcademicYear) -> Roadmap | None:
    """The office's plan of the year that came down to organisations; the last of several."""
    plans = Roadmap.objects.visible_to(user).filter(organisation=office.legal_entity).of_year(year.begins)
    return plans.filter(measures__handed_to__isnull=False).order_by("-pk").first()
