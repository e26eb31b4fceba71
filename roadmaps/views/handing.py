"""The municipality's own plan: its measures go down to schools, and what became of them comes back as marks."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import HEADS
from schools.enums import Role
from schools.models import Organisation
from schools.numbers import ids_from
from schools.russian import count
from schools.views.generic import XLSX, attachment, attempt, back, here, ids_in, say
from schools.workbooks.writing import Value, write_table

from ..models import Measure, Roadmap
from ..selectors.handed import HandedTable, Row, handed_already, handed_table, schools_of
from ..services.handing import hand_down, take_back
from .reach import roadmap_here, year_of

# Signs of a measure in the list of what to hand down.
LONGEST_LABEL = 240

# Named beside a measure; more are told by number.
NAMED_SCHOOLS = 3

# Of one handing down; more than a region has is no form of ours.
MOST_COPIES = 100_000


def municipal_here(request: HttpRequest, pk: int) -> Roadmap:
    """A roadmap of a municipal office; a school has nobody to hand its measures down to."""
    roadmap = roadmap_here(request, pk)
    if not roadmap.is_municipal:
        raise Http404
    return roadmap


def picked(data: QueryDict, roadmap: Roadmap) -> tuple[list[Measure], list[Organisation]]:
    """Measures and schools ticked in the form, those of this office only."""
    wanted = ids_in(data, "measures")
    places = ids_in(data, "schools")
    measures = roadmap.measures.select_related("stage").filter(pk__in=wanted)
    return (
        list(measures.order_by("stage__position", "position", "pk")),
        [school for school in schools_of(roadmap.organisation) if school.pk in places],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Role.COORDINATOR)
def handing_form(request: OrganisationRequest, pk: int) -> HttpResponse:
    """«Спустить школам»: which measures, to whom; the done page says what came of it, school by school."""
    roadmap = municipal_here(request, pk)
    year = year_of(roadmap, request.year)
    problems: list[str] = []
    tick = request.POST.get("tick", "")
    if request.method == "POST" and not tick:
        measures, schools = picked(request.POST, roadmap)
        try:
            done = hand_down(roadmap, measures, schools, year=year, by=request.user)
        except ValidationError as error:
            problems = error.messages
        else:
            # One field: a district's sixty measures in a hundred schools would be six thousand.
            context = {"roadmap": roadmap, "done": done, "copies": ",".join(map(str, done.copies))}
            return render(request, "roadmaps/handing_done.html", context)
    stages: dict[int, tuple[object, list[Measure]]] = {}
    places = schools_of(roadmap.organisation)
    already = handed_already(roadmap, year)
    for measure in roadmap.measures.select_related("stage").order_by("stage__position", "position", "pk"):
        measure.label = label_of(measure)  # type: ignore[attr-defined]  # for the page
        measure.handed = told_schools(already.get(measure.pk, []), len(places))  # type: ignore[attr-defined]  # the same
        stages.setdefault(measure.stage_id, (measure.stage, []))[1].append(measure)
    ticked = {field: set(request.POST.getlist(field)) for field in ("measures", "schools")}
    if tick == "measures":
        ticked["measures"] = {str(measure.pk) for _, measures in stages.values() for measure in measures}
    elif tick == "schools":
        ticked["schools"] = {str(place.pk) for place in places}
    context = {
        "roadmap": roadmap,
        "stages": stages.values(),
        "schools": places,
        "ticked": ticked,
        # All schools to begin with.
        "ticked_first": request.method != "POST",
        "shown_year": year,
        "problems": problems,
    }
    return render(request, "roadmaps/handing_form.html", context)


def told_schools(names: list[str], total: int) -> str:
    """«всем организациям», «Лицей № 2, СОШ № 5», «организациям: 12 из 30»; empty for nobody."""
    if not names:
        return ""
    if len(names) == total and total > 1:
        return "всем организациям"
    return ", ".join(names) if len(names) <= NAMED_SCHOOLS else f"организациям: {len(names)} из {total}"


def label_of(measure: Measure) -> str:
    """Title and the beginning of the content: rows of one printed title are told apart."""
    lines = dict.fromkeys(_beginning(part) for part in (measure.title, measure.content) if part)
    return _whole(": ".join(line.rstrip(":") for line in lines))


def _beginning(text: str) -> str:
    """The first line; one that announces a list («Темы:») goes on with the list."""
    first, *rest = text.split("\n")
    items = "; ".join(line.strip("-–—• ;.") for line in rest)
    return f"{first} {items}" if first.rstrip().endswith(":") and items else first


def _whole(text: str) -> str:
    """As many whole sentences, else items of a list, else words as fit."""
    if len(text) <= LONGEST_LABEL:
        return text
    head = text[: LONGEST_LABEL + 1]
    if found := re.match(r".*[а-яё\d»)]{3}\.(?=\s)", head, re.DOTALL):
        return found[0]
    place = head.rfind("; ")
    return f"{head[:place]}; …" if place > LONGEST_LABEL // 3 else f"{head.rsplit(' ', 1)[0].rstrip(' ,;:')}…"


@require_POST
@open_to(Role.COORDINATOR)
def handing_undo(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Take back what one handing down made, where nobody has touched it."""
    roadmap = municipal_here(request, pk)
    told = request.POST.get("copies", "").split(",")
    copies = set(ids_from(told[:MOST_COPIES]))
    result = attempt(
        request,
        lambda: take_back(roadmap, copies, by=request.user),
        lambda done: f"Забрано: {count(done.measures, 'мероприятие', 'мероприятия', 'мероприятий')}.",
    )
    for sentence in result.kept if result else ():
        say(request, sentence)
    return back(request, "roadmaps:handed_table", pk=roadmap.pk)


@require_safe
@open_to(Role.COORDINATOR, *HEADS)
def handed_page(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Schools × measures; `?format=xlsx` takes the same away."""
    roadmap = roadmap_here(request, pk)
    if not roadmap.is_municipal:
        return redirect("roadmaps:roadmap_detail", organisation=request.organisation.slug, pk=roadmap.pk)
    year = year_of(roadmap, request.year)
    table = handed_table(roadmap, year, request.organisation.today())
    if request.GET.get("format") == "xlsx":
        name = f"Исполнение по организациям {str(year).replace('/', '-')}.xlsx"
        headers = {"Content-Type": XLSX, "Content-Disposition": attachment(name)}
        return HttpResponse(workbook(roadmap, table), headers=headers)
    context = {
        "roadmap": roadmap,
        "table": table,
        "rows": [(row, written(row)) for row in table.rows],
        "shown_year": year,
        "card": here(request, "roadmaps:roadmap_detail", pk=pk),
    }
    return render(request, "roadmaps/handed_table.html", context)


def written(row: Row) -> SafeString:
    """The cells of a school as they stand on the page: a district has ten thousand of them, of five kinds."""
    return mark_safe("".join([mark_of(cell.css, cell.mark, cell.label) if cell else "<td></td>" for cell in row.cells]))


@cache
def mark_of(css: str, mark: str, label: str) -> SafeString:
    return format_html(
        '<td><span class="rm-mark {}" role="img" aria-label="{}" title="{}">{}</span></td>', css, label, label, mark
    )


def workbook(roadmap: Roadmap, table: HandedTable) -> bytes:
    """The table in words: one row a school, one column a measure."""
    headings = ["Организация", "Спущено", "Выполнено", "Просрочено"]
    headings += [f"{column.mark}. {column.measure}" for column in table.columns]
    rows: list[list[Value]] = [
        [row.organisation.short_name, row.handed, row.done, row.overdue]
        + ["" if cell is None else cell.label for cell in row.cells]
        for row in table.rows
    ]
    return write_table(roadmap.title, headings, rows, sheet="Исполнение")
