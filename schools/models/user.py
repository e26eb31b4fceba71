from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class User(AbstractUser):
    """A sign-in, linked to any number of person cards (`Person.user`) and roles (`Membership`)."""

    first_name = None  # type: ignore[assignment]  # the name lives on the card; here only what greets
    last_name = None  # type: ignore[assignment]  # the model has one name
    full_name = models.CharField("фамилия, имя, отчество", max_length=200, blank=True)

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~models.Q(email=""),
                violation_error_message="Этот адрес электронной почты уже занят другой учётной записью.",
            )
        ]

    def save(self, *args, **kwargs) -> None:
        # Sign-in looks addresses up in small letters.
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
