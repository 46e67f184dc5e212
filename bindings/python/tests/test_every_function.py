"""A function of the typed interface that Python lacks, or does not reach."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import tillbook
from conftest import NUMBER

EXPORTS = Path(__file__).resolve().parents[3] / "abi" / "exports.txt"
# What these are in C has no place in Python, or another name.
ELSEWHERE = {
    "customers_copy": "records are objects",
    "customers_copy_many": "records are objects",
    "customers_get_in_full": "in_full",
    "customers_import": "import_file",
    "customers_export": "export_file",
}
CLASSES = {
    "customers": tillbook.Customers,
    "cards": tillbook.Cards,
    "tokens": tillbook.Tokens,
    "schedules": tillbook.Schedules,
    "tax_identifiers": tillbook.TaxIdentifiers,
    "ledgers": tillbook.Ledgers,
    "store": tillbook.Store,
}


@pytest.mark.skipif(not EXPORTS.exists(), reason="the list of exports is not beside the package")
def test_every_function_of_the_header_is_there() -> None:
    missing = []
    for name in EXPORTS.read_text().split():
        name = name.removeprefix("tillbook_")
        noun = next((noun for noun in sorted(CLASSES, key=len, reverse=True) if name.startswith(f"{noun}_")), None)
        if noun is None or name in ELSEWHERE or re.search("_(free|read|retain)$", name):
            continue
        if not hasattr(CLASSES[noun], name.removeprefix(f"{noun}_")):
            missing.append(name)
    assert missing == []


def test_customers(omise: tillbook.Account, tmp_path: Path) -> None:
    customers = omise.customers
    ann = customers.create(name="Ann Berg", email="Ann@example.org", phone="0123456", merchant_customer_id="1", barcode="A1")
    bob = customers.create(name="Bob", card_details={"number": NUMBER, "name": "Bob", "expiration_month": 1, "expiration_year": 2031})
    assert customers.get(ann) == customers[ann] == ann and customers.get("cust_test_none") is None
    assert customers.get_many([bob, "cust_test_none", ann.id]) == [bob, None, ann]
    assert customers.by_email("ANN@EXAMPLE.ORG") == [ann] and customers.by_merchant_customer_id("1") == ann
    assert customers.by_merchant_customer_id("2") is None and customers.by_barcode("a1") == [ann]
    assert customers.by_line_id("nobody") == []
    assert list(customers.find(name="berg", phone="3456")) == [ann] == list(customers.find(email_prefix="ANN@"))
    found = customers.find(name="b", limit=1)
    assert (list(found), found.more) == ([ann], True)
    found = customers.find(name="b", offset=1)
    assert (list(found), found.more) == ([bob], False)
    assert list(customers.list()) == list(customers) == list(customers.iterate()) == [ann, bob]
    assert list(customers.iterate(newest_first=True, limit=1)) == [bob]
    assert list(customers.expiring(1, 2031)) == [bob]
    assert list(customers.select(lambda customer: customer.name == "Bob")) == [bob]
    assert list(customers.select(None, ids=[ann, bob], limit=1)) == [ann] and customers.select(limit=1).more
    assert list(customers.select(email="Ann@example.org")) == [ann]
    assert customers.check_order(ann) == ann and ann in customers and ann.id in customers and 5 not in customers
    assert len(customers) == 2 and bool(customers)
    full = customers.in_full(bob)
    assert full is not None and full.customer == bob and [card.id for card in full.cards] == [bob.default_card]
    assert full.tax_identifiers == () and customers.in_full("cust_test_none") is None
    changed = customers.update_with(ann, lambda present: {"notes": f"was {present.name}", "phone": None})
    assert (changed.notes, changed.phone) == ("was Ann Berg", None)
    assert customers.delete(bob) == bob and bob not in customers


def test_files_of_customers(omise: tillbook.Account, store: tillbook.Store, tmp_path: Path) -> None:
    table = "Customer ID,Name\n1,Ann\n2,Bob\n,too,many\n"
    rehearsed = omise.customers.import_from(table, dry_run=True)
    assert (rehearsed.created, len(omise.customers)) == (2, 0)
    (tmp_path / "people.csv").write_text(table)
    report = omise.customers.import_file(tmp_path / "people.csv", rows_at_once=1, memory_bytes=65536)
    assert (report.rows, report.created, report.refused, report.refusals[0].line) == (3, 2, 1, 4)
    assert report.encoding is tillbook.Encoding.UTF_8 and report.to_dict()["created"] == 2
    assert omise.customers.import_from(io.BytesIO(table.encode())).unchanged == 2
    assert omise.customers.import_from(memoryview("Name\nJ\xf6rg\n".encode("latin-1"))).encoding == "windows_1252"
    out = io.BytesIO()
    assert omise.customers.export_to(out) == omise.customers.export_file(tmp_path / "all.jsonl") == 3
    assert out.getvalue() == (tmp_path / "all.jsonl").read_bytes()
    assert omise.customers.export_file(str(tmp_path / "all.csv"), format="csv") == 3
    assert (tmp_path / "all.csv").read_text(encoding="utf-8").startswith("id,created_at,")
    live = store.account("omise", "live")
    assert live.customers.import_file(tmp_path / "all.jsonl").refused == 3, "a test id is none of the live world"


def test_cards_and_tokens(omise: tillbook.Account, ann: tillbook.Customer, token: tillbook.Token) -> None:
    card = omise.cards.create(ann, token)
    assert omise.cards.get(ann, card) == omise.cards.by_id(card.id) == card and omise.cards.by_id("card_test_x") is None
    used = omise.tokens.get(token)
    assert used is not None and used.used and used.card == card.id and used.card_inside is None
    second = omise.cards.attach(ann, number=NUMBER, name="Ann", expiration_month=2, expiration_year=2032)
    assert second.fingerprint == card.fingerprint
    assert list(omise.cards.list(ann)) == [card, second]
    assert {found.id for found in omise.cards.newest(limit=2)} == {card.id, second.id}
    assert omise.cards.newest(ann, limit=1, offset=1) != omise.cards.newest(ann, limit=1)
    changed = omise.cards.update(ann, card, name="Ann B", expiration_year=2033, address={"city": "Oslo"})
    assert (changed.name, changed.expiration_year, changed.address) == ("Ann B", 2033, {"city": "Oslo"})
    assert omise.customers.update(ann, default_card=second).default_card == second.id
    assert omise.cards.delete(ann, card).id == card.id and list(omise.cards.list(ann)) == [second]
    assert list(omise.tokens.list()) == [used] and omise.tokens.delete(token) == used
    assert omise.tokens.get(token) is None
    assert card.to_dict()["brand"] == "visa" and "number" not in card.to_dict()


def test_a_token_for_one_currency(store: tillbook.Store) -> None:
    komoju = store.account("komoju", "test")
    token = komoju.tokens.create_for("JPY", number=NUMBER, name="Ann", expiration_month=12, expiration_year=2031)
    assert token.currency == "JPY"


def test_cards_that_stand_alone(river: tillbook.Account) -> None:
    shop = river.customers.create()
    alone = river.cards.add(attributes={"kind": "payPalBilling", "state": "chargeable"})
    assert alone.customer is None and alone.brand == "other" and alone.attributes["kind"] == "payPalBilling"
    assert river.cards.adopt(shop, alone).customer == shop.id


def test_schedules(path: Path) -> None:
    now = datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
    with tillbook.open(path, clock=lambda: now) as store:
        omise = store.account("omise", "test")
        details: tillbook.CardDetails = {
            "number": NUMBER,
            "name": "Ann",
            "expiration_month": 12,
            "expiration_year": 2031,
        }
        ann = omise.customers.create(card_details=details)
        plan: dict[str, Any] = {"amount": 5000, "currency": "thb", "end_on": date(2026, 2, 9)}
        daily = tillbook.Recurrence.daily(every=3)
        schedule = omise.schedules.create(ann, recurrence=daily, metadata={"a": 1}, **plan)
        assert (schedule.start_on, schedule.currency, schedule.status) == (date(2026, 2, 3), "THB", "running")
        assert schedule.next_dates() == (date(2026, 2, 3), date(2026, 2, 6), date(2026, 2, 9))
        assert schedule.recurrence == daily and schedule.charging is tillbook.Charging.HOST
        due = omise.schedules.due()
        assert [(charge.customer, charge.amount, charge.attempt) for charge in due] == [(ann.id, 5000, 1)]
        assert due[0].card == ann.default_card and due == omise.schedules.due(now)
        done = omise.schedules.record(schedule, due[0].scheduled_on, "successful", charge="chrg_1")
        assert (done.status, done.charge, done.attempts) == ("successful", "chrg_1", 1)
        assert omise.schedules.occurrence(done.id) == done and list(omise.schedules.occurrences(schedule)) == [done]
        with pytest.raises(tillbook.InvalidArgumentError) as refused:
            omise.schedules.record(schedule, date(2026, 2, 6), "failed", charge="chrg_2")
        assert refused.value.field == "charge"
        changed = omise.schedules.update(schedule, description="tea", metadata=None, charging="simulated")
        assert (changed.description, changed.metadata, changed.charging) == ("tea", {}, "simulated")
        now = datetime(2026, 2, 6, tzinfo=timezone.utc)
        assert omise.schedules.simulate_due() == 1
        assert list(omise.schedules.list()) == list(omise.schedules.list_of(ann)) == [omise.schedules.get(schedule)]
        gone = omise.schedules.delete(schedule)
        assert gone.status == "deleted" and gone.deleted_at == now and gone.next_dates() == ()
        assert gone.to_dict()["processed_through"] == date(2026, 2, 6)


def test_tax_identifiers(river: tillbook.Account) -> None:
    shop = river.customers.create()
    number = river.tax_identifiers.create("de", "DE111111125")
    assert number.state is tillbook.TaxIdentifierState.PENDING and river.tax_identifiers.get(number) == number
    attached = river.tax_identifiers.attach(shop, number)
    assert attached.customer == shop.id and river.tax_identifiers.of(shop) == [attached]
    assert list(river.tax_identifiers.list()) == list(river.tax_identifiers.select()) == [attached]
    assert list(river.tax_identifiers.select(lambda one: one.kind == "at")) == []
    assert list(river.tax_identifiers.select(customer=shop)) == list(river.tax_identifiers.select(ids=[number]))
    full = river.customers.in_full(shop)
    assert full is not None and full.tax_identifiers == (attached,)
    assert river.tax_identifiers.delete(number).id == number.id and river.tax_identifiers.get(number) is None


def test_balances(shopline: tillbook.Account) -> None:
    mei = shopline.customers.create(email="mei@example.com", attributes={"line_id": "mei"})
    assert shopline.customers.by_line_id("mei") == [mei] and mei.attributes["line_id"] == "mei"
    entry = shopline.ledgers.post(mei, "store_credit", 100, remarks="welcome")
    assert (entry.value, entry.balance, entry.ledger, entry.replaces) == (100, 100, "store_credit", False)
    assert shopline.ledgers.balance(mei, tillbook.Ledger.STORE_CREDIT) == 100
    assert list(shopline.ledgers.list(mei, "store_credit")) == [entry]
    shopline.ledgers.end_due(mei, "store_credit")
    assert entry.to_dict()["remarks"] == "welcome"
    with pytest.raises(tillbook.ConflictError):
        shopline.customers.verify_mobile_phone(mei)


def test_the_store_as_a_whole(store: tillbook.Store, omise: tillbook.Account, path: Path, tmp_path: Path) -> None:
    omise.customers.create()
    assert store.path == path and isinstance(store.path, Path) and len(store.id) == 32 and store.format >= 2
    store.sync()
    store.health()
    report = store.check()
    assert report.sound and report.findings == () and report.total_findings == 0 and report.to_dict()["sound"]
    assert any(table.rows for table in report.tables)
    stat = store.stat()
    assert (stat.store_id, stat.customers, stat.cards) == (store.id, 1, 0) and stat.format == store.format
    assert [(one.provider, one.mode, one.customers) for one in stat.accounts] == [("omise", "test", 1)]
    assert {index.index for index in stat.indexes} >= {"email", "phone"} and stat.to_dict()["sequence"] == stat.sequence
    copied = store.backup(tmp_path / "copy.tillbook")
    assert copied.rows > 0 and copied.bytes > 0
    assert tillbook.check_file(tmp_path / "copy.tillbook").sound
    compacted = tillbook.compact(str(tmp_path / "copy.tillbook"))
    assert compacted.bytes_after <= compacted.bytes_before
    with tillbook.open(tmp_path / "copy.tillbook", read_only=True) as copy:
        assert copy.id == store.id and len(copy.account("omise", "test").customers) == 1
    assert tillbook.version() == tillbook.__version__


def test_every_way_to_open(path: Path, tmp_path: Path) -> None:
    told: list[tuple[tillbook.LogLevel, str]] = []
    with pytest.raises(tillbook.StoreMissingError):
        tillbook.open(path, must_exist=True)
    options: dict[str, Any] = {"cache_bytes": 1 << 20, "fingerprint_key": "secret"}
    with tillbook.open(path, durability="interval", interval=0.05, log=lambda *line: told.append(line), **options) as store:
        omise = store.account("omise", "test")
        first = omise.tokens.create(number=NUMBER, name="A", expiration_month=1, expiration_year=2031)
    assert told[0][0] is tillbook.LogLevel.INFO and "created" in told[0][1] and "closed" in told[-1][1]
    with tillbook.open(tmp_path / "other.tillbook", fingerprint_key="secret") as store:
        omise = store.account("omise", "test")
        second = omise.tokens.create(number=NUMBER, name="A", expiration_month=1, expiration_year=2031)
    inside = [token.card_inside for token in (first, second)]
    assert inside[0] is not None and inside[1] is not None and inside[0].fingerprint == inside[1].fingerprint
    with pytest.raises(tillbook.InvalidArgumentError, match="interval"):
        tillbook.open(path, interval=1)
    with tillbook.open(path, read_only=True) as store, pytest.raises(tillbook.ReadOnlyError):
        store.account("omise", "test").customers.create()


@pytest.mark.parametrize("provider", list(tillbook.Provider))
def test_the_providers_own_requests(store: tillbook.Store, provider: tillbook.Provider) -> None:
    account = store.account(provider, "test")
    card = {"type": "credit_card", "number": NUMBER, "month": 1, "year": 2031, "name": "Ann"}
    needed: dict[str, Any] = {"payment_details": card} if provider == "komoju" else {}
    answer = account.call("POST", "/customers", email="ann@example.org", **needed)
    assert answer.ok and answer.status in (200, 201), answer.text
    assert answer.header("content-type") == answer.headers["Content-Type"]
    assert answer.json()["uuid" if provider == "monri" else "id"] in account.customers and answer.body.decode() == answer.text


def test_requests_in_every_form(omise: tillbook.Account, store: tillbook.Store) -> None:
    card = {"number": NUMBER, "name": "Ann", "expiration_month": 12, "expiration_year": 2031}
    token = omise.call("post", "/tokens", key="public", card=card).json()
    made = omise.call("POST", "/customers", card=token["id"], metadata={"tier": "gold", "tags": ["a", "b"]}).json()
    assert made["metadata"] == {"tier": "gold", "tags": ["a", "b"]} and made["cards"]["total"] == 1
    as_json = omise.call("PATCH", f"/customers/{made['id']}", json={"description": None, "email": "a@example.org"})
    assert as_json.json()["email"] == "a@example.org"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    as_text = omise.call("PATCH", f"/customers/{made['id']}", body=b"email=b@example.org", headers=headers)
    assert as_text.json()["email"] == "b@example.org"
    assert omise.call("GET", "/customers", limit=1, order="reverse_chronological").json()["limit"] == 1
    assert omise.call("GET", "/customers?limit=1", offset=1).json()["offset"] == 1
    missing = omise.call("GET", "/customers/cust_test_none")
    assert (missing.ok, missing.status, missing.json()["code"]) == (False, 404, "not_found")
    with pytest.raises(tillbook.InvalidArgumentError, match="given in two ways"):
        omise.call("POST", "/customers", json={}, email="a")
    with pytest.raises(tillbook.InvalidArgumentError, match="method"):
        omise.call("", "/customers")


def test_without_search_indexes_the_same_is_found(tmp_path: Path) -> None:
    found = []
    for indexes in (True, False):
        with tillbook.open(tmp_path / f"{indexes}.tillbook", search_indexes=indexes) as store:
            customers = store.account("omise", "test").customers
            for name in ("Ann Berg", "山田 太郎", "Anna Ann"):
                customers.create(name=name, phone="+66 81 234 5678")
            assert store.stat().search_indexes is indexes
            found.append([[one.name for one in customers.find(name=typed, phone="0812345678")] for typed in ("ann", "太郎")])
    assert found[0] == found[1] == [["Ann Berg", "Anna Ann"], ["山田 太郎"]]
