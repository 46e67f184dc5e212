//! Digital River: ids of the caller's choice, deletion for good.

use crate::model::Provider;
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, Lists, MetadataLimits, MetadataUpdate, NumberTrace, Policy,
    Precision, Succession, UsedToken, nothing_more, plain_card,
};

/// Digital River's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::DigitalRiver,
    cards: Cards::Many,
    succession: Succession::None,
    // E5: permanent.
    deletion: Deletion::Destroy,
    metadata: MetadataUpdate::Replace,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    number_trace: NumberTrace::Fingerprint,
    card_checks: CardChecks::USUAL,
    currencies: &[],
    reply_lifetime: None,
    // 4.A.1: the caller may choose the id.
    caller_ids: CallerIds::UpTo(40),
    // 3: whole seconds.
    precision: Precision::Second,
    lists: Lists { newest_first: true, page: 10, largest_page: 100 },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Cancelled,
    card_attributes: plain_card,
    unique: &[],
    ledgers: &[],
    settle: nothing_more,
};
