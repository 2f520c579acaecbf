"""The columnar contract: what the package gives, what the command exports, and what other libraries make of it."""

import bahi
import pytest

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402
from bahi.ledger import TABLES  # noqa: E402


@pytest.fixture(scope="session")
def exported(tmp_path_factory, command, reports):
    """What the command exports of the tour."""
    folder = tmp_path_factory.mktemp("exported")
    file = folder / "tour.db"
    assert command("add", "--quiet", reports, "--ledger", file).returncode == 0
    assert command("export", "--to", "parquet", "-o", folder / "parquet", "--ledger", file).returncode == 0
    with bahi.open(file) as opened:
        return folder / "parquet", opened.ledger()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_one_schema_and_one_content_wherever_it_comes_from(exported, table):
    folder, ledger = exported
    stored = pq.read_table(folder / f"{table}.parquet")
    ours = ledger.to_arrow(table)
    assert ours.schema.equals(stored.schema, check_metadata=True), (ours.schema, stored.schema)
    assert ours.equals(stored)
    assert bahi.schema(table).equals(stored.schema, check_metadata=True)
    assert ours.schema.metadata[b"bahi.tables"] == str(bahi.TABLES_VERSION).encode()


def test_a_batch_of_pages_gives_the_same_tables_nested(demo):
    texts = [demo.text(report) for report in demo.reports]
    batch = pa.record_batch({"content": texts, "path": [report.path for report in demo.reports]})
    out = bahi.read_batch(batch)
    assert out.schema.equals(bahi.schema(), check_metadata=True)
    assert out.column("outcome").to_pylist() == ["read"] * len(texts)
    assert out.column("text").to_pylist() == texts
    for table in TABLES:
        nested = out.schema.field(table).type.value_type
        assert [nested.field(i) for i in range(nested.num_fields)] == list(bahi.schema(table)), table
    for row in range(len(texts)):
        alone = bahi.read(bahi.Page(texts[row], path=demo.reports[row].path))
        for table in TABLES:
            assert out.column(table)[row].as_py() == alone.to_arrow(table).to_pylist(), (table, row)


def test_evidence_of_a_batch_stands_in_its_text(demo):
    out = bahi.read_batch(pa.record_batch({"text": [demo.text(report) for report in demo.reports]}))
    seen = 0
    for row in out.to_pylist():
        for claim in row["claims"]:
            assert row["text"][claim["start"] : claim["end"]] == claim["exact"]
            seen += 1
        for quote in (quote for engagement in row["engagements"] for quote in engagement["quotes"]):
            assert row["text"][quote["start"] : quote["end"]] == quote["exact"]
    assert seen > 200


def test_a_bad_page_gives_a_row_and_fails_nothing(sentence):
    pages = [sentence.encode(), b"%PDF-1.7\n\xff\xfe\x00", None, b"", sentence.encode("utf-16")]
    out = bahi.read_batch(pa.record_batch({"content": pa.array(pages, pa.binary()), "path": list("abcde")}))
    rows = out.to_pylist()
    assert [row["page"] for row in rows] == [0, 1, 2, 3, 4]
    assert [row["outcome"] for row in rows] == ["read", "failed", "failed", "failed", "read"]
    assert rows[1]["path"] == "b" and rows[1]["error"] and rows[1]["remedy"]
    assert rows[1]["engagements"] is None and rows[0]["engagements"][0]["date"] == "2023-04-28"


def test_text_of_every_type_is_taken_and_of_no_other(sentence):
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()):
        content = pa.array([sentence.encode() if pa.types.is_binary(kind) or "binary" in str(kind) else sentence], kind)
        out = bahi.read_batch(pa.record_batch({"content": content}))
        assert len(out.column("engagements")[0]) == 1, kind
    with pytest.raises(ValueError, match="no column `content`"):
        bahi.read_batch(pa.record_batch({"page": [sentence]}))
    with pytest.raises(ValueError, match="cast it"):
        bahi.read_batch(pa.record_batch({"content": [1]}))
    assert bahi.read_batch(pa.record_batch({"content": pa.array([], pa.string())})).num_rows == 0


def test_what_is_known_of_a_page_is_taken(sentence):
    known = {"content": [sentence], "url": ["https://example.org/1"], "published": ["2023-04-29"], "outlet": ["दैनिक"]}
    (row,) = bahi.read_batch(pa.record_batch(known)).to_pylist()
    (report,) = row["reports"]
    assert (row["path"], report["outlet"], report["published"]) == ("https://example.org/1", "दैनिक", "2023-04-29")


def test_nested_tables_unnest_into_the_flat_ones(demo):
    duckdb = pytest.importorskip("duckdb")
    out = bahi.read_batch(pa.record_batch({"content": [demo.text(report) for report in demo.reports]}))  # noqa: F841
    rows = duckdb.sql("select count(*) from (select unnest(claims) from out)").fetchone()[0]
    assert rows == sum(len(claims) for claims in out.column("claims").to_pylist())


def test_pandas_and_polars_take_the_tables(demo):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = demo.to_pandas("claims")
    assert isinstance(frame, pandas.DataFrame) and len(frame) == demo.to_arrow("claims").num_rows
    assert frame["exact"].tolist() == demo.to_arrow("claims").column("exact").to_pylist()
    frame = demo.to_polars("engagements")
    assert isinstance(frame, polars.DataFrame) and frame["id"].to_list() == [e.id for e in demo.engagements]
    assert frame["first_day"].dtype == polars.Date
    with pytest.raises(KeyError, match="engagements"):
        demo.to_arrow("meetings")
