from django.contrib import admin

from schools.access.admin_site import ReadOnly, RussianSearch
from schools.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnly, RussianSearch):
    """Days moved by decree and holidays of a region: to look at. They are kept on the page of the calendar, with the journal."""

    accusative = "день производственного календаря"
    list_display = ["date", "is_working", "ground"]
    list_filter = ["is_working"]
    date_hierarchy = "date"
    search_fields = ["ground"]
    ordering = ["-date"]
