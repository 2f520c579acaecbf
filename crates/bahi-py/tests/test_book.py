"""Ledger files."""

import shutil
import threading

import bahi
import pytest


@pytest.fixture
def path(tmp_path, reports):
    path = tmp_path / "tour.db"
    added = bahi.add(path, reports)
    assert (added.new, added.known, added.failures) == (len(list(reports.iterdir())), 0, ())
    return path


def test_what_was_added_is_what_is_read_together(path, demo):
    with bahi.open(path) as file:
        ledger = file.ledger()
        assert {e.id for e in ledger.engagements} == {e.id for e in demo.engagements}
        assert {c.id for c in ledger.claims} == {c.id for c in demo.claims}
        assert all(ledger.text(c.report)[e.start : e.end] == e.exact for c in ledger.claims for e in c.evidence)
    assert bahi.add(path, list(demo_texts(demo))).new == 0


def demo_texts(demo):
    return (bahi.Page(demo.text(report), path=report.path) for report in demo.reports)


def test_filters_are_those_of_the_command(path, command):
    with bahi.open(path) as file:
        every = file.ledger()
        russia = file.ledger(types="engagement", pair="IN-JP")
        assert 0 < len(russia.engagements) < len(every.engagements)
        shown = command("list", "--pair", "IN-JP", "--json", "--ledger", path)
        assert all(e.id in shown.stdout.decode() for e in russia.engagements)
        who = file.ledger(who=["राजनाथ सिंह"])
        assert all(any(p.name == "Rajnath Singh" for p in e.parties) for e in who.engagements)
        assert len(file.ledger(since="2099").engagements) == 0
        assert file.ledger(disputed=True).conflicts
        with pytest.raises(ValueError, match="date"):
            file.ledger(since="gestern")
        with pytest.raises(ValueError, match="no type"):
            file.ledger(types=["meeting"])


def test_a_ledger_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(bahi.LedgerError, match="no ledger here"):
        bahi.open(tmp_path / "absent.db")
    assert not list(tmp_path.iterdir())
    other = tmp_path / "other.db"
    other.write_bytes(b"no database at all, but some words" * 100)
    with pytest.raises(bahi.LedgerError, match="other.db"):
        bahi.open(other)


def test_a_closed_file_says_so(path):
    file = bahi.open(path)
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.ledger()


def test_failures_are_raised_or_kept_and_the_others_are_entered(tmp_path, sentence):
    path = tmp_path / "some.db"
    sources = [bahi.Page(sentence, path="good"), bahi.Page(b"%PDF-1.7 \xff\xfe\x00", path="bad")]
    with pytest.raises(bahi.ReadError) as error:
        bahi.add(path, sources)
    assert error.value.path == "bad"
    added = bahi.add(path, sources, keep_failures=True)
    assert (added.new, added.known) == (0, 1)
    assert [failure.path for failure in added.failures] == ["bad"]
    with bahi.open(path) as file:
        assert len(file.ledger().engagements) == 1


def test_two_threads_may_share_a_file(path, sentence):
    with bahi.open(path) as file:
        problems = []

        def work(n):
            try:
                file.add(bahi.Page(f"{sentence}\n{n}", path=f"thread-{n}"))
                file.ledger(who="शोइगू")
            except Exception as error:
                problems.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        [thread.start() for thread in threads]
        [thread.join(60) for thread in threads]
        assert not problems
        assert sum(report.path.startswith("thread-") for report in file.ledger().reports) == 4


def test_the_command_and_the_package_work_on_one_file(path, command, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    shown = command("doctor", "--ledger", copy)
    assert shown.returncode == 0, shown.stderr
