"""«Анкеты школы»: the own ones, the library, a card with its preview, and the deeds on a whole questionnaire."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import CardPage, FormPage, ListPage, attempt, back, here

from ..forms.questionnaire import CreateForm, LibraryFilterForm, QuestionnaireFilter
from ..library import LibraryItem, library_item, offered_to
from ..models import Questionnaire
from ..selectors.questionnaires import (
    drafts_with,
    filled,
    narrowed_library,
    origin_of,
    running_waves,
    taken_items,
    wording_of,
)
from ..services.editing import last_edit
from ..services.questionnaires import (
    archive_questionnaire,
    copy_questionnaire,
    create_questionnaire,
    restore_questionnaire,
    take_from_library,
)
from ..wording import check
from .preview import blank_of, preview_of

ARCHIVE = "archive"


def tabs_of(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """The three parts of the page: own, library, archive (only when there is something in it)."""
    own = Questionnaire.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    archived = own.filter(archived_at__isnull=False).count()
    page = here(request, "surveys:questionnaire_list")
    tabs = [
        ("own", "Наши", page, own.count() - archived),
        (
            "library",
            "Библиотека",
            here(request, "surveys:library_list"),
            len(offered_to(request.organisation.legal_entity)),
        ),
    ]
    if archived or current == ARCHIVE:
        tabs.append((ARCHIVE, "Архив", here(request, "surveys:questionnaire_archived"), archived))
    return [
        {"label": label, "url": url, "count": number, "current": name == current} for name, label, url, number in tabs
    ]


class QuestionnaireList(ListPage):
    open_to = STAFF
    model = Questionnaire
    template_name = "surveys/questionnaire_list.html"
    filterset_class = QuestionnaireFilter
    sorts = {
        "title": ("title",),
        "purpose": ("purpose", "title"),
        "side": ("side", "title"),
        "changed": ("-updated_at",),
    }
    counted = "анкета,анкеты,анкет"

    tab = "own"

    def base(self) -> QuerySet:
        return super().base().filter(archived_at__isnull=self.tab != ARCHIVE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for one in context["page_obj"]:
            one.questions = len(list(wording_of(one).questions()))
        return context | {
            "tab": self.tab,
            "tabs": tabs_of(self.request, self.tab),
            "is_curator": Role.CURATOR in self.request.roles,
        }


class QuestionnaireArchive(QuestionnaireList):
    """Those put away."""

    tab = ARCHIVE


@require_safe
@open_to(*STAFF)
def library_list(request: OrganisationRequest) -> HttpResponse:
    organisation = request.organisation.legal_entity
    offered = offered_to(organisation)
    form = LibraryFilterForm(request.GET)
    asked = form.chosen()
    taken = taken_items(request.user, organisation)
    items = [(item, taken.get(item.code)) for item in narrowed_library(offered, **asked)]
    context = {
        "items": items,
        "filter": {"form": form},
        "narrowed": any(asked.values()),
        "total": len(offered),
        "found": len(items),
        "tabs": tabs_of(request, "library"),
        "is_curator": Role.CURATOR in request.roles,
    }
    return render(request, "surveys/library_list.html", context)


def item_here(request: OrganisationRequest, origin: str) -> LibraryItem:
    """A library's questionnaire that suits the organisation."""
    item = library_item(origin)
    if item is None or request.organisation.legal_entity.kind not in item.for_kinds:
        raise Http404
    return item


@require_safe
@open_to(*STAFF)
def library_detail(request: OrganisationRequest, origin: str) -> HttpResponse:
    item = item_here(request, origin)
    organisation = request.organisation.legal_entity
    context = {
        "item": item,
        "purpose": item.purpose.label,
        "side": item.side.label,
        "mode": item.mode.label,
        "taken": taken_items(request.user, organisation).get(item.code),
        "preview": preview_of(filled(item.wording, organisation)),
        "is_curator": Role.CURATOR in request.roles,
    }
    return render(request, "surveys/library_detail.html", context)


@require_POST
@open_to(Role.CURATOR)
def library_take(request: OrganisationRequest, origin: str) -> HttpResponse:
    item = item_here(request, origin)
    own = attempt(
        request,
        lambda: take_from_library(request.organisation, item, request.user),
        lambda made: f"«{made.title}» теперь среди ваших анкет.",
    )
    if own is None:
        return HttpResponseRedirect(here(request, "surveys:library_detail", origin=origin))
    return HttpResponseRedirect(here(request, "surveys:questionnaire_detail", pk=own.pk))


class QuestionnaireCard(CardPage):
    open_to = STAFF
    model = Questionnaire
    template_name = "surveys/questionnaire_detail.html"
    object: Questionnaire

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wording = wording_of(self.object)
        curator = Role.CURATOR in self.request.roles
        return super().get_context_data(
            preview=preview_of(filled(wording, self.request.organisation)),
            faults=list(check(wording)),
            running=running_waves(self.object),
            drafts=drafts_with(self.object),
            origin=origin_of(self.object),
            last_edit=last_edit(self.object, self.request.user) if curator else None,
            is_curator=curator,
            **kwargs,
        )


class QuestionnaireCreate(FormPage):
    open_to = {Role.CURATOR}
    form_class = CreateForm
    template_name = "surveys/questionnaire_create.html"
    done_text = "Анкета создана. Проверьте каждый вопрос и поменяйте, как на него отвечают."

    def save(self, form: CreateForm) -> Questionnaire:
        return create_questionnaire(self.request.organisation, **form.values(), by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "surveys:questionnaire_edit", pk=self.object.pk)


def questionnaire_here(request: OrganisationRequest, pk: int) -> Questionnaire:
    return object_or_404(Questionnaire.objects.select_related("organisation"), request, pk=pk)


@require_POST
@open_to(Role.CURATOR)
def questionnaire_copy(request: OrganisationRequest, pk: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    made = attempt(
        request,
        lambda: copy_questionnaire(own, request.user),
        lambda copy: f"Готово: «{copy.title}». Вопросы сохранили свои коды, ответы на обе анкеты можно сравнивать.",
    )
    return HttpResponseRedirect(here(request, "surveys:questionnaire_detail", pk=made.pk if made else pk))


@require_POST
@open_to(Role.CURATOR)
def questionnaire_archive(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Put away, or with `to=back` brought back."""
    own = questionnaire_here(request, pk)
    undo = here(request, "surveys:questionnaire_archive", pk=pk)
    if request.POST.get("to", request.GET.get("to")) == "back":
        attempt(request, lambda: restore_questionnaire(own, request.user), f"«{own.title}» снова среди ваших анкет.")
        return HttpResponseRedirect(here(request, "surveys:questionnaire_detail", pk=pk))
    done = attempt(
        request,
        lambda: archive_questionnaire(own, request.user),
        f"«{own.title}» в архиве.",
        undo=f"{undo}?to=back",
    )
    if done is None:
        return HttpResponseRedirect(here(request, "surveys:questionnaire_detail", pk=pk))
    return back(request, "surveys:questionnaire_list")


@require_safe
@open_to(*STAFF)
def questionnaire_blank(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A sheet of paper for the pen."""
    own = questionnaire_here(request, pk)
    context = {"object": own, "blank": blank_of(filled(wording_of(own), request.organisation))}
    return render(request, "surveys/questionnaire_blank.html", context)
