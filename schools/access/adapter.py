from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

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

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
