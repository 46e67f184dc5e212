"""What the corpus can do, by the names in the header, with the parameters that it gives."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import tillbook
from shown import moment

Given = dict[str, Any]
Function = Callable[[tillbook.Store, tillbook.Account, Given], Any]


def customer_fields(given: Given) -> Given:
    """The keywords of a customer."""
    fields = dict(given)
    removed = fields.pop("remove", [])
    fields.update({name: None for name in removed})
    address = {name[8:]: fields.pop(name) for name in list(fields) if name.startswith("address_")}
    if address:
        fields["address"] = address
    return fields


def schedule_changes(given: Given) -> Given:
    """The keywords of a schedule's update."""
    fields = dict(given)
    fields.update({name: None for name in fields.pop("remove", [])})
    return fields


def query(given: Given) -> Given:
    """The keywords of a list."""
    fields = dict(given.get("query", {}))
    for name, keyword in (("from", "from_"), ("to", "to")):
        if name in fields:
            fields[keyword] = moment(fields.pop(name))
    return fields


def recurrence(given: Given) -> tillbook.Recurrence:
    """A recurrence of its kind."""
    every = given.get("every", 1)
    make = tillbook.Recurrence
    if given["kind"] == "daily":
        return make.daily(every=every)
    if given["kind"] == "weekly":
        return make.weekly(*given.get("weekdays", []), every=every)
    if given["kind"] == "monthly_on_days":
        return make.monthly_on_days(*given.get("days_of_month", []), every=every)
    return make.monthly_on_weekday(given["ordinal"], given["weekday"], every=every)


def new_schedule(given: Given) -> Given:
    """The keywords of a new schedule."""
    fields = dict(given)
    fields["recurrence"] = recurrence(fields["recurrence"])
    for name in ("start_on", "end_on"):
        if name in fields:
            fields[name] = date.fromisoformat(fields[name])
    return fields


def new_ledger_entry(given: Given) -> Given:
    """The keywords of a movement."""
    fields = dict(given)
    if "expires_at" in fields:
        fields["expires_at"] = moment(fields["expires_at"])
    return fields


def without(given: Given, *names: str) -> Given:
    """All parameters but some."""
    return {name: value for name, value in given.items() if name not in names}


def export(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """Every customer as a line."""
    file = io.BytesIO()
    count = account.customers.export_to(file, format=given["format"])
    text = file.getvalue().decode()
    return {"count": count, "lines": text if given["format"] == "csv" else [json.loads(line) for line in text.splitlines()]}


def stat(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """The counts of an account."""
    names = "customers deleted_customers cards tokens schedules occurrences tax_identifiers".split()
    for counts in store.stat().accounts:
        if (counts.provider, counts.mode) == (account.provider, account.mode):
            break
    else:
        counts = None
    identity = {"provider": account.provider.name.lower(), "mode": account.mode.name.lower()}
    return {**identity, **{name: getattr(counts, name) if counts else 0 for name in names}}


def card_of_token(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """The card inside a token."""
    token = account.tokens.get(given["id"])
    if token is None:
        return None
    if token.used:
        # That there is none is what Python has for the status.
        assert token.card_inside is None
        raise tillbook.UsedTokenError(f"token {token.id} was already used; make a new token")
    return token.card_inside


def due(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """The charges that are due."""
    return account.schedules.due(moment(given["at"]), **without(given, "at"))


def record(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """What came of a charge."""
    on = date.fromisoformat(given["scheduled_on"])
    rest = without(given, "schedule", "scheduled_on", "outcome")
    return account.schedules.record(given["schedule"], on, given["outcome"], **rest)


def card_attributes(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """What only the provider knows of a card."""
    card = account.cards.by_id(given["id"])
    return card and card.attributes


def next_dates(store: tillbook.Store, account: tillbook.Account, given: Given) -> Any:
    """The dates that come next."""
    schedule = account.schedules.get(given["id"])
    return schedule and schedule.next_dates()[: given["count"]]


FUNCTIONS: dict[str, Function] = {
    "customers_create": lambda s, a, g: a.customers.create(**customer_fields(g.get("new_customer", {}))),
    "customers_get": lambda s, a, g: a.customers.get(g["id"]),
    "customers_get_many": lambda s, a, g: a.customers.get_many(g["ids"]),
    "customers_get_in_full": lambda s, a, g: a.customers.in_full(g["id"]),
    "customers_json": lambda s, a, g: json.loads(a.customers.json(g["id"])),
    "customer_attributes": lambda s, a, g: a.customers[g["id"]].attributes,
    "customers_update": lambda s, a, g: a.customers.update(g["id"], **customer_fields(g["update"])),
    "customers_delete": lambda s, a, g: a.customers.delete(g["id"]),
    "customers_check_order": lambda s, a, g: a.customers.check_order(g["id"]),
    "customers_verify_mobile_phone": lambda s, a, g: a.customers.verify_mobile_phone(g["id"]),
    "customers_by_email": lambda s, a, g: a.customers.by_email(g["email"]),
    "customers_by_merchant_customer_id": lambda s, a, g: a.customers.by_merchant_customer_id(**g),
    "customers_by_barcode": lambda s, a, g: a.customers.by_barcode(g["barcode"]),
    "customers_by_line_id": lambda s, a, g: a.customers.by_line_id(g["line_id"]),
    "customers_find": lambda s, a, g: a.customers.find(**g["query"]),
    "customers_list": lambda s, a, g: a.customers.list(**query(g)),
    "customers_expiring": lambda s, a, g: a.customers.expiring(g["month"], g["year"], **query(g)),
    "customers_select": lambda s, a, g: a.customers.select(None, **without(g, "query"), **query(g)),
    "customers_iterate": lambda s, a, g: a.customers.iterate(**query(g)),
    "customers_import_from": lambda s, a, g: a.customers.import_from(g["bytes"], **g.get("options", {})),
    "customers_export_to": export,
    "cards_create": lambda s, a, g: a.cards.create(g["customer"], g["token"]),
    "cards_attach": lambda s, a, g: a.cards.attach(g["customer"], **g["details"]),
    "cards_get": lambda s, a, g: a.cards.get(g["customer"], g["id"]),
    "cards_by_id": lambda s, a, g: a.cards.by_id(g["id"]),
    "card_attributes": card_attributes,
    "cards_list": lambda s, a, g: a.cards.list(g["customer"], **query(g)),
    "cards_newest": lambda s, a, g: a.cards.newest(**g),
    "cards_update": lambda s, a, g: a.cards.update(g["customer"], g["id"], **g["update"]),
    "cards_add": lambda s, a, g: a.cards.add(**g["new_card"]),
    "cards_adopt": lambda s, a, g: a.cards.adopt(g["customer"], g["id"]),
    "cards_delete": lambda s, a, g: a.cards.delete(g["customer"], g["id"]),
    "tokens_create": lambda s, a, g: a.tokens.create(**g["details"]),
    "tokens_create_for": lambda s, a, g: a.tokens.create_for(g["currency"], **g["details"]),
    "tokens_get": lambda s, a, g: a.tokens.get(g["id"]),
    "token_card": card_of_token,
    "tokens_list": lambda s, a, g: a.tokens.list(**query(g)),
    "tokens_delete": lambda s, a, g: a.tokens.delete(g["id"]),
    "schedules_create": lambda s, a, g: a.schedules.create(**new_schedule(g["new_schedule"])),
    "schedules_get": lambda s, a, g: a.schedules.get(g["id"]),
    "schedules_update": lambda s, a, g: a.schedules.update(g["id"], **schedule_changes(g["update"])),
    "schedules_delete": lambda s, a, g: a.schedules.delete(g["id"]),
    "schedules_list": lambda s, a, g: a.schedules.list(**query(g)),
    "schedules_list_of": lambda s, a, g: a.schedules.list_of(g["customer"], **query(g)),
    "schedule_next_dates": next_dates,
    "schedules_due": due,
    "schedules_record": record,
    "schedules_occurrence": lambda s, a, g: a.schedules.occurrence(g["id"]),
    "schedules_occurrences": lambda s, a, g: a.schedules.occurrences(g["schedule"], **query(g)),
    "schedules_simulate_due": lambda s, a, g: a.schedules.simulate_due(),
    "tax_identifiers_create": lambda s, a, g: a.tax_identifiers.create(g["kind"], g["value"]),
    "tax_identifiers_get": lambda s, a, g: a.tax_identifiers.get(g["id"]),
    "tax_identifiers_of": lambda s, a, g: a.tax_identifiers.of(g["customer"]),
    "tax_identifiers_list": lambda s, a, g: a.tax_identifiers.list(**query(g)),
    "tax_identifiers_select": lambda s, a, g: a.tax_identifiers.select(None, **without(g, "query"), **query(g)),
    "tax_identifiers_attach": lambda s, a, g: a.tax_identifiers.attach(g["customer"], g["id"]),
    "tax_identifiers_delete": lambda s, a, g: a.tax_identifiers.delete(g["id"]),
    "ledgers_post": lambda s, a, g: a.ledgers.post(
        g["customer"], g["ledger"], **new_ledger_entry(g["new_ledger_entry"])
    ),
    "ledgers_end_due": lambda s, a, g: a.ledgers.end_due(g["customer"], g["ledger"]),
    "ledgers_balance": lambda s, a, g: a.ledgers.balance(g["customer"], g["ledger"]),
    "ledgers_list": lambda s, a, g: a.ledgers.list(g["customer"], g["ledger"], **query(g)),
    "store_health": lambda s, a, g: s.health(),
    "store_sync": lambda s, a, g: s.sync(),
    "store_check": lambda s, a, g: {"sound": s.check().sound},
    "store_stat": stat,
}
"""Every function of the header that a line may name."""
