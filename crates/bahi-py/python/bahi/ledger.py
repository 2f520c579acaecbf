"""A ledger in memory: typed records, claims with their evidence, and tables for other libraries."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import _bahi
from ._bahi import TABLES
from .records import (
    Actor,
    Agreement,
    Claim,
    Conflict,
    Delivery,
    Engagement,
    Evidence,
    Failure,
    Record,
    Report,
    Statement,
    built,
)

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["TABLES", "Ledger"]

T = TypeVar("T")


class Ledger:
    """What was read from some reports, or taken from a ledger file. It does not change.

    Records are made when they are first asked for, so that a ledger of which only tables are wanted costs little.
    """

    def __init__(self, read: _bahi.Read) -> None:
        self._read = read

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in the order given."""
        return self._all("reports", Report)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Persons, countries, bodies, places and goods behind the mentions."""
        return self._all("actors", Actor)

    @cached_property
    def engagements(self) -> tuple[Engagement, ...]:
        """Meetings, calls, visits, sessions, summits, exercises, press conferences."""
        return self._all("engagements", Engagement)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What was said, promised, refused."""
        return self._all("statements", Statement)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """What was signed, agreed, refused."""
        return self._all("agreements", Agreement)

    @cached_property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What was ordered, delivered, is pending."""
        return self._all("deliveries", Delivery)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Values that cannot all stand."""
        return self._all("conflicts", Conflict)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every value with the words it was read from."""
        return self._all("claims", Claim)

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, where failures were kept."""
        return tuple(Failure(*told) for told in self._read.failures())

    @property
    def passed_over(self) -> dict[str, int]:
        """What was passed over, with how often: ``{"page in Marathi": 2}``."""
        return self._read.passed()

    @property
    def knowledge(self) -> str:
        """Version of the knowledge that was used."""
        return self._read.knowledge()

    @property
    def records(self) -> tuple[Record, ...]:
        """Engagements, statements, agreements and deliveries."""
        return (*self.engagements, *self.statements, *self.agreements, *self.deliveries)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return sum(self._read.count(kind) for kind in ("engagements", "statements", "agreements", "deliveries"))

    def __getitem__(self, id: str) -> Record | Actor | Report | Claim | Conflict:
        """Anything by its id; ``KeyError`` where there is no such thing."""
        thing: Record | Actor | Report | Claim | Conflict = self._by_id[id]
        return thing

    def claims_of(self, record: Record | Actor | str) -> tuple[Claim, ...]:
        """The claims behind a record, in the order of the report."""
        return self._by_record.get(record if isinstance(record, str) else record.id, ())

    def text(self, report: Report | str) -> str:
        """The text of a report: ``text[evidence.start:evidence.end] == evidence.exact``."""
        id = report if isinstance(report, str) else report.id
        text = self._read.text(id)
        if text is None:
            raise KeyError(id)
        return text

    def quotes(self, record: Record | str) -> Iterator[tuple[Claim, Evidence]]:
        """Each claim behind a record with each place that it was read from."""
        for claim in self.claims_of(record):
            for evidence in claim.evidence:
                yield claim, evidence

    def to_dict(self) -> dict[str, Any]:
        """The whole ledger in the shape of ``bahi read --json``."""
        whole: dict[str, Any] = json.loads(self.to_json())
        return whole

    def to_json(self) -> str:
        """The whole ledger as JSON, ``ledger_format`` 1."""
        return self._read.json()

    def to_arrow(self, table: str) -> pyarrow.Table:
        """A table for Arrow, with its version in the metadata. Needs ``pyarrow``."""
        import pyarrow

        return pyarrow.Table.from_batches([self._read.table(table)])

    def to_pandas(self, table: str) -> pandas.DataFrame:
        """A table for pandas. Needs ``pandas`` and ``pyarrow``."""
        return self.to_arrow(table).to_pandas()

    def to_polars(self, table: str) -> polars.DataFrame:
        """A table for polars. Needs ``polars`` and ``pyarrow``."""
        import polars

        frame = polars.from_arrow(self.to_arrow(table))
        assert isinstance(frame, polars.DataFrame)
        return frame

    def export(self, format: str, folder: str | os.PathLike[str]) -> list[Path]:
        """Writes what ``bahi export --to FORMAT`` writes into a folder, which is made; gives the files.

        Formats are ``parquet``, ``csv``, ``xlsx``, ``jsonl``, ``jsonld``, ``ftm``, ``ical`` and others: ``bahi export --list``.
        """
        folder = Path(folder)
        files = self._read.export(format)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            (folder / name).write_bytes(content)
        return [folder / name for name, _ in files]

    def __repr__(self) -> str:
        kinds = ("reports", "engagements", "statements", "agreements", "deliveries", "conflicts", "claims")
        return f"<bahi.Ledger: {', '.join(f'{self._read.count(kind)} {kind}' for kind in kinds)}>"

    def _all(self, kind: str, of: type[T]) -> tuple[T, ...]:
        return tuple(built(of, value) for value in json.loads(self._read.records(kind)))

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        every = (self.reports, self.actors, self.conflicts, self.claims, self.records)
        return {thing.id: thing for things in every for thing in things}

    @cached_property
    def _by_record(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.record, []).append(claim)
        return {record: tuple(claims) for record, claims in found.items()}
