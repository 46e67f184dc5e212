//! KOMOJU: exactly one payment source for each customer.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate, NumberTrace, Policy,
    Precision, Succession, UsedToken, every_order, nothing_more,
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
    caller_ids: CallerIds::Refused,
    // 2.9: whole seconds.
    precision: Precision::Second,
    lists: Lists { newest_first: true, page: 10, largest_page: usize::MAX },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    settle: nothing_more,
};
