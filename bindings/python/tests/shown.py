"""Records as the corpus writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import tillbook

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def millis(time: datetime) -> int:
    """A time in milliseconds since 1970."""
    return (time - EPOCH) // timedelta(milliseconds=1)


def moment(time: int) -> datetime:
    """A time from milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=time)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, datetime):
        return millis(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def fields(record: Any, names: str) -> dict[str, Any]:
    """Those of a record's attributes that are there."""
    values = {name: plain(getattr(record, name)) for name in names.split()}
    return {name: value for name, value in values.items() if value is not None}


def customer(record: tillbook.Customer) -> dict[str, Any]:
    """A customer."""
    names = (
        "id created_at updated_at deleted_at email description metadata default_card name phone merchant_customer_id "
        "barcode notes company"
    )
    result = fields(record, names)
    if record.tags:
        result["tags"] = list(record.tags)
    for name, part in (record.address or {}).items():
        result[f"address_{name}"] = part
    return result


def card(record: tillbook.Card) -> dict[str, Any]:
    """A card."""
    names = (
        "id customer created_at brand first_digits last_digits expiration_month expiration_year name fingerprint "
        "financing bank security_code_check chargeable"
    )
    result = fields(record, names)
    if record.address:
        result["address"] = dict(record.address)
    return result


def token(record: tillbook.Token) -> dict[str, Any]:
    """A token."""
    return fields(record, "id created_at used card currency")


def recurrence(record: tillbook.Recurrence) -> dict[str, Any]:
    """A recurrence, with what its kind uses."""
    result = fields(record, "kind every ordinal weekday")
    if record.weekdays:
        result["weekdays"] = [plain(weekday) for weekday in record.weekdays]
    if record.days_of_month:
        result["days_of_month"] = list(record.days_of_month)
    return result


def schedule(record: tillbook.Schedule) -> dict[str, Any]:
    """A schedule."""
    names = (
        "id status created_at start_on end_on processed_through charging failures_in_a_row charge customer amount "
        "currency card description metadata suspended_at deleted_at ended_at"
    )
    return {**fields(record, names), "recurrence": recurrence(record.recurrence)}


def occurrence(record: tillbook.Occurrence) -> dict[str, Any]:
    """An occurrence."""
    names = "id status schedule created_at processed_at attempts scheduled_on retry_on charge message"
    return fields(record, names)


def due(record: tillbook.Due) -> dict[str, Any]:
    """A charge that is due."""
    return fields(record, "schedule scheduled_on attempt customer card amount currency")


def tax_identifier(record: tillbook.TaxIdentifier) -> dict[str, Any]:
    """A tax identifier."""
    names = (
        "id state created_at updated_at customer kind value pending_at verified_at not_valid_at verified_name "
        "verified_address"
    )
    return fields(record, names)


def ledger_entry(record: tillbook.LedgerEntry) -> dict[str, Any]:
    """A movement of a balance."""
    names = (
        "id ledger replaces created_at customer value balance remarks kind expires_at performer performer_kind"
    )
    return fields(record, names)


def shown(value: Any) -> Any:
    """Whatever a function gave."""
    if isinstance(value, tillbook.Page):
        return {"data": [shown(item) for item in value], "total": value.total, "more": value.more}
    if isinstance(value, (list, tuple, tillbook.Selection, tillbook.CustomerIterator)):
        return [shown(item) for item in value]
    if isinstance(value, tillbook.CustomerInFull):
        names = ("customer", "cards", "tax_identifiers")
        return {name: shown(getattr(value, name)) for name in names}
    if isinstance(value, tillbook.ImportReport):
        return report(value)
    show = RECORDS.get(type(value))
    return show(value) if show else plain(value)


def report(value: tillbook.ImportReport) -> dict[str, Any]:
    """What came of an import."""
    names = "encoding rows created updated unchanged refused more_warnings"
    refusals = [fields(refusal, "line reason") for refusal in value.refusals]
    warnings = [fields(warning, "line times reason") for warning in value.warnings]
    return {**fields(value, names), "refusals": refusals, "warnings": warnings}


RECORDS: dict[type, Any] = {
    tillbook.Customer: customer,
    tillbook.Card: card,
    tillbook.Token: token,
    tillbook.Schedule: schedule,
    tillbook.Occurrence: occurrence,
    tillbook.Due: due,
    tillbook.TaxIdentifier: tax_identifier,
    tillbook.LedgerEntry: ledger_entry,
}
