"""The example of the README, run as it stands."""

import re
import shutil
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]
DEMO = PACKAGE.parents[1] / "demo" / "reports"


def test_the_example_of_the_readme_runs_and_finds(tmp_path, monkeypatch, capsys):
    pandas = pytest.importorskip("pandas")
    arrow = pytest.importorskip("pyarrow")
    blocks = re.findall(r"```python\n(.*?)\n```", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    shutil.copytree(DEMO, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    pages = [path.read_bytes() for path in sorted(DEMO.glob("*.txt"))]
    names = {"batch": arrow.RecordBatch.from_pydict({"content": pages})}
    exec(compile(blocks[0], "README.md", "exec"), names)
    assert "«" in capsys.readouterr().out
    assert isinstance(names["ledger"].to_pandas("claims"), pandas.DataFrame)
    assert not names["disputed"].engagements and (tmp_path / "tables").is_dir()
    assert names["out"].num_rows == len(pages)
