from django.urls import URLPattern, path
from django.views import View

from .views import deeds, mentees, mentors, topics
from .views.bank import MENTEES, MENTORS, Bank

app_name = "banks"


def _pages(bank: Bank, listing: type[View], card: type[View], edit: type[View]) -> list[URLPattern]:
    """The same addresses in either bank; the deeds are told which bank it is."""
    name, known = bank.code, {"bank": bank}
    return [
        path(f"{name}s/", listing.as_view(), name=f"{name}_list"),
        path(f"{name}s/add/", deeds.add, known, name=f"{name}_add"),
        path(f"{name}s/copy/", deeds.copy, known, name=f"{name}_copy"),
        path(f"{name}s/pair/", deeds.form_pair, known, name=f"{name}_pair"),
        path(f"{name}s/remove/", deeds.remove_many, known, name=f"{name}_remove_many"),
        path(f"{name}s/status/", deeds.change_many, known, name=f"{name}_status_many"),
        path(f"{name}s/status/undo/", deeds.undo_many, known, name=f"{name}_status_undo"),
        path(f"{name}s/<int:pk>/", card.as_view(), name=f"{name}_detail"),
        path(f"{name}s/<int:pk>/edit/", edit.as_view(), name=f"{name}_edit"),
        path(f"{name}s/<int:pk>/status/", deeds.change, known, name=f"{name}_status"),
    ]


urlpatterns = [
    *_pages(MENTORS, mentors.MentorList, mentors.MentorCard, mentors.MentorEdit),
    *_pages(MENTEES, mentees.MenteeList, mentees.MenteeCard, mentees.MenteeEdit),
    path("topics/", topics.TopicList.as_view(), name="topic_list"),
    path("topics/new/", topics.TopicEdit.as_view(), name="topic_create"),
    path("topics/<int:pk>/edit/", topics.TopicEdit.as_view(), name="topic_edit"),
    path("topics/<int:pk>/switch/", topics.topic_switch, name="topic_switch"),
]
