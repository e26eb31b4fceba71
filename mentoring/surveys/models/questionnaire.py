"""Questionnaires of an organisation, their frozen editions, and the edits that can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.access.roles import STAFF, places_of
from schools.models import User

from ..enums import AnswerSide, Mode, Purpose
from ..wording import Wording


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: User) -> "QuestionnaireQuerySet":
        """Those of organisations where the user is curator or head."""
        return self.filter(organisation__in=places_of(user, STAFF))


class Questionnaire(models.Model):
    """An organisation's own questionnaire: made by hand, taken from the library (`origin`) or from a file. Editable; what a
    wave asks is a frozen `Edition` of it."""

    organisation = models.ForeignKey("schools.Organisation", on_delete=models.PROTECT, related_name="questionnaires")
    # Name of the library's file, e.g. `pulse_mentee`; empty for one of the school's own.
    origin = models.SlugField("из библиотеки", max_length=60, blank=True)
    title = models.CharField("название", max_length=200)
    purpose = models.CharField("для чего", max_length=20, choices=Purpose.choices, default=Purpose.OTHER)
    side = models.CharField("кто отвечает", max_length=10, choices=AnswerSide.choices, default=AnswerSide.ANYBODY)
    # The mode that a new wave proposes.
    mode = models.CharField("кто видит ответы", max_length=15, choices=Mode.choices, default=Mode.NAMED)
    # Codes of `banks.MentoringForm`; empty is any.
    forms = models.JSONField("формы наставничества", default=list, blank=True)
    # `Wording.to_json()`.
    content = models.JSONField("вопросы", default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "origin"],
                condition=~Q(origin=""),
                name="questionnaire_taken_once",
                violation_error_message="Эта анкета из библиотеки у вас уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def wording(self) -> Wording:
        return Wording.from_json(self.content)


class Edition(models.Model):
    """The wording as it was when a wave began. Never changes; waves of the same wording share one."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("редакция")
    # `Wording.to_json()` with the options of dictionaries filled in (not people).
    content = models.JSONField("вопросы")
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "редакция анкеты"
        verbose_name_plural = "редакции анкет"
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["questionnaire", "digest"], name="edition_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, редакция {self.number}"

    @property
    def wording(self) -> Wording:
        """Checked when it was frozen, by the rules of that day; later ones do not bind it."""
        return Wording.read_loosely(self.content)


class QuestionnaireEdit(models.Model):
    """One deed of editing, so that it can be undone: the whole questionnaire before and after it, in the form of
    `services.editing.states`."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="edits")
    deed = models.CharField("что сделано", max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "правка анкеты"
        verbose_name_plural = "правки анкет"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.deed
