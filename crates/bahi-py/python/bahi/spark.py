"""Reading on Apache Spark: a DataFrame of pages to a DataFrame of what was read, by the same code as on one machine.

>>> from bahi.spark import merge, read_pages, read_warc
>>> read = read_pages(spark.table("pages"))                                     # doctest: +SKIP
>>> read.selectExpr("path", "inline(claims)").write.parquet("claims")           # doctest: +SKIP
>>> merge(read_warc(spark, ["crawl.warc.gz"], keep=True), "ledger")             # doctest: +SKIP

Nothing but ``mapInArrow``, ``applyInArrow`` and SQL is asked of Spark, so that engines which speak its protocol serve too. The
package must be installed where the executors run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from . import _bahi, read_batch, schema
from ._bahi import KNOWN
from .merging import merge, plain, signed_type

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["merge", "read_pages", "read_warc"]


def read_pages(pages: DataFrame, *, content: str = "content", keep: bool = False) -> DataFrame:
    """Reads every page of a DataFrame: a row for each report in it, as `bahi.read_batch` gives.

    ``content`` names the column that holds the pages, as text or bytes; columns called ``path``, ``url``, ``title``,
    ``published`` and ``outlet`` say what is known of them. A page that cannot be read gives a row whose ``outcome`` is
    ``failed`` and fails no task. ``page`` numbers the pages of a batch; to join, go by ``path``. With ``keep`` the rows hold what
    `merge` and ``bahi ledger import`` take instead of tables.
    """
    from pyspark.sql.functions import col

    if content not in pages.columns:
        raise ValueError(f"there is no column {content!r}; the columns are {', '.join(pages.columns)}")
    chosen = [col(content).alias("content"), *(col(name) for name in KNOWN if name in pages.columns)]
    read = partial(_read_all, keep=keep)
    return pages.select(*chosen).mapInArrow(read, _spark_schema(keep))


def read_warc(spark: SparkSession, paths: Iterable[str], *, keep: bool = False) -> DataFrame:
    """Reads archives, each in a task of its own: WARC, and all else that ``bahi read`` takes, page by page.

    The paths must lead to the same files where the executors run. An archive that cannot be opened, and a stretch of one that
    cannot be read, give rows whose ``outcome`` is ``failed``. ``keep`` is that of `read_pages`.
    """
    listed = list(paths)
    frame = spark.createDataFrame([(path,) for path in listed], "path string")
    read = partial(_read_archives, keep=keep)
    return frame.repartition(max(1, len(listed))).mapInArrow(read, _spark_schema(keep))


def _read_all(batches: Iterator[pyarrow.RecordBatch], *, keep: bool) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield plain(_bahi.keep_batch(batch) if keep else read_batch(batch))


def _read_archives(batches: Iterator[pyarrow.RecordBatch], *, keep: bool) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        for path in batch.column(0).to_pylist():
            for read in _bahi.Archive(path, keep):
                yield plain(read)


def _spark_schema(keep: bool) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    import pyarrow

    nothing = pyarrow.RecordBatch.from_pydict({"content": pyarrow.array([], pyarrow.string())})
    read = _bahi.keep_batch(nothing).schema if keep else schema()
    return from_arrow_schema(pyarrow.schema([pyarrow.field(f.name, signed_type(f.type)) for f in read]))
