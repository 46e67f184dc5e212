//! Digital River: ids of the caller's choice, sources that stand alone, deletion for good.

use super::rules::{attributes, settle, shipping, takes_orders};
use super::tax_types::TAX_TYPES;
use crate::model::{CardAttributes, DigitalRiverSource, Provider};
use crate::rules::policy::{
    CallerIds, CardChecks, Cards, Deletion, Detached, EmptyUpdate, Lists, MetadataLimits, MetadataUpdate,
    MetadataValues, NumberTrace, Policy, Precision, Succession, TextForm, TextRule, UsedToken,
};

/// Digital River's rules.
pub(super) const POLICY: Policy = Policy {
    provider: Provider::DigitalRiver,
    cards: Cards::Many,
    // 4.F.39: no other source is promoted.
    succession: Succession::None,
    // 4.D.20: permanent.
    deletion: Deletion::Destroy,
    // 4.C.19.
    empty_update: EmptyUpdate::Ignored,
    // 4.E.25: none for a customer that is not enabled.
    takes_orders,
    // 3.4.
    tax_types: TAX_TYPES,
    // 4.C.15: replaced as a whole.
    metadata: MetadataUpdate::Replace,
    used_token: UsedToken::Keep,
    token_lifetime: None,
    number_trace: NumberTrace::Fingerprint,
    card_checks: CardChecks::USUAL,
    currencies: &[],
    reply_lifetime: None,
    // 4.A.1, 4.A.2: the caller may choose the id.
    caller_ids: CallerIds::UpTo(40),
    // 3: whole seconds.
    precision: Precision::Second,
    // 4.I.55, 4.I.56.
    lists: Lists { newest_first: true, page: 10, largest_page: 100 },
    // 4.B.11, and 3.2 for what is below `shipping`.
    texts: &[
        TextRule { field: "email", of: |it| it.email.as_deref(), least: 0, most: usize::MAX, form: TextForm::Email },
        TextRule {
            field: "locale",
            of: |it| attributes(it)?.locale.as_deref(),
            least: 0,
            most: usize::MAX,
            form: TextForm::Locale,
        },
        TextRule {
            field: "shipping.email",
            of: |it| shipping(it)?.email.as_deref(),
            least: 0,
            most: usize::MAX,
            form: TextForm::Email,
        },
        TextRule {
            field: "shipping.address.country",
            of: |it| shipping(it)?.country.as_deref(),
            least: 0,
            most: usize::MAX,
            form: TextForm::Country,
        },
    ],
    // 4.H.53, 4.H.54.
    metadata_limits: MetadataLimits { names: 20, name_length: 40, value_length: 500, values: MetadataValues::Scalars },
    // 4.F.34: detached for good.
    detached: Detached::Cancelled,
    card_attributes: |_| Ok(CardAttributes::DigitalRiver(Box::new(DigitalRiverSource::credit_card()))),
    unique: &[],
    ledgers: &[],
    settle,
};
