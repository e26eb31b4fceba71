from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schools.access.admin_site import Kept, ReadOnly, RussianSearch
from schools.access.granting import check_place
from schools.access.qr import qr_svg
from schools.access.services import Slip, cancel_invitation, invite_head, mail_slips
from schools.access.services.inviting import check_term
from schools.journal.models import Entry
from schools.journal.services import record
from schools.models import Invitation, Membership, User


@admin.register(User)
class UserAdmin(Kept, DjangoUserAdmin):
    """Accounts are made by invitations; here they are found, corrected and switched off."""

    accusative = "учётную запись"
    list_display = ["full_name", "username", "email", "is_active", "is_superuser", "last_login"]
    list_display_links = ["full_name", "username"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["full_name", "username", "email"]
    ordering = ["full_name", "username"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email"]}),
        ("Вход", {"fields": ["is_active", "is_superuser", "last_login", "date_joined"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser
        super().save_model(request, obj, form, change)


class MembershipForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["user", "organisation", "role", "starts", "ends"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            check_term(data.get("role", ""), data.get("starts"), data.get("ends"))
        except ValidationError as error:
            self.add_error(None, error)
        return data


@admin.register(Membership)
class MembershipAdmin(RussianSearch):
    form = MembershipForm
    list_display = ["user", "role", "organisation", "starts", "ends"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__full_name", "user__username", "organisation__short_name"]
    raw_id_fields = ["user"]

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        before = _facts(Membership.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)
        _note("изменена роль" if change else "дана роль", obj, request, before=before, after=_facts(obj))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        _note("снята роль", obj, request, before=_facts(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["organisation", "full_name", "email", "role", "role_starts", "role_ends"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "full_name" in self.fields:
            self.fields["full_name"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            check_term(data.get("role", ""), data.get("role_starts"), data.get("role_ends"))
        except ValidationError as error:
            self.add_error(None, error)
        try:
            if data.get("organisation"):
                check_place(data["organisation"])
        except ValidationError as error:
            self.add_error("organisation", error)
        return data


@admin.register(Invitation)
class InvitationAdmin(RussianSearch):
    """Invitations of first heads and curators; the link is shown once, right after saving."""

    form = InvitationForm
    list_display = ["__str__", "organisation", "created", "expires_at", "accepted_at", "cancelled_at"]
    list_filter = ["role", "organisation"]
    list_select_related = ["organisation", "person"]
    search_fields = ["full_name", "person__surname", "person__name", "email", "organisation__short_name"]
    actions = ["cancel"]

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False

    @admin.display(description="создано", ordering="created_at")
    def created(self, obj: Invitation) -> datetime:
        return obj.created_at

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        slip = invite_head(
            obj.organisation,
            obj.full_name,
            obj.role,
            by=administrator(request),
            email=obj.email,
            starts=obj.role_starts,
            ends=obj.role_ends,
        )
        obj.pk = slip.invitation.pk
        request.slip = slip  # type: ignore[attr-defined]  # set by the gate

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: Any = None) -> HttpResponse:
        slip: Slip = request.slip  # type: ignore[attr-defined]  # set by the gate
        address = request.build_absolute_uri(reverse("invitation", args=[slip.token]))
        sent = mail_slips([slip], [address])
        context = {
            "rows": [{"slip": slip, "address": address, "qr": qr_svg(address), "sent": bool(sent)}],
            "sent": sent,
            "place": slip.invitation.organisation,
            "after": reverse("admin:schools_invitation_changelist"),
        }
        response = render(request, "access/slips.html", context)
        response["Cache-Control"] = "no-store"
        return response

    @admin.action(description="Отозвать выбранные приглашения", permissions=["view"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                cancel_invitation(invitation, by=administrator(request))
            except ValidationError as error:
                messages.error(request, f"{invitation}: {error.messages[0]}")
            else:
                messages.success(request, f"{invitation}: отозвано.")


@admin.register(Entry)
class EntryAdmin(ReadOnly, RussianSearch):
    """The journal of all organisations, to read."""

    list_display = ["at", "deed", "subject_name", "user", "organisation"]
    list_filter = ["organisation", "at"]
    list_select_related = ["user", "organisation"]
    date_hierarchy = "at"
    # The journal grows without end, so it is filtered, not searched through.
    search_fields = []


def administrator(request: HttpRequest) -> User:
    """Who is signed in; the site lets nobody in without an account."""
    assert isinstance(request.user, User)
    return request.user


def _facts(membership: Membership) -> dict[str, Any]:
    return {
        "кто": membership.user.get_full_name(),
        "роль": membership.get_role_display(),
        "с": membership.starts,
        "по": membership.ends,
    }


def _note(deed: str, membership: Membership, request: HttpRequest, **values: Any) -> None:
    record(
        deed,
        membership,
        organisation=membership.organisation,
        user=administrator(request),
        on_behalf="администратор установки",
        **values,
    )
