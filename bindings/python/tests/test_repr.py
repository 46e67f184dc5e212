"""Somebody's data in a log, because an object was printed."""

from __future__ import annotations

from pathlib import Path

import tillbook
from conftest import NUMBER

SECRETS = ("Ann", "Berg", "ann@example.org", "Oslo", "555", "secret note", "4242", "gold")


def test_a_repr_shows_the_id_and_no_more(store: tillbook.Store, omise: tillbook.Account) -> None:
    ann = omise.customers.create(
        name="Ann Berg",
        email="ann@example.org",
        phone="555",
        notes="secret note",
        metadata={"tier": "gold"},
        address={"city": "Oslo"},
    )
    token = omise.tokens.create(number=NUMBER, name="Ann Berg", expiration_month=1, expiration_year=2031)
    card = omise.cards.create(ann, token)
    assert repr(ann) == str(ann) == f"<tillbook.Customer {ann.id}>"
    assert repr(card) == f"<tillbook.Card {card.id}>" and repr(token) == f"<tillbook.Token {token.id}>"
    everything: list[object] = [
        ann, token, card, omise.customers, omise.cards, omise.tokens, omise.schedules, omise.ledgers,
        omise.tax_identifiers, omise, omise.customers.list(), omise.customers.select(), omise.customers.iterate(),
        omise.customers.in_full(ann), omise.call("GET", f"/customers/{ann.id}"), store.stat(), store.check(),
        store.stat().accounts[0], omise.customers.import_from("Name\nAnn Berg\n"), [ann], {"customer": ann},
    ]  # fmt: skip
    for shown in map(repr, everything):
        assert "tillbook." in shown and not any(secret in shown for secret in SECRETS), shown


def test_a_store_says_where_it_lies(store: tillbook.Store, path: Path) -> None:
    assert repr(store) == f"<tillbook.Store {path}>"
    store.close()
    assert repr(store) == f"<tillbook.Store {path}, closed>"
