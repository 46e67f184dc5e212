//! Monri: merchant_customer_id, deletion marks, metadata that merges.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate, NumberTrace, Policy,
    Precision, Succession, UsedToken, every_order, nothing_more,
};

/// Monri's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Monri,
    cards: Cards::Many,
    succession: Succession::None,
    // 21 and 22: a deleted customer stays, marked, and leaves the lists.
    deletion: Deletion::Mark,
    empty_update: EmptyUpdate::Counts,
    takes_orders: every_order,
    tax_types: &[],
    metadata: MetadataUpdate::Merge,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    // 3.4: first six and last four digits.
    number_trace: NumberTrace::FirstDigits,
    caller_ids: CallerIds::Refused,
    // 3.1: milliseconds.
    precision: Precision::Millisecond,
    lists: Lists { newest_first: true, page: 50, largest_page: usize::MAX },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    settle: nothing_more,
};
