"""The corpus: its stories, and what it takes for equal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[3] / "tests" / "conformance"
NAME = re.compile(r"\$\{([a-z0-9_]+)\}")


@dataclass
class Story:
    """A story line and the lines that follow it."""

    name: str
    file: str
    provider: str
    mode: str
    now: int
    lines: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def stories() -> list[Story]:
    """Every story of every file."""
    told: list[Story] = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not text.strip():
                continue
            line = json.loads(text)
            if "story" in line:
                told.append(Story(line["story"], path.stem, line["provider"], line["mode"], line["now"]))
            else:
                told[-1].lines.append((number, line))
    return told


class Variables:
    """What the names of a story stand for."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def fill(self, value: Any) -> Any:
        """A value with all names replaced."""
        if isinstance(value, str):
            return NAME.sub(lambda name: self.values[name[1]], value)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {self.fill(name): self.fill(item) for name, item in value.items()}
        return value

    def compare(self, expected: Any, came: Any) -> None:
        """Fails unless what came is what was expected."""
        self._name(expected, came)
        self._compare(expected, came, "answer")

    def _name(self, expected: Any, came: Any) -> None:
        """Gives new names what came in their places, which longer texts of the same answer may hold."""
        if isinstance(expected, dict) and isinstance(came, dict):
            for name, value in expected.items():
                self._name(value, came.get(name))
        elif isinstance(expected, list) and isinstance(came, list):
            for value, item in zip(expected, came):
                self._name(value, item)
        elif isinstance(expected, str) and isinstance(came, str) and (name := NAME.fullmatch(expected)):
            self.values.setdefault(name[1], came)

    def _compare(self, expected: Any, came: Any, where: str) -> None:
        if isinstance(expected, str):
            self._compare_text(expected, came, where)
        elif isinstance(expected, dict):
            assert isinstance(came, dict), f"{where}: {came!r} is no object"
            # Names in keys are filled with what they stand for.
            wanted = {self.fill(name): value for name, value in expected.items()}
            assert wanted.keys() == came.keys(), f"{where}: {sorted(came)} instead of {sorted(wanted)}"
            for name, value in wanted.items():
                self._compare(value, came[name], f"{where}.{name}")
        elif isinstance(expected, list):
            assert isinstance(came, list), f"{where}: {came!r} is no array"
            assert len(expected) == len(came), f"{where}: {len(came)} items instead of {len(expected)}"
            for place, value in enumerate(expected):
                self._compare(value, came[place], f"{where}[{place}]")
        else:
            same = type(expected) is type(came) and expected == came
            assert same, f"{where}: {came!r} instead of {expected!r}"

    def _compare_text(self, expected: str, came: Any, where: str) -> None:
        if expected == "${_}":
            return
        wanted = self._pattern(expected)
        assert isinstance(came, str) and wanted.fullmatch(came), f"{where}: {came!r} instead of {expected!r}"

    def _pattern(self, expected: str) -> re.Pattern[str]:
        pieces = NAME.split(expected)
        texts, names = pieces[::2], pieces[1::2]
        pattern = re.escape(texts[0])
        for name, text in zip(names, texts[1:]):
            pattern += ".*" if name == "_" else re.escape(self.values[name])
            pattern += re.escape(text)
        return re.compile(pattern, re.DOTALL)
