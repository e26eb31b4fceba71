"""A person's card: reading, editing with posts, representatives, corrected cases."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import refill
from schools.access.roles import STAFF
from schools.access.selectors import accounts_without_cards
from schools.enums import Role
from schools.forms.people import CasesForm, EmploymentFormSet, PersonForm, RepresentativeForm
from schools.models import Destruction, Enrolment, Person, Representation
from schools.participation import participation_of
from schools.russian import Case
from schools.selectors.organisation import own_units
from schools.selectors.people import OTHERS, PUPILS, WHO_LABELS, kind_q, likely_duplicates
from schools.selectors.people import STAFF as STAFF_TAB
from schools.selectors.person_card import card_facts, case_table
from schools.services.archiving import reason_not_to_archive
from schools.services.people import save_cases, save_person
from schools.services.representatives import add_representative, remove_representative

from .generic import CardPage, FormPage, attempt, back, here, say


class PersonCard(CardPage):
    """Curator and head read every card, a participant their own."""

    open_to = STAFF | {Role.PARTICIPANT}
    model = Person
    template_name = "schools/person_detail.html"

    def get_queryset(self) -> Any:
        return Person.objects.select_related("user")

    def get_template_names(self) -> list[str]:
        return ["schools/person_destroyed.html"] if self.object.destroyed_at else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.object.destroyed_at:
            return super().get_context_data(act=Destruction.objects.filter(person=self.object).first(), **kwargs)
        organisation = self.request.organisation.legal_entity
        day = organisation.today()
        facts = card_facts(self.object, day, own=self.object.user_id == self.request.user.pk)
        can_edit = Role.CURATOR in self.request.roles
        reads_all = bool(self.request.roles & STAFF)
        # Participants have pages of their own for their pairs and consents.
        parts = participation_of(self.request.user, organisation, self.request.year, self.object) if reads_all else []
        return super().get_context_data(
            **facts,
            can_edit=can_edit,
            reads_all=reads_all,
            parts=parts,
            taken={one for part in parts for one in part.taken},
            closed=next((part.closed for part in parts if part.closed), ""),
            why_not_archive=reason_not_to_archive(self.object, day, self.request.user) if can_edit else "",
            is_pupil=bool(facts["enrolments"]),
            namesakes=likely_duplicates(self.object) if can_edit else [],
            loose=accounts_without_cards(organisation).get(self.object.pk)
            if reads_all and self.object.user_id is None
            else None,
            **kwargs,
        )


class CardForm(FormPage):
    """A form about a card; a destroyed one has nothing to be changed."""

    model = Person

    def get_object(self) -> Person | None:
        person = super().get_object()
        if person is not None and person.destroyed_at is not None:
            raise Http404
        return person


class PersonEdit(CardForm):
    """A new card or a changed one, with its posts in the same form."""

    open_to = {Role.CURATOR}
    form_class = PersonForm
    template_name = "schools/person_form.html"
    done_text = ""  # see `_tell_where`

    @cached_property
    def is_pupil(self) -> bool:
        if self.object is not None:
            return Enrolment.objects.filter(person=self.object).exists()
        return self.request.GET.get("kind") == PUPILS

    @cached_property
    def posts(self) -> Any:
        organisation = self.request.organisation.legal_entity
        person = self.object or Person(organisation=organisation)
        staff = Person.objects.visible_to(self.request.user).present().filter(organisation=organisation)
        staff = staff.filter(kind_q("staff", organisation.today())).exclude(pk=person.pk)
        bosses = {other.pk: other.full_name for other in staff}
        if person.pk is not None:
            # A superior who has left stays named until somebody chooses another.
            written = Person.objects.filter(subordinates__person=person, organisation=organisation)
            bosses |= {one.pk: f"{one.full_name} (не работает)" for one in written if one.pk not in bosses}
        return EmploymentFormSet(
            self.request.POST or refill(self.request),
            instance=person,
            prefix="posts",
            form_kwargs={
                "units": own_units(organisation),
                "bosses": list(bosses.items()),
                "main": person.pk is None or not person.employments.exists(),
            },
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = self.object or Person(organisation=self.request.organisation.legal_entity)
        kwargs = super().get_form_kwargs() | {"instance": instance, "with_grade": self.is_pupil}
        if self.is_pupil and self.object is not None:
            grade = Enrolment.objects.filter(person=self.object, year=self.request.year.begins).first()
            kwargs["initial"] = kwargs["initial"] | {"grade": grade.grade if grade else ""}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problems = []
        if not self.is_pupil and self.posts.is_bound:
            for number, form in enumerate(self.posts.forms, start=1):
                for field, errors in form.errors.items():
                    label = form.fields[field].label if field in form.fields else ""
                    problems += [f"Должность {number}. {label}: {error}" if label else error for error in errors]
        return super().get_context_data(
            posts=None if self.is_pupil else self.posts,
            problems=problems,
            is_pupil=self.is_pupil,
            object=self.object,
            heading=self._heading(),
            cancel_url=self._cancel_url(),
            **kwargs,
        )

    def _heading(self) -> str:
        if self.object is not None:
            return self.object.full_name
        return "Новый обучающийся" if self.is_pupil else "Новый сотрудник"

    def _cancel_url(self) -> str:
        if self.object is not None:
            return here(self.request, "schools:person_detail", pk=self.object.pk)
        return here(self.request, "schools:person_pupils" if self.is_pupil else "schools:person_list")

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.is_pupil and not self.posts.is_valid():
            return self.form_invalid(form)
        namesakes = (
            []
            if form.cleaned_data.get("other_person") or not self._is_renamed(form)
            else likely_duplicates(form.instance)
        )
        if namesakes:
            self.extra_context = {"namesakes": namesakes}
            form.ask_about_namesakes()
            form.add_error(
                "other_person",
                "Такой человек уже есть в списке. Если это он, откройте его карточку; если однофамилец, поставьте отметку.",
            )
            return self.form_invalid(form)
        return super().form_valid(form)

    def _is_renamed(self, form: Any) -> bool:
        return self.object is None or bool({"surname", "name", "patronymic"} & set(form.changed_data))

    def form_invalid(self, form: Any) -> HttpResponse:
        # A model form has already written the typed values into the object; the heading must stay the stored name.
        if self.object is not None:
            self.object = Person.objects.get(pk=self.object.pk)
        return super().form_invalid(form)

    def save(self, form: Any) -> Person:
        person, known = form.instance, {"by": self.request.user, "version": form.cleaned_data["version"]}
        if self.is_pupil:
            saved = save_person(person, grade=form.cleaned_data["grade"], year=self.request.year, **known)
        else:
            posts = self.posts.save(commit=False)
            saved = save_person(person, employments=posts, removed=self.posts.deleted_objects, **known)
        self._tell_where(saved)
        return saved

    def _tell_where(self, person: Person) -> None:
        """A card without a post or a class stands in another list than the one that was open: say in which."""
        kind = kind_q(OTHERS, self.request.organisation.legal_entity.today())
        if person.archived_on or not Person.objects.filter(kind, pk=person.pk).exists():
            say(self.request, "Сохранено.")
            return
        lacks = "Класса у обучающегося нет" if self.is_pupil else "Должности на сегодня нет"
        tab = WHO_LABELS[PUPILS if self.is_pupil else STAFF_TAB]
        say(
            self.request,
            f"Сохранено. {lacks}, поэтому карточка в списке «{WHO_LABELS[OTHERS]}», а не «{tab}».",
            step=(f"Открыть «{WHO_LABELS[OTHERS]}»", here(self.request, "schools:person_others")),
        )

    def get_success_url(self) -> str:
        return here(self.request, "schools:person_detail", pk=self.object.pk)


class PersonCases(CardForm):
    """The six cases as papers print them; each may be corrected and the correction is kept."""

    open_to = {Role.CURATOR}
    form_class = CasesForm
    template_name = "schools/person_cases.html"
    done_text = "Падежи сохранены. Документы напечатают имя так."

    @cached_property
    def posts_now(self) -> list[Any]:
        return card_facts(self.object, self.request.organisation.legal_entity.today())["posts"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"table": case_table(self.object, self.posts_now)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(object=self.object, **kwargs)
        form = context["form"]
        titles = {"full": "Фамилия, имя, отчество", "short": "Фамилия с инициалами"}
        titles |= {f"post-{post.pk}": f"Должность: {post.post}" for post in self.posts_now}
        context["tables"] = [
            {
                "title": titles[prefix],
                "rows": [
                    {
                        "field": form[f"{prefix}-{case.value}"],
                        "composed": composed[case.value],
                        "kept": bool(kept[case.value]),
                    }
                    for case in Case
                ],
                "corrected": any(kept.values()),
            }
            for prefix, composed, kept in form.table
        ]
        return context

    def save(self, form: Any) -> None:
        if self.request.POST.get("reset"):
            save_cases(self.object, by=self.request.user, names={}, posts={post.pk: {} for post in self.posts_now})
            return
        names = form.corrections("full") | {f"{case}_short": text for case, text in form.corrections("short").items()}
        posts = {post.pk: form.corrections(f"post-{post.pk}") for post in self.posts_now}
        save_cases(self.object, by=self.request.user, names=names, posts=posts)

    def get_success_url(self) -> str:
        return here(self.request, "schools:person_cases", pk=self.object.pk)


class RepresentativeAdd(CardForm):
    """Record who represents a pupil."""

    open_to = {Role.CURATOR}
    form_class = RepresentativeForm
    done_text = "Представитель записан."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = here(self.request, "schools:person_detail", pk=self.object.pk)
        return super().get_context_data(
            heading="Законный представитель",
            intro=f"Обучающийся: {self.object.full_name}. Если такой человек с этим телефоном уже есть, возьмём его карточку.",
            button="Записать",
            cancel_url=card,
            **kwargs,
        )

    def save(self, form: Any) -> None:
        add_representative(self.object, **form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "schools:person_detail", pk=self.object.pk)


@require_POST
@open_to(Role.CURATOR)
def representative_remove(request: OrganisationRequest, pk: int) -> HttpResponse:
    pupils = Person.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    link = get_object_or_404(
        Representation.objects.filter(pupil__in=pupils).select_related("pupil", "representative"), pk=pk
    )
    attempt(request, lambda: remove_representative(link, request.user), "Представитель снят. Его карточка осталась.")
    return back(request, "schools:person_detail", pk=link.pupil_id)
