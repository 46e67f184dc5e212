//! What is peculiar to Monri's customers and their payment methods.

use crate::model::{CardAttributes, Customer, MonriAttributes, MonriCard, Provider};
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate, NumberTrace,
    Policy, Precision, Succession, TextForm, TextRule, UsedToken, every_order, nothing_more,
};

/// Monri's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Monri,
    // E7: a list.
    cards: Cards::Many,
    succession: Succession::None,
    // 21 and 22: a deleted customer stays, marked, and leaves the lists.
    deletion: Deletion::Mark,
    empty_update: EmptyUpdate::Counts,
    takes_orders: every_order,
    tax_types: &[],
    // 16 and 17: name by name; null removes one.
    metadata: MetadataUpdate::Merge,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    // 3.4: first six and last four digits.
    number_trace: NumberTrace::FirstDigits,
    // 3.4: a payment method shows no holder.
    card_checks: CardChecks { holder: false, ..CardChecks::USUAL },
    currencies: &[],
    reply_lifetime: None,
    // 1: a uuid in the body is ignored.
    caller_ids: CallerIds::Refused,
    // 3.1: milliseconds.
    precision: Precision::Millisecond,
    // 26 and 27: no largest page is documented.
    lists: Lists { newest_first: true, page: 50, largest_page: usize::MAX },
    texts: TEXTS,
    // 13: no limits.
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    // 3.4: the token that later payments name.
    card_attributes: |id| Ok(CardAttributes::Monri(Box::new(MonriCard { token: id()?, ..MonriCard::default() }))),
    unique: &[],
    ledgers: &[],
    settle: nothing_more,
};

/// The lengths of 2.6; an e-mail address is checked for its length only (12).
const TEXTS: &[TextRule] = &[
    text("merchant_customer_id", 1, 100, |customer| MonriAttributes::of(customer).merchant_customer_id.as_deref()),
    text("description", 1, 200, |customer| customer.description.as_deref()),
    text("email", 1, 200, |customer| customer.email.as_deref()),
    text("name", 1, 50, |customer| MonriAttributes::of(customer).name.as_deref()),
    text("phone", 1, 30, |customer| MonriAttributes::of(customer).phone.as_deref()),
    text("zip_code", 1, 9, |customer| MonriAttributes::of(customer).zip_code.as_deref()),
    text("city", 3, 30, |customer| MonriAttributes::of(customer).city.as_deref()),
    text("address", 3, 100, |customer| MonriAttributes::of(customer).address.as_deref()),
    text("country", 2, 3, |customer| MonriAttributes::of(customer).country.as_deref()),
];

const fn text(field: &'static str, least: usize, most: usize, of: fn(&Customer) -> Option<&str>) -> TextRule {
    TextRule { field, of, least, most, form: TextForm::Any }
}
