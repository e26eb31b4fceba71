"""Sign-in with a code: switched on and off, spare codes, the page between password and desk. Allauth's views, our forms."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schools.views.generic import attempt, back

from ..forms import CodeForm, ConfirmForm, ConfirmPasswordForm, FirstCodeForm
from ..gates import OrganisationRequest, open_to
from ..qr import qr_svg
from ..roles import HEADS
from ..second_factor import begin_with_code, is_on, record_change, require, requiring

authenticate = base.AuthenticateView.as_view(form_class=CodeForm)
reauthenticate = base.ReauthenticateView.as_view(form_class=ConfirmForm)
confirm_password = ReauthenticateView.as_view(form_class=ConfirmPasswordForm)
spare_codes = never_cache(spare.ViewRecoveryCodesView.as_view())
spare_codes_file = spare.DownloadRecoveryCodesView.as_view()


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Whether it is on, what it is for, and who requires it."""
    known = {one.type: one for one in Authenticator.objects.filter(user=request.user.pk)}
    codes = known.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "factor": known.get(Authenticator.Type.TOTP),
        "left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "requiring": requiring(request.user),  # type: ignore[arg-type]  # signed in
    }
    return render(request, "mfa/index.html", context)


class SwitchOn(totp.ActivateTOTPView):
    form_class = FirstCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        # Fours are easier to copy by hand than thirty-two letters in a row.
        fours = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
        return {
            **context,
            "qr": qr_svg(context["totp_url"]),
            "secret": fours,
            "requiring": requiring(self.request.user),
        }

    def form_valid(self, form: FirstCodeForm) -> HttpResponse:
        response = super().form_valid(form)
        begin_with_code(self.request)
        record_change("включён вход с кодом", self.request.user, self.request.user)
        return response


class SwitchOff(totp.DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_change("выключен вход с кодом", self.request.user, self.request.user)
        return response


class NewSpareCodes(spare.GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_change("выпущены новые запасные коды входа", self.request.user, self.request.user)
        return response


switch_on = never_cache(SwitchOn.as_view())
switch_off = SwitchOff.as_view()
new_spare_codes = NewSpareCodes.as_view()


@require_POST
@open_to(*HEADS)
def require_of_staff(request: OrganisationRequest) -> HttpResponse:
    """The head requires a code of those who see all data, or ceases to."""
    wanted = request.POST.get("required") == "1"
    if wanted and not is_on(request.user):
        messages.error(request, "Сначала включите вход с кодом у себя: «Вход с кодом» в меню под вашим именем.")
        return back(request, "schools:organisation_settings")
    words = "Вход с кодом теперь обязателен." if wanted else "Вход с кодом больше не обязателен."
    attempt(request, lambda: require(request.organisation, wanted, request.user), lambda place: words)
    return back(request, "schools:organisation_settings")
