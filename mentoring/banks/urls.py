from django.urls import path

from .views import mentees, mentors, topics

app_name = "banks"
urlpatterns = [
    path("mentors/", mentors.MentorList.as_view(), name="mentor_list"),
    path("mentors/add/", mentors.mentor_add, name="mentor_add"),
    path("mentors/copy/", mentors.mentor_copy, name="mentor_copy"),
    path("mentors/pair/", mentors.mentor_pair, name="mentor_pair"),
    path("mentors/remove/", mentors.mentor_remove_many, name="mentor_remove_many"),
    path("mentors/status/", mentors.mentor_status_many, name="mentor_status_many"),
    path("mentors/<int:pk>/", mentors.MentorCard.as_view(), name="mentor_detail"),
    path("mentors/<int:pk>/edit/", mentors.MentorEdit.as_view(), name="mentor_edit"),
    path("mentors/<int:pk>/status/", mentors.mentor_status, name="mentor_status"),
    path("mentees/", mentees.MenteeList.as_view(), name="mentee_list"),
    path("mentees/add/", mentees.mentee_add, name="mentee_add"),
    path("mentees/copy/", mentees.mentee_copy, name="mentee_copy"),
    path("mentees/pair/", mentees.mentee_pair, name="mentee_pair"),
    path("mentees/remove/", mentees.mentee_remove_many, name="mentee_remove_many"),
    path("mentees/status/", mentees.mentee_status_many, name="mentee_status_many"),
    path("mentees/<int:pk>/", mentees.MenteeCard.as_view(), name="mentee_detail"),
    path("mentees/<int:pk>/edit/", mentees.MenteeEdit.as_view(), name="mentee_edit"),
    path("mentees/<int:pk>/status/", mentees.mentee_status, name="mentee_status"),
    path("topics/", topics.TopicList.as_view(), name="topic_list"),
    path("topics/new/", topics.TopicEdit.as_view(), name="topic_create"),
    path("topics/<int:pk>/edit/", topics.TopicEdit.as_view(), name="topic_edit"),
    path("topics/<int:pk>/switch/", topics.topic_switch, name="topic_switch"),
]
