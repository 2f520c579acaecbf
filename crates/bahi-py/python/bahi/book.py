"""A ledger file: asked by filters, added to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType

from . import _bahi
from .ledger import Ledger
from .pages import Source, fields, many
from .records import Failure

__all__ = ["Added", "LedgerFile"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of reports that were added."""

    #: How many were entered.
    new: int
    #: How many were there already.
    known: int
    #: What could not be read, where failures were kept.
    failures: tuple[Failure, ...] = ()


class LedgerFile:
    """An open ledger file, as ``bahi add`` makes it: one SQLite file with documented views.

    It may be used by several threads, one at a time, and by other programs meanwhile. It is a context manager.
    """

    def __init__(self, path: str | os.PathLike[str], /, *, make: bool = False) -> None:
        """Opens it; where there is none `LedgerError` is raised, or one is made with ``make``."""
        self.path = os.fspath(path)
        self._book = _bahi.Book(self.path, make)
        #: Of the last question: names that may mean somebody else too, and who they were taken for.
        self.notes: tuple[str, ...] = ()

    def ledger(
        self,
        *,
        types: str | Iterable[str] = (),
        who: str | Iterable[str] = (),
        country: str | Iterable[str] = (),
        pair: str | None = None,
        system: str | None = None,
        topic: str | None = None,
        kind: str | None = None,
        status: str | None = None,
        forum: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        language: str | Iterable[str] = (),
        disputed: bool = False,
        state: str | None = None,
    ) -> Ledger:
        """The records that pass every filter, with all that they rest on; without filters the whole ledger.

        The filters are those of ``bahi list``: ``who`` and ``country`` take part, all of them; ``pair`` is two countries as
        ``"IN-RU"``; ``since`` and ``until`` are days, months or years as EDTF; names are in either script. ``types`` are of
        ``engagement``, ``statement``, ``agreement`` and ``delivery``.
        """
        several = {"who": who, "country": country, "language": language}
        single = {
            "pair": pair,
            "system": system,
            "topic": topic,
            "kind": kind,
            "status": status,
            "forum": forum,
            "place": place,
            "from": since,
            "until": until,
            "outlet": outlet,
            "disputed": "yes" if disputed else None,
            "state": state,
        }
        filters = [(name, value) for name, values in several.items() for value in _each(values)]
        filters += [(name, value) for name, value in single.items() if value is not None]
        read, notes = self._book.ledger(filters, list(_each(types)))
        self.notes = tuple(notes)
        return Ledger(read)

    def add(
        self,
        source: Source | Iterable[Source],
        /,
        *,
        keep_failures: bool = False,
        map: Mapping[str, str] | None = None,
    ) -> Added:
        """Puts reports into the file; sources, failures and ``map`` are as for `bahi.read`.

        A report is in the file whole or not at all. What was added before a failure or Ctrl-C stays.
        """
        new, known, failed = self._book.add(many(source), keep_failures, fields(map))
        return Added(new, known, tuple(Failure(*told) for told in failed))

    def close(self) -> None:
        """Closes the file."""
        self._book.close()

    def __enter__(self) -> LedgerFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<bahi.LedgerFile {self.path!r}>"


def _each(values: str | Iterable[str]) -> Iterable[str]:
    return (values,) if isinstance(values, str) else values
