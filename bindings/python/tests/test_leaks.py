"""A till that grows until the machine has no more memory."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tillbook

# A million cycles take seconds with a release build; a build for the checks does as many as it can in this time.
SECONDS = float(os.environ.get("TILLBOOK_LEAK_SECONDS", "4"))
CYCLES = 1_000_000

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")


def resident() -> int:
    """Bytes of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def cycles(work: Callable[[], object], most: int, seconds: float) -> int:
    """Does something again and again, and says how many times."""
    until = time.monotonic() + seconds
    done = 0
    while done < most and (done % 1000 or time.monotonic() < until):
        work()
        done += 1
    return done


def stays_flat(work: Callable[[], object], most: int = CYCLES, seconds: float = SECONDS) -> int:
    """Fails when memory grows by more than what the allocator needs."""
    cycles(work, max(most // 20, 1), seconds / 4)
    before = resident()
    done = cycles(work, most, seconds)
    grown = resident() - before
    # Two bytes for each of a million cycles would be seen.
    assert grown < 1 << 20, f"{grown} bytes more after {done} cycles"
    return done


@pytest.mark.slow
def test_getting_and_dropping_a_million_times(omise: tillbook.Account, capsys: pytest.CaptureFixture[str]) -> None:
    ann = omise.customers.create(name="Ann", email="ann@example.org", metadata={"a": [1]}, tags=["a"])
    get = omise.customers.get

    def cycle() -> None:
        customer = get(ann.id)
        assert customer is not None
        customer.name

    done = stays_flat(cycle, seconds=SECONDS * 3)
    with capsys.disabled():
        sys.stdout.write(f"\n{done} get and drop cycles with flat memory\n")


@pytest.mark.slow
def test_nothing_else_keeps_memory(omise: tillbook.Account, store: tillbook.Store) -> None:
    token = omise.tokens.create(number="4242424242424242", name="A", expiration_month=1, expiration_year=2031)
    ann = omise.customers.create(card=token, metadata={"a": [1]}, tags=["a"], address={"city": "Oslo"})

    def missing() -> None:
        try:
            omise.customers["cust_test_none"]
        except tillbook.NotFoundError as error:
            assert error.field is None

    def stopped() -> None:
        try:
            omise.customers.select(lambda _: bool(1 / 0))
        except ZeroDivisionError:
            pass

    def refused() -> None:
        try:
            omise.tokens.create(number="4242", name="x")
        except tillbook.InvalidCardError:
            pass

    reads: list[Callable[[], object]] = [
        missing,
        stopped,
        refused,
        lambda: (ann.metadata, ann.tags, ann.address, ann.created_at, ann.attributes, repr(ann), hash(ann)),
        lambda: list(omise.customers),
        lambda: omise.customers.list()[0],
        lambda: omise.customers.in_full(ann),
        lambda: omise.customers.get_many([ann.id, "cust_test_none"]),
        lambda: omise.cards.list(ann)[0].to_dict(),
        lambda: ann.to_dict(),
        lambda: omise.call("GET", f"/customers/{ann.id}").json(),
        lambda: store.account("monri", "live").customers,
        lambda: list(omise.customers.select(lambda customer: customer.name is None)),
    ]
    for read in reads:
        stays_flat(read, most=20_000, seconds=SECONDS / 8)


@pytest.mark.slow
def test_opening_and_closing_keeps_nothing(path: Path) -> None:
    def cycle() -> None:
        with tillbook.open(path, log=lambda *_: None) as store:
            len(store.account("omise", "test").customers)

    stays_flat(cycle, most=200, seconds=SECONDS)
