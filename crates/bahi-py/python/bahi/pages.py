"""What can be given to be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Page", "Source", "fields", "many"]


@dataclass(frozen=True, slots=True)
class Page:
    """Text or bytes of one page, with what is known of it. What is not given is looked for on the page."""

    #: Text, HTML, or the bytes of either in any encoding.
    content: str | bytes
    #: What it is called in the ledger; its address where nothing is given.
    path: str | None = None
    #: Its address.
    url: str | None = None
    #: Its headline.
    title: str | None = None
    #: When it was published, as written anywhere: ``2023-04-28``, ``28 April 2023 10:15 IST``.
    published: str | None = None
    #: Who published it.
    outlet: str | None = None


#: A report to be read: text, bytes, a path, or a page with what is known of it.
Source: TypeAlias = "str | bytes | os.PathLike[str] | Page"


def fields(map: Mapping[str, str] | None) -> str | None:
    """Which fields of rows hold what, as the reader takes it."""
    return None if map is None else ",".join(f"{part}={field}" for part, field in map.items())


def many(source: Source | Iterable[Source]) -> list[Source]:
    """One source or several as a list. A text that is the name of a file is refused: it would be read as a report."""
    if isinstance(source, (str, bytes, Page)) or hasattr(source, "__fspath__"):
        source = [source]  # type: ignore[list-item]
    elif isinstance(source, (bytearray, memoryview)):
        source = [bytes(source)]
    sources = list(source)
    for given in sources:
        if isinstance(given, str) and _names_a_file(given):
            raise ValueError(f"{given!r} is the name of a file; to read the file give pathlib.Path({given!r})")
    return sources


def _names_a_file(text: str) -> bool:
    # No report is that short without a space, so that most texts cost no look at the disk.
    if len(text) > 512 or "\n" in text or "\0" in text or any("\u0900" <= c <= "\u097f" for c in text):
        return False
    return bool(text) and os.path.exists(text)
