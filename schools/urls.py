from django.urls import path

from schools.access.views import people as access
from schools.access.views import second_factor
from schools.journal.views import Journal
from schools.views import (
    calendar,
    destruction,
    headship,
    import_list,
    import_preview,
    import_steps,
    organisation,
    people,
    person_card,
)

app_name = "schools"
urlpatterns = [
    path("people/", people.PeopleList.as_view(), name="person_list"),
    path("people/pupils/", people.PeopleList.as_view(who="pupils"), name="person_pupils"),
    path("people/representatives/", people.PeopleList.as_view(who="representatives"), name="person_representatives"),
    path("people/others/", people.PeopleList.as_view(who="others"), name="person_others"),
    path("people/archive/", people.PeopleList.as_view(who="archive"), name="person_archived"),
    path("people/new/", person_card.PersonEdit.as_view(), name="person_create"),
    path("people/to-archive/", people.person_archive, name="person_archive"),
    path("people/<int:pk>/", person_card.PersonCard.as_view(), name="person_detail"),
    path("people/<int:pk>/edit/", person_card.PersonEdit.as_view(), name="person_edit"),
    path("people/<int:pk>/cases/", person_card.PersonCases.as_view(), name="person_cases"),
    path("people/<int:pk>/restore/", people.person_restore, name="person_restore"),
    path("people/<int:pk>/destroy/", destruction.PersonDestroy.as_view(), name="person_destroy"),
    path("destructions/", destruction.DestructionList.as_view(), name="destruction_list"),
    path("destructions/<int:pk>/", destruction.DestructionAct.as_view(), name="destruction_detail"),
    path("destructions/<int:pk>/journal.xlsx", destruction.destruction_journal, name="destruction_journal"),
    path("people/<int:pk>/representatives/new/", person_card.RepresentativeAdd.as_view(), name="representative_add"),
    path("representatives/<int:pk>/remove/", person_card.representative_remove, name="representative_remove"),
    path("imports/", import_list.ImportList.as_view(), name="import_list"),
    path("imports/new/", import_steps.ImportStart.as_view(), name="import_start"),
    path("imports/sample/", import_list.import_sample, name="import_sample"),
    path("imports/<int:pk>/", import_preview.import_preview, name="import_preview"),
    path("imports/<int:pk>/columns/", import_steps.import_columns, name="import_columns"),
    path("imports/<int:pk>/apply/", import_preview.import_apply, name="import_apply"),
    path("imports/<int:pk>/undo/", import_list.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", import_list.import_discard, name="import_discard"),
    path("access/", access.invitation_list, name="invitation_list"),
    path("access/invite/", access.InvitationCreate.as_view(), name="invitation_create"),
    path("access/people/<int:pk>/link/", access.invitation_renew, name="invitation_renew"),
    path("access/invitations/<int:pk>/cancel/", access.invitation_cancel, name="invitation_cancel"),
    path("access/people/<int:pk>/tie/", access.account_tie, name="account_tie"),
    path("access/roles/<int:pk>/end/", access.role_end, name="role_end"),
    path("settings/", organisation.Settings.as_view(), name="organisation_settings"),
    path("settings/letterhead/", organisation.LetterheadEdit.as_view(), name="letterhead_edit"),
    path("settings/cases/", organisation.CasesEdit.as_view(), name="organisation_cases"),
    path("settings/second-factor/", second_factor.require_of_staff, name="second_factor_require"),
    path("settings/heads/new/", headship.HeadshipCreate.as_view(), name="headship_create"),
    path("settings/heads/<int:pk>/", headship.HeadshipEdit.as_view(), name="headship_edit"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("journal/", Journal.as_view(), name="journal"),
]
