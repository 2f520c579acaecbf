"""Bahi reads news reports on diplomacy in Hindi and keeps a ledger that cites the words of every entry.

>>> import bahi
>>> ledger = bahi.read("रूस के रक्षा मंत्री सर्गेई शोइगू ने 28 अप्रैल 2023 को नई दिल्ली में रक्षा मंत्री राजनाथ सिंह से मुलाकात की।")
>>> meeting = ledger.engagements[0]
>>> meeting.kind, meeting.when.edtf, [party.name for party in meeting.parties]
('meeting', '2023-04-28', ['Sergei Shoigu', 'Rajnath Singh'])
>>> [claim.evidence[0].exact for claim in ledger.claims_of(meeting) if claim.field == "where"]
['नई दिल्ली']

`read` makes a `Ledger` of texts, bytes, files and folders; `open` opens a ledger file, `add` puts reports into one;
`read_batch` makes an Arrow batch of a batch of pages. Python is let go while reports are read, and all cores read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import _bahi
from ._bahi import TABLES_VERSION, __version__
from .book import Added, LedgerFile
from .errors import BahiError, LedgerError, ReadError
from .ledger import Ledger
from .pages import Page, Source, fields, many
from .records import (
    Actor,
    Agreement,
    Claim,
    Conflict,
    Delivery,
    Engagement,
    Evidence,
    Failure,
    Party,
    Record,
    Report,
    Statement,
)

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "TABLES_VERSION",
    "Actor",
    "Added",
    "Agreement",
    "BahiError",
    "Claim",
    "Conflict",
    "Delivery",
    "Engagement",
    "Evidence",
    "Failure",
    "Ledger",
    "LedgerError",
    "LedgerFile",
    "Page",
    "Party",
    "ReadError",
    "Record",
    "Report",
    "Source",
    "Statement",
    "__version__",
    "add",
    "demo",
    "open",
    "read",
    "read_batch",
    "schema",
]


def read(
    source: Source | Iterable[Source], /, *, keep_failures: bool = False, map: Mapping[str, str] | None = None
) -> Ledger:
    """Reads reports together into one ledger: one meeting told by two papers is one record with both papers' words.

    A ``str`` is the text of a report (or HTML), ``bytes`` are a file of any format that is read, a path of `pathlib` is a
    file or a folder, and a `Page` is text or bytes with what is known of them. Give one of these or an iterable of them.

    What cannot be read raises `ReadError`; with ``keep_failures`` it is left out and listed in `Ledger.failures`. ``map`` says
    which fields of JSON lines or columns of CSV hold what: ``{"text": "body", "published": "date"}``.
    """
    return Ledger(_bahi.read(many(source), keep_failures, fields(map)))


def demo() -> Ledger:
    """The ledger of the reports that come with the package: merged events, conflicts, a delivery."""
    return Ledger(_bahi.demo())


def open(path: str | os.PathLike[str], /) -> LedgerFile:  # noqa: A001
    """Opens a ledger file that is there, as ``bahi add`` or `add` made it; `LedgerError` where there is none."""
    return LedgerFile(path)


def add(
    path: str | os.PathLike[str],
    source: Source | Iterable[Source],
    /,
    *,
    keep_failures: bool = False,
    map: Mapping[str, str] | None = None,
) -> Added:
    """Puts reports into a ledger file, which is made where there is none; what it has already is left alone."""
    with LedgerFile(path, make=True) as file:
        return file.add(source, keep_failures=keep_failures, map=map)


def read_batch(batch: pyarrow.RecordBatch, /) -> pyarrow.RecordBatch:
    """Reads every page of a batch by itself and gives a batch with a row for each report in them.

    The pages stand in the column ``content`` (string or binary; ``text`` is taken too); ``path``, ``url``, ``title``,
    ``published`` and ``outlet`` may say what is known of them. A page that cannot be read gives a row with ``outcome``
    ``failed`` and says why, and raises nothing. The tables of each report are columns of lists of structs, with the columns
    of the tables that `Ledger.to_arrow` gives: see ``docs/schemas`` in the repository, and `schema`.
    """
    return _bahi.read_batch(batch)


def schema(table: str | None = None, /) -> pyarrow.Schema:
    """The Arrow schema of a table, or of what `read_batch` gives."""
    return _bahi.schema(table)


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    if name == "spark":
        from importlib import import_module

        return import_module("bahi.spark")
    raise AttributeError(f"module 'bahi' has no attribute {name!r}")
