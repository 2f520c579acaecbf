"""Linking and merging on Apache Spark: what was read of pages to the tables of one ledger, as one machine makes it.

Spark moves blocks, the code that decides is the one that decides on a laptop: reports that share a hash of their sketches,
people, engagements of the same parties and days are put beside one another with ``applyInArrow``; ``docs/scale.md`` says what
stays with the driver and how far that reaches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import _bahi, schema

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["merge"]

NOTES = "kind string, key string, first bigint, last bigint, id string, body binary"

#: Reports in a bucket that one call of a step sees, and members of a block beyond which it is split.
REPORTS, LARGEST = 500, 2_000

#: Days of a window in which engagements, and copies, are looked for; what may be of more days is looked for in all.
DAYS, WIDE = 32, 64

#: Which tables come of what is merged, of single reports, and of actors.
_MERGED = ("engagements", "parties", "conflicts")
_REST = ("parties", "statements", "agreements", "deliveries", "claims", "reports")
_ACTORS = ("actors", "offices", "spellings")

#: Columns of what was read, without what steps do not look at.
_LEAN = (
    *("report", "ledger", "cast(null as string) as text", "signature", "part", "cast(null as string) as about"),
    "if(part is null, cast(null as binary), cast('' as binary)) as source",
)


def merge(read: DataFrame, out: str) -> None:
    """Links and merges what `read_pages` or `read_warc` gave with ``keep=True``, and writes it into the folder ``out``.

    ``out/readings`` holds what was read of each report, by month, for ``bahi ledger import``; ``out/failures`` what was not
    read; ``out/tables/NAME`` the tables of ``bahi export --to parquet``, with a row for each of theirs. ``out/_work`` holds what
    is worked out on the way, and may be deleted.
    """
    _Merge(read, out).run()


class _Merge:
    def __init__(self, read: DataFrame, out: str) -> None:
        self.spark: SparkSession = read.sparkSession
        self.read, self.out = read, out.rstrip("/")
        self.decided: dict[str, dict[str, str]] = {}

    def run(self) -> None:
        readings = self.readings()
        self.copies(readings)
        actors = self.actors(readings)
        merged, conflicts = self.records(readings)
        self.decided["hindi"] = self.pairs(actors.where("key <> ''").select("id", "key"))
        aliases = merged.where("kind = 'alias'").select("id", "key")
        self.decided["engagements"] = self.pairs(aliases)
        parts = merged.where("kind = 'engagements'").unionByName(conflicts)
        self.tables(
            self.saved("told", self.mapped(parts, "tables")),
            self.saved("rest", self.mapped(readings, "rest")),
            self.saved("named", self.mapped(actors, "tables")),
        )

    # Files between steps are what a step that is run again begins from.
    def saved(self, name: str, frame: DataFrame) -> DataFrame:
        path = f"{self.out}/_work/{name}"
        frame.write.parquet(path)
        # Where there are no rows an engine may write no file, which would say what columns there are.
        return self.spark.read.schema(frame.schema).parquet(path)

    def readings(self) -> DataFrame:
        raw = self.saved("raw", self.read)
        failed = ["path", "outcome", "error", "remedy", "passed"]
        raw.where("outcome <> 'read'").select(*failed).write.parquet(f"{self.out}/failures")
        there = raw.where("outcome = 'read'").drop("page", *failed[1:])
        self.buckets = max(8, there.count() // REPORTS)
        once = _bucketed(there, "report", self.buckets).applyInArrow(_once, there.schema)
        once.write.partitionBy("month").parquet(f"{self.out}/readings")
        # No step looks at texts and pages, which are the most of it.
        return self.spark.read.parquet(f"{self.out}/readings").selectExpr(*_LEAN)

    def copies(self, readings: DataFrame) -> None:
        notes = self.saved("copies", self.scattered(readings, "copies"))
        signatures = notes.where("kind = 'signature'")
        pairs = self.blocks("copied", notes.where("kind = 'sketch'"), signatures)
        told = pairs.select("key").union(pairs.select("id")).distinct().toDF("id")
        self.decided["copy_of"] = json.loads(_bahi.originals(_one(pairs), _one(signatures.join(told, "id").select(*notes.columns))))

    def actors(self, readings: DataFrame) -> DataFrame:
        notes = self.saved("people", self.scattered(readings, "people"))
        self.decided["renamed"] = json.loads(_bahi.linked(_one(notes.where("kind = 'person'"))))
        said = self.called(notes.where("kind = 'actor'"), "key", self.decided["renamed"])
        return self.saved("actors", self.gathered("actors", said))

    def records(self, readings: DataFrame) -> tuple[DataFrame, DataFrame]:
        notes = self.saved("records", self.scattered(readings, "records"))
        told = notes.where("kind = 'engagement'")
        pairs = self.blocks("met", notes.where("kind = 'meeting'"), told)
        homes = json.loads(_bahi.together(_one(pairs)))
        told = self.called(told.drop("key").selectExpr("*", "id as key"), "key", homes)
        merged = self.saved("merged", self.gathered("engagements", told))
        conflicts = self.gathered("conflicts", notes.where("kind = 'group'"))
        return merged, self.saved("conflicts", conflicts)

    def tables(self, told: DataFrame, rest: DataFrame, named: DataFrame) -> None:
        for table in _bahi.TABLES:
            sources = [f for f, names in ((told, _MERGED), (rest, _REST), (named, _ACTORS)) if table in names]
            month = [] if table in _ACTORS else ["month"]
            rows = [source.selectExpr(*month, f"inline({table})") for source in sources]
            frame = rows[0] if len(rows) == 1 else rows[0].unionByName(rows[1])
            writer = frame.write.partitionBy(*month) if month else frame.write
            writer.parquet(f"{self.out}/tables/{table}")

    def scattered(self, readings: DataFrame, step: str) -> DataFrame:
        return self.stepped(readings, "scatter", step, NOTES)

    def mapped(self, frame: DataFrame, method: str) -> DataFrame:
        return self.stepped(frame, method, None, _tables_schema())

    def stepped(self, frame: DataFrame, method: str, step: str | None, of: Any) -> DataFrame:
        decided, arguments = json.dumps(self.decided), () if step is None else (step,)

        def all_of(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
            work = getattr(_spread(decided), method)
            for batch in batches:
                yield plain(work(*arguments, batch))

        return frame.mapInArrow(all_of, of)

    def gathered(self, step: str, notes: DataFrame) -> DataFrame:
        return _bucketed(notes, "key", self.buckets).applyInArrow(_gather(step), NOTES)

    def called(self, notes: DataFrame, column: str, names: dict[str, str]) -> DataFrame:
        """Puts new names for some in a column."""
        from pyspark.sql.functions import broadcast

        new = broadcast(self.spark.createDataFrame(list(names.items()), f"{column} string, called string"))
        kept = [f"coalesce(called, {c}) as {c}" if c == column else c for c in notes.columns]
        return notes.join(new, column, "left").selectExpr(*kept)

    def pairs(self, frame: DataFrame) -> dict[str, str]:
        return {row[0]: row[1] for row in frame.collect()}

    def blocks(self, step: str, keys: DataFrame, bodies: DataFrame) -> DataFrame:
        """Pairs of what shares a key and a window of days, found block by block; large blocks are split in parts, each of
        which meets every other."""
        keys = keys.select("key", "first", "last", "id")
        keys = keys.selectExpr("*", f"first is null or last is null or last - first > {WIDE} as wide")
        windows = f"explode(sequence(cast(floor(first / {DAYS}) as int), cast(floor(last / {DAYS}) as int))) as w"
        narrow = keys.where("not wide")
        wide = keys.where("wide").select("key").distinct()
        whole = keys.join(wide, "key").selectExpr("key", "id", "-1000000 as w")
        members = narrow.selectExpr("key", "id", windows).unionByName(whole)
        sizes = members.groupBy("key", "w").count().where("count > 1")
        sizes = sizes.selectExpr("key", "w", f"cast(ceil(count / {LARGEST}) as int) as parts")
        placed = members.join(sizes, ["key", "w"]).selectExpr("*", "cast(pmod(crc32(id), parts) as int) as part")
        met = placed.selectExpr("key", "w", "id", "part", "explode(sequence(0, parts - 1)) as other")
        block = "concat_ws(' ', key, w, least(part, other), greatest(part, other))"
        met = met.selectExpr("id", f"{block} as block").distinct()
        notes = bodies.drop("key").join(met, "id").selectExpr("kind", "block as key", "first", "last", "id", "body")
        return self.saved(f"{step}_pairs", self.gathered(step, notes))


def _bucketed(frame: DataFrame, column: str, buckets: int) -> Any:
    from pyspark.sql.functions import expr

    return frame.groupBy(expr(f"pmod(crc32({column}), {buckets})"))


def _gather(step: str) -> Callable[[pyarrow.Table], pyarrow.Table]:
    def of(table: pyarrow.Table) -> pyarrow.Table:
        import pyarrow

        return pyarrow.Table.from_batches([plain(_spread("{}").gather(step, _whole(table)))])

    return of


# The same report may stand in several places; its path is the first of them.
def _once(table: pyarrow.Table) -> pyarrow.Table:
    import pyarrow.compute

    order = pyarrow.compute.sort_indices(table, [("report", "ascending"), ("path", "ascending")])
    names = table.column("report").take(order).to_pylist()
    first = [n for n, name in enumerate(names) if n == 0 or name != names[n - 1]]
    return table.take(order.take(pyarrow.array(first, pyarrow.int64())))


@lru_cache(maxsize=2)
def _spread(decided: str) -> _bahi.Spread:
    return _bahi.Spread(decided)


def _whole(table: pyarrow.Table) -> pyarrow.RecordBatch:
    import pyarrow

    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pyarrow.RecordBatch.from_pylist([], schema=table.schema)


def _one(frame: DataFrame) -> pyarrow.RecordBatch:
    """All rows of a frame, here."""
    return _whole(frame.toArrow())


def _tables_schema() -> Any:
    import pyarrow

    from pyspark.sql.pandas.types import from_arrow_schema

    tables = [f for f in schema() if f.name in _bahi.TABLES]
    fields = [pyarrow.field(f.name, signed_type(f.type)) for f in tables]
    return from_arrow_schema(pyarrow.schema([pyarrow.field("month", pyarrow.string()), *fields]))


def plain(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """A batch as Spark takes it, which has no numbers without a sign."""
    import pyarrow

    columns = [column.cast(signed_type(column.type)) for column in batch.columns]
    return pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def signed_type(kind: pyarrow.DataType) -> pyarrow.DataType:
    """The type with signs."""
    import pyarrow

    if kind == pyarrow.uint64():
        return pyarrow.int64()
    if pyarrow.types.is_list(kind):
        return pyarrow.list_(pyarrow.field("element", signed_type(kind.value_type)))
    if pyarrow.types.is_struct(kind):
        return pyarrow.struct([pyarrow.field(f.name, signed_type(f.type)) for f in kind])
    return kind
