"""What the tests share. They run against the installed wheel: nothing of this folder's parents is on the path."""

import subprocess
import sys
from pathlib import Path

import bahi
import pytest

SENTENCE = (
    "रूस के रक्षा मंत्री सर्गेई शोइगू ने 28 अप्रैल 2023 को नई दिल्ली में एससीओ बैठक के इतर रक्षा मंत्री राजनाथ सिंह से मुलाकात की।"
)


@pytest.fixture(scope="session")
def sentence():
    return SENTENCE


@pytest.fixture(scope="session")
def demo():
    return bahi.demo()


@pytest.fixture(scope="session")
def command():
    """The command as the wheel installs it."""
    program = Path(sys.executable).with_name("bahi")
    assert program.exists(), f"{program} is not there: the wheel has no command"

    def run(*arguments, **options):
        return subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=60, **options)

    return run


@pytest.fixture(scope="session")
def reports(tmp_path_factory, command):
    """The reports of the tour, in a folder."""
    folder = tmp_path_factory.mktemp("tour") / "reports"
    assert command("demo", "--to", folder).returncode == 0
    return folder
