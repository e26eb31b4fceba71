from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..enums import Gender, Role
from ..russian import Case, Name, initials_surname, normalise_key, search_key, short_screen
from .membership import Membership

if TYPE_CHECKING:
    from .employment import Employment


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user) -> "PersonQuerySet":
        """All cards of organisations where the user is curator or head, and the user's own cards everywhere."""
        whole = Membership.objects.active().filter(user=user, role__in=[Role.CURATOR, Role.HEAD, Role.ACTING_HEAD])
        return self.filter(Q(organisation__in=whole.values("organisation")) | Q(user=user))

    def present(self) -> "PersonQuerySet":
        """Cards in use: neither archived nor destroyed."""
        return self.filter(archived_on__isnull=True, destroyed_at__isnull=True)


class Person(models.Model):
    """A card in exactly one legal entity: an employee, a pupil, a representative or an outside mentor.

    What a person is follows from the rows that refer to the card (`Employment`, `Enrolment`, `Representation`).
    Passport data is never stored.
    """

    organisation = models.ForeignKey(
        "schools.Organisation", verbose_name="организация", on_delete=models.PROTECT, related_name="people"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="учётная запись",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    surname = models.CharField("фамилия", max_length=80)
    name = models.CharField("имя", max_length=80)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    gender = models.CharField("пол", max_length=1, choices=Gender.choices, blank=True)
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    phone = models.CharField("телефон", max_length=40, blank=True)
    note = models.TextField("примечание", blank=True)
    case_overrides = models.JSONField(
        "исправленные падежи", default=dict, blank=True, help_text="{'gent': 'Ивана…', 'gent_short': '…'}"
    )
    # Normalised «фамилия имя отчество»: identity and order (design, decision 11). Kept by `set_keys`.
    name_key = models.CharField(max_length=250, editable=False, db_index=True)
    # What search looks through: name, post, e-mail, phone digits, class.
    search_text = models.TextField(editable=False, blank=True)
    archived_on = models.DateField("в архиве с", null=True, blank=True)
    # What archiving ended, so that restoring reopens that and nothing else; see `schools.services.archiving`.
    closed_by_archive = models.JSONField(default=dict, blank=True, editable=False)
    destroyed_at = models.DateTimeField("данные уничтожены", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["organisation", "name_key"])]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Дронина Т. Н.» for tight tables on screen."""
        return short_screen(self.as_name())

    def short_in(self, case: Case) -> str:
        """«Дрониной Т. Н.»: how a sentence on screen names the person after «у», «за», «карточку»."""
        return short_screen(self.as_name(), case, self.case_overrides)

    @property
    def initials_name(self) -> str:
        """«Т.Н. Дронина» for signatures (ГОСТ Р 7.0.97, 5.22)."""
        return initials_surname(self.as_name())

    def as_name(self) -> Name:
        return Name(self.surname, self.name, self.patronymic, self.gender)

    @property
    def current_post(self) -> "Employment | None":
        """The main post of the day for which `schools.selectors.people.with_posts` loaded `posts_now`."""
        posts: list[Employment] = self.posts_now
        return posts[0] if posts else None

    def set_keys(self, *extra: str) -> None:
        """Recompute the stored keys; `extra` are further texts to be found by (posts, class). Services call it before saving."""
        self.name_key = normalise_key(self.full_name)
        digits = "".join(filter(str.isdigit, self.phone))
        self.search_text = search_key(" ".join([self.full_name, self.email, digits, *extra]))


class Representation(models.Model):
    """Who represents which pupil. One representative may have several children, a child several representatives."""

    representative = models.ForeignKey(
        Person, verbose_name="представитель", on_delete=models.CASCADE, related_name="represents"
    )
    pupil = models.ForeignKey(
        Person, verbose_name="обучающийся", on_delete=models.CASCADE, related_name="represented_by"
    )
    relation = models.CharField("кем приходится", max_length=80, blank=True)

    class Meta:
        verbose_name = "представительство"
        verbose_name_plural = "законные представители"
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "pupil"],
                name="representation_once",
                violation_error_message="Этот представитель у обучающегося уже записан.",
            ),
            models.CheckConstraint(
                condition=~Q(representative=models.F("pupil")),
                name="representation_of_other",
                violation_error_message="Человек не может представлять сам себя.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative} — {self.relation or 'представитель'} ({self.pupil})"
