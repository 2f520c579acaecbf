"""Reading on Apache Spark: a DataFrame of pages to a DataFrame of what was read, by the same code as on one machine.

>>> from bahi.spark import read_pages
>>> read = read_pages(spark.table("pages"))                                     # doctest: +SKIP
>>> read.selectExpr("path", "inline(claims)").write.parquet("claims")           # doctest: +SKIP

Nothing but ``mapInArrow`` is asked of Spark, so that engines which speak its protocol serve too. The package must be installed
where the executors run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import read_batch, schema
from ._bahi import KNOWN

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = ["read_pages"]


def read_pages(pages: DataFrame, *, content: str = "content") -> DataFrame:
    """Reads every page of a DataFrame: a row for each report in it, as `bahi.read_batch` gives.

    ``content`` names the column that holds the pages, as text or bytes; columns called ``path``, ``url``, ``title``,
    ``published`` and ``outlet`` say what is known of them. A page that cannot be read gives a row whose ``outcome`` is
    ``failed`` and fails no task. ``page`` numbers the pages of a batch; to join, go by ``path``.
    """
    from pyspark.sql.functions import col

    if content not in pages.columns:
        raise ValueError(f"there is no column {content!r}; the columns are {', '.join(pages.columns)}")
    chosen = [col(content).alias("content"), *(col(name) for name in KNOWN if name in pages.columns)]
    return pages.select(*chosen).mapInArrow(_read_all, _spark_schema())


def _read_all(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    for batch in batches:
        out = read_batch(batch)
        # Spark has no numbers without a sign.
        yield pyarrow.RecordBatch.from_arrays(
            [_signed(column) for column in out.columns], names=out.schema.names
        )


def _spark_schema() -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    import pyarrow

    fields = [pyarrow.field(f.name, _signed_type(f.type)) for f in schema()]
    return from_arrow_schema(pyarrow.schema(fields))


def _signed(column: pyarrow.Array) -> pyarrow.Array:
    return column.cast(_signed_type(column.type))


def _signed_type(kind: pyarrow.DataType) -> pyarrow.DataType:
    import pyarrow

    if kind == pyarrow.uint64():
        return pyarrow.int64()
    if pyarrow.types.is_list(kind):
        return pyarrow.list_(pyarrow.field("element", _signed_type(kind.value_type)))
    if pyarrow.types.is_struct(kind):
        return pyarrow.struct([pyarrow.field(f.name, _signed_type(f.type)) for f in kind])
    return kind
