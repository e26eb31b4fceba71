from django.urls import path

from .views import entries, signals

app_name = "surveys"
urlpatterns = [
    path("surveys/entries/", entries.EntryList.as_view(), name="entry_list"),
    path("surveys/entries/take/", entries.entries_take, name="entries_take"),
    path("surveys/entries/<uuid:reply>/", entries.entry_detail, name="entry_detail"),
    path("surveys/entries/<uuid:reply>/take/", entries.entry_take, name="entry_take"),
    path("surveys/entries/<uuid:reply>/leave/", entries.entry_leave, name="entry_leave"),
    path("surveys/entries/<uuid:reply>/return/", entries.entry_return, name="entry_return"),
    path("surveys/signals/", signals.signal_list, name="signal_list"),
    path("surveys/signals/<int:ticket>/<slug:kind>/", signals.signal_handle, name="signal_handle"),
    path("surveys/signals/<int:ticket>/<slug:kind>/reopen/", signals.signal_reopen, name="signal_reopen"),
]
