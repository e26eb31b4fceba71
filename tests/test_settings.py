"""What an installation's settings become with the variables of its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = [
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "CACHES",
    "MAILERS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
]
SHOW = f"import json; from mentoring import settings; print(json.dumps({{n: getattr(settings, n, None) for n in {NAMES}}}))"
PRODUCTION = {
    "MENTORING_PRODUCTION": "1",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "sqlite:////nowhere/unused.sqlite3",
}


@pytest.fixture
def settings_with(tmp_path):
    """`settings_with(EMAIL_HOST="…")`: the settings as a fresh process reads them."""

    def read(**variables: str) -> dict:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "MENTORING_DATA_DIR": str(tmp_path), **variables}
        shown = subprocess.run(
            [sys.executable, "-c", SHOW], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return json.loads(shown.stdout)

    return read


def test_the_address_of_a_client_is_taken_from_the_proxies_that_are_ours(settings_with):
    assert settings_with()["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert settings_with(**PRODUCTION)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings_with(**PRODUCTION, TRUSTED_PROXY_COUNT="2")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
    assert settings_with(**PRODUCTION, TRUSTED_PROXY_COUNT="0")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0


def test_a_flood_of_addresses_does_not_push_attempts_out(settings_with):
    assert settings_with()["CACHES"]["default"]["OPTIONS"] == {"MAX_ENTRIES": 100_000}


def test_a_silent_mail_server_is_waited_for_ten_seconds(settings_with):
    assert settings_with(EMAIL_HOST="smtp.example.org")["MAILERS"]["default"]["OPTIONS"]["timeout"] == 10


def test_the_whole_domain_is_bound_to_https_only_on_request(settings_with):
    def bound(**more: str) -> tuple:
        found = settings_with(**PRODUCTION, **more)
        return (
            found["SECURE_HSTS_SECONDS"],
            found["SECURE_HSTS_INCLUDE_SUBDOMAINS"],
            found["SECURE_HSTS_PRELOAD"],
        )

    assert bound() == (31_536_000, False, False)
    assert bound(SECURE_HSTS_INCLUDE_SUBDOMAINS="1", SECURE_HSTS_PRELOAD="1") == (31_536_000, True, True)
