"""Settings, all from the environment.

Without any variable the product runs as a demo or a developer's copy: SQLite, debug off, a secret key kept in a local file.
`MENTORING_PRODUCTION=1` demands a complete configuration and refuses to start half-configured (see `_require`).
"""

import os
from pathlib import Path

import dj_database_url
import fontpkg_pt_serif
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("MENTORING_PRODUCTION", "") == "1"
DEBUG = os.environ.get("MENTORING_DEBUG", "") == "1" and not PRODUCTION


def _require(name: str) -> str:
    """The variable's value; in production an absent one stops the start with a sentence that names it."""
    value = os.environ.get(name, "").strip()
    if PRODUCTION and not value:
        raise ImproperlyConfigured(
            f"Не задана переменная окружения {name}. В рабочем режиме (MENTORING_PRODUCTION=1) она обязательна."
        )
    return value


DATA_DIR = Path(_require("MENTORING_DATA_DIR") or BASE_DIR / ".data")
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """From the environment; outside production made once and kept beside the data, readable by the owner only."""
    if key := _require("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key() + get_random_secret_key())
    return path.read_text()


SECRET_KEY = _secret_key()
# Former keys, comma-separated: what they sealed (sign-ins, keys of second factors) still opens.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = [host for host in _require("ALLOWED_HOSTS").split(",") if host] or ["localhost", "127.0.0.1", "[::1]"]
# Printed in the QR marks of papers: must be what people outside can open.
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "") or (
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000"
)
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "mentoring.home",
    "mentoring.documents",
    "mentoring.surveys",
    "mentoring.pairs",
    "mentoring.banks",
    "mentoring.consents",
    "roadmaps",
    "schools.papers",
    "schools.journal",
    "schools",
    "schools.access.admin_app.InstallationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "mentoring.staticfiles.CollectedFiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "heroicons",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schools.access.middleware.OrganisationTimeZoneMiddleware",
    "schools.access.middleware.DeedOpenedMiddleware",
]

ROOT_URLCONF = "mentoring.urls"
WSGI_APPLICATION = "mentoring.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schools.access.context_processors.shell",
                "mentoring.home.menu.menu",
            ],
            "builtins": ["schools.templatetags.russian", "schools.templatetags.shell"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": dj_database_url.parse(
        _require("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'mentoring.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction takes the write lock at its start, so that read-then-write cannot fail half-way.
    # secure_delete: what was deleted does not stay in the file's free pages (destroyed data, earlier orders of blind answers).
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CSRF_FAILURE_VIEW = "schools.access.kept.stale_page"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "schools.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# No letters to addresses that nobody here signs in with.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Sign-in with a code from a telephone, for whoever wants it and where an organisation requires it.
MFA_ADAPTER = "schools.access.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Addresses are not verified here: accounts are made by invitation.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# A shared computer in the staff room: the sign-in ends with the browser unless «Не выходить» is ticked.
ACCOUNT_SESSION_REMEMBER = None
# `keep_form`: forms put aside for people who have to sign in anew, see schools.access.kept.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/m/ip,5/5m/key", "keep_form": "60/10m/ip"}
# Attempts at sign-in are counted for all web processes together, on every machine of the installation.
# Room for many addresses at once: a full table drops entries, and a flood would make it forget somebody's attempts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# How many proxies of ours stand before the web process: attempts are counted by the address that the outermost of them
# wrote into X-Forwarded-For. In production one (it brings HTTPS); 0 when clients come straight, else they could write
# any address there themselves.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT") or ("1" if PRODUCTION else "0"))
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Moscow")
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("papers/fonts", Path(fontpkg_pt_serif.__file__).parent / "files"),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
PRIVATE_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "mentoring.staticfiles.CompressedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = ["^health/$"]
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", 31_536_000))
    # Both bind the whole domain, other sites of the school included, and are hard to take back.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("SECURE_HSTS_INCLUDE_SUBDOMAINS", "") == "1"
    SECURE_HSTS_PRELOAD = os.environ.get("SECURE_HSTS_PRELOAD", "") == "1"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Empty means that there is no mail server: links are handed out as printed slips.
MAIL_HOST = os.environ.get("EMAIL_HOST", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "mentoring@localhost")
MAILERS: dict[str, dict] = {}
SILENCED_SYSTEM_CHECKS = [
    # A school without a mail server is an ordinary case, not a misconfiguration: nothing is mailed there.
    "mail.W001",
    # Subdomains and the browsers' preload list are the domain's owner's to decide, who is often not the school.
    "security.W005",
    "security.W021",
]
if MAIL_HOST:
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": int(os.environ.get("EMAIL_PORT", 25)),
            "username": os.environ.get("EMAIL_HOST_USER", ""),
            "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": os.environ.get("EMAIL_USE_TLS", "") == "1",
            # Seconds. Letters go within a request: a silent server must not hold the page.
            "timeout": 10,
        },
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
