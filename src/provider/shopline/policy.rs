//! SHOPLINE: members with many attributes.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate, NumberTrace,
    Policy, Precision, Succession, UsedToken, every_order, nothing_more, plain_card,
};

/// SHOPLINE's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Shopline,
    cards: Cards::Many,
    succession: Succession::None,
    deletion: Deletion::Destroy,
    empty_update: EmptyUpdate::Counts,
    takes_orders: every_order,
    tax_types: &[],
    metadata: MetadataUpdate::Replace,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    number_trace: NumberTrace::Fingerprint,
    card_checks: CardChecks::USUAL,
    currencies: &[],
    reply_lifetime: None,
    caller_ids: CallerIds::Refused,
    // 3.1: milliseconds.
    precision: Precision::Millisecond,
    lists: Lists { newest_first: true, page: 24, largest_page: 999 },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    card_attributes: plain_card,
    settle: nothing_more,
};
