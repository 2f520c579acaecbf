"""Reading, and what a ledger gives."""

import dataclasses
import json
import threading
import time
from pathlib import Path

import bahi
import pytest


def test_a_sentence_gives_a_meeting_with_the_words_behind_each_field(sentence):
    ledger = bahi.read(sentence)
    (meeting,) = ledger.engagements
    assert (meeting.kind, meeting.status, meeting.when.edtf) == ("meeting", "held", "2023-04-28")
    assert [party.name for party in meeting.parties] == ["Sergei Shoigu", "Rajnath Singh"]
    assert (meeting.where.name, meeting.where.country) == ("New Delhi", "IN")
    assert (meeting.forum.name, meeting.forum.relation) == ("Shanghai Cooperation Organisation", "sidelines")
    words = {claim.field: evidence.exact for claim, evidence in ledger.quotes(meeting)}
    assert words["when"] == "28 अप्रैल 2023"
    assert words["where"] == "नई दिल्ली"
    assert repr(ledger) == (
        "<bahi.Ledger: 1 reports, 1 engagements, 0 statements, 0 agreements, 0 deliveries, 0 conflicts, "
        f"{len(ledger.claims)} claims>"
    )


def test_places_are_those_of_a_str_and_of_its_bytes(demo):
    seen = 0
    for claim in demo.claims:
        text = demo.text(claim.report)
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.exact
            assert text.encode()[evidence.start_byte : evidence.end_byte].decode() == evidence.exact
            seen += 1
    assert seen > 200
    # A text with letters outside the first plane, where code points, UTF-16 and bytes all differ.
    ledger = bahi.read("😀 " + demo.text(demo.reports[0]))
    evidence = ledger.claims[0].evidence[0]
    assert ledger.text(ledger.reports[0])[evidence.start : evidence.end] == evidence.exact
    assert evidence.start_byte > evidence.start


def test_text_bytes_path_folder_and_page_are_one(sentence, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(sentence, encoding="utf-8")
    page = bahi.Page(sentence, path="a", outlet="दैनिक", published="2023-04-29")
    for source in [sentence, sentence.encode(), file, tmp_path, page, sentence.encode("utf-16"), bytearray(sentence, "utf-8")]:
        (meeting,) = bahi.read(source).engagements
        assert meeting.when.edtf == "2023-04-28"
    (report,) = bahi.read(page).reports
    assert (report.path, report.outlet, report.published) == ("a", "दैनिक", "2023-04-29")


def test_html_and_rows_are_read_as_by_the_command(sentence):
    html = f"<html><head><title>मुलाकात</title></head><body><article><p>{sentence}</p></article></body></html>"
    assert len(bahi.read(html).engagements) == 1
    rows = "\n".join(json.dumps({"body": sentence, "link": f"https://example.org/{n}"}) for n in range(3))
    ledger = bahi.read(rows.encode(), map={"text": "body", "url": "link"})
    assert [report.url for report in ledger.reports][0] == "https://example.org/0"


def test_several_reports_share_one_ledger(demo, reports):
    together = bahi.read(reports)
    assert len(together.reports) == len(list(reports.iterdir()))
    assert [e.id for e in together.engagements] == [e.id for e in demo.engagements]
    merged = max(together.engagements, key=lambda e: len(e.reports))
    assert len(merged.reports) >= 2
    assert merged.merged_because


def test_what_cannot_be_read_raises_with_the_place_and_what_to_do(tmp_path, sentence):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    with pytest.raises(bahi.ReadError) as error:
        bahi.read([sentence, file])
    assert error.value.path == str(file)
    assert error.value.why and error.value.remedy
    assert str(file) in str(error.value)
    with pytest.raises(bahi.ReadError, match="no such file"):
        bahi.read(Path(tmp_path / "absent.txt"))


def test_a_bad_row_is_named_by_file_and_line(tmp_path, sentence):
    file = tmp_path / "rows.jsonl"
    good = json.dumps({"text": sentence})
    file.write_text(f"{good}\n{{\"text\": \n{good}\n", encoding="utf-8")
    with pytest.raises(bahi.ReadError) as error:
        bahi.read(file)
    assert (error.value.path, error.value.line) == (str(file), 2)
    ledger = bahi.read(file, keep_failures=True)
    assert len(ledger.reports) == 1
    assert [(f.path, f.line) for f in ledger.failures] == [(str(file), 2)]


def test_the_name_of_a_file_is_not_read_as_a_report(tmp_path, monkeypatch):
    (tmp_path / "report.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="pathlib.Path"):
        bahi.read("report.txt")


def test_what_is_no_source_says_so():
    with pytest.raises(TypeError, match="source 2 is of type int"):
        bahi.read(["भारत", 7])
    with pytest.raises(ValueError, match="no part of a report"):
        bahi.read("भारत", map={"colour": "x"})


def test_other_languages_are_passed_over_and_counted():
    marathi = (
        "परराष्ट्र मंत्री आज नवी दिल्लीत आले आणि त्यांनी आपल्या समकक्ष मंत्र्यांशी व्यापाराबाबत चर्चा केली आहे. "
        "ते उद्या परत जाणार आहेत, असे मंत्रालयाने सांगितले आहे."
    )
    ledger = bahi.read(marathi, keep_failures=True)
    assert len(ledger) == 0
    assert ledger.passed_over == {"page in Marathi": 1}


def test_records_hold_all_that_stands_in_the_json(demo):
    """No field of the ledger's JSON is missing here, and no field here is missing there."""
    names = {"from": "since", "to": "until"}

    def compare(record, value, where):
        fields = {field.name for field in dataclasses.fields(record)} - {"start_byte", "end_byte"}
        keys = {names.get(key, key) if type(record).__name__ == "OfficeHeld" else key for key in value}
        assert keys <= fields, (where, keys - fields)
        for field in fields & keys:
            inner, there = getattr(record, field), value[field] if field in value else None
            if dataclasses.is_dataclass(inner):
                compare(inner, there, f"{where}.{field}")
            elif isinstance(inner, tuple):
                assert len(inner) == len(there)
                for one, other in zip(inner, there):
                    if dataclasses.is_dataclass(one):
                        compare(one, other, f"{where}.{field}")
                    else:
                        assert one == other
            elif there is not None:
                assert inner == there, f"{where}.{field}"

    whole = demo.to_dict()
    assert whole["ledger_format"] == 1
    for kind in ("reports", "actors", "engagements", "statements", "agreements", "deliveries", "conflicts", "claims"):
        records = getattr(demo, kind)
        assert len(records) == len(whole[kind]) > 0
        for record, value in zip(records, whole[kind]):
            compare(record, value, kind)


def test_ids_lead_to_what_they_name(demo):
    for record in demo:
        assert demo[record.id] is record
        assert all(claim.record == record.id for claim in demo.claims_of(record))
    assert demo[demo.reports[0].id] is demo.reports[0]
    with pytest.raises(KeyError):
        demo["E-NOTHING"]
    with pytest.raises(KeyError):
        demo.text("R-NOTHING")
    assert len(demo) == len(demo.records)


def test_records_do_not_change(demo):
    with pytest.raises(dataclasses.FrozenInstanceError):
        demo.engagements[0].kind = "call"


def test_python_goes_on_while_reports_are_read(demo):
    texts = [demo.text(report) for report in demo.reports] * 40
    turns, done = 0, threading.Event()

    def work():
        bahi.read([f"{text}\n{n}" for n, text in enumerate(texts)], keep_failures=True)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    while not done.is_set():
        time.sleep(0.001)
        turns += 1
    worker.join()
    assert turns > 20


def test_exports_are_those_of_the_command(demo, tmp_path, command, reports):
    files = demo.export("csv", tmp_path / "ours")
    assert (tmp_path / "ours" / "engagements.csv") in files
    with pytest.raises(ValueError, match="parquet"):
        demo.export("nonsense", tmp_path)
