"""Reading and merging on Spark, on this machine. Skipped where pyspark or Java is not installed."""

import json
import os
import shutil
import subprocess
import sys

import bahi
import pytest

pyspark = pytest.importorskip("pyspark")
if not shutil.which("java"):
    pytest.skip("Java is not installed; Spark needs Java 17 or later", allow_module_level=True)

from bahi.ledger import TABLES  # noqa: E402
from bahi.spark import merge, read_pages, read_warc  # noqa: E402
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


def warc(path, texts):
    with path.open("wb") as file:
        for n, text in enumerate(texts):
            page = f"<html><body><article><h1>{text[:40]}</h1><p>{text}</p></article></body></html>".encode()
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\n"
            head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            file.write(head.encode() + body + b"\r\n\r\n")


def test_archives_are_read_each_in_a_task_as_this_machine_reads_them(spark, demo, tmp_path):
    texts = [demo.text(report) for report in demo.reports]
    warc(tmp_path / "a.warc", texts[:5])
    warc(tmp_path / "b.warc", texts[5:])
    given = [str(tmp_path / name) for name in ("a.warc", "b.warc", "none.warc")]
    frame = read_warc(spark, given)
    assert frame.rdd.getNumPartitions() == 3
    read = {row["path"]: row.asDict(recursive=True) for row in frame.collect()}
    assert read[given[2]]["outcome"] == "failed" and "no such file" in read[given[2]]["error"]
    alone = bahi.read([tmp_path / "a.warc", tmp_path / "b.warc"])
    assert {path for path, row in read.items() if row["outcome"] == "read"} == {r.path for r in alone.reports}
    claims = sorted(row["claim"] for rows in read.values() for row in rows["claims"] or [])
    merged = alone.to_arrow("claims").to_pylist()
    assert claims and claims == sorted(row["claim"] for row in merged)


def whole(tables):
    def line(row):
        return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)

    return {name: sorted(line(row) for row in rows) for name, rows in tables.items()}


def test_what_spark_merges_is_what_this_machine_merges(spark, demo, sentence, command, tmp_path):
    pages = [(report.path, demo.text(report).encode()) for report in demo.reports]
    # The same bytes twice, a copy with a few words more, somebody called by surname, and a page that is none.
    again = ("0-first-by-letters", pages[0][1])
    copy = ("copy", pages[1][1] + "\n\nयह खबर एजेंसी से ली गई है।\n".encode())
    more = [again, copy, ("sentence", sentence.encode()), ("pdf", b"%PDF-1.7\n\xff\xfe\x00")]
    frame = spark.createDataFrame(pages + more, "path string, content binary").repartition(5)
    out = tmp_path / "out"
    merge(read_pages(frame, keep=True), str(out))
    good = [bahi.Page(content, path=path) for path, content in pages + more[:3]]
    # A report that stands in several places has the first of them for its path.
    bahi.add(tmp_path / "alone.db", sorted(good, key=lambda page: page.path))
    with bahi.open(tmp_path / "alone.db") as file:
        alone = file.ledger()
        expected = whole({name: alone.to_arrow(name).to_pylist() for name in TABLES})
    assert expected["engagements"] and expected["conflicts"] and expected["deliveries"]
    spread = {}
    for name in TABLES:
        columns = alone.to_arrow(name).schema.names
        spread[name] = [r.asDict(recursive=True) for r in spark.read.parquet(str(out / "tables" / name)).select(*columns).collect()]
    assert whole(spread) == expected
    failures = spark.read.parquet(str(out / "failures")).collect()
    assert [(row["path"], row["outcome"]) for row in failures] == [("pdf", "failed")]
    assert command("ledger", "import", out / "readings", "--ledger", tmp_path / "imported.db").returncode == 0
    with bahi.open(tmp_path / "imported.db") as file:
        assert file.ledger().to_json() == alone.to_json()


@pytest.fixture(scope="module")
def merged(spark, demo, tmp_path_factory):
    """The tables of the tour, merged by Spark, and its ledger by this machine."""
    pages = [(report.path, demo.text(report).encode()) for report in demo.reports]
    out = tmp_path_factory.mktemp("merged") / "out"
    merge(read_pages(spark.createDataFrame(pages, "path string, content binary"), keep=True), str(out))
    return out / "tables", bahi.read([bahi.Page(content, path=path) for path, content in pages])


def lines(table, columns):
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in table.select(columns).to_pylist())


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_and_polars_read_what_spark_wrote_without_options(merged, table):
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    expected = merged[1].to_arrow(table)
    files = str(merged[0] / table / "**/*.parquet")
    for found in (duckdb.sql(f"SELECT * FROM '{files}'").to_arrow_table(), polars.read_parquet(files).to_arrow()):
        assert lines(found, expected.column_names) == lines(expected, expected.column_names)


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_what_spark_wrote_without_options(merged, table):
    pandas = pytest.importorskip("pandas")
    found, expected = pandas.read_parquet(merged[0] / table), merged[1].to_arrow(table)
    texts = [field.name for field in expected.schema if str(field.type) == "string"]
    rows = zip(*(found[name].where(found[name].notna(), None) for name in texts), strict=True)
    assert sorted(map(repr, rows)) == sorted(repr(tuple(row.values())) for row in expected.select(texts).to_pylist())


def test_arrow_of_r_reads_what_spark_wrote_without_options(merged):
    script = "cat(nrow(dplyr::collect(arrow::open_dataset(commandArgs(TRUE)))))"
    if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(arrow); library(dplyr)"], capture_output=True).returncode:
        pytest.skip("R with the packages arrow and dplyr is not installed")
    for table in TABLES:
        told = subprocess.run(["Rscript", "-e", script, merged[0] / table], capture_output=True, check=True)
        assert int(told.stdout) == merged[1].to_arrow(table).num_rows


def test_a_slice_is_imported_and_what_is_none_is_named(spark, demo, command, tmp_path):
    pages = [(report.path, demo.text(report).encode()) for report in demo.reports]
    out, book = tmp_path / "out", tmp_path / "part.db"
    merge(read_pages(spark.createDataFrame(pages, "path string, content binary"), keep=True), str(out))
    months = sorted((out / "readings").glob("month=*"))
    assert len(months) > 1
    assert command("ledger", "import", months[0], "--ledger", book).returncode == 0
    with bahi.open(book) as file:
        part = file.ledger()
    assert part.reports and {f"month={(r.published or 'unknown')[:7]}" for r in part.reports} == {months[0].name}
    again = command("ledger", "import", months[0], "--ledger", book)
    assert f"0 added, {len(part.reports)} there already" in again.stdout.decode()
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing else PAR1")
    wrong = command("ledger", "import", out / "tables" / "claims", broken, "--ledger", book)
    assert wrong.returncode == 2
    assert "there is no column" in wrong.stderr.decode()
    assert str(broken) in wrong.stderr.decode()
