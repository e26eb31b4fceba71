from django.contrib import admin

from schools.access.admin_site import RussianSearch
from schools.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(RussianSearch):
    """Days moved by decree and holidays of a region: `schools.working_days` counts by them."""

    accusative = "день производственного календаря"
    list_display = ["date", "is_working", "ground"]
    list_filter = ["is_working"]
    date_hierarchy = "date"
    search_fields = ["ground"]
    ordering = ["-date"]
