"""Linking and merging on Apache Spark: what was read of pages to the tables of one ledger, as one machine makes it.

Spark moves blocks, the code that decides is the one that decides on a laptop: reports that share a hash of their sketches,
people, engagements of the same parties and days are put beside one another with ``applyInArrow``; ``docs/scale.md`` says what
stays with the driver and how far that reaches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import _bahi, schema

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["merge"]

NOTES = "kind string, key string, first bigint, last bigint, id string, body binary"

#: Reports of a month in one file, and reports for each of which a step that gathers has a share.
A_FILE, A_SHARE = 2_000, 500

#: Jobs at once: while one waits for its last task, or for Spark to plan it, another has the machines.
AT_ONCE = 3

#: Which tables come of what was merged, and of actors. All but those of actors come of single reports.
_MERGED = ("engagements", "parties", "conflicts")
_ACTORS = ("actors", "offices", "spellings")


def merge(read: DataFrame, out: str) -> None:
    """Links and merges what `read_pages` or `read_warc` gave with ``keep=True``, and writes it into the folder ``out``.

    ``out/readings`` holds what was read of each report, by month, for ``bahi ledger import``; ``out/failures`` what was not
    read; ``out/tables/NAME`` the tables of ``bahi export --to parquet``, with a row for each of theirs. ``out/_work`` holds what
    is worked out on the way, and may be deleted.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        _Merge(read, out, pool).run()


class _Merge:
    def __init__(self, read: DataFrame, out: str, pool: ThreadPoolExecutor) -> None:
        self.spark: SparkSession = read.sparkSession
        self.read, self.out, self.pool = read, out.rstrip("/"), pool
        self.decided: dict[str, dict[str, str]] = {}

    def run(self) -> None:
        readings = self.readings()
        people, copies = self.pool.submit(self.people, readings), self.pool.submit(self.copies, readings)
        self.decided["renamed"] = people.result()
        homes, actors = self.pool.submit(self.homes, readings), self.pool.submit(self.actors, readings)
        self.decided.update(copy_of=copies.result(), homes=homes.result())
        merged = self.merged(readings)
        aliases = merged.where("kind = 'alias'").select("id", "key")
        self.decided.update(engagements=_pairs(aliases), hindi=_pairs(actors.result().where("key <> ''").select("id", "key")))
        self.tables(readings, merged.where("kind <> 'alias'"), actors.result())

    # Files between steps are what a step that is run again begins from.
    def saved(self, name: str, frame: DataFrame) -> DataFrame:
        path = f"{self.out}/_work/{name}"
        frame.write.parquet(path)
        # Where there are no rows an engine may write no file, which would say what columns there are.
        return self.spark.read.schema(frame.schema).parquet(path)

    def readings(self) -> DataFrame:
        raw = self.saved("raw", self.read.selectExpr("*", "monotonically_increasing_id() as row"))
        failed = ["path", "outcome", "error", "remedy", "passed"]
        failures = raw.where("outcome <> 'read'").select(*failed)
        written = self.pool.submit(failures.write.parquet, f"{self.out}/failures")
        there = raw.where("outcome = 'read'").drop("page", *failed[1:])
        counts = [row[0] for row in there.groupBy("month").count().select("count").collect()]
        self.shares = max(8, sum(counts) // A_SHARE)
        # A month is in as many files as it fills, whatever task read its reports.
        part = f"pmod(crc32(report), {max(counts, default=0) // A_FILE + 1})"
        once = _once(there).selectExpr("*", f"{part} as part_of_month")
        once.repartition("month", "part_of_month").drop("part_of_month").write.partitionBy("month").parquet(f"{self.out}/readings")
        written.result()
        return self.spark.read.parquet(f"{self.out}/readings")

    def copies(self, readings: DataFrame) -> dict[str, str]:
        """Of each copy its original. Reports meet that share a hash and are of days near each other."""
        hashes = readings.selectExpr("report as id", "day", "explode(sketch) as hash")
        of = "over (partition by hash order by day)"
        beside = hashes.selectExpr(
            *("id", "hash", f"day - lag(day) {of} as before", f"lead(day) {of} - day as after"),
            *("count(*) over (partition by hash) as all", "count(day) over (partition by hash) as dated"),
        )
        near = f"all > 1 and (dated < all or before <= {_bahi.WITHIN} or after <= {_bahi.WITHIN})"
        shares = beside.where(near).selectExpr("id", f"pmod(hash, {self.shares}) as share").distinct()
        bodies = readings.selectExpr("report as id", "day", "signature")
        notes = shares.join(bodies, "id").selectExpr(
            *("'signature' as kind", f"concat(share, '/{self.shares}') as key", "day as first", "day as last"),
            *("id", "signature as body"),
        )
        pairs = self.saved("copies", self.gathered("copied", notes))
        told = pairs.select("key").union(pairs.select("id")).distinct().toDF("report")
        days = told.join(readings, "report").selectExpr(
            *("'report' as kind", "coalesce(published, '~') as key", "day as first", "day as last"),
            *("report as id", "cast(null as binary) as body"),
        )
        return _mapping(_bahi.originals(_one(pairs), _one(days)))

    def people(self, readings: DataFrame) -> dict[str, str]:
        """New ids of people, from everything told of them, each thing once."""
        from pyspark.sql.functions import expr

        told = readings.selectExpr("inline(people)").groupBy("kind", "first", "last", "id", "body")
        told = told.agg(expr("min(key)").alias("key"))
        return _mapping(_bahi.linked(_one(told)))

    def actors(self, readings: DataFrame) -> DataFrame:
        said = self.called(readings.selectExpr("inline(actors)"), "key", self.decided["renamed"])
        return self.saved("actors", self.gathered("actors", said))

    def homes(self, readings: DataFrame) -> dict[str, str]:
        """Of engagements that others may tell of too what hangs together with them."""
        notes = self.stepped(readings.select("facts"), "meetings", (self.shares,), NOTES, "renamed")
        pairs = self.gathered("met", notes)
        return _mapping(_bahi.together(_one(pairs)))

    def merged(self, readings: DataFrame) -> DataFrame:
        merged = self.gathered("engagements", self.scattered(readings, "lots"))
        # By month, so that tables come of it in few files.
        return self.saved("merged", merged.repartition(_month()))

    def tables(self, readings: DataFrame, merged: DataFrame, actors: DataFrame) -> None:
        conflicts = self.gathered("conflicts", self.scattered(readings, "groups")).repartition(_month())
        ledgers = readings.select("report", "ledger")

        def written(table: str) -> None:
            if table in _ACTORS:
                rows = self.tabled("decided", table, actors).drop("month")
                rows.write.parquet(f"{self.out}/tables/{table}")
                return
            rows = self.tabled("rest", table, ledgers)
            if table in _MERGED:
                rows = rows.unionByName(self.tabled("decided", table, merged))
            if table == "conflicts":
                rows = rows.unionByName(self.tabled("decided", table, conflicts))
            rows.write.partitionBy("month").parquet(f"{self.out}/tables/{table}")

        for done in [self.pool.submit(written, table) for table in ("claims", *(t for t in _bahi.TABLES if t != "claims"))]:
            done.result()

    def scattered(self, readings: DataFrame, step: str) -> DataFrame:
        ledgers = readings.select("report", "ledger")
        return self.stepped(ledgers, "scatter", (step,), NOTES, "renamed", "copy_of", "homes")

    def tabled(self, method: str, table: str, frame: DataFrame) -> DataFrame:
        return self.stepped(frame, method, (table,), _table_schema(table), *self.decided)

    def stepped(self, frame: DataFrame, method: str, arguments: tuple[Any, ...], of: Any, *needs: str) -> DataFrame:
        """A step that looks at rows as they come, with what it needs of all that was decided."""
        decided = json.dumps({name: self.decided[name] for name in needs})

        def all_of(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
            work = getattr(_spread(decided), method)
            for batch in batches:
                yield plain(work(*arguments, batch))

        return frame.mapInArrow(all_of, of)

    def gathered(self, step: str, notes: DataFrame) -> DataFrame:
        from pyspark.sql.functions import expr

        return notes.groupBy(expr(f"pmod(crc32(key), {self.shares})")).applyInArrow(_gather(step), NOTES)

    def called(self, notes: DataFrame, column: str, names: dict[str, str]) -> DataFrame:
        """Puts new names for some in a column."""
        from pyspark.sql.functions import broadcast

        new = broadcast(self.spark.createDataFrame(list(names.items()), f"{column} string, called string"))
        kept = [f"coalesce(called, {c}) as {c}" if c == column else c for c in notes.columns]
        return notes.join(new, column, "left").selectExpr(*kept)


def _once(there: DataFrame) -> DataFrame:
    """The same report may stand in several places; it is the one whose path is the first by letters."""
    from pyspark.sql.functions import broadcast, expr

    places = there.groupBy("report").agg(expr("count(*)").alias("many"), expr("min(struct(path, row))").alias("first_of"))
    often = places.where("many > 1").select("report", "first_of.row").toDF("report", "row_of_first")
    return there.join(broadcast(often), "report", "left").where("coalesce(row_of_first, row) = row").drop("row", "row_of_first")


def _month() -> Any:
    from pyspark.sql.functions import expr

    return expr("substr(key, 1, 7)")


def _pairs(frame: DataFrame) -> dict[str, str]:
    return {row[0]: row[1] for row in frame.collect()}


def _gather(step: str) -> Callable[[pyarrow.Table], pyarrow.Table]:
    def of(table: pyarrow.Table) -> pyarrow.Table:
        import pyarrow

        return pyarrow.Table.from_batches([plain(_spread("{}").gather(step, _whole(table)))])

    return of


@lru_cache(maxsize=2)
def _spread(decided: str) -> _bahi.Spread:
    return _bahi.Spread(decided)


def _whole(table: pyarrow.Table) -> pyarrow.RecordBatch:
    import pyarrow

    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pyarrow.RecordBatch.from_pylist([], schema=table.schema)


def _mapping(answer: str) -> dict[str, str]:
    mapping: dict[str, str] = json.loads(answer)
    return mapping


def _one(frame: DataFrame) -> pyarrow.RecordBatch:
    """All rows of a frame, here."""
    return _whole(frame.toArrow())


def _table_schema(table: str) -> Any:
    import pyarrow

    from pyspark.sql.pandas.types import from_arrow_schema

    fields = [pyarrow.field(f.name, signed_type(f.type)) for f in schema(table)]
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
