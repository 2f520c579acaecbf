"""Reading on Spark, on this machine. Skipped where pyspark or Java is not installed."""

import os
import shutil
import sys

import bahi
import pytest

pyspark = pytest.importorskip("pyspark")
if not shutil.which("java"):
    pytest.skip("Java is not installed; Spark needs Java 17 or later", allow_module_level=True)

from bahi.ledger import TABLES  # noqa: E402
from bahi.spark import read_pages  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402


@pytest.fixture(scope="module")
def spark():
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("bahi")
    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def rows(spark, pages, count=3):
    frame = spark.createDataFrame(pages, "path string, content binary").repartition(count)
    return {row["path"]: row.asDict(recursive=True) for row in read_pages(frame).collect()}


def test_what_spark_reads_is_what_this_machine_reads(spark, demo):
    pages = [(report.path, demo.text(report).encode()) for report in demo.reports]
    read = rows(spark, pages)
    assert set(read) == {report.path for report in demo.reports}
    for report in demo.reports:
        alone = bahi.read(bahi.Page(demo.text(report), path=report.path))
        row = read[report.path]
        assert row["outcome"] == "read" and row["text"] == demo.text(report)
        for table in TABLES:
            assert row[table] == alone.to_arrow(table).to_pylist(), (report.path, table)


def test_a_poisoned_page_gives_a_row_and_no_failed_task(spark, sentence):
    pages = [("good", sentence.encode()), ("pdf", b"%PDF-1.7\n\xff\xfe\x00"), ("none", None), ("last", sentence.encode())]
    read = rows(spark, pages, count=1)
    outcomes = {path: row["outcome"] for path, row in read.items()}
    assert outcomes == {"good": "read", "pdf": "failed", "none": "failed", "last": "read"}
    assert read["pdf"]["error"] and read["pdf"]["claims"] is None


def test_tables_are_flat_by_inline_and_written_by_spark(spark, demo, tmp_path):
    pages = [(report.path, demo.text(report).encode()) for report in demo.reports]
    frame = read_pages(spark.createDataFrame(pages, "path string, content binary"))
    frame.selectExpr("inline(claims)").write.parquet(str(tmp_path / "claims"))
    written = spark.read.parquet(str(tmp_path / "claims"))
    expected = sum(bahi.read(bahi.Page(text, path=path)).to_arrow("claims").num_rows for path, text in pages)
    assert written.count() == expected
    assert written.where("exact is null").count() == 0


def test_a_frame_without_pages_says_so(spark):
    with pytest.raises(ValueError, match="no column 'content'"):
        read_pages(spark.createDataFrame([("a",)], "path string"))
    named = read_pages(spark.createDataFrame([("x",)], "body string"), content="body")
    assert named.columns == bahi.schema().names
