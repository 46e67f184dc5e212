"""What the tests share: a store in a folder of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tillbook

# Where another machine is emulated, the system cannot start its Python by itself.
sys.executable = os.environ.get("TILLBOOK_PYTHON", sys.executable)
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples"))

NUMBER = "4242424242424242"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is to lie."""
    return tmp_path / "till.tillbook"


@pytest.fixture
def store(path: Path) -> Iterator[tillbook.Store]:
    """An open store."""
    with tillbook.open(path) as store:
        yield store


@pytest.fixture
def omise(store: tillbook.Store) -> tillbook.Account:
    """Omise's test world."""
    return store.account("omise", mode="test")


@pytest.fixture
def river(store: tillbook.Store) -> tillbook.Account:
    """Digital River's test world."""
    return store.account("digital-river", mode="test")


@pytest.fixture
def shopline(store: tillbook.Store) -> tillbook.Account:
    """SHOPLINE's test world."""
    return store.account("shopline", mode="test")


@pytest.fixture
def ann(omise: tillbook.Account) -> tillbook.Customer:
    """A customer of Omise's."""
    return omise.customers.create(name="Ann Berg", email="ann@example.org")


@pytest.fixture
def token(omise: tillbook.Account) -> tillbook.Token:
    """A token of Omise's."""
    return omise.tokens.create(number=NUMBER, name="Ann Berg", expiration_month=12, expiration_year=2031)
