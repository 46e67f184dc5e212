//! What only Digital River knows of a customer and of a payment source.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use crate::model::{Date, Metadata, Timestamp};

/// Digital River's customer fields (`digital_river 3.1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
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
pub enum CustomerType {
    /// A business.
    Business,
    /// A person.
    Individual,
}

/// Where Digital River ships to (`digital_river 3.2`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
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

/// A tax certificate (`digital_river 3.5`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
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
    /// When it was attached or detached last.
    pub updated_at: Option<Timestamp>,
}

/// Where a source stands (`digital_river 3.3`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
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
