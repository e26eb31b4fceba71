"""Forms of sign-in and of invitations."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from schools.enums import Role
from schools.forms.fields import DayField
from schools.models import User


def _words(form: forms.Form, labels: dict[str, str]) -> None:
    """Allauth's fields in our words: a label above, no placeholder that vanishes."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"login": "Логин или электронная почта", "password": "Пароль"})
        self.fields["login"].widget.input_type = "text"
        if "remember" in self.fields:
            _words(self, {"remember": "Не выходить на этом компьютере"})

    def clean_login(self) -> str:
        """A login copied from a slip by hand or by phone: spaces and capitals forgiven."""
        return super().clean_login().strip().lower()


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(
            self, {"oldpassword": "Нынешний пароль", "password1": "Новый пароль", "password2": "Новый пароль ещё раз"}
        )


class ForgottenForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"email": "Электронная почта"})


class ForgottenKeyForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"password1": "Новый пароль", "password2": "Новый пароль ещё раз"})


def _code(form: forms.Form, label: str, help_text: str) -> None:
    """A field for digits: the telephone offers them, the keyboard is that of numbers."""
    _words(form, {"code": label})
    form.fields["code"].help_text = help_text
    form.fields["code"].error_messages["required"] = "Впишите код."
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "w-short", "autocomplete": "one-time-code"}


class CodeForm(AuthenticateForm):
    """Between the password and the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Код", "Шесть цифр из приложения на телефоне. Телефона нет под рукой: один из запасных кодов.")
        self.fields["code"].widget.attrs["autofocus"] = True


class ConfirmForm(ReauthenticateByCodeForm):
    """Once more before a deed on the sign-in itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Код", "Шесть цифр из приложения на телефоне или запасной код.")


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"password": "Пароль"})


class FirstCodeForm(ActivateTOTPForm):
    """The first code proves that the telephone has taken the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Код из приложения", "Шесть цифр, которые приложение показало после снимка.")


class AcceptForm(forms.Form):
    """The page behind an invitation's link: a login (proposed) and a password.

    `known` is the account whose password is renewed.
    """

    username = forms.CharField(
        label="Логин",
        min_length=3,
        max_length=60,
        help_text="С ним вы будете входить. Можно оставить предложенный.",
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", "Логин состоит из латинских букв, цифр, точки и дефиса.")
        ],
    )
    password = forms.CharField(
        label="Придумайте пароль",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Не короче восьми знаков, не одни цифры, не похож на имя.",
    )
    email = forms.EmailField(
        label="Почта для входа",
        required=False,
        help_text="По ней можно входить вместо логина и вернуть забытый пароль. Только ваш собственный адрес.",
    )
    again = forms.CharField(
        label="Пароль ещё раз", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    field_order = ["username", "password", "again", "email"]

    def __init__(self, *args: Any, known: User | None = None, full_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.full_name = full_name
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "class": "w-mid"}
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "class": "w-mid"}
        if known is not None:
            del self.fields["username"], self.fields["email"]

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].strip().lower()
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("Такой логин уже занят. Добавьте к нему цифру или букву.")
        return username

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password:
            owner = self.known or User(username=data.get("username", ""), full_name=self.full_name)
            try:
                validate_password(password, owner)
            except forms.ValidationError as error:
                self.add_error("password", error)
            else:
                if "again" in data and data["again"] != password:
                    self.add_error("again", "Пароли не совпали. Наберите один и тот же дважды.")
        return data


class InviteForm(forms.Form):
    """What the invited will be. Only the roles that the inviter may give are offered."""

    role = forms.ChoiceField(label="Роль")
    starts = DayField(label="Роль действует с", required=False)
    ends = DayField(label="Роль действует по", required=False)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [role for role in (Role.PARTICIPANT, Role.CURATOR, Role.ACTING_HEAD, Role.HEAD) if role in roles]
        self.fields["role"].choices = [(role.value, role.label) for role in offered]
        self.fields["role"].initial = Role.PARTICIPANT
        if Role.ACTING_HEAD not in roles:
            del self.fields["starts"], self.fields["ends"]
        else:
            hint = "Нужно исполняющему обязанности."
            self.fields["starts"].help_text = self.fields["ends"].help_text = hint

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") == Role.ACTING_HEAD:
            for name in ("starts", "ends"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "У исполняющего обязанности укажите первый и последний день.")
            if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
                self.add_error("ends", "Последний день раньше первого. Поправьте даты.")
        return data
