"""The command that the wheel installs, and what the package says of itself."""

import importlib.metadata
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import bahi


def test_the_tour_runs_from_the_wheel(command, demo):
    shown = command("demo", "--json")
    assert shown.returncode == 0, shown.stderr
    assert [e["id"] for e in json.loads(shown.stdout)["engagements"]] == [e.id for e in demo.engagements]


def test_exit_codes_are_those_of_the_program(command, tmp_path):
    assert command("--version").stdout.split() == [b"bahi", bahi.__version__.encode()]
    assert command("read", tmp_path / "absent.txt").returncode == 2
    assert command("no-such-command").returncode == 2
    assert command("list", "--ledger", tmp_path / "absent.db").returncode == 2
    module = subprocess.run([sys.executable, "-m", "bahi", "demo", "--list"], capture_output=True)
    assert module.returncode == 0 and b".txt" in module.stdout


def test_output_that_nobody_reads_is_no_fault(command):
    program = Path(sys.executable).with_name("bahi")
    pipe = subprocess.run(f"'{program}' demo --json | head -c 100", shell=True, capture_output=True)
    assert len(pipe.stdout) == 100 and not pipe.stderr


def test_ctrl_c_ends_a_command():
    program = Path(sys.executable).with_name("bahi")
    run = subprocess.Popen([program, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=10) in (-signal.SIGINT, 130)


def test_types_and_licences_are_in_the_wheel():
    package = Path(bahi.__file__).parent
    assert (package / "py.typed").exists() and (package / "_bahi.pyi").exists()
    assert importlib.metadata.version("bahi") == bahi.__version__
    assert "site-packages" in str(package), "the tests run against the sources"
    assert not importlib.metadata.requires("bahi") or all("extra ==" in r for r in importlib.metadata.requires("bahi"))


def test_everything_public_is_described():
    for name in bahi.__all__:
        thing = getattr(bahi, name)
        if callable(thing) and name != "Record":
            assert thing.__doc__, name
            for member in vars(thing) if isinstance(thing, type) else ():
                if not member.startswith("_") and isinstance(vars(thing)[member], (property, type(test_the_tour_runs_from_the_wheel))):
                    assert vars(thing)[member].__doc__, f"{name}.{member}"
