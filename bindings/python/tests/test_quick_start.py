"""What the READMEs show does not run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "README.md"
PROJECT = Path(__file__).resolve().parents[3] / "README.md"
READMES = [pytest.param(PACKAGE, 6, id="package"), pytest.param(PROJECT, 1, id="project")]


@pytest.mark.parametrize(("readme", "least"), READMES)
def test_every_block_runs_and_prints_what_stands_beside_it(
    readme: Path, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = readme.read_text(encoding="utf-8")
    # The project's shows a provider's own client as well.
    every = re.finditer(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    blocks = [block for block in every if "tillbook" in block[1]]
    assert len(blocks) >= least
    names: dict[str, Any] = {}
    for block in blocks:
        line = text[: block.start()].count("\n") + 1
        exec(compile("\n" * line + block[1], str(readme), "exec"), names)

    printed = capsys.readouterr().out
    for block in blocks:
        for said in re.findall(r"print\(.*\) +# (.+)", block[1]):
            said = said.split(", ")[0]
            if said[0].isupper() or said[0].isdigit() or said == "gold":
                assert f"{said}\n" in printed, said
