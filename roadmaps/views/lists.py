"""The list of roadmaps."""

from typing import Any

from schools.views.generic import ListPage

from ..enums import RoadmapImportStatus
from ..models import Roadmap, RoadmapImport
from ..roles import READERS
from ..selectors.lists import roadmaps_of
from .reach import is_editor


class RoadmapList(ListPage):
    open_to = READERS
    model = Roadmap
    template_name = "roadmaps/roadmap_list.html"
    sorts = {
        "year": ("-begins", "-years", "title"),
        "title": ("title",),
        "status": ("status", "-begins"),
    }
    counted = "дорожная карта,дорожные карты,дорожных карт"

    def base(self) -> Any:
        return roadmaps_of(self.request.user, self.request.organisation, self.request.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        imports: list[RoadmapImport] = []
        if is_editor(self.request):
            imports = list(
                RoadmapImport.objects.visible_to(self.request.user).filter(
                    organisation=self.request.organisation.legal_entity, status=RoadmapImportStatus.PREVIEW
                )[:5]
            )
        return super().get_context_data(editor=is_editor(self.request), waiting=imports, **kwargs)
