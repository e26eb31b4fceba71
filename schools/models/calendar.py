from django.db import models


class CalendarDay(models.Model):
    """A day that departs from the rule of the week: a day off moved by decree, a working Saturday, a regional holiday.

    Without a row a day follows from Saturday and Sunday and from the holidays of ТК РФ, статья 112
    (`schools.working_days`). Reference data of the whole installation; its administrator keeps it (`schools.services.calendar`).
    """

    date = models.DateField("день", unique=True)
    is_working = models.BooleanField("рабочий", default=False)
    ground = models.CharField("основание", max_length=250, blank=True)

    class Meta:
        verbose_name = "день производственного календаря"
        verbose_name_plural = "производственный календарь"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y} — {'рабочий' if self.is_working else 'нерабочий'}"
