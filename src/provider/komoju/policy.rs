//! KOMOJU's rules as data.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate,
    MetadataValues, NumberTrace, Policy, Precision, Succession, TextForm, TextRule, UsedToken, every_order,
    nothing_more, plain_card,
};

/// KOMOJU's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Komoju,
    // 6.2.1 and 6.2.2: one source, replaced by the next.
    cards: Cards::One,
    succession: Succession::None,
    // 6.6.3: a destroyed customer answers not_found.
    deletion: Deletion::Destroy,
    empty_update: EmptyUpdate::Counts,
    takes_orders: every_order,
    tax_types: &[],
    // 6.5.2: the whole object is replaced.
    metadata: MetadataUpdate::Replace,
    // 6.3.2: a used token is the same as one that never existed.
    used_token: UsedToken::Forget,
    // 6.3.3: 24 hours.
    token_lifetime: Some(24 * 60 * 60),
    number_trace: NumberTrace::Fingerprint,
    // 4.3 and 6.4.
    card_checks: CardChecks {
        holder: false,
        grouped_numbers: false,
        years: 1..=2100,
        short_years: true,
        security_code: Some(3..=4),
    },
    // 4.4.
    currencies: &[
        "JPY", "USD", "EUR", "TWD", "KRW", "PLN", "GBP", "HKD", "SGD", "NZD", "AUD", "IDR", "MYR", "PHP", "THB", "CNY",
        "BRL", "CHF", "CAD", "VND",
    ],
    // 2.1: 24 hours.
    reply_lifetime: Some(24 * 60 * 60),
    caller_ids: CallerIds::Refused,
    // 2.9: whole seconds.
    precision: Precision::Second,
    // 6.7.4 and 6.7.5.
    lists: Lists { newest_first: true, page: 10, largest_page: usize::MAX },
    // 6.1.6.
    texts: &[TextRule { field: "email", of: |it| it.email.as_deref(), least: 1, most: 255, form: TextForm::Email }],
    // 6.1.7.
    metadata_limits: MetadataLimits {
        names: usize::MAX,
        name_length: 30,
        value_length: 2000,
        values: MetadataValues::Texts,
    },
    detached: Detached::Destroyed,
    card_attributes: plain_card,
    unique: &[],
    ledgers: &[],
    settle: nothing_more,
};
