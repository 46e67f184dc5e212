"""Something that help() says nothing about."""

from __future__ import annotations

import inspect
import pydoc
import re
from collections.abc import Iterator
from typing import Any

import tillbook


def members() -> Iterator[tuple[str, Any]]:
    """Every public name of the package, and of its classes."""
    for name in tillbook.__all__:
        thing = getattr(tillbook, name)
        yield name, thing
        if inspect.isclass(thing) and thing.__module__ in ("tillbook", "tillbook._tillbook"):
            for inner, member in vars(thing).items():
                if not inner.startswith("_"):
                    yield f"{name}.{inner}", member


MEMBERS = list(members())


def is_said(thing: Any) -> bool:
    """Whether there is a sentence on it that is its own."""
    doc = inspect.getdoc(thing)
    inherited = [inspect.getdoc(base) for base in (object, tuple, dict, str, int, Exception)]
    return bool(doc) and str(doc).strip().endswith(".") and doc not in inherited


def test_everything_has_a_docstring() -> None:
    assert len(MEMBERS) > 300
    assert [name for name, thing in MEMBERS if not is_said(thing)] == []


def test_every_function_shows_its_parameters() -> None:
    functions = [(name, thing) for name, thing in MEMBERS if callable(thing) and not inspect.isclass(thing)]
    assert len(functions) > 80
    for name, function in functions:
        parameters = inspect.signature(function).parameters
        assert "args" not in parameters and "kwargs" not in parameters, name


def test_help_shows_the_words() -> None:
    text = pydoc.plain(pydoc.render_doc(tillbook.Customers))
    assert "The customer with an id; None when there is none." in text
    assert re.search(r"update\(\s*self,\s*/,\s*customer,\s*\*,\s*email=Ellipsis,\s*description=Ellipsis,", text)
    assert "asyncio.to_thread" in pydoc.plain(pydoc.render_doc(tillbook))


def test_every_parameter_of_a_long_function_is_explained() -> None:
    explained = ("must_exist", "read_only", "cache_bytes", "durability", "interval", "fingerprint_key", "clock", "log")
    doc = inspect.getdoc(tillbook.open) or ""
    assert all(f"`{name}`" in doc for name in explained)
