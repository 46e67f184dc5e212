"""The README's blocks do not run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"


def test_every_block_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = README.read_text(encoding="utf-8")
    blocks = list(re.finditer(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    assert len(blocks) >= 6
    names: dict[str, Any] = {}
    for block in blocks:
        line = text[: block.start()].count("\n") + 1
        exec(compile("\n" * line + block[1], str(README), "exec"), names)


def test_the_readme_shows_what_the_blocks_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    test_every_block_of_the_readme_runs(tmp_path, monkeypatch)
    printed = capsys.readouterr().out
    shown = re.findall(r"print\(.*\) +# (.+)", README.read_text(encoding="utf-8"))
    for said in shown:
        if said[0].isupper() or said[0].isdigit():
            assert f"{said}\n" in printed, said
