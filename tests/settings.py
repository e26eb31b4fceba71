"""The product's settings with what tests need: quick hashing, no manifest, tasks done at once, mail kept in memory."""

import os
import tempfile
from pathlib import Path

OF_THE_RUN = "MENTORING_TESTS_DIR"
if "MENTORING_DATA_DIR" not in os.environ:
    os.environ["MENTORING_DATA_DIR"] = os.environ[OF_THE_RUN] = tempfile.mkdtemp(prefix="mentoring-tests-")
elif "PYTEST_XDIST_WORKER" in os.environ and os.environ["MENTORING_DATA_DIR"] == os.environ.get(OF_THE_RUN):
    # Workers inherit the folder of the run: files that one of them sweeps away must not be those of another.
    os.environ["MENTORING_DATA_DIR"] = tempfile.mkdtemp(prefix="mentoring-tests-")

from mentoring.settings import *  # noqa: E402, F403  # all of them, once the folder is known
from mentoring.settings import DATABASES, STORAGES  # noqa: E402  # as above

DATA_DIR = Path(os.environ["MENTORING_DATA_DIR"])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# An empty table would mean the package's own limits.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the threads of a live server need connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
