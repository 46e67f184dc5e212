"""A record that does not hold what was written, or is no value in Python."""

from __future__ import annotations

import copy
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
import tillbook


def test_a_customer_holds_what_it_was_made_from(omise: tillbook.Account) -> None:
    metadata = {"n": 9007199254740993, "deep": {"list": [1, None, True, 1.5]}, "ключ": "値"}
    address: tillbook.PostalAddress = {"line1": "Storgata 1", "city": "Oslo"}
    made = omise.customers.create(
        email="bjorn@example.org",
        description="regular",
        metadata=metadata,
        name="Bjørn Ångström",
        phone="+47 22 44 22 22",
        merchant_customer_id="17",
        barcode="0042",
        notes="two\nlines",
        company="薬局",
        tags=["vip", "音楽"],
        address=address,
    )
    customer = omise.customers[made.id]
    assert customer == made and customer is not made
    assert (customer.email, customer.description, customer.metadata) == ("bjorn@example.org", "regular", metadata)
    assert (customer.name, customer.phone, customer.company) == ("Bjørn Ångström", "+47 22 44 22 22", "薬局")
    assert (customer.merchant_customer_id, customer.barcode, customer.notes) == ("17", "0042", "two\nlines")
    assert (customer.tags, customer.address) == (("vip", "音楽"), address)
    assert (customer.updated_at, customer.deleted_at, customer.default_card) == (None, None, None)
    assert customer.attributes == {}


def test_times_are_datetimes_in_utc_to_the_millisecond(path: Path) -> None:
    now = datetime(2026, 2, 3, 4, 5, 6, 789_000, tzinfo=timezone.utc)
    with tillbook.open(path, clock=lambda: now.astimezone(timezone(timedelta(hours=9)))) as store:
        account = store.account("omise", mode="test")
        created = account.customers.create().created_at
        assert created == now and created.tzinfo is timezone.utc
        assert (account.now, store.now, account.today) == (now, now, date(2026, 2, 3))


def test_a_time_without_a_zone_is_refused(omise: tillbook.Account) -> None:
    with pytest.raises(tillbook.InvalidArgumentError, match="has no time zone") as refused:
        omise.customers.list(from_=datetime(2026, 1, 1))
    assert refused.value.field == "from_"
    with pytest.raises(tillbook.InvalidArgumentError, match="is no datetime"):
        omise.customers.list(to=cast(Any, "2026-01-01"))


def test_a_datetime_is_no_day(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    moment = datetime(2030, 1, 1, tzinfo=timezone.utc)
    daily = tillbook.Recurrence.daily()
    with pytest.raises(tillbook.InvalidArgumentError, match="is no date"):
        omise.schedules.create(ann, amount=100, currency="THB", recurrence=daily, end_on=moment)


def test_absent_none_and_a_value_are_three_things_in_an_update(
    omise: tillbook.Account, ann: tillbook.Customer
) -> None:
    address: tillbook.PostalAddress = {"line1": "Storgata 1", "city": "Oslo"}
    omise.customers.update(ann, phone="1", tags=["a"], address=address, metadata={"a": 1})
    changed = omise.customers.update(ann.id, phone=None, address={"city": None, "country": "NO"})
    assert (changed.name, changed.phone, changed.tags) == ("Ann Berg", None, ("a",))
    assert changed.address == {"line1": "Storgata 1", "country": "NO"}
    assert changed.metadata == {"a": 1}
    emptied = omise.customers.update(ann, tags=None, address=None, metadata=None, email=None, description=None)
    assert (emptied.tags, emptied.address, emptied.metadata, emptied.email) == ((), None, {}, None)
    assert ann.email == "ann@example.org", "a record that is held never changes"


def test_equal_records_are_equal_and_go_into_sets(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    again = omise.customers[ann.id]
    assert again == ann and hash(again) == hash(ann) and len({again, ann}) == 1
    changed = omise.customers.update(ann, name="Ann")
    assert changed != ann and hash(changed) == hash(ann)
    assert ann != ann.id and (ann == 1) is False


def test_a_record_is_its_own_copy(ann: tillbook.Customer, token: tillbook.Token) -> None:
    assert copy.copy(ann) is ann and copy.deepcopy(ann) is ann
    assert copy.deepcopy([token])[0] is token


def test_a_record_cannot_be_changed_nor_made(ann: tillbook.Customer) -> None:
    with pytest.raises(AttributeError):
        setattr(ann, "name", "Eve")
    with pytest.raises(AttributeError):
        setattr(ann, "nickname", "Eve")
    with pytest.raises(TypeError):
        tillbook.Customer()


def test_what_is_read_twice_is_made_twice(omise: tillbook.Account) -> None:
    customer = omise.customers.create(metadata={"a": []}, address={"city": "Oslo"})
    customer.metadata["b"] = 1
    address = customer.address
    assert address is not None
    address["city"] = "Bergen"
    assert customer.metadata == {"a": []} and customer.address == {"city": "Oslo"}


def test_a_customer_in_the_providers_shape(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    shown = ann.to_dict()
    assert (shown["object"], shown["id"], shown["email"]) == ("customer", ann.id, "ann@example.org")
    assert shown["cards"]["object"] == "list" and shown["tillbook"]["name"] == "Ann Berg"
    assert ann.to_json() == omise.customers.json(ann)
    from_the_provider = omise.call("GET", f"/customers/{ann.id}").json()
    assert {name: value for name, value in shown.items() if name not in ("tillbook", "cards", "linked_accounts")} == {
        name: value for name, value in from_the_provider.items() if name not in ("cards", "linked_accounts")
    }


def test_groups_are_texts_and_members(token: tillbook.Token, store: tillbook.Store) -> None:
    card = token.card_inside
    assert card is not None
    assert card.brand is tillbook.Brand.VISA and str(card.brand) == card.brand.value == "visa" and f"{card.brand}" == "visa"
    river = store.account(tillbook.Provider.DIGITAL_RIVER, tillbook.Mode.LIVE)
    assert (river.provider, river.mode) == ("digital-river", "live")
    assert store.account("digital_river", "live") == river and hash(store.account("digital-river", "live")) == hash(river)
    with pytest.raises(tillbook.InvalidArgumentError, match="choose one of omise, komoju"):
        store.account(cast(Any, "paypal"), "test")
    with pytest.raises(TypeError):
        store.account(cast(Any, 1), "test")


def test_a_recurrence_says_on_which_days(omise: tillbook.Account) -> None:
    weekly = tillbook.Recurrence.weekly("monday", tillbook.Weekday.FRIDAY, every=2)
    assert (weekly.kind, weekly.every, weekly.weekdays) == ("weekly", 2, ("monday", "friday"))
    last = tillbook.Recurrence.monthly_on_weekday("last", "friday")
    assert (last.kind, last.ordinal, last.weekday, last.weekdays) == ("monthly_on_weekday", "last", "friday", ())
    days = tillbook.Recurrence.monthly_on_days(1, 15)
    assert (days.days_of_month, days.ordinal) == ((1, 15), None)
    assert days == tillbook.Recurrence.monthly_on_days(1, 15) != last and len({days, last, weekly}) == 3
    assert repr(last) == "<tillbook.Recurrence monthly on the last friday, every 1>"


def test_a_page_is_a_sequence(omise: tillbook.Account) -> None:
    made = [omise.customers.create() for _ in range(5)]
    page = omise.customers.list(limit=3)
    assert (len(page), page.total, page.more) == (3, 5, True)
    assert list(page) == made[:3] and page[0] == made[0] and page[-1] == made[2] and page[1:] == tuple(made[1:3])
    assert list(reversed(page)) == made[2::-1] and made[1] in page and made[4] not in page
    assert page.index(made[2]) == 2 and page.count(made[0]) == 1 and page.items == tuple(made[:3])
    with pytest.raises(IndexError):
        page[3]
    rest = omise.customers.list(after=page[-1])
    assert list(rest) == made[3:] and not rest.more


@pytest.mark.parametrize("name", ["metadata", "attributes", "address", "card_details"])
def test_what_is_no_dict_is_told_with_the_keyword(omise: tillbook.Account, name: str) -> None:
    with pytest.raises(tillbook.InvalidArgumentError, match="is no dict") as refused:
        omise.customers.create(**cast(Any, {name: [1]}))
    assert refused.value.field == name


def test_a_name_that_an_address_does_not_have_is_told(omise: tillbook.Account) -> None:
    with pytest.raises(tillbook.InvalidArgumentError, match="postal_code, country"):
        omise.customers.create(address=cast(Any, {"zip": "0155"}))
    with pytest.raises(tillbook.InvalidArgumentError, match="something else than a text under city"):
        omise.customers.create(address=cast(Any, {"city": 5}))


def test_texts_that_are_no_text_are_refused_by_python(omise: tillbook.Account) -> None:
    with pytest.raises(TypeError):
        omise.customers.create(email=cast(Any, 5))
    with pytest.raises(TypeError):
        omise.customers.create(tags=cast(Any, "vip"))
    with pytest.raises(UnicodeEncodeError):
        omise.customers.create(name="\ud800")
    with pytest.raises(TypeError, match="expected an id or a record"):
        omise.customers.get(cast(Any, 5))
