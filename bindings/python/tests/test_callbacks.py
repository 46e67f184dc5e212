"""A callback that hangs the till, is not heard, or whose exception is lost."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest
import tillbook


class Oops(Exception):
    """What a callback raises."""


def raise_oops(*_: object) -> NoReturn:
    raise Oops("in the callback")


def table(rows: int) -> str:
    """A file of so many customers."""
    return "Customer ID,Name\n" + "".join(f"{number},Person {number}\n" for number in range(rows))


@pytest.fixture
def filled(omise: tillbook.Account) -> tillbook.Account:
    omise.customers.import_from(table(600))
    return omise


def test_progress_is_told_to_the_end(store: tillbook.Store, filled: tillbook.Account, tmp_path: Path) -> None:
    told: list[tillbook.Progress] = []
    works: list[Callable[[], object]] = [
        lambda: store.check(progress=told.append),
        lambda: store.backup(tmp_path / "copy.tillbook", progress=told.append),
        lambda: filled.customers.export_to(io.BytesIO(), progress=told.append),
        lambda: filled.customers.import_from(table(600), progress=told.append),
    ]
    for work in works:
        told.clear()
        work()
        assert told and told[-1].done == told[-1].total, told
    assert told[-1].rows == 600 and told[-1].step is None and repr(told[-1]).startswith("<tillbook.Progress")


def test_progress_stops_the_work_by_false_alone(filled: tillbook.Account, store: tillbook.Store) -> None:
    answers: list[object] = [None, True, 0, ""]
    while answers:
        assert store.check(progress=lambda _: answers[-1]).sound
        answers.pop()
    with pytest.raises(tillbook.CancelledError):
        store.check(progress=lambda _: False)
    with pytest.raises(tillbook.CancelledError):
        filled.customers.export_to(io.BytesIO(), progress=lambda reached: reached.done < 300)
    store.health()


def test_what_a_callback_raises_is_raised(store: tillbook.Store, filled: tillbook.Account, tmp_path: Path) -> None:
    ann = filled.customers.create(name="Ann")
    broken = cast(Any, type("Broken", (), {"write": raise_oops, "read": raise_oops})())
    works: list[Callable[[], object]] = [
        lambda: store.check(progress=raise_oops),
        lambda: store.backup(tmp_path / "copy.tillbook", progress=raise_oops),
        lambda: filled.customers.export_to(io.BytesIO(), progress=raise_oops),
        lambda: filled.customers.export_to(broken),
        lambda: filled.customers.export_file(tmp_path / "all.jsonl", progress=raise_oops),
        lambda: filled.customers.import_from(table(3), progress=raise_oops),
        lambda: filled.customers.import_from(table(3), dry_run=True, progress=raise_oops),
        lambda: filled.customers.import_from(broken),
        lambda: filled.customers.select(raise_oops),
        lambda: filled.customers.update_with(ann, raise_oops),
    ]
    for work in works:
        with pytest.raises(Oops):
            work()
    assert not list(tmp_path.glob("copy*")) and not list(tmp_path.glob("all*"))
    assert filled.customers[ann.id] == ann
    store.health()


def test_what_update_with_may_return(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    ann = omise.customers.update_with(ann, lambda _: {})
    assert ann.name == "Ann Berg"
    for answer, reason in ((None, "something else than a dict"), ({"colour": "red"}, "a name that an update does not have")):
        with pytest.raises(tillbook.InvalidArgumentError, match=reason):
            omise.customers.update_with(ann, cast(Any, lambda _, answer=answer: answer))
    with pytest.raises(TypeError):
        omise.customers.update_with(ann, cast(Any, lambda _: {"name": 5}))
    assert omise.customers[ann.id] == ann


def test_update_with_lets_no_write_come_between(omise: tillbook.Account) -> None:
    counter = omise.customers.create(metadata={"count": 0})

    def count() -> None:
        for _ in range(25):
            omise.customers.update_with(
                counter, lambda present: {"metadata": {"count": present.metadata["count"] + 1}}
            )

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert omise.customers[counter.id].metadata == {"count": 100}


def test_a_callback_that_calls_the_store_is_refused(
    store: tillbook.Store, filled: tillbook.Account, tmp_path: Path
) -> None:
    ann = filled.customers.create(name="Ann")
    refused: list[type[Exception]] = []

    def call_in(*_: object) -> Any:
        calls: list[Callable[[], object]] = [
            lambda: filled.customers.get(ann),
            lambda: filled.customers.create(),
            lambda: list(filled.customers),
            lambda: ann.to_json(),
            store.close,
            store.stat,
            lambda: tillbook.open(tmp_path / "other.tillbook"),
            lambda: tillbook.check_file(tmp_path / "other.tillbook"),
        ]
        for call in calls:
            with pytest.raises(tillbook.ReentrantError):
                call()
            refused.append(tillbook.ReentrantError)
        return {}

    store.check(progress=call_in)
    filled.customers.select(call_in, limit=1)
    filled.customers.update_with(ann, call_in)
    filled.customers.import_from(table(3), dry_run=True, progress=call_in)
    assert len(refused) >= 4 * 8
    assert ann in filled.customers, "after the callback everything goes on"


def test_a_clock_is_asked_and_may_fail(path: Path) -> None:
    time_now: list[Any] = [datetime(2026, 2, 3, tzinfo=timezone.utc)]

    def clock() -> datetime:
        if isinstance(time_now[0], Exception):
            raise time_now[0]
        return cast(datetime, time_now[0])

    with tillbook.open(path, clock=clock) as store:
        omise = store.account("omise", "test")
        assert omise.customers.create().created_at == time_now[0]
        time_now[0] = Oops("the clock stopped")
        with pytest.raises(Oops):
            omise.customers.create()
        time_now[0] = datetime(2026, 2, 3)
        with pytest.raises(tillbook.InvalidArgumentError, match="clock has no time zone"):
            omise.customers.create()
        time_now[0] = datetime(2026, 2, 4, tzinfo=timezone.utc)
        assert len(omise.customers) == 1 and omise.customers.create().created_at == time_now[0]
        time_now[0] = Oops("again")
        assert len(list(omise.customers)) == 2, "what needs no time does not ask"


def test_a_clock_that_calls_the_store_is_refused(path: Path) -> None:
    holder: list[tillbook.Account] = []

    def clock() -> datetime:
        if holder:
            len(holder[0].customers)
        return datetime.now(timezone.utc)

    with tillbook.open(path, clock=clock) as store:
        holder.append(store.account("omise", "test"))
        with pytest.raises(tillbook.ReentrantError):
            holder[0].customers.create()


def test_what_a_log_raises_is_reported_and_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: reported.append(unraisable.exc_type))
    with tillbook.open(path, log=raise_oops) as store:
        store.check()
        store.account("omise", "test").customers.create()
    assert len(reported) >= 3 and set(reported) == {Oops}


def test_the_stores_own_thread_may_log_while_the_store_closes(path: Path) -> None:
    told: list[str] = []
    for _ in range(20):
        store = tillbook.open(path, durability="interval", interval=0.001, log=lambda _, line: told.append(line))
        store.account("omise", "test").customers.create()
        # Half of them are closed by being forgotten.
        if len(told) % 2:
            store.close()
        del store
        gc.collect()
    assert any("brought to the disk" in line for line in told)


@pytest.mark.parametrize("progress", [None, lambda _: None])
def test_ctrl_c_is_heard_in_long_work(
    store: tillbook.Store, omise: tillbook.Account, progress: Any, request: pytest.FixtureRequest
) -> None:
    # Where the tests run in the background, they were started with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    people = table(40_000)
    timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        omise.customers.import_from(people, progress=progress)
    timer.join()
    store.health()
    assert len(omise.customers) < 40_000, "it was heard after the work alone"
