import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

log = logging.getLogger(__name__)

TOO_MANY = "Слишком много попыток подряд. Подождите пять минут и попробуйте снова."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only; allauth's refusals in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Эта учётная запись отключена. Обратитесь к куратору.",
        "email_password_mismatch": "Логин или пароль не подходит. Проверьте раскладку и клавишу Caps Lock.",
        "username_password_mismatch": "Логин или пароль не подходит. Проверьте раскладку и клавишу Caps Lock.",
        "enter_current_password": "Нынешний пароль не подходит.",
        "incorrect_password": "Нынешний пароль не подходит.",
        "invalid_login": "Логин или пароль не подходит.",
        "invalid_or_expired_key": "Ссылка устарела. Запросите новую.",
        "invalid_password_reset": "Ссылка устарела. Запросите новую.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "unknown_email": "С таким адресом никто не зарегистрирован.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that refuses or is silent breaks no page: the page after it says to ask the curator for a link.

        That page is the same for addresses that nobody has, so it may not tell of the failure.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError, ValueError):
            log.exception("A letter was not sent")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
