//! Digital River: ids of the caller's choice, deletion for good.

use crate::model::Provider;
use crate::rules::policy::{Cards, Deletion, MetadataUpdate, NumberTrace, Policy, Precision, Succession, UsedToken};

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
    // 4.A.1: the caller may choose the id.
    caller_ids: true,
    // 3: whole seconds.
    precision: Precision::Second,
};
