"""The page behind a one-time link. GET consumes nothing: messengers and mail programs open links by themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schools.models import Invitation, User
from schools.russian import normalise_key
from schools.views.generic import show_errors

from ..forms import AcceptForm
from ..granting import may_renew_password
from ..logins import propose_logins
from ..second_factor import is_on
from ..selectors import invitation_state
from ..services import accept_as, accept_new, invitation_by
from ..services.accepting import GONE, TAKEN

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@never_cache
@csrf_protect
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Shows who is invited where; by POST makes the account (`how=new`) or adds the role to one's own (`how=mine`)."""
    invitation = invitation_by(token)
    state = invitation_state(invitation)
    if invitation is None or state != "open":
        return gone(request, GONE[state], status=404 if state == "unknown" else 410)
    known = invitation.person.user if invitation.person else None
    me = request.user if request.user.is_authenticated else None
    if (
        known is not None
        and known != me
        and not may_renew_password(invitation.created_by, known, invitation.organisation)
    ):
        known_elsewhere = True
    else:
        known_elsewhere = False
    name = str(invitation.person or invitation.full_name)
    form = None
    if not known_elsewhere:
        form = AcceptForm(
            request.POST if request.method == "POST" and request.POST.get("how") == "new" else None,
            known=known,
            full_name=name,
            initial={"username": propose_logins([name])[0]},
        )
    if request.method == "POST":
        try:
            if request.POST.get("how") == "mine" and me is not None:
                return enter(request, invitation, accept_as(token, me))
            if form is not None and form.is_valid():
                typed = form.cleaned_data
                account = accept_new(
                    token,
                    username=typed.get("username", ""),
                    password=typed["password"],
                    email=typed.get("email", ""),
                )
                return enter(request, invitation, account)
        except ValidationError as error:
            if form is None or not form.is_bound or not hasattr(error, "error_dict"):
                return gone(request, error.messages[0], status=409)
            show_errors(form, error)
    return render(
        request,
        "access/invitation.html",
        {
            "invitation": invitation,
            "name": name,
            "is_pupil": invitation.person is not None and invitation.person.enrolments.exists(),
            "known": known,
            "known_elsewhere": known_elsewhere,
            "taken": TAKEN,
            "me": me,
            "is_me": me is not None and (known == me or normalise_key(me.full_name) == normalise_key(name)),
            "form": form,
        },
    )


def enter(request: HttpRequest, invitation: Invitation, account: User) -> HttpResponse:
    """Sign in and go to the desk of the organisation that invited.

    Who signs in with a code is asked for it as ever: a link from the curator renews the password, not the telephone.
    """
    if request.user != account and is_on(account):
        messages.success(request, "Пароль изменён. Войдите с ним и с кодом из приложения.")
        return redirect("account_login")
    if request.user != account:
        login(request, account, backend=BACKEND)
    request.session["organisation"] = invitation.organisation.slug
    return redirect("/o/" + invitation.organisation.slug + "/")


def gone(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    return render(request, "access/invitation_gone.html", {"words": words}, status=status)
