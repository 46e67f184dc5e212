//! What only Monri knows of a customer and of a card.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use crate::model::{Attributes, Card, CardAttributes, Customer, Timestamp};

/// Monri's customer fields (`monri 2.6`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct MonriAttributes {
    /// The merchant's own id, 1 to 100 characters.
    pub merchant_customer_id: Option<String>,
    /// Name, 1 to 50 characters.
    pub name: Option<String>,
    /// Telephone number, 1 to 30 characters.
    pub phone: Option<String>,
    /// Postal code, 1 to 9 characters.
    pub zip_code: Option<String>,
    /// City, 3 to 30 characters.
    pub city: Option<String>,
    /// Address, 3 to 100 characters.
    pub address: Option<String>,
    /// Country code, 2 or 3 letters.
    pub country: Option<String>,
}

impl MonriAttributes {
    const NOTHING: &MonriAttributes = &MonriAttributes {
        merchant_customer_id: None,
        name: None,
        phone: None,
        zip_code: None,
        city: None,
        address: None,
        country: None,
    };

    /// What only Monri knows of a customer; nothing when it is another provider's.
    pub fn of(customer: &Customer) -> &MonriAttributes {
        match &customer.attributes {
            Attributes::Monri(monri) => monri,
            _ => MonriAttributes::NOTHING,
        }
    }
}

/// What only Monri knows of a card that it keeps (`monri 3.4`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct MonriCard {
    /// The token that later payments name.
    pub token: String,
    /// Until when the token is kept.
    pub keep_until: Option<Timestamp>,
    /// When it was last changed; as it was made before the first change.
    pub updated_at: Option<Timestamp>,
}

impl MonriCard {
    const NOTHING: &MonriCard = &MonriCard { token: String::new(), keep_until: None, updated_at: None };

    /// What only Monri knows of a card; nothing when it is another provider's.
    pub fn of(card: &Card) -> &MonriCard {
        match &card.attributes {
            CardAttributes::Monri(monri) => monri,
            _ => MonriCard::NOTHING,
        }
    }
}
