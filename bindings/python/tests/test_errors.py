"""An exception of another class than the error is, or one without its parts."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
import tillbook
from tillbook import _generated


def test_every_status_has_a_class_and_a_place_in_the_tree() -> None:
    groups = {
        1: tillbook.RequestError,
        2: tillbook.RecordError,
        3: tillbook.StoreError,
        4: tillbook.LibraryError,
    }
    for status in tillbook.Status:
        if status is tillbook.Status.OK:
            continue
        kind = _generated.ERRORS[status]
        assert issubclass(kind, groups[status // 100]) and issubclass(kind, tillbook.TillbookError)
        assert (kind.code, kind.name) == (status, status.name.lower())
        assert getattr(tillbook, kind.__name__) is kind and kind.__name__ in tillbook.__all__


def test_everything_generated_is_in_the_package() -> None:
    assert set(_generated.__all__) <= set(tillbook.__all__)
    assert all(hasattr(tillbook, name) for name in tillbook.__all__)


def test_an_exception_says_what_was_wrong(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    with pytest.raises(tillbook.NotFoundError) as missing:
        omise.customers["cust_test_none"]
    error = missing.value
    assert isinstance(error, LookupError) and not isinstance(error, KeyError)
    assert (error.code, error.name, error.field) == (tillbook.Status.NOT_FOUND, "not_found", None)
    assert str(error) == error.message == error.args[0] and "cust_test_none" in error.message
    assert (error.retryable, error.os_error) == (False, None)
    omise.customers.update(ann, merchant_customer_id="1")
    with pytest.raises(tillbook.AlreadyExistsError) as taken:
        omise.customers.create(merchant_customer_id="1")
    assert taken.value.field == "merchant_customer_id"
    with pytest.raises(ValueError):
        omise.customers.create(id="of my choice")


def test_a_store_that_is_open_twice_may_be_tried_again(store: tillbook.Store, path: Path) -> None:
    with pytest.raises(tillbook.AlreadyOpenError) as refused:
        tillbook.open(path)
    assert refused.value.retryable


def test_what_the_system_refuses_keeps_its_number(omise: tillbook.Account, tmp_path: Path) -> None:
    with pytest.raises(tillbook.IoError) as refused:
        omise.customers.export_file(tmp_path / "no" / "such" / "folder" / "all.jsonl")
    error = refused.value
    assert isinstance(error, OSError) and error.os_error == error.errno == errno.ENOENT and error.retryable


def test_a_file_that_is_no_store_is_told(path: Path) -> None:
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(tillbook.NotAStoreError, match="till.tillbook is not a Tillbook store"):
        tillbook.open(path)
    with pytest.raises(tillbook.StoreMissingError) as missing:
        tillbook.check_file(path.with_name("none.tillbook"))
    assert isinstance(missing.value, FileNotFoundError)


def test_a_card_number_is_never_in_a_message(omise: tillbook.Account, ann: tillbook.Customer) -> None:
    number = "4242424242424242"
    attempts: list[Callable[[], object]] = [
        lambda: omise.customers[number],
        lambda: omise.tokens.create(number=number, name="", expiration_month=99),
        lambda: omise.cards.create(ann, number),
        lambda: omise.tokens.create(number=number + "0", expiration_month=1, expiration_year=2031, name="x"),
        lambda: omise.customers.create(card=number),
    ]
    for attempt in attempts:
        with pytest.raises(tillbook.TillbookError) as refused:
            attempt()
        assert number not in str(refused.value) and number not in repr(refused.value)


def test_a_fault_inside_stops_the_store_and_is_no_crash(store: tillbook.Store, path: Path) -> None:
    account = store.account("omise", "test")
    kept = account.customers.create()
    with pytest.raises(tillbook.PanickedError):
        tillbook._tillbook._panic(store)
    with pytest.raises(tillbook.PoisonedError):
        account.customers.create()
    with pytest.raises(tillbook.PoisonedError):
        store.health()
    store.close()
    with tillbook.open(path) as again:
        assert kept.id in again.account("omise", "test").customers
