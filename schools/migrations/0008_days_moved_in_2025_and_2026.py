from datetime import date

from django.db import migrations

DECREE_2025 = "постановление Правительства РФ от 04.10.2024 № 1335"
DECREE_2026 = "постановление Правительства РФ от 24.09.2025 № 1466"

# Day, whether it is a working one, the day off that was moved, the decree.
MOVED = (
    # The days off of 23 February and 8 March went elsewhere, so the Mondays after them were worked.
    (date(2025, 2, 24), True, "выходной с 23.02 перенесён на 08.05", DECREE_2025),
    (date(2025, 3, 10), True, "выходной с 08.03 перенесён на 13.06", DECREE_2025),
    (date(2025, 5, 2), False, "выходной с 04.01", DECREE_2025),
    (date(2025, 5, 8), False, "выходной с 23.02", DECREE_2025),
    (date(2025, 6, 13), False, "выходной с 08.03", DECREE_2025),
    (date(2025, 11, 1), True, "выходной перенесён на 03.11", DECREE_2025),
    (date(2025, 11, 3), False, "выходной с 01.11", DECREE_2025),
    (date(2025, 12, 31), False, "выходной с 05.01", DECREE_2025),
    (date(2026, 1, 9), False, "выходной с 03.01", DECREE_2026),
    (date(2026, 12, 31), False, "выходной с 04.01", DECREE_2026),
)


def enter(apps, schema_editor):
    CalendarDay = apps.get_model("schools", "CalendarDay")
    for day, is_working, moved, decree in MOVED:
        CalendarDay.objects.get_or_create(date=day, defaults={"is_working": is_working, "ground": f"{decree}: {moved}"})


class Migration(migrations.Migration):
    dependencies = [("schools", "0007_public_page_and_calendar")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
