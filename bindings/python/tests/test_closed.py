"""Something that goes on with a store after it was closed, or a closing that does not wait."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tillbook


def test_everything_after_closing_is_refused(path: Path, tmp_path: Path) -> None:
    store = tillbook.open(path)
    omise = store.account("omise", "test")
    ann = omise.customers.create(name="Ann", email="ann@example.org")
    omise.customers.create()
    walk = iter(omise.customers)
    next(walk)
    assert not store.closed
    store.close()
    assert store.closed
    calls: list[Callable[[], object]] = [
        lambda: omise.customers.get(ann),
        lambda: omise.customers.create(),
        lambda: store.account("monri", "live").customers.list(),
        lambda: next(walk),
        lambda: len(omise.customers),
        lambda: ann.id in omise.customers,
        lambda: omise.call("GET", "/customers"),
        lambda: omise.now,
        lambda: store.id,
        lambda: ann.to_dict(),
        store.stat,
        store.health,
        store.sync,
        store.check,
        lambda: store.backup(tmp_path / "copy.tillbook"),
    ]
    for call in calls:
        with pytest.raises(tillbook.ClosedError):
            call()
    store.close()
    assert (ann.name, ann.email) == ("Ann", "ann@example.org"), "records outlive the store"
    with tillbook.open(path) as again:
        assert again.account("omise", "test").customers[ann.id] == ann


def test_leaving_the_block_closes_also_after_an_error(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), tillbook.open(path) as store:
        raise ZeroDivisionError
    assert store.closed
    tillbook.open(path).close()


def test_closing_waits_for_the_calls_at_work(path: Path) -> None:
    store = tillbook.open(path)
    omise = store.account("omise", "test")
    omise.customers.create()
    inside, done = threading.Event(), threading.Event()

    def slowly(_: tillbook.Progress) -> None:
        inside.set()
        time.sleep(0.2)
        done.set()

    worker = threading.Thread(target=lambda: store.check(progress=lambda at: None if done.is_set() else slowly(at)))
    worker.start()
    assert inside.wait(30)
    store.close()
    assert done.is_set(), "the check was closed away under its feet"
    worker.join()
    tillbook.open(path).close()


def test_many_may_close_at_once_while_others_work(path: Path) -> None:
    store = tillbook.open(path)
    omise = store.account("omise", "test")
    omise.customers.create()
    wrong: list[Exception] = []

    def work() -> None:
        try:
            while True:
                list(omise.customers)
        except tillbook.ClosedError:
            pass
        except Exception as error:
            wrong.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    closers = [threading.Thread(target=store.close) for _ in range(4)]
    for thread in workers:
        thread.start()
    time.sleep(0.05)
    for thread in closers:
        thread.start()
    for thread in workers + closers:
        thread.join(60)
        assert not thread.is_alive()
    assert wrong == []


def test_a_store_that_is_forgotten_is_closed(path: Path) -> None:
    ann = tillbook.open(path).account("omise", "test").customers.create()
    gc.collect()
    with tillbook.open(path) as store:
        assert store.account("omise", "test").customers[ann.id] == ann
    with pytest.raises(tillbook.ClosedError):
        ann.to_json()


def test_a_store_that_is_open_when_the_program_ends_is_closed(path: Path) -> None:
    program = (
        "import sys, tillbook\n"
        "def log(level, line): print(line, flush=True)\n"
        "store = tillbook.open(sys.argv[1], durability='interval', interval=60, log=log)\n"
        "store.account('omise', 'test').customers.create(name='Ann')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert "closed" in done.stdout and done.stderr == ""
    with tillbook.open(path, read_only=True) as store:
        assert len(store.account("omise", "test").customers) == 1
