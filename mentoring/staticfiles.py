"""How static files are collected: only what pages use, under hashed names, compressed once."""

from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(StaticFilesConfig):
    """Leaves out the editions of Bootstrap that no page uses."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-grid*",
        "bootstrap-utilities*",
        "bootstrap-reboot*",
        "bootstrap.css*",
        "bootstrap*.js*",
    ]


class CompressedFiles(CompressedManifestStaticFilesStorage):
    """gzip only: brotli would gain a few kilobytes and take most of a minute at every start of the demo."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return Compressor(use_brotli=False, **kwargs)
