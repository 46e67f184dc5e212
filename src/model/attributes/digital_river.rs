//! What only Digital River knows of a customer and of a payment source.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use crate::model::{Date, Metadata};

/// Digital River's customer fields (`digital_river 3.1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct DigitalRiverAttributes {
    /// Recipient and address.
    pub shipping: Option<Shipping>,
    /// Business or individual.
    pub customer_type: Option<CustomerType>,
    /// Language and country such as `en_US`.
    pub locale: Option<String>,
    /// Whether orders are taken; null, which the provider may show, counts as enabled.
    pub enabled: Option<bool>,
    /// Whether the customer asked to be forgotten.
    pub request_to_be_forgotten: bool,
    /// Tax certificates, oldest first.
    pub tax_certificates: Vec<TaxCertificate>,
}

impl Default for DigitalRiverAttributes {
    /// Enabled, and nothing else (`digital_river 4.B.8`).
    fn default() -> DigitalRiverAttributes {
        DigitalRiverAttributes {
            shipping: None,
            customer_type: None,
            locale: None,
            enabled: Some(true),
            request_to_be_forgotten: false,
            tax_certificates: Vec::new(),
        }
    }
}

/// Digital River's kinds of customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(rename_all = "snake_case")]
pub enum CustomerType {
    /// A business.
    Business,
    /// A person.
    Individual,
}

/// Where Digital River ships to (`digital_river 3.2`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct Shipping {
    /// Recipient.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Organisation.
    pub organization: Option<String>,
    /// Street, first line.
    pub line1: Option<String>,
    /// Street, second line.
    pub line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// State.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Neighbourhood.
    pub neighborhood: Option<String>,
    /// Division.
    pub division: Option<String>,
    /// Phonetic name.
    pub phonetic_name: Option<String>,
}

impl Shipping {
    /// Whether anything of an address is said.
    pub fn has_address(&self) -> bool {
        [&self.line1, &self.line2, &self.city, &self.postal_code, &self.state, &self.country]
            .into_iter()
            .any(Option::is_some)
    }
}

/// A tax certificate (`digital_river 3.5`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(deny_unknown_fields)]
pub struct TaxCertificate {
    /// Company.
    pub company_name: String,
    /// Two-letter US state.
    pub tax_authority: String,
    /// First day.
    pub start_date: Date,
    /// Last day.
    pub end_date: Date,
    /// The uploaded file.
    pub file_id: String,
}

/// What only Digital River knows of a source, be it a card or another way to pay (`digital_river 3.3`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct DigitalRiverSource {
    /// The way to pay, for example `creditCard`.
    pub kind: String,
    /// What the browser library knows the source by.
    pub client_secret: String,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The amount, as the number was written.
    pub amount: Option<String>,
    /// Whether it is kept for further payments.
    pub reusable: bool,
    /// Whether it may be attached to a customer at all.
    pub supports_reuse: bool,
    /// The owner: name, e-mail address, postal address, as the object that was given.
    pub owner: Metadata,
    /// What is said of this way to pay beside a card's brand, expiry and last digits.
    pub details: Metadata,
    /// How the buyer takes part: `standard`, `redirect` or `receiver`.
    pub flow: String,
    /// Whether it can be charged.
    pub state: SourceState,
    /// The integrator's own data.
    pub metadata: Metadata,
    /// The session it was made in.
    pub payment_session_id: Option<String>,
    /// What another system knows it by; never shown.
    pub upstream_id: Option<String>,
}

impl DigitalRiverSource {
    /// The ways to pay that a customer can keep (`digital_river 3.3`).
    pub const REUSABLE: &[&str] = &[
        "creditCard",
        "googlePay",
        "applePay",
        "payPalBilling",
        "directDebit",
        "ideal",
        "klarnaCreditRecurring",
        "amazonPay",
        "msts",
    ];

    /// A source of a kind that can be charged, and kept where its kind is one that can be.
    ///
    /// ```
    /// use tillbook::DigitalRiverSource;
    /// assert!(DigitalRiverSource::of_kind("ideal").supports_reuse);
    /// assert!(!DigitalRiverSource::of_kind("konbini").supports_reuse);
    /// ```
    pub fn of_kind(kind: &str) -> DigitalRiverSource {
        DigitalRiverSource {
            kind: kind.to_owned(),
            supports_reuse: DigitalRiverSource::REUSABLE.contains(&kind),
            flow: "standard".to_owned(),
            ..DigitalRiverSource::default()
        }
    }

    /// A card that can be charged and kept.
    pub fn credit_card() -> DigitalRiverSource {
        DigitalRiverSource::of_kind("creditCard")
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        let optional = [&self.currency, &self.amount, &self.payment_session_id, &self.upstream_id];
        let objects = [&self.owner, &self.details, &self.metadata];
        let mut texts = vec![self.kind.as_str(), &self.flow];
        texts.extend(optional.into_iter().flatten().map(String::as_str));
        texts.extend(objects.into_iter().map(Metadata::as_json));
        texts
    }
}

/// Where a source stands (`digital_river 3.3`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// The funds have not arrived.
    PendingFunds,
    /// The buyer has not been to the page that grants it.
    PendingRedirect,
    /// The buyer must do something.
    RequiresAction,
    /// It can be charged.
    #[default]
    Chargeable,
    /// It was charged and is used up.
    Consumed,
    /// It was taken off its customer, for good.
    Cancelled,
    /// It failed.
    Failed,
}
