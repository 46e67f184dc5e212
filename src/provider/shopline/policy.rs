//! SHOPLINE's table of policy.

use super::rules::settle;
use crate::model::{Ledger, Provider};
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, LedgerRule, Lists, MetadataLimits, MetadataUpdate,
    NumberTrace, Policy, Precision, Succession, Unique, UsedToken, every_order, plain_card,
};

/// SHOPLINE's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::Shopline,
    cards: Cards::Many,
    succession: Succession::None,
    // 30b: deletion is for good.
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
    // 2.3, 41, 42.
    lists: Lists { newest_first: true, page: 24, largest_page: 999 },
    texts: &[],
    metadata_limits: MetadataLimits::NONE,
    detached: Detached::Destroyed,
    card_attributes: plain_card,
    // 13: nobody documents it, so it is kept in this one place; without it, emptied, doubles are taken.
    unique: &[Unique::Email, Unique::MobilePhone],
    ledgers: &[STORE_CREDIT, MEMBER_POINTS],
    settle,
};

/// Store credit (2.6, E11).
const STORE_CREDIT: LedgerRule = LedgerRule {
    ledger: Ledger::StoreCredit,
    most: 999_999,
    remarks: 50,
    days: 9999,
    kinds: &[
        "manual_credit",
        "welcome_credit",
        "birthday_credit",
        "auto_reward",
        "applied_credit",
        "user_credit_expired",
        "welcome_member_referral_credit",
        "member_referral_credit",
        "member_info_quick_completion_credit",
        "order_split_revert",
        "product_review_reward",
        "return_order_revert",
        "order_edit_revert",
    ],
    ended: "user_credit_expired",
};

/// Member points (2.6, E12).
const MEMBER_POINTS: LedgerRule = LedgerRule {
    ledger: Ledger::MemberPoints,
    most: 999_999,
    remarks: 50,
    days: 9999,
    kinds: &[
        "manual",
        "auto_reward",
        "expired",
        "order_redeemed",
        "redeemed_to_cash",
        "order_split_revert",
        "product_review_reward",
        "member_info_reward",
        "return_order_revert",
        "order_edit_revert",
    ],
    ended: "expired",
};
