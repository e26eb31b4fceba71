"""Sign-in and sign-out, served by allauth. Accounts are made by invitation, so its other pages have no address."""

from django.urls import path, re_path

from .views import account

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path("forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^forgotten/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("forgotten/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
