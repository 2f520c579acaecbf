"""What can go wrong, with where and what to do about it."""

from __future__ import annotations

__all__ = ["BahiError", "LedgerError", "ReadError"]


class BahiError(Exception):
    """Anything that this package raises about reports and ledger files."""


class ReadError(BahiError):
    """A report that cannot be read: where it stands, why, and what to do.

    ``path`` is as given, with its place in an archive (``crawl.warc.gz#52013``); ``line`` is the line of the input where
    the report is a line of it (``rows.jsonl:17``), else ``None``.
    """

    def __init__(self, path: str, line: int | None, why: str, remedy: str) -> None:
        super().__init__(path, line, why, remedy)
        self.path = path
        self.line = line
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.why}; {self.remedy}"


class LedgerError(BahiError):
    """A ledger file that cannot be opened, asked or written; says which file and what to do."""
