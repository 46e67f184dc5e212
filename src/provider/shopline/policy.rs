//! SHOPLINE: members with many attributes.

use crate::model::Provider;
use crate::rules::policy::{Cards, Deletion, MetadataUpdate, NumberTrace, Policy, Precision, Succession, UsedToken};

/// SHOPLINE's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Shopline,
    cards: Cards::Many,
    succession: Succession::None,
    deletion: Deletion::Destroy,
    metadata: MetadataUpdate::Replace,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    number_trace: NumberTrace::Fingerprint,
    caller_ids: false,
    // 3.1: milliseconds.
    precision: Precision::Millisecond,
};
