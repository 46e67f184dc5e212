"""Customers' data in a pickle: sent to another process, kept in a cache, written to a file."""

from __future__ import annotations

import pickle

import pytest
import tillbook


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_nothing_that_holds_data_is_pickled(
    protocol: int, store: tillbook.Store, omise: tillbook.Account, ann: tillbook.Customer, token: tillbook.Token
) -> None:
    everything: list[object] = [
        store, omise, ann, token, omise.customers, omise.cards, omise.tokens, omise.schedules, omise.ledgers,
        omise.tax_identifiers, omise.customers.list(), omise.customers.select(), omise.customers.iterate(),
        omise.customers.in_full(ann), tillbook.Recurrence.daily(), {"in": [ann]},
    ]  # fmt: skip
    for thing in everything:
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(thing, protocol)


def test_what_is_no_data_is_pickled() -> None:
    assert pickle.loads(pickle.dumps(tillbook.Brand.VISA)) is tillbook.Brand.VISA
    assert pickle.loads(pickle.dumps(tillbook.Status.NOT_FOUND)) is tillbook.Status.NOT_FOUND


def test_an_exception_crosses_processes_whole(omise: tillbook.Account) -> None:
    with pytest.raises(tillbook.NotFoundError) as missing:
        omise.customers["cust_test_none"]
    again = pickle.loads(pickle.dumps(missing.value))
    assert type(again) is tillbook.NotFoundError and again.message == missing.value.message
