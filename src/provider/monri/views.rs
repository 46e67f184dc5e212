//! The objects of section 3, letter for letter.

use serde::{Serialize, Serializer};

use crate::model::{Card, Customer, Date, MonriAttributes, MonriCard};
use crate::provider::show::{Milliseconds, Raw, Shown, object};

/// What `status` says of everything that went well.
const APPROVED: &str = "approved";

/// A customer (3.1).
pub(super) struct CustomerView<'a>(pub &'a Customer);

impl Serialize for CustomerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let customer = self.0;
        let monri = MonriAttributes::of(customer);
        object!(serializer, {
            "status" => APPROVED,
            "uuid" => customer.id,
            "merchant_customer_id" => monri.merchant_customer_id,
            "description" => customer.description,
            "email" => customer.email,
            "name" => monri.name,
            "phone" => monri.phone,
            "metadata" => Raw(&customer.metadata),
            "zip_code" => monri.zip_code,
            "city" => monri.city,
            "address" => monri.address,
            "country" => monri.country,
            "deleted" => customer.deleted_at.is_some(),
            "created_at" => Milliseconds(customer.created_at),
            "updated_at" => Milliseconds(customer.updated_at.unwrap_or(customer.created_at)),
            "deleted_at" => customer.deleted_at.map(Milliseconds),
        })
    }
}

/// What a deletion answers (3.2).
pub(super) struct DeletedView<'a>(pub &'a str);

impl Serialize for DeletedView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "status" => APPROVED,
            "uuid" => self.0,
            "id" => self.0,
            "deleted" => true,
        })
    }
}

/// A list (3.3).
pub(super) struct ListView<T>(pub Vec<T>);

impl<T: Serialize> Serialize for ListView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "status" => APPROVED,
            "data" => self.0,
        })
    }
}

/// A payment method (3.4).
pub(super) struct PaymentMethodView<'a> {
    /// The card.
    pub card: &'a Card,
    /// The day that tells whether it has expired.
    pub today: Date,
}

impl Serialize for PaymentMethodView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.card;
        let monri = MonriCard::of(card);
        // 3.4: a card is good through the last day of its month.
        let last_day = Date::end_of_month(card.expiration_year, card.expiration_month).unwrap_or(Date::MAX);
        object!(serializer, {
            "status" => APPROVED,
            "id" => card.id,
            "masked_pan" => format!("{}******{}", card.first_digits.as_deref().unwrap_or("******"), card.last_digits),
            "expiration_date" => Shown(last_day),
            "keep_until" => monri.keep_until.map(Milliseconds),
            "created_at" => Milliseconds(card.created_at),
            "updated_at" => Milliseconds(monri.updated_at.unwrap_or(card.created_at)),
            "customer_uuid" => card.customer.as_deref().unwrap_or_default(),
            "token" => monri.token,
            "expired" => self.today > last_day,
        })
    }
}

/// An access token (2.4).
pub(super) struct TokenView {
    /// The token.
    pub token: String,
    /// How many seconds it lives.
    pub lifetime: i64,
}

impl Serialize for TokenView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "access_token" => self.token,
            "token_type" => "Bearer",
            "expires_in" => self.lifetime,
            "status" => APPROVED,
        })
    }
}
