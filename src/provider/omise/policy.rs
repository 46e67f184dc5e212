//! What is peculiar to Omise's customers, cards and tokens.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate, NumberTrace,
    Policy, Precision, Succession, UsedToken, every_order, nothing_more, plain_card,
};

/// Omise's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Omise,
    // 6.3.2: another card joins the others.
    cards: Cards::Many,
    // 6.3.6: the card that was added last becomes the default.
    succession: Succession::LastAttached,
    // 6.5.2: a destroyed customer answers not_found.
    deletion: Deletion::Destroy,
    empty_update: EmptyUpdate::Counts,
    takes_orders: every_order,
    tax_types: &[],
    // 6.1.4: the whole object is replaced.
    metadata: MetadataUpdate::Replace,
    // 6.2.3: a used token still answers, without its card.
    used_token: UsedToken::Keep,
    // 6.2.9: no documented expiry.
    token_lifetime: None,
    // 5.2: fingerprint, and first_digits null.
    number_trace: NumberTrace::Fingerprint,
    card_checks: CardChecks::USUAL,
    currencies: &[],
    reply_lifetime: None,
    // 4.1: no id among the parameters.
    caller_ids: CallerIds::Refused,
    // 2.4: whole seconds.
    precision: Precision::Second,
    lists: Lists { newest_first: false, page: 20, largest_page: 100 },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    card_attributes: plain_card,
    unique: &[],
    ledgers: &[],
    settle: nothing_more,
};
