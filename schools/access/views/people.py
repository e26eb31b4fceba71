"""Who has access to the organisation, invitations, slips."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schools.enums import Role
from schools.forms.filters import ListFilter
from schools.models import Invitation, Membership, Person
from schools.selectors.people import OTHERS, PUPILS, REPRESENTATIVES, WHO_LABELS, kind_q, listed
from schools.selectors.people import STAFF as STAFF_CARDS
from schools.views.generic import ListPage, attempt, back, ids_in, number_in
from schools.views.people import PeopleList

from ..forms import InviteForm
from ..gates import OrganisationRequest, object_or_404, open_to
from ..granting import grantable, renewable
from ..qr import qr_svg
from ..roles import STAFF
from ..selectors import accounts_without_cards, open_invitations, roles_given
from ..services import Slip, cancel_invitation, end_role, invite, mail_slips, tie_account


@require_safe
@open_to(*STAFF)
def invitation_list(request: OrganisationRequest) -> HttpResponse:
    """Who enters with which role, and the links that still wait."""
    place = request.organisation.legal_entity
    mine = grantable(request.user, place)
    given = list(roles_given(place))
    cards = {
        card.user_id: card
        for card in Person.objects.visible_to(request.user).present().filter(organisation=place, user__isnull=False)
    }
    fresh = renewable(request.user, {role.user for role in given}, place)
    loose = {account.pk: card for card, account in accounts_without_cards(place).items()}
    rows = [
        {
            "role": role,
            "person": cards.get(role.user_id),
            # The card to be joined with the account, offered once however many roles there are.
            "loose": loose.pop(role.user_id, None),
            "may_end": role.role in mine and role.user_id != request.user.pk,
            "may_renew": role.user_id in fresh and role.role in mine and role.user_id in cards,
        }
        for role in given
    ]
    waiting = open_invitations(request.user, place)
    people = len({role.user_id for role in given})
    context = {"rows": rows, "people": people, "waiting": waiting, "mine": mine}
    return render(request, "access/access_list.html", context)


# Sections of the page in their order; parents come last: they are invited the least often.
SECTIONS = (STAFF_CARDS, PUPILS, REPRESENTATIVES, OTHERS)


class PeopleFilter(ListFilter):
    # The section stays in the address while the rest is filtered; the page itself narrows by it.
    who = django_filters.CharFilter(method="any_section", widget=forms.HiddenInput)

    def any_section(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset

    class Meta:
        model = Person
        fields: list[str] = []


class InvitationCreate(ListPage):
    """Choose whom to invite among those without an account. By POST makes the links and shows them once."""

    open_to = STAFF
    model = Person
    template_name = "access/invitation_create.html"
    filterset_class = PeopleFilter
    sorts = {
        "name": ("name_key",),
        "post": ("main_post", "name_key"),
        "grade": ("grade_now", "name_key"),
    }
    counted = "человек,человека,человек"
    bulk = True

    @cached_property
    def loose(self) -> dict[int, Any]:
        """Cards of people who sign in already: not to be invited but joined with their account."""
        return accounts_without_cards(self.place)

    def without_account(self) -> QuerySet:
        return super().base().present().filter(user=None).exclude(pk__in=self.loose)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many wait in each section, in one query."""
        day = self.place.today()
        kinds = {who: Count("pk", filter=kind_q(who, day)) for who in SECTIONS}
        return self.without_account().aggregate(**kinds)

    @cached_property
    def who(self) -> str:
        """The section that is shown: the one asked for, else the first with anybody in it."""
        asked = self.asked().get("who", "")
        return asked if asked in SECTIONS else next((who for who in SECTIONS if self.counts[who]), STAFF_CARDS)

    def base(self) -> QuerySet:
        day = self.place.today()
        people = listed(self.without_account().filter(kind_q(self.who, day)), self.request.year, day)
        return people.prefetch_related("represents__pupil") if self.who == REPRESENTATIVES else people

    def narrowed(self) -> bool:
        return bool(self.asked().get("q"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=InviteForm(roles=grantable(self.request.user, self.place)),
            who=self.who,
            loose=sorted(account.full_name for account in self.loose.values()),
            sections=[
                {"who": who, "label": WHO_LABELS[who], "count": self.counts[who]}
                for who in SECTIONS
                if self.counts[who] or who == self.who
            ],
            **kwargs,
        )

    @property
    def place(self):
        return self.request.organisation.legal_entity

    @classmethod
    def picked(cls, request: OrganisationRequest) -> QuerySet:
        """Ticked cards may have an account already: those are passed over by name, not dropped in silence."""
        if request.POST.get("all") == "1":
            return super().picked(request)
        return Person.objects.visible_to(request.user).filter(
            organisation=request.organisation.legal_entity, pk__in=ids_in(request.POST)
        )

    def post(self, request: OrganisationRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = list(chosen_people(request))
        offered = grantable(request.user, self.place)
        if not offered:
            raise PermissionDenied
        form = InviteForm(request.POST if "role" in request.POST else None, roles=offered)
        if not people:
            messages.error(request, "Никто не отмечен. Отметьте людей, которым нужны приглашения.")
            return back(request, "schools:invitation_create")
        if not form.is_valid():
            context = {"form": form, "people": people, "loose": self.loose}
            return render(request, "access/invitation_confirm.html", context)
        return issue(request, people, again=False, **form.cleaned_data)


def chosen_people(request: OrganisationRequest) -> QuerySet[Person]:
    """The ticked cards, or all that the filters found: of this page (it sends a role), else of the list of people."""
    return (InvitationCreate if "role" in request.POST else PeopleList).picked(request)


@never_cache
@require_POST
@open_to(*STAFF)
def invitation_renew(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A new link for one person; the old one stops working. With an account already there it sets a new password."""
    person = object_or_404(Person.objects.all(), request, pk=pk)
    asked = request.POST.get("role", "")
    role = asked if asked in Role.values else ""
    waiting = open_invitations(request.user, request.organisation.legal_entity).filter(person=person, role=role).first()
    starts, ends = (waiting.role_starts, waiting.role_ends) if waiting else (None, None)
    held = Membership.objects.filter(
        user=person.user_id, organisation=request.organisation.legal_entity, role=role
    ).first()
    if waiting is None and held is not None:
        starts, ends = held.starts, held.ends
    return issue(request, [person], again=True, role=role, starts=starts, ends=ends)


def issue(request: OrganisationRequest, people: list[Person], *, again: bool, role: str, **term: Any) -> HttpResponse:
    """Make the links and show them: in this answer and never again."""
    result = attempt(
        request,
        lambda: invite(
            request.organisation,
            people,
            role,
            by=request.user,
            again=again,
            starts=term.get("starts"),
            ends=term.get("ends"),
        ),
    )
    if result is None:
        return back(request, "schools:invitation_list")
    slips, passed = result
    return show_slips(request, slips, passed)


def show_slips(request: OrganisationRequest, slips: list[Slip], passed: list[tuple[Person, str]]) -> HttpResponse:
    addresses = [request.build_absolute_uri(reverse("invitation", args=[slip.token])) for slip in slips]
    sent = mail_slips(slips, addresses)
    rows = [
        {"slip": slip, "address": address, "qr": qr_svg(address), "sent": slip in sent}
        for slip, address in zip(slips, addresses, strict=True)
    ]
    context = {"rows": rows, "passed": passed, "sent": sent, "mails": bool(settings.MAIL_HOST)}
    response = render(request, "access/slips.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@open_to(*STAFF)
def invitation_cancel(request: OrganisationRequest, pk: int) -> HttpResponse:
    invitation = object_or_404(Invitation.objects.all(), request, pk=pk)
    attempt(request, lambda: cancel_invitation(invitation, by=request.user))
    return back(request, "schools:invitation_list")


@require_POST
@open_to(*STAFF)
def account_tie(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The card and the account of the same name, that the page has named, are one person."""
    person = object_or_404(Person.objects.present(), request, pk=pk)
    attempt(
        request,
        lambda: tie_account(person, number_in(request.POST, "account"), by=request.user),
        lambda account: f"Карточка «{person.full_name}» связана с входом «{account.username}».",
    )
    return back(request, "schools:invitation_list")


@require_POST
@open_to(*STAFF)
def role_end(request: OrganisationRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership, pk=pk, organisation=request.organisation.legal_entity)
    attempt(request, lambda: end_role(membership, by=request.user))
    return back(request, "schools:invitation_list")
