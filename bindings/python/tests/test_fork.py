"""A child of a fork that works on its parent's file, or spoils it by ending."""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tillbook

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


def in_child(work: Callable[[], object]) -> int:
    """Runs something in a child of fork, which ends in the usual way afterwards."""
    child = os.fork()
    if child == 0:
        try:
            work()
            gc.collect()
        except BaseException as error:
            sys.stderr.write(f"in the child: {error!r}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def refused(*calls: Callable[[], object]) -> None:
    """Every call must be refused."""
    for call in calls:
        try:
            call()
        except tillbook.ForkedError:
            continue
        raise AssertionError(f"{call} was not refused")


@pytest.fixture
def busy(path: Path) -> Iterator[tillbook.Store]:
    """A store with a thread of its own, and unsynced writes."""
    with tillbook.open(path, durability="interval", interval=0.01) as store:
        store.account("omise", "test").customers.create(name="Ann")
        yield store


def sound(path: Path, customers: int) -> None:
    """The file is whole, and has so many customers."""
    assert tillbook.check_file(path).sound
    with tillbook.open(path) as store:
        assert len(store.account("omise", "test").customers) == customers


def test_a_child_can_use_nothing_of_its_parents(busy: tillbook.Store, path: Path, tmp_path: Path) -> None:
    omise = busy.account("omise", "test")
    ann = next(iter(omise.customers))
    walk = iter(omise.customers)

    def child() -> None:
        refused(
            lambda: omise.customers.get(ann),
            lambda: omise.customers.create(),
            lambda: next(walk),
            lambda: busy.account("monri", "test").customers.list(),
            lambda: omise.call("GET", "/customers"),
            lambda: ann.to_json(),
            lambda: busy.id,
            busy.close,
            busy.sync,
            busy.stat,
        )
        assert ann.name == "Ann" and busy.closed
        with tillbook.open(tmp_path / "child.tillbook") as own:
            own.account("omise", "test").customers.create()

    assert in_child(child) == 0
    omise.customers.create(name="Bob")
    busy.close()
    sound(path, 2)


def test_what_a_child_forgets_closes_nothing(path: Path) -> None:
    # The child drops the only references to the store, in a list that it shares with nobody.
    held: list[Any] = [tillbook.open(path, durability="interval", interval=0.01)]
    held.append(held[0].account("omise", "test"))
    held.append(iter(held[1].customers))
    assert in_child(held.clear) == 0
    for _ in range(50):
        held[1].customers.create()
    assert held[0].check().sound
    held[0].close()
    sound(path, 50)


def test_a_child_leaves_the_block_without_closing(path: Path) -> None:
    with tillbook.open(path) as store:
        store.account("omise", "test").customers.create()
        child = os.fork()
        if child:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            store.account("omise", "test").customers.create()
    if not child:
        os._exit(0)
    sound(path, 2)


def test_a_child_that_ends_by_itself_spoils_nothing(path: Path) -> None:
    program = (
        "import os, sys, tillbook\n"
        "store = tillbook.open(sys.argv[1], durability='interval', interval=0.01)\n"
        "omise = store.account('omise', 'test')\n"
        "omise.customers.create()\n"
        "child = os.fork()\n"
        "if child == 0: sys.exit(7)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7\n"
        "omise.customers.create()\n"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-W", "ignore", "-c", program, str(path)]) == 0
    sound(path, 2)


def greet(name: str) -> str:
    return f"hello {name}"


def use(account: tillbook.Account, answers: Any) -> None:
    try:
        account.customers.list()
    except tillbook.ForkedError as error:
        answers.put(error.name)


@pytest.mark.real
def test_multiprocessing_by_fork_leaves_the_parent_whole(busy: tillbook.Store, path: Path) -> None:
    context = multiprocessing.get_context("fork")
    omise = busy.account("omise", "test")
    answers = context.Queue()
    process = context.Process(target=use, args=(omise, answers))
    process.start()
    assert answers.get(timeout=60) == "forked"
    process.join(60)
    with context.Pool(2) as pool:
        assert pool.map(greet, ["Ann", "Bob"]) == ["hello Ann", "hello Bob"]
        omise.customers.create()
    busy.close()
    sound(path, 2)


def test_a_child_of_a_child_is_refused_too(busy: tillbook.Store) -> None:
    omise = busy.account("omise", "test")

    def child() -> None:
        refused(omise.customers.list)
        assert in_child(lambda: refused(omise.customers.list)) == 0

    assert in_child(child) == 0
    busy.health()


def test_a_child_forked_inside_a_callback_never_comes_back(busy: tillbook.Store, path: Path) -> None:
    omise = busy.account("omise", "test")
    ended: list[int] = []

    def fork(_: tillbook.Customer) -> bool:
        child = os.fork()
        if child == 0:
            faulthandler.disable()
        else:
            ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        return True

    omise.customers.select(fork)
    assert ended == [-6], "the child was to be aborted"
    busy.close()
    sound(path, 1)
