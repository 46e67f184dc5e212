"""Two threads that see half of each other's work, wait for each other for ever, or keep all others waiting."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tillbook


def test_many_threads_read_and_write(omise: tillbook.Account, store: tillbook.Store) -> None:
    people = [omise.customers.create(name=f"Person {number}", notes="0") for number in range(8)]

    def work(place: int) -> int:
        seen = 0
        for turn in range(20):
            mine = people[place % len(people)]
            omise.customers.update(mine, notes=f"{place} {turn}")
            found = omise.customers[people[(place + turn) % len(people)].id]
            assert found.name is not None and found.name.startswith("Person")
            seen += len(omise.customers.list()) + len(omise.customers.by_email("nobody@example.org"))
        return seen

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, range(16))) == [8 * 20] * 16
    assert store.check().sound


def test_one_iterator_serves_two_threads(omise: tillbook.Account) -> None:
    omise.customers.import_from("Name\n" + "".join(f"Person {number}\n" for number in range(2000)))
    walk = iter(omise.customers)
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda _: [customer.id for customer in walk], range(4)))
    ids = [id for part in parts for id in part]
    assert len(ids) == len(set(ids)) == 2000


def test_a_walk_goes_on_while_others_write(omise: tillbook.Account) -> None:
    made = [omise.customers.create() for _ in range(200)]
    walk = iter(omise.customers)
    seen = [next(walk) for _ in range(50)]
    omise.customers.delete(made[150])
    late = omise.customers.create()
    seen.extend(walk)
    assert made[150] not in seen and seen[-1] == late and len(seen) == 200


def test_other_threads_run_while_a_call_waits(omise: tillbook.Account) -> None:
    entered, leave = threading.Event(), threading.Event()
    ann = omise.customers.create(notes="0")

    def hold(_: tillbook.Customer) -> tillbook.CustomerChanges:
        entered.set()
        assert leave.wait(30)
        return {"notes": "1"}

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(omise.customers.update_with, ann, hold)
        assert entered.wait(30)
        # Writers wait for one another, readers and everything else in Python do not.
        second = pool.submit(omise.customers.update, ann, phone="2")
        time.sleep(0.05)
        assert not second.done() and omise.customers[ann.id].notes == "0"
        leave.set()
        assert first.result(30).notes == "1" and second.result(30).phone == "2"


def test_asyncio_goes_on_while_threads_wait(path: Path) -> None:
    async def main() -> tuple[int, list[tillbook.Customer]]:
        with await asyncio.to_thread(tillbook.open, path) as store:
            customers = store.account("omise", "test").customers
            beats = 0

            async def beat() -> None:
                nonlocal beats
                while True:
                    await asyncio.sleep(0)
                    beats += 1

            pulse = asyncio.create_task(beat())
            made = await asyncio.gather(*(asyncio.to_thread(customers.create, name=f"P{n}") for n in range(20)))
            found = await asyncio.gather(*(asyncio.to_thread(customers.get, one.id) for one in made))
            pulse.cancel()
            return beats, [one for one in found if one is not None]

    beats, found = asyncio.run(main())
    assert beats > 20 and sorted(one.name or "" for one in found) == sorted(f"P{n}" for n in range(20))


def test_a_thread_that_ends_leaves_nothing_behind(omise: tillbook.Account) -> None:
    def once() -> None:
        with pytest.raises(ZeroDivisionError):
            omise.customers.select(lambda _: bool(1 / 0))

    omise.customers.create()
    for _ in range(50):
        thread = threading.Thread(target=once)
        thread.start()
        thread.join()
    assert len(omise.customers) == 1
