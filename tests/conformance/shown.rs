//! Records of the typed interface as the corpus writes them: the header's fields, without what is absent.

use serde_json::{Map, Value, json};
use tillbook::rules::schedule::{next_occurrences, status};
use tillbook::transfer::ImportReport;
use tillbook::{
    AccountStat, Card, CardAddress, Customer, Date, Due, LedgerEntry, Occurrence, Page, Recurrence, Schedule,
    TaxIdentifier, Timestamp, Token, Weekday,
};

use crate::names::Named;

/// Something that the typed interface answers with.
pub trait Shown {
    fn shown(&self) -> Value;
}

impl<T: Shown> Shown for std::sync::Arc<T> {
    fn shown(&self) -> Value {
        (**self).shown()
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> Value {
        Value::Array(self.iter().map(Shown::shown).collect())
    }
}

impl<T: Shown> Shown for Page<T> {
    fn shown(&self) -> Value {
        json!({"data": self.items.shown(), "total": self.total, "more": self.more})
    }
}

/// The members that are there.
fn present(object: Value) -> Value {
    let Value::Object(members) = object else { return object };
    Value::Object(members.into_iter().filter(|(_, member)| !member.is_null()).collect())
}

fn millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millis)
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// A text that holds JSON, as what it holds.
pub fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::String(format!("not JSON: {json}")))
}

impl Shown for Customer {
    fn shown(&self) -> Value {
        let own = &self.own;
        let address = own.address.clone().unwrap_or_default();
        present(json!({
            "id": self.id,
            "created_at": self.created_at.as_millis(),
            "updated_at": millis(self.updated_at),
            "deleted_at": millis(self.deleted_at),
            "email": self.email,
            "description": self.description,
            "metadata": parsed(self.metadata.as_json()),
            "default_card": self.default_card,
            "name": own.name,
            "phone": own.phone,
            "merchant_customer_id": own.merchant_customer_id,
            "barcode": own.barcode,
            "notes": own.notes,
            "company": own.company,
            "tags": (!own.tags.is_empty()).then_some(&own.tags),
            "address_line1": address.line1,
            "address_line2": address.line2,
            "address_city": address.city,
            "address_state": address.state,
            "address_postal_code": address.postal_code,
            "address_country": address.country,
        }))
    }
}

fn address(address: &CardAddress) -> Option<Value> {
    let shown = present(json!({
        "street1": address.street1,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
        "country": address.country,
        "phone_number": address.phone_number,
    }));
    (shown != Value::Object(Map::new())).then_some(shown)
}

impl Shown for Card {
    fn shown(&self) -> Value {
        present(json!({
            "id": self.id,
            "brand": self.brand.name_of(),
            "expiration_month": self.expiration_month,
            "expiration_year": self.expiration_year,
            "security_code_check": self.security_code_check,
            "chargeable": self.attributes.chargeable(),
            "created_at": self.created_at.as_millis(),
            "customer": self.customer,
            "first_digits": self.first_digits,
            "last_digits": self.last_digits,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "financing": self.financing,
            "bank": self.bank,
            "address": address(&self.address),
        }))
    }
}

impl Shown for Token {
    fn shown(&self) -> Value {
        present(json!({
            "id": self.id,
            "created_at": self.created_at.as_millis(),
            "used": self.used(),
            "card": self.card_id(),
            "currency": self.currency,
        }))
    }
}

fn recurrence(every: u32, recurrence: &Recurrence) -> Value {
    match recurrence {
        Recurrence::Daily => json!({"kind": "daily", "every": every}),
        Recurrence::Weekly(weekdays) => {
            let days: Vec<&str> =
                Weekday::ALL.iter().filter(|day| weekdays.contains(day)).map(|day| day.name_of()).collect();
            json!({"kind": "weekly", "every": every, "weekdays": days})
        }
        Recurrence::MonthlyOnDays(days) => {
            let days: Vec<u8> = (1..=31).filter(|day| days.contains(day)).collect();
            json!({"kind": "monthly_on_days", "every": every, "days_of_month": days})
        }
        Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
            let (ordinal, weekday) = (ordinal.name_of(), weekday.name_of());
            json!({"kind": "monthly_on_weekday", "every": every, "ordinal": ordinal, "weekday": weekday})
        }
    }
}

impl Shown for Schedule {
    fn shown(&self) -> Value {
        let charge = &self.charge;
        present(json!({
            "id": self.id,
            "status": status(self).name_of(),
            "created_at": self.created_at.as_millis(),
            "recurrence": recurrence(self.every, &self.recurrence),
            "start_on": self.start_on.to_string(),
            "end_on": self.end_on.to_string(),
            "processed_through": day(self.processed_through),
            "charging": self.charging.name_of(),
            "failures_in_a_row": self.failures_in_a_row,
            "charge": charge.id,
            "customer": charge.customer,
            "amount": charge.amount,
            "currency": charge.currency,
            "card": charge.card,
            "description": charge.description,
            "metadata": parsed(charge.metadata.as_json()),
            "suspended_at": millis(self.suspended_at),
            "deleted_at": millis(self.deleted_at),
            "ended_at": millis(self.ended_at),
        }))
    }
}

/// The first of the dates on which a schedule will charge.
pub fn next_dates(schedule: &Schedule, count: usize) -> Value {
    next_occurrences(schedule).iter().take(count).map(Date::to_string).collect()
}

impl Shown for Due {
    fn shown(&self) -> Value {
        present(json!({
            "scheduled_on": self.scheduled_on.to_string(),
            "schedule": self.schedule,
            "attempt": self.attempt,
            "customer": self.customer,
            "card": self.card,
            "amount": self.amount,
            "currency": self.currency,
        }))
    }
}

impl Shown for Occurrence {
    fn shown(&self) -> Value {
        present(json!({
            "id": self.id,
            "status": self.status.name_of(),
            "schedule": self.schedule,
            "created_at": self.created_at.as_millis(),
            "processed_at": self.processed_at.as_millis(),
            "attempts": self.attempts,
            "scheduled_on": self.scheduled_on.to_string(),
            "retry_on": day(self.retry_on),
            "charge": self.result,
            "message": self.message,
        }))
    }
}

impl Shown for TaxIdentifier {
    fn shown(&self) -> Value {
        present(json!({
            "id": self.id,
            "state": self.state.name_of(),
            "created_at": self.created_at.as_millis(),
            "updated_at": self.updated_at.as_millis(),
            "customer": self.customer,
            "kind": self.kind,
            "value": self.value,
            "pending_at": millis(self.pending_at),
            "verified_at": millis(self.verified_at),
            "not_valid_at": millis(self.not_valid_at),
            "verified_name": self.verified_name,
            "verified_address": self.verified_address,
        }))
    }
}

impl Shown for LedgerEntry {
    fn shown(&self) -> Value {
        present(json!({
            "id": self.id,
            "ledger": self.ledger.name_of(),
            "replaces": self.replaces,
            "created_at": self.created_at.as_millis(),
            "customer": self.customer,
            "value": self.value,
            "balance": self.balance,
            "remarks": self.remarks,
            "kind": self.kind,
            "expires_at": millis(self.expires_at),
            "performer": self.performer,
            "performer_kind": self.performer_kind,
        }))
    }
}

impl Shown for AccountStat {
    fn shown(&self) -> Value {
        json!({
            "provider": self.account.provider.name_of(),
            "mode": self.account.mode.name_of(),
            "customers": self.customers,
            "deleted_customers": self.deleted_customers,
            "cards": self.cards,
            "tokens": self.tokens,
            "schedules": self.schedules,
            "occurrences": self.occurrences,
            "tax_identifiers": self.tax_identifiers,
        })
    }
}

impl Shown for ImportReport {
    fn shown(&self) -> Value {
        let refusals = self.refusals.iter().map(|refusal| json!({"line": refusal.line, "reason": refusal.reason}));
        let warnings = self.warnings.kept().iter();
        let warnings =
            warnings.map(|warning| json!({"line": warning.line, "times": warning.times, "reason": warning.text}));
        json!({
            "encoding": self.encoding.name_of(),
            "rows": self.rows(),
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "refusals": refusals.collect::<Value>(),
            "warnings": warnings.collect::<Value>(),
            "more_warnings": self.warnings.more(),
        })
    }
}
