"""Frozen months as the site speaks of them.

In: nothing. Out: ``ArchivedMonth``, one sealed bag, and ``Beside``: what a site says beside its content.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedMonth:
    """A sealed bag of the edition that is built: ``name`` is its folder below archive/, ``2022-07`` or ``2022-07-r2``.

    ``why`` says what a revision is for, "" for the first bag of a month. ``digest`` is the sha256 of its tagmanifest,
    ``files`` and ``bytes`` those of its payload.
    """

    name: str
    month: str
    revision: int
    as_of: datetime.date
    sealed_on: datetime.date
    why: str
    digest: str
    zip_bytes: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What a site says beside its content: the frozen months it leads to, and that it is one itself (``frozen``)."""

    months: tuple[ArchivedMonth, ...] = ()
    frozen: str = ""
