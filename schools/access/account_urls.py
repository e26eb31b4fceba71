"""Sign-in and sign-out, served by allauth. Accounts are made by invitation, so its other pages have no address."""

from django.urls import path, re_path

from .views import account, second_factor

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
    path("confirm/", second_factor.confirm_password, name="account_reauthenticate"),
    path("second/", second_factor.overview, name="mfa_index"),
    path("second/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("second/confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second/on/", second_factor.switch_on, name="mfa_activate_totp"),
    path("second/off/", second_factor.switch_off, name="mfa_deactivate_totp"),
    path("second/spare/", second_factor.spare_codes, name="mfa_view_recovery_codes"),
    path("second/spare/new/", second_factor.new_spare_codes, name="mfa_generate_recovery_codes"),
    path("second/spare/codes.txt", second_factor.spare_codes_file, name="mfa_download_recovery_codes"),
    path("forgotten/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
