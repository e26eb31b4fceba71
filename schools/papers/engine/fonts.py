"""Where the typeface lies: files of the package fontpkg-pt-serif, never copied into our tree.

``static/papers/fonts.css`` names the same files under ``papers/fonts/``; the settings add
``("papers/fonts", FONT_FOLDER)`` to STATICFILES_DIRS.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def _font_folder() -> Path:
    spec = find_spec("fontpkg_pt_serif")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package fontpkg-pt-serif is missing: papers have no typeface")
    return Path(spec.origin).parent / "files"


FONT_FOLDER = _font_folder()

# (file, is it bold, is it italic)
FACES = (
    ("PT_Serif-Web-Regular.ttf", False, False),
    ("PT_Serif-Web-Bold.ttf", True, False),
    ("PT_Serif-Web-Italic.ttf", False, True),
    ("PT_Serif-Web-BoldItalic.ttf", True, True),
)


def face_rules() -> str:
    """@font-face rules for the PDF: files on disk, so the page does not depend on the machine."""
    return "".join(
        f'@font-face {{ font-family: "PT Serif"; src: url("{(FONT_FOLDER / name).as_uri()}");'
        f" font-weight: {'bold' if bold else 'normal'}; font-style: {'italic' if italic else 'normal'}; }}\n"
        for name, bold, italic in FACES
    )
