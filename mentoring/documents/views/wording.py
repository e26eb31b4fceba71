"""«Формулировки»: the school's own words of every kind of paper, shown on real data while they are written, with their
editions.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.papers.engine.html import sheets_html
from schools.papers.models import Document
from schools.views.generic import attempt, here

from ..composing import compose, page_for, stamp_of
from ..forms.wording import WordingForm
from ..kinds import all_kinds
from ..kinds.kind import Kind, Shelf
from ..selectors.beginnings import matching, shelf_order
from ..selectors.editions import editions_of, reworded
from ..selectors.specimen import specimen_of
from ..services.wording import check_texts, keep_wording, own_texts, reset_wording, tidied


@require_GET
@open_to(Role.CURATOR)
def wording_list(request: OrganisationRequest) -> HttpResponse:
    """Every kind that has something to be worded, on its shelf."""
    q = request.GET.get("q", "")
    worded = sorted((kind for kind in all_kinds().values() if kind.parts), key=shelf_order)
    own = reworded(worded, request.organisation)
    shelves: dict[str, list[tuple[Kind, int]]] = {}
    for kind in matching(worded, q):
        shelves.setdefault(str(Shelf(kind.shelf).label), []).append((kind, own.get(kind.code, 0)))
    return render(request, "documents/wording_list.html", {"shelves": list(shelves.items()), "q": q})


def kind_or_404(code: str) -> Kind:
    kind = all_kinds().get(code)
    if kind is None or not kind.parts:
        raise Http404
    return kind


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def wording_edit(request: OrganisationRequest, code: str) -> HttpResponse:
    """The words of later papers of the kind; drafts begun before and issued papers keep theirs."""
    kind = kind_or_404(code)
    if "reset_wording" in request.POST:
        reset_wording(request.organisation, code, request.user)
        messages.success(request, "Исходные формулировки возвращены. Новые документы начнутся с них.")
        return redirect(request.path)
    form = WordingForm(sent(request), kind=kind, texts=kind.default_texts(request.organisation.legal_entity))
    back_to_default(request, form, kind)
    preview, problems = preview_of(request, kind, form)
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        try:
            keep_wording(request.organisation, code, form.texts(), request.user)
        except ValidationError as error:
            form.put_errors(error)
        else:
            messages.success(request, words_on_kept(request, kind))
            return redirect(request.path)
    own = own_texts(request.organisation, code)
    context = {
        "form": form,
        "kind": kind,
        "parts": [(field, part.code in own) for field, part in zip(form.wording_fields(), kind.parts, strict=True)],
        "is_own": bool(own),
        "editions": editions_of(kind, request.organisation, request.user),
        "preview": preview,
        "problems_of_preview": problems,
    }
    return render(request, "documents/wording_form.html", context)


def words_on_kept(request: OrganisationRequest, kind: Kind) -> str:
    """What was kept, and with whose words later papers begin: an only part may have been given back."""
    is_own = bool(own_texts(request.organisation, kind.code))
    asked = next((part for part in kind.parts if part.code == request.POST.get("reset_part")), None)
    if asked is None:
        whose = "ваших формулировок" if is_own else "исходных формулировок: ваши слова с ними совпадают"
        return f"Сохранено. Новые документы начнутся с {whose}."
    rest = "Остальные ваши слова остались." if is_own else "Ваших слов в этом документе больше нет."
    return f"Возвращён исходный текст: {asked.label}. Новые документы начнутся с него. {rest}"


def back_to_default(request: OrganisationRequest, form: WordingForm, kind: Kind) -> None:
    """«Вернуть исходный» of one part: the other parts stay as they are typed."""
    if (asked := request.POST.get("reset_part", "")) in {part.code for part in kind.parts}:
        form.replace_sent(**{f"text_{asked}": kind.part(asked).default})


def preview_of(request: OrganisationRequest, kind: Kind, form: WordingForm) -> tuple[SafeString, list[str]]:
    """The paper with these words on the organisation's own data, and what is wrong with the words."""
    specimen = specimen_of(kind, request.organisation, request.year.begins, request.user)
    texts = kind.default_texts(request.organisation.legal_entity)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        texts = tidied(form.texts())
        try:
            check_texts(kind.code, texts)
        except ValidationError as error:
            problems = error.messages
    if specimen is None:
        return SafeString(""), problems
    specimen.texts = texts
    return sheet_html(specimen), problems


def sheet_html(specimen: Document) -> SafeString:
    """The engine escapes every word."""
    return mark_safe(sheets_html(compose(specimen, stamp_of(specimen)), page_for(specimen)))


@require_POST
@open_to(Role.CURATOR)
def wording_preview(request: OrganisationRequest, code: str) -> HttpResponse:
    """The sheet alone, for the form's live preview."""
    kind = kind_or_404(code)
    form = WordingForm(request.POST, kind=kind, texts=kind.default_texts(request.organisation.legal_entity))
    preview, problems = preview_of(request, kind, form)
    return render(request, "documents/wording_preview.html", {"preview": preview, "problems_of_preview": problems})


@require_POST
@open_to(Role.CURATOR)
def wording_restore(request: OrganisationRequest, code: str, entry: int) -> HttpResponse:
    """An earlier edition becomes the wording of later papers again."""
    kind = kind_or_404(code)
    editions = editions_of(kind, request.organisation, request.user)
    found = next((one for one in editions if one.entry.pk == entry), None)
    if found is None:
        raise Http404

    def restore() -> bool:
        keep_wording(request.organisation, code, found.texts, request.user)
        return True

    attempt(request, restore, f"Возвращена редакция от {found.entry.at:%d.%m.%Y}.")
    return redirect(here(request, "documents:wording_edit", code=code))
