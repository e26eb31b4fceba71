"""Marks at the edges of a sheet: annex, approval and agreement above, executor and check below."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """Top right of an annex: «Приложение № 1», «к приказу …», «от … № …»."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApprovalMark:
    """Top right: «УТВЕРЖДЁН», then either the act that approved it or post, signature, name, date.

    The word must already agree with the name of the document (clause 5.16). With a ``name`` the
    block has a place for the signature and, while ``date`` is empty, a blank for it.
    """

    word: str
    lines: tuple[str, ...] = ()
    post: str = ""
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Agreement at the top left, level with approval at the top right (clauses 5.16, 5.20); either side may be empty.

    The marks of an annex («Приложение № 2») stand on the right too, with nothing but ``word`` and ``lines``.
    """

    left: tuple[ApprovalMark, ...] = ()
    right: tuple[ApprovalMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Executor:
    """«Исп.» at the foot of the sheet on which it stands."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CheckMark:
    """At the foot of the sheet on which it stands, on the right: a QR code with ``url`` and words beside it.

    ГОСТ Р 7.0.97-2025 has it as an optional requisite. It is the last of the blocks, so that it stands on the last
    sheet.
    """

    url: str
    words: str
