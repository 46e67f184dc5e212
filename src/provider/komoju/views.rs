//! The objects of section 5, letter for letter.

use serde::{Serialize, Serializer};

use super::super::show::{Raw, Shown, object};
use crate::account::CustomerWithCards;
use crate::model::{Brand, Card, Customer, Token};

/// The only kind of source there is (4.3).
pub(super) const CREDIT_CARD: &str = "credit_card";

/// The brand as KOMOJU writes it (5.2).
pub(super) const fn brand(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "visa",
        Brand::MasterCard => "master",
        Brand::AmericanExpress => "american_express",
        Brand::Jcb => "jcb",
        Brand::DinersClub => "diners_club",
        Brand::Discover => "discover",
        Brand::Other => "other",
    }
}

/// A customer (5.1).
pub(super) struct CustomerView<'a> {
    /// The customer.
    pub customer: &'a Customer,
    /// Its only card; none as well where the answer tells of its destruction (5.5).
    pub source: Option<&'a Card>,
}

impl<'a> CustomerView<'a> {
    /// A customer with its source (6.2.5), be it expired (6.2.7).
    pub(super) fn new(shown: &'a CustomerWithCards) -> CustomerView<'a> {
        CustomerView { customer: &shown.customer, source: shown.cards.first().map(AsRef::as_ref) }
    }
}

impl Serialize for CustomerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let customer = self.customer;
        object!(serializer, {
            "id" => customer.id,
            "resource" => "customer",
            "email" => customer.email,
            "source" => self.source.map(SourceView),
            "metadata" => Raw(&customer.metadata),
            "created_at" => Shown(customer.created_at),
        })
    }
}

/// The source of a customer (5.2).
struct SourceView<'a>(&'a Card);

impl Serialize for SourceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.0;
        object!(serializer, {
            "type" => CREDIT_CARD,
            "brand" => brand(card.brand),
            "last_four_digits" => card.last_digits,
            "month" => card.expiration_month,
            "year" => card.expiration_year,
        })
    }
}

/// A page of customers (5.3).
pub(super) struct ListView<'a> {
    /// How many match.
    pub total: u64,
    /// The page's number, as it was asked for.
    pub page: u64,
    /// How many a page has.
    pub per_page: u64,
    /// The customers.
    pub data: &'a [CustomerWithCards],
}

impl Serialize for ListView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data: Vec<CustomerView<'_>> = self.data.iter().map(CustomerView::new).collect();
        object!(serializer, {
            "resource" => "list",
            "total" => self.total,
            "page" => self.page,
            "per_page" => self.per_page,
            "last_page" => self.total.div_ceil(self.per_page),
            "data" => data,
        })
    }
}

/// A token that was just made (5.4).
pub(super) struct TokenView<'a> {
    /// The token.
    pub token: &'a Token,
    /// The e-mail address that came with the payment details; no token keeps it.
    pub email: Option<&'a str>,
}

impl Serialize for TokenView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "id" => self.token.id,
            "resource" => "token",
            "created_at" => Shown(self.token.created_at),
            "payment_details" => self.token.card().map(|card| PaymentView { card, email: self.email }),
        })
    }
}

/// The payment details inside a token, scrubbed (5.4).
struct PaymentView<'a> {
    card: &'a Card,
    email: Option<&'a str>,
}

impl Serialize for PaymentView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.card;
        object!(serializer, {
            "type" => CREDIT_CARD,
            "email" => self.email,
            "brand" => brand(card.brand),
            "last_four_digits" => card.last_digits,
            "month" => card.expiration_month,
            "year" => card.expiration_year,
        })
    }
}
