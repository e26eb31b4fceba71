"""Sign-in and passwords: allauth's views with our forms. Nothing of allauth that makes no sense here has an address."""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from ..forms import ForgottenForm, ForgottenKeyForm, NewPasswordForm, SignInForm

login = views.LoginView.as_view(form_class=SignInForm)
logout = views.logout
password_change = views.PasswordChangeView.as_view(form_class=NewPasswordForm)
inactive = views.account_inactive


class Forgotten(views.PasswordResetView):
    """Without a mail server a new link comes from the curator, and the page says so."""

    form_class = ForgottenForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.MAIL_HOST:
            return render(request, "account/password_reset_by_curator.html")
        return super().dispatch(request, *args, **kwargs)


password_reset = Forgotten.as_view()
password_reset_done = views.password_reset_done
password_reset_from_key = views.PasswordResetFromKeyView.as_view(form_class=ForgottenKeyForm)
password_reset_from_key_done = views.password_reset_from_key_done
