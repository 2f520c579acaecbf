"""Reads every export with the libraries that people read them with.

check.py LEDGER.json OUTDIR FILE.db [--hostile]: OUTDIR is what `cargo run -p bahi-ledger --example export_all -- LEDGER.json
OUTDIR` wrote, FILE.db a ledger file. Prints `N passed, N failed` and exits with 1 if any check failed. A hostile ledger has dates that are none, which no
reader makes; with --hostile the check of dates is left out.
"""

import csv
import json
import sys
import traceback
from pathlib import Path

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def devanagari(text):
    return any("\u0900" <= c <= "\u097f" for c in text)


class Exports:
    def __init__(self, ledger, folder, file):
        self.ledger = json.loads(Path(ledger).read_text(encoding="utf-8"))
        self.folder = Path(folder)
        self.file = str(file)

    def path(self, *parts):
        return self.folder.joinpath(*parts)

    def text(self, *parts):
        return self.path(*parts).read_text(encoding="utf-8")

    def rows(self, *parts, delimiter=","):
        csv.field_size_limit(10**9)
        with open(self.path(*parts), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter))

    def expected(self):
        """Rows of each table, worked out from the ledger."""
        l = self.ledger
        statements = l["statements"]
        others = sum(bool(s["addressee"]) + bool(s["target"]) for s in statements)
        parties = sum(len(r["parties"]) for r in l["engagements"] + l["agreements"])
        return {
            "engagements": len(l["engagements"]),
            "parties": parties + len(statements) + others,
            "statements": len(statements),
            "agreements": len(l["agreements"]),
            "deliveries": len(l["deliveries"]),
            "conflicts": sum(len(c["values"]) for c in l["conflicts"]),
            "claims": sum(max(1, len(c["evidence"])) for c in l["claims"]),
            "actors": len(l["actors"]),
            "offices": sum(len(a["offices"]) for a in l["actors"]),
            "spellings": sum(len(a["spellings"]) for a in l["actors"]),
            "reports": len(l["reports"]),
        }


def unguarded(value):
    return value[1:] if value.startswith("'") else value


@check
def csv_tables_have_every_row_and_no_formula(x):
    for table, count in x.expected().items():
        rows = x.rows("csv", f"{table}.csv")
        assert len(rows) == count, (table, len(rows), count)
        for row in rows:
            for value in row.values():
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r")), (table, value)
    names = {unguarded(row["name_hi"]) for row in x.rows("csv", "actors.csv")}
    for actor in x.ledger["actors"]:
        name = actor["name"]["hi"] or ""
        if not any(ord(c) < 32 or c in "\ufffe\uffff" for c in name):
            assert name in names, name


@check
def every_date_is_edtf(x):
    from edtf import parse_edtf

    dates = [e["when"]["edtf"] for e in x.ledger["engagements"] if e["when"]]
    dates += [d["as_of"] for d in x.ledger["deliveries"]] + [r["published"] for r in x.ledger["reports"]]
    dates += [o[key] for a in x.ledger["actors"] for o in a["offices"] for key in ("from", "to")]
    exported = [row["date"] for row in x.rows("csv", "engagements.csv")]
    exported += [row["as_of"] for row in x.rows("csv", "deliveries.csv")]
    exported += [row["published"] for row in x.rows("csv", "reports.csv")]
    exported += [row["date"] for row in x.rows("plover", "events.tsv", delimiter="\t")]
    exported += [row["TripDateEDTF"] for row in x.rows("colt", "visits.csv")]
    for date in sorted({d for d in dates + exported if d}):
        parse_edtf(date)


@check
def first_and_last_days_are_those_of_the_edtf_library(x):
    import datetime

    from edtf import parse_edtf

    for row in x.rows("csv", "engagements.csv"):
        if row["first_day"]:
            found = parse_edtf(row["date"])
            assert datetime.date(*found.lower_strict()[:3]).isoformat() == row["first_day"], row["date"]
            if row["last_day"]:
                assert datetime.date(*found.upper_strict()[:3]).isoformat() == row["last_day"], row["date"]


@check
def parquet_reads_in_duckdb_pandas_and_polars_with_equal_counts(x):
    import duckdb
    import pandas
    import polars

    for table, count in x.expected().items():
        path = str(x.path("parquet", f"{table}.parquet"))
        duck = duckdb.connect().execute(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
        counts = (duck, len(pandas.read_parquet(path)), polars.read_parquet(path).height)
        assert counts == (count, count, count), (table, counts, count)


@check
def parquet_keeps_texts_and_quotations_exactly(x):
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(x.path("parquet", "claims.parquet")).to_pylist()
    places = [(c["id"], c["value"], e["exact"], e["start"], e["end"]) for c in x.ledger["claims"] for e in c["evidence"]]
    found = [(r["claim"], r["value"] or "", r["exact"] or "", r["start"], r["end"]) for r in rows if r["start"] is not None]
    assert found == places
    known = {(p[0], p[2], p[3]) for p in places}
    engagements = pyarrow.parquet.read_table(x.path("parquet", "engagements.parquet")).to_pylist()
    quotes = [(q["claim"], q["exact"], q["start"]) for e in engagements for q in e["quotes"]]
    assert quotes or not engagements
    assert all(quote in known for quote in quotes)


@check
def parquet_nested_quotations_unnest_in_duckdb(x):
    import duckdb

    path = str(x.path("parquet", "engagements.parquet"))
    query = f"select count(*) from (select unnest(quotes) q from read_parquet('{path}')) where q.exact is not null"
    assert duckdb.connect().execute(query).fetchall()[0][0] > 0 or not x.ledger["engagements"]


@check
def parquet_has_its_schema_in_the_documents(x):
    import pyarrow.parquet

    docs = Path(__file__).resolve().parents[4] / "docs" / "schemas"
    for table in x.expected():
        schema = pyarrow.parquet.read_schema(x.path("parquet", f"{table}.parquet"))
        page = (docs / f"{table}.md").read_text(encoding="utf-8")
        columns, _, fields = page.partition("| field | in Parquet |")
        documented = [line.split("`")[1] for line in columns.splitlines() if line.startswith("| `")]
        assert schema.names == documented, (table, schema.names, documented)
        quoted = [field.type.value_type for field in schema if field.name == "quotes"]
        inner = [[field.name for field in struct] for struct in quoted]
        documented = [line.split("`")[1] for line in fields.splitlines() if line.startswith("| `")]
        assert inner == ([documented] if documented else []), (table, inner, documented)


@check
def xlsx_opens_with_hindi_intact_and_runs_nothing(x):
    import openpyxl

    book = openpyxl.load_workbook(x.path("xlsx", "ledger.xlsx"))
    for table, count in x.expected().items():
        assert book[table].max_row == count + 1, (table, book[table].max_row, count)
        for row in book[table].iter_rows():
            assert all(cell.data_type != "f" for cell in row), table
    head = [cell.value for cell in book["reports"][1]]
    titles = {row[head.index("title")] for row in book["reports"].iter_rows(values_only=True)}
    for title in (r["title"] for r in x.ledger["reports"]):
        units = len((title or "").encode("utf-16-le")) // 2
        if title and units < 32_767 and title.isprintable():
            assert title in titles, title
    assert any(devanagari(title or "") for title in titles) or not titles


@check
def json_is_the_ledger_and_json_lines_have_its_records(x):
    assert json.loads(x.text("json", "ledger.json")) == x.ledger
    lines = [json.loads(line) for line in x.text("jsonl", "ledger.jsonl").split("\n") if line]
    assert lines[0]["type"] == "ledger"
    for kind, name in [("report", "reports"), ("delivery", "deliveries"), ("claim", "claims"), ("actor", "actors")]:
        records = [{k: v for k, v in line.items() if k != "type"} for line in lines if line["type"] == kind]
        assert records == x.ledger[name], name
    assert len(lines) == 1 + sum(len(v) for v in x.ledger.values() if isinstance(v, list))


MODEL = "http://www.w3.org/ns/anno.jsonld"


def annotations(x):
    """The annotations, each as a document of its own: the terms are those of the model's context."""
    graph = json.loads(x.text("jsonld", "ledger.jsonld"))["@graph"]
    found = [{"@context": MODEL, **node} for node in graph if node["type"] == "Annotation"]
    assert len(found) == len(x.ledger["claims"])
    return found


@check
def annotations_hold_to_what_the_web_annotation_model_demands(x):
    import jsonschema

    schema = json.loads(Path(__file__).with_name("annotation.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = annotations(x)
    for annotation in found:
        validator.validate(annotation)
        quote, position = annotation["target"][0]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    # The schema bites: each of these breaks one rule of the model.
    whole = found[0]
    target = whole["target"][0]
    quote, position = target["selector"]
    lacking = lambda d, key: {k: v for k, v in d.items() if k != key}
    for broken in (
        lacking(whole, "@context"),
        lacking(whole, "target"),
        lacking(whole, "id"),
        {**whole, "id": "no iri"},
        {**whole, "type": "Note"},
        {**whole, "target": []},
        {**whole, "bodyValue": "twice"},
        {**whole, "target": [lacking(target, "source")]},
        {**whole, "target": [{**target, "selector": [lacking(quote, "exact"), position]}]},
        {**whole, "target": [{**target, "selector": [quote, {**position, "start": -1}]}]},
        {**whole, "target": [{**target, "selector": [quote, lacking(position, "end")]}]},
    ):
        assert not validator.is_valid(broken), broken


@check
def annotations_pass_the_schemas_of_the_working_group(x):
    import jsonschema
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    suite = Path(__file__).resolve().parents[4] / "target" / "web-annotation-tests"
    if not suite.exists():
        print(f"   skipped: github.com/w3c/web-annotation-tests is not at {suite}; clone it there")
        return
    shared = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in (suite / "definitions").glob("*.json")}
    registry = Registry().with_resources(
        (name, Resource.from_contents({**schema, "id": name}, default_specification=DRAFT4))
        for name, schema in shared.items()
    )
    must = []
    for path in sorted((suite / "annotations").rglob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        if schema.get("assertionType") == "must" and schema.get("expectedResult", "valid") == "valid":
            must.append((path.name, jsonschema.Draft4Validator(schema, registry=registry)))
    assert len(must) > 20, len(must)
    # What the suite says is of the sort of annotation, not of one: a few of each export show all.
    found = annotations(x)
    some = found[:: max(1, len(found) // 40)]
    failed = {name for name, v in must for a in some if not v.is_valid(a)}
    bites = sum(not v.is_valid({k: n for k, n in some[0].items() if k != "target"}) for _, v in must)
    print(f"   {len(must)} schemas of what must be, {len(some)} annotations, {len(failed)} failed; {bites} fail without a target")
    assert not failed, sorted(failed)
    assert bites > 0


@check
def jsonld_is_read_as_rdf_without_fetching(x):
    import rdflib
    from pyld import jsonld

    def no_fetching(url, options):
        raise AssertionError(f"the context fetches {url}")

    whole = json.loads(x.text("jsonld", "ledger.jsonld"))
    small = dict(whole, **{"@graph": whole["@graph"][:200]})
    expanded = jsonld.expand(small, {"documentLoader": no_fetching})
    inside = expanded[0]["@graph"] if "@graph" in expanded[0] else expanded
    assert len(inside) == len(small["@graph"]), (len(inside), len(small["@graph"]))
    dropped = [key for node in whole["@graph"] for key in node if key not in whole["@context"]]
    assert not dropped, sorted(set(dropped))
    graph = rdflib.Dataset().parse(data=json.dumps(whole), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    schema = rdflib.Namespace("https://schema.org/")
    count = lambda kind: len({s for s, *_ in graph.quads((None, rdflib.RDF.type, kind, None))})
    assert count(oa.Annotation) == len(x.ledger["claims"]), count(oa.Annotation)
    attacks = sum(a["kind"] == "attack" for a in x.ledger["actors"])
    assert count(schema.Event) == len(x.ledger["engagements"]) + attacks
    exacts = {str(o) for _, _, o, _ in graph.quads((None, oa.exact, None, None))}
    assert all(e["exact"] in exacts for c in x.ledger["claims"] for e in c["evidence"])


@check
def ftm_entities_validate_and_no_value_is_lost(x):
    from followthemoney import model
    from followthemoney.types import registry

    lost, values, entities = [], 0, {}
    for line in x.text("ftm", "entities.ftm.json").split("\n"):
        if not line:
            continue
        data = json.loads(line)
        schema = model.get(data["schema"])
        assert schema is not None and not schema.abstract, data["schema"]
        schema.validate(data)
        for name in schema.required:
            assert data["properties"].get(name) or name in ("name", "fileName"), (data["schema"], name)
        cleaned = model.get_proxy(data, cleaned=False)
        for name, given in data["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (data["schema"], name)
            values += len(given)
            lost += [(name, v) for v in given if v not in cleaned.get(name)]
            lost += [(name, v) for v in given if len(v) > prop.max_length]
        entities[data["id"]] = cleaned
    print(f"   {len(entities)} entities, {values} values, {len(lost)} lost")
    assert not lost, lost[:5]
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type == registry.entity:
                assert value in entities, (entity.schema.name, prop.name, value)
                assert entities[value].schema.is_a(prop.range), (entity.schema.name, prop.name, entities[value].schema)
    for actor in x.ledger["actors"]:
        if actor["name"]["en"] and actor["kind"] == "person" and actor["name"]["en"].isascii():
            names = entities["bahi-" + actor["id"]].get("name")
            assert any(name.isascii() for name in names), names


@check
def ftm_statements_are_read_by_their_own_library(x):
    from followthemoney import model
    from followthemoney.statement import StatementEntity
    from followthemoney.statement.serialize import read_csv_statements
    from followthemoney.dataset import Dataset

    with open(x.path("ftm", "statements.csv"), "rb") as file:
        statements = list(read_csv_statements(file))
    lines = [json.loads(line) for line in x.text("ftm", "entities.ftm.json").split("\n") if line]
    values = sum(len(v) for line in lines for v in line["properties"].values())
    assert len(statements) == values, (len(statements), values)
    with open(x.path("ftm", "statements.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, dialect=csv.unix_dialect))
    types = [(r["prop_type"], s.prop_type) for r, s in zip(rows, statements)]
    assert all(a == b for a, b in types), [t for t in types if t[0] != t[1]][:5]
    assert all(s.origin for s in statements) and not any(s.first_seen for s in statements)
    dataset = Dataset.make({"name": "bahi", "title": "Bahi"})
    grouped = {}
    for statement in statements:
        grouped.setdefault(statement.entity_id, []).append(statement)
    assert len(grouped) == len(lines)
    for line in lines:
        entity = StatementEntity.from_statements(dataset, grouped[line["id"]])
        assert entity.schema == model.get(line["schema"])
        assert sum(1 for _ in entity.itervalues()) == sum(len(v) for v in line["properties"].values())
    assert any(s.original_value and devanagari(s.original_value) and s.value.isascii() for s in statements)


@check
def plover_rows_are_pairs_of_states(x):
    import pandas

    rows = x.rows("plover", "events.tsv", delimiter="\t")
    for row in rows:
        assert len(row["source_actor"]) == len(row["target_actor"]) == 3, row
        assert row["source_actor"] != row["target_actor"] and row["cameo"].isdigit(), row
    frame = pandas.read_csv(x.path("plover", "events.tsv"), sep="\t", dtype=str, keep_default_na=False)
    assert len(frame) == len(rows)
    held = {e["id"] for e in x.ledger["engagements"] if e["status"] == "held"}
    assert {row["event_id"] for row in rows} <= held


@check
def register_and_visits_have_their_rows(x):
    certain = [d for d in x.ledger["deliveries"] if d["status"] not in ("discussed", "cancelled")]
    rows = x.rows("sipri", "register.csv")
    assert [row["Id"] for row in rows] == [d["id"] for d in certain]
    visits = {e["id"] for e in x.ledger["engagements"] if e["kind"] == "visit" and e["status"] == "held"}
    trips = x.rows("colt", "visits.csv")
    assert {row["TripID"] for row in trips} <= visits
    assert all(row["LeaderCountryISO"] != row["CountryVisitedISO"] or not row["CountryVisitedISO"] for row in trips)


@check
def gexf_is_a_graph_for_networkx(x):
    import networkx

    graph = networkx.read_gexf(x.path("gexf", "network.gexf"))
    held = [e for e in x.ledger["engagements"] if e["status"] == "held"]
    present = [sorted({p["actor"] for p in e["parties"] if p["actor"]}) for e in held]
    weights = {}
    for actors in present:
        for at, first in enumerate(actors):
            for second in actors[at + 1 :]:
                weights[first, second] = weights.get((first, second), 0) + 1
    assert set(graph.nodes) == {actor for actors in present for actor in actors}
    assert {tuple(sorted(edge[:2])): int(edge[2]) for edge in graph.edges(data="weight")} == weights


@check
def calendar_is_read_by_icalendar(x):
    import icalendar

    raw = x.path("ical", "planned.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(raw)
    events = list(calendar.walk("VEVENT"))
    assert not calendar.errors and not any(event.errors for event in events)
    planned = {e["id"]: e for e in x.ledger["engagements"] if e["status"] == "planned"}
    for event in events:
        engagement = planned[str(event["UID"]).split("@")[0]]
        assert event["DTSTAMP"] and event["DTSTART"].dt < event["DTEND"].dt
        assert event["DTSTART"].dt.isoformat() == engagement["when"]["edtf"][:10]
    exact = [e for e in planned.values() if e["when"] and e["when"]["edtf"] and len(e["when"]["edtf"].split("/")[0]) == 10]
    assert len(events) <= len(exact)
    print(f"   {len(events)} of {len(planned)} planned engagements have days")


@check
def sources_are_read_by_bibtexparser_and_as_csl(x):
    import bibtexparser
    import jsonschema

    library = bibtexparser.parse_string(x.text("bibtex", "sources.bib"))
    assert not library.failed_blocks, library.failed_blocks[:1]
    assert [entry.key for entry in library.entries] == [r["id"] for r in x.ledger["reports"]]
    dated = sum(bool(entry.get("date")) for entry in library.entries)
    assert dated == sum(bool(row["first_day"]) for row in x.rows("csv", "reports.csv")), dated
    item = {
        "type": "object",
        "required": ["id", "type", "title"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"const": "article-newspaper"},
            "title": {"type": "string"},
            "container-title": {"type": "string"},
            "language": {"type": "string"},
            "note": {"type": "string"},
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "properties": {"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}},
            },
        },
    }
    items = json.loads(x.text("csl", "sources.csl.json"))
    jsonschema.validate(items, {"type": "array", "items": item})
    assert len(items) == len(x.ledger["reports"])


@check
def feed_is_read_by_feedparser(x):
    import feedparser

    feed = feedparser.parse(x.path("atom", "feed.atom").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    records = [r for name in ("engagements", "statements", "agreements", "deliveries") for r in x.ledger[name]]
    assert [entry.id for entry in feed.entries] == ["tag:bahi,2026:" + record["id"] for record in records]
    assert all(entry.updated_parsed and entry.title for entry in feed.entries)


def views(x):
    import sqlite3

    with sqlite3.connect(x.file) as db:
        rows = db.execute('SELECT "view", "column" FROM described WHERE "view" LIKE \'v!_%\' ESCAPE \'!\' ORDER BY 1, place')
        found = {}
        for view, column in rows:
            found.setdefault(view, []).extend([column] if column else [])
        return found


# What each view has a row for.
ROWS = {
    "v_engagements": "engagements",
    "v_statements": "statements",
    "v_agreements": "agreements",
    "v_deliveries": "deliveries",
    "v_reports": "reports",
    "v_claims": "claims",
}


def told(x, view):
    """Rows that the file itself has of a view, by the standard library."""
    import sqlite3

    with sqlite3.connect(x.file) as db:
        return db.execute(f"SELECT count(*) FROM {view}").fetchone()[0]


@check
def the_file_reads_in_pandas_with_every_column_described(x):
    import sqlite3

    import pandas

    assert len(views(x)) >= 13
    db = sqlite3.connect(x.file)
    for view, columns in views(x).items():
        frame = pandas.read_sql(f"SELECT * FROM {view}", db)
        assert list(frame.columns) == columns, (view, list(frame.columns), columns)
        assert len(frame) == told(x, view)
    for view, name in ROWS.items():
        if "--hostile" not in sys.argv:
            assert told(x, view) == len(x.ledger[name]), (view, told(x, view), len(x.ledger[name]))
    names = pandas.read_sql("SELECT name_hi FROM v_actors", db)["name_hi"]
    assert any(devanagari(name or "") for name in names)


@check
def the_file_reads_in_duckdb(x):
    import duckdb
    import duckdb_extension_sqlite_scanner

    folder = Path(duckdb_extension_sqlite_scanner.__file__).parent
    (extension,) = folder.rglob("sqlite_scanner.duckdb_extension")
    db = duckdb.connect()
    db.execute(f"LOAD '{extension}'")
    db.execute(f"ATTACH '{x.file}' AS bahi (TYPE sqlite, READ_ONLY)")
    for view, columns in views(x).items():
        # SQLite runs the view: DuckDB would read its words as its own dialect.
        rows = db.execute(f"SELECT * FROM sqlite_query('bahi', 'SELECT * FROM {view}')")
        assert [d[0] for d in rows.description] == columns, view
        assert len(rows.fetchall()) == told(x, view), view
    query = "SELECT count(DISTINCT record) FROM sqlite_query('bahi', 'SELECT * FROM v_parties') WHERE record_type = 'engagement'"
    (parties,) = db.execute(query).fetchone()
    assert parties == len({e["id"] for e in x.ledger["engagements"] if e["parties"]}) or "--hostile" in sys.argv


@check
def the_file_reads_in_sqlite_utils(x):
    import sqlite_utils

    db = sqlite_utils.Database(x.file)
    assert set(views(x)) <= set(db.view_names())
    for view in views(x):
        rows = list(db[view].rows_where(limit=5))
        assert len(rows) == min(5, told(x, view)), view


@check
def datasette_serves_the_views_and_answers_queries(x):
    import subprocess
    from urllib.parse import quote

    name = Path(x.file).stem

    def get(path):
        run = [sys.executable, "-m", "datasette", "--get", path, "--immutable", x.file]
        done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, (path, done.stdout[-500:], done.stderr[-500:])
        return json.loads(done.stdout)

    listed = get(f"/{name}.json")
    assert set(views(x)) <= {v["name"] for v in listed["views"]}
    page = get(f"/{name}/v_engagements.json?_shape=objects&_size=3&_nocount=1")
    assert len(page["rows"]) == min(3, told(x, "v_engagements")) and set(page["rows"][0]) == set(views(x)["v_engagements"])
    sql = "select a.name_hi, count(*) as n from v_parties p join v_actors a on a.id = p.actor group by a.id order by n desc"
    answer = get(f"/{name}.json?_shape=array&sql={quote(sql)}")
    assert answer and any(devanagari(row["name_hi"] or "") for row in answer)


@check
def every_export_has_its_readme(x):
    for folder in sorted(p for p in x.folder.iterdir() if p.is_dir()):
        (readme,) = [p for p in folder.iterdir() if p.name.endswith("README.md")]
        text = readme.read_text(encoding="utf-8")
        for word in ("| filter |", "| ledger format | 1 |", "| knowledge version |", "| field | kind | meaning |"):
            assert word in text, (readme, word)
        for file in folder.iterdir():
            assert file.name in text or file == readme, (readme, file.name)


def main():
    paths = [word for word in sys.argv[1:] if word != "--hostile"]
    if len(paths) != 3:
        sys.exit(__doc__)
    if "--hostile" in sys.argv:
        CHECKS.remove(every_date_is_edtf)
    exports = Exports(*paths)
    passed = failed = 0
    for function in CHECKS:
        try:
            function(exports)
            passed += 1
            print(f"ok   {function.__name__}")
        except Exception:
            failed += 1
            print(f"FAIL {function.__name__}")
            traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
