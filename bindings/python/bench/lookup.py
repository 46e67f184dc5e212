"""What a hot lookup costs in Python, beside the same in Rust, in sqlite3 and in lmdb.

Everybody has the same customers in a file of its own, and finds the same regulars in the same order, in short rounds, one
after the other. It is the processor's time that is measured, which other work on the machine disturbs least. Rust's half
is a program of its own, on a copy of Tillbook's file.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lmdb
import tillbook

CUSTOMERS = 100_000
HOT = 10_000
AT_ONCE = 100
ROUNDS = 41
FIELDS = "email description name phone merchant_customer_id metadata".split()


def person(number: int) -> dict[str, Any]:
    """Somebody invented."""
    seed = random.Random(number).getrandbits(32)
    return {
        "email": f"customer.{number}@example.org",
        "description": f"Imported from the old till, account {seed:08x}",
        "name": f"Customer {seed & 0xFFFF:04x}",
        "phone": f"+49 30 {seed % 100_000_000:08}",
        "merchant_customer_id": f"user-{number}",
        "metadata": {"tier": str(seed % 3), "visits": str(seed % 100)},
    }


def fill(path: Path) -> list[dict[str, Any]]:
    """Makes Tillbook's file, and says what is in it."""
    lines = "\n".join(json.dumps({**person(number), "metadata": person(number)["metadata"]}) for number in range(CUSTOMERS))
    with tillbook.open(path) as store:
        customers = store.account("omise", "test").customers
        report = customers.import_from(lines)
        assert report.created == CUSTOMERS, report.to_dict()
        return [{"id": customer.id, **{name: getattr(customer, name) for name in FIELDS}} for customer in customers]


class InTillbook:
    """Tillbook, through this package."""

    def __init__(self, path: Path) -> None:
        self.customers = tillbook.open(path, must_exist=True).account("omise", "test").customers

    def id(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        get: Any = self.customers.get
        for id in ids:
            name = get(id).name
        return name

    def email(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        by_email = self.customers.by_email
        for email in emails:
            name = by_email(email)[0].name
        return name

    def many(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        get_many: Any = self.customers.get_many
        for first in range(0, len(ids), AT_ONCE):
            for customer in get_many(ids[first : first + AT_ONCE]):
                name = customer.name
        return name


class InSqlite:
    """sqlite3: one connection that is held, statements that it keeps prepared."""

    def __init__(self, path: Path, people: list[dict[str, Any]]) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA cache_size = -200000")
        self.db.execute("PRAGMA mmap_size = 1000000000")
        columns = ", ".join(FIELDS)
        self.db.execute(f"CREATE TABLE customer (id TEXT PRIMARY KEY, {columns}) WITHOUT ROWID")
        rows = ([one["id"], *(one[name] for name in FIELDS[:-1]), json.dumps(one["metadata"])] for one in people)
        self.db.executemany(f"INSERT INTO customer (id, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.db.execute("CREATE INDEX customer_email ON customer (email)")
        self.db.commit()
        self.by_id = f"SELECT id, {columns} FROM customer WHERE id = ?"
        self.by_email = f"SELECT id, {columns} FROM customer WHERE email = ?"
        marks = ", ".join("?" * AT_ONCE)
        self.by_ids = f"SELECT id, {columns} FROM customer WHERE id IN ({marks})"

    def id(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        execute = self.db.execute
        for id in ids:
            name = execute(self.by_id, (id,)).fetchone()[3]
        return name

    def email(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        execute = self.db.execute
        for email in emails:
            name = execute(self.by_email, (email,)).fetchone()[3]
        return name

    def many(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        execute = self.db.execute
        for first in range(0, len(ids), AT_ONCE):
            for row in execute(self.by_ids, ids[first : first + AT_ONCE]):
                name = row[3]
        return name


class InLmdb:
    """lmdb: one read transaction that is held, records as JSON."""

    def __init__(self, path: Path, people: list[dict[str, Any]]) -> None:
        self.env = lmdb.open(str(path), map_size=1 << 30, max_dbs=2)
        records, emails = self.env.open_db(b"records"), self.env.open_db(b"emails")
        with self.env.begin(write=True) as write:
            for one in people:
                id = one["id"].encode()
                write.put(id, json.dumps(one).encode(), db=records)
                write.put(one["email"].encode(), id, db=emails)
        self.records = self.env.begin(db=records)
        self.emails = self.env.begin(db=emails)

    def id(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        get: Any = self.records.get
        loads = json.loads
        for id in ids:
            name = loads(get(id.encode()))["name"]
        return name

    def email(self, ids: list[str], emails: list[str]) -> Any:
        name = None
        get: Any = self.records.get
        find: Any = self.emails.get
        loads = json.loads
        for email in emails:
            name = loads(get(find(email.encode())))["name"]
        return name

    def many(self, ids: list[str], emails: list[str]) -> Any:
        return self.id(ids, emails)


class InRust:
    """Tillbook in Rust, a program of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        arguments = [program, *(str(folder / name) for name in ("rust.tillbook", "ids", "emails"))]
        self.child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def measure(self, kind: str) -> float:
        """Nanoseconds for a round."""
        assert self.child.stdin is not None and self.child.stdout is not None
        self.child.stdin.write(f"{kind}\n")
        self.child.stdin.flush()
        took, seen = self.child.stdout.readline().split()
        assert int(seen) > 0
        return float(took)


def measured(work: Callable[[list[str], list[str]], Any], ids: list[str], emails: list[str]) -> float:
    """The same for what is in this process."""
    began = time.process_time_ns()
    name = work(ids, emails)
    took = float(time.process_time_ns() - began)
    assert isinstance(name, str)
    return took


def rounds(kind: str, rust: InRust, others: dict[str, Any], ids: list[str], emails: list[str]) -> dict[str, list[float]]:
    """What everybody took for a customer, round about; the first round warms up."""
    took: dict[str, list[float]] = {"Rust": [], **{name: [] for name in others}}
    for number in range(ROUNDS + 1):
        came = {"Rust": rust.measure(kind)}
        for name, other in others.items():
            came[name] = measured(getattr(other, kind), ids, emails)
        for name, nanoseconds in came.items():
            took[name] += [nanoseconds / len(ids)] if number else []
    return took


def check(others: dict[str, Any], ids: list[str], emails: list[str]) -> None:
    """Fails unless everybody finds the same names."""
    for id, email in zip(ids, emails):
        names = [getattr(other, kind)([id], [email]) for kind in ("id", "email") for other in others.values()]
        assert len(set(names)) == 1, "they do not see the same"


def main(program: str) -> None:
    """Measures and prints a table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        people = fill(folder / "python.tillbook")
        shutil.copy(folder / "python.tillbook", folder / "rust.tillbook")
        regulars = random.Random(1).sample(people, HOT)
        (folder / "ids").write_text("\n".join(one["id"] for one in regulars))
        (folder / "emails").write_text("\n".join(one["email"] for one in regulars))
        # Read as Rust reads them, so that they lie in memory in the order in which they are asked for.
        ids, emails = ((folder / name).read_text().split() for name in ("ids", "emails"))
        rust = InRust(program, folder)
        others = {
            "Python": InTillbook(folder / "python.tillbook"),
            "sqlite3": InSqlite(folder / "db.sqlite", people),
            "lmdb": InLmdb(folder / "db.lmdb", people),
        }
        check(others, ids, emails)
        print(f"{'ns for a customer and its name, medians':<42} {'Rust':>8} {'Python':>8} {'more':>8} {'sqlite3':>8} {'lmdb':>8}")
        kinds = {"by id": "id", "by e-mail address": "email", f"by {AT_ONCE} ids in one call, each": "many"}
        for title, kind in kinds.items():
            took = rounds(kind, rust, others, ids, emails)
            more = statistics.median(python - rust for python, rust in zip(took["Python"], took["Rust"]))
            medians = {name: statistics.median(all) for name, all in took.items()}
            cells = (medians["Rust"], medians["Python"], more, medians["sqlite3"], medians["lmdb"])
            print(f"{title:<42} " + " ".join(f"{cell:>8.0f}" for cell in cells), flush=True)
        rust.child.communicate()


if __name__ == "__main__":
    main(sys.argv[1])
