"""A new roadmap: which way, a template, last year's plan."""

from typing import Any
from uuid import uuid4

from django.contrib import messages

from schools.views.generic import FormPage, here, say
from schools.years import AcademicYear

from ..forms.making import ContinueForm, PatternForm
from ..models import Roadmap
from ..patterns import all_patterns
from ..roles import EDITORS
from ..selectors.lists import twin_of
from ..services.laying import lay_out
from ..services.rolling import roll_over

PATTERN, LAST = "pattern", "last"


class RoadmapCreate(FormPage):
    """First the four ways; `?way=pattern` and `?way=last` are forms of this page, the other two those of an import."""

    open_to = EDITORS
    done_text = ""

    def way(self) -> str:
        asked = self.request.GET.get("way", "")
        return asked if asked in (PATTERN, LAST) else ""

    def get_template_names(self) -> list[str]:
        if not self.way() and self.request.method == "GET":
            return ["roadmaps/roadmap_create.html"]
        return ["roadmaps/roadmap_continue.html" if self.way() == LAST else "roadmaps/roadmap_pattern.html"]

    def get_form_class(self) -> Any:
        return ContinueForm if self.way() == LAST else PatternForm

    def get_form_kwargs(self) -> dict[str, Any]:
        more: dict[str, Any] = {"year": self.request.year}
        if self.way() == LAST:
            more["roadmaps"] = self.earlier()
        else:
            more["patterns"] = self.patterns()
        return super().get_form_kwargs() | more

    def earlier(self) -> Any:
        organisation = self.request.organisation.legal_entity
        found = Roadmap.objects.visible_to(self.request.user).filter(organisation=organisation)
        return found.select_related("organisation").order_by("-begins", "-pk")

    def patterns(self) -> list[Any]:
        """Those for this kind of organisation; all of them for a kind that has none."""
        kind = self.request.organisation.legal_entity.kind
        found = list(all_patterns().values())
        return [one for one in found if kind in one.for_kinds] or found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_earlier=self.earlier().exists(), **kwargs)

    def save(self, form: Any) -> Roadmap:
        data, by = form.cleaned_data, self.request.user
        organisation = self.request.organisation.legal_entity
        if self.way() == LAST:
            return roll_over(data["previous"], AcademicYear(data["begins"]), by, data["nonce"] or uuid4())
        pattern = all_patterns()[data["pattern"]]
        return lay_out(
            pattern.build(organisation, AcademicYear(data["begins"])),
            organisation,
            begins=data["begins"],
            years=pattern.years,
            by=by,
            nonce=data["nonce"],
            pattern=pattern.code,
        )

    def get_success_url(self) -> str:
        made = self.object
        if twin_of(made.organisation, made.title, made.begins, besides=made.pk):
            words = "Дорожная карта с таким названием на этот учебный год уже была. Поправьте название, чтобы не спутать их."
            say(self.request, words, level=messages.WARNING)
        return here(self.request, "roadmaps:roadmap_detail", pk=self.object.pk)
