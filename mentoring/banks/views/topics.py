"""The dictionary of topics: the organisation's own are edited here, common ones by the administrator."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from schools.access.gates import Gate, OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import FormPage, attempt, back, here

from ..forms import TopicForm
from ..models import Topic
from ..selectors.dictionary import common_topics, forms_for, kinds_for, own_topics
from ..services import add_topic, rename_topic, switch_topic


class TopicList(Gate, TemplateView):
    open_to = STAFF
    template_name = "banks/topic_list.html"
    request: OrganisationRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation = self.request.organisation.legal_entity
        return super().get_context_data(
            own=own_topics(organisation),
            common=common_topics(),
            forms=forms_for(organisation),
            kinds=kinds_for(organisation),
            is_curator=Role.CURATOR in self.request.roles,
            **kwargs,
        )


class TopicEdit(FormPage):
    """Add a topic, or rename one of the organisation's own."""

    open_to = {Role.CURATOR}
    model = Topic
    form_class = TopicForm

    def get_initial(self) -> dict[str, Any]:
        topic = self.object
        return {"name": topic.name, "has_detail": topic.has_detail} if topic else {}

    def save(self, form: TopicForm) -> Topic:
        if self.object is None:
            return add_topic(self.request.organisation.legal_entity, **form.cleaned_data, by=self.request.user)
        return rename_topic(self.object, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "banks:topic_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heading = "Изменить направление помощи" if self.object else "Новое направление помощи"
        return super().get_context_data(heading=heading, cancel_url=self.get_success_url(), **kwargs)


@require_POST
@open_to(Role.CURATOR)
def topic_switch(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Offer the topic again, or stop offering it."""
    topic = object_or_404(Topic.objects.all(), request, pk=pk)
    is_active = request.POST.get("to", request.GET.get("to")) == "on"
    undo = here(request, "banks:topic_switch", pk=pk) + ("?to=off" if is_active else "?to=on")
    words = "снова предлагается" if is_active else "больше не предлагается"
    attempt(request, lambda: switch_topic(topic, is_active, request.user), f"«{topic.name}» {words}.", undo=undo)
    return back(request, "banks:topic_list")
