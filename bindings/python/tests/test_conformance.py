"""A rule, a function or an answer that Python has otherwise than the other languages."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import tillbook
from functions import FUNCTIONS
from shown import moment, shown
from story import Story, Variables, stories

ABSENT = {"status": "not_found"}


class Till:
    """A till on which a story is told."""

    def __init__(self, story: Story, path: Path, stack: ExitStack) -> None:
        self.story, self.path, self.stack, self.time = story, path, stack, moment(story.now)
        self.reopen()

    def now(self) -> datetime:
        return self.time

    def reopen(self) -> None:
        self.stack.close()
        self.store = tillbook.open(self.path, clock=self.now, fingerprint_key="conformance")
        self.stack.enter_context(self.store)
        # The corpus writes names as the header does, which is not what the checkers know.
        self.account = self.store.account(cast(Any, self.story.provider), cast(Any, self.story.mode))

    def call(self, request: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
        response = self.account.call(**request)
        try:
            body = response.text if isinstance(expected["body"], str) and expected["body"] != "${_}" else response.json()
        except ValueError:
            body = response.text
        answer: dict[str, Any] = {"status": response.status, "body": body}
        if "headers" in expected:
            answer["headers"] = {name: response.header(name) for name in expected["headers"]}
        return answer

    def do(self, name: str, given: dict[str, Any]) -> tuple[str, Any]:
        try:
            answer = shown(FUNCTIONS[name](self.store, self.account, given))
        except tillbook.TillbookError as error:
            return "error", {
                "status": error.name,
                "field": error.field,
                "message": error.message,
                "retryable": error.retryable,
            }
        return "answer", answer


def follow(till: Till, variables: Variables, line: dict[str, Any]) -> None:
    """Does what a line says, and compares."""
    if "clock" in line:
        till.time = moment(line["clock"])
    elif "reopen" in line:
        till.reopen()
    elif "call" in line:
        variables.compare(line["answer"], till.call(variables.fill(line["call"]), line["answer"]))
    else:
        kind, came = till.do(line["do"], variables.fill(line.get("with", {})))
        if kind == "answer" and came is None and line.get("error", {}).get("status") == ABSENT["status"]:
            return
        assert kind in line, f"{kind}: {came}"
        if kind == "error":
            came = {name: (came or {})[name] for name in line["error"]}
        variables.compare(line[kind], came)


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.file}/{story.name}".replace(" ", "_"))
def test_the_story_comes_out_as_in_every_language(story: Story, tmp_path: Path) -> None:
    variables = Variables()
    with ExitStack() as stack:
        till = Till(story, tmp_path / "till.tillbook", stack)
        for number, line in story.lines:
            try:
                follow(till, variables, line)
            except AssertionError as complaint:
                text = json.dumps(line, ensure_ascii=False)
                raise AssertionError(f"{story.file}.jsonl:{number}: {complaint}\n{text}") from None


def test_there_are_stories_of_every_provider() -> None:
    assert {story.provider for story in stories()} == {provider.name.lower() for provider in tillbook.Provider}
