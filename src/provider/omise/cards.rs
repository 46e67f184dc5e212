//! Cards of a customer: E7 to E10.

use super::super::params::Params;
use super::views::{CardView, Place};
use super::{Answer, Call, lists};
use crate::error::Result;
use crate::model::{CardAddress, CardUpdate};

impl Call<'_> {
    /// E7.
    pub(super) fn list_cards(&self, customer: &str) -> Answer {
        self.existing_customer(customer)?;
        let query = lists::query(&self.params()?)?;
        let page = self.account.cards().list(customer, &query)?;
        let data = page.items.iter().map(|card| CardView::new(card, self.rendering)).collect();
        let location = format!("/customers/{customer}/cards");
        self.show(&self.list(&query, data, page.total, location, Place::AnswerBelowAnother))
    }

    /// E8.
    pub(super) fn retrieve_card(&self, customer: &str, card: &str) -> Answer {
        let card = self.account.cards().get(customer, card)?;
        self.params()?;
        self.show(&CardView::new(&card, self.rendering))
    }

    /// E9.
    pub(super) fn update_card(&self, customer: &str, card: &str) -> Answer {
        self.account.cards().get(customer, card)?;
        let params = self.params()?;
        let update = CardUpdate {
            name: params.text("name")?,
            expiration_month: params.integer("expiration_month")?,
            expiration_year: params.integer("expiration_year")?,
            address: address(&params)?,
        };
        let card = self.account.cards().update(customer, card, update)?;
        self.show(&CardView::new(&card, self.rendering))
    }

    /// E10.
    pub(super) fn destroy_card(&self, customer: &str, card: &str) -> Answer {
        self.account.cards().get(customer, card)?;
        self.params()?;
        let card = self.account.cards().delete(customer, card)?;
        self.show(&CardView { deleted: true, ..CardView::new(&card, self.rendering) })
    }
}

/// The billing address that a request gives; a part that it lacks is absent.
pub(super) fn address(params: &Params) -> Result<CardAddress> {
    Ok(CardAddress {
        street1: params.text("street1")?,
        street2: params.text("street2")?,
        city: params.text("city")?,
        state: params.text("state")?,
        postal_code: params.text("postal_code")?,
        country: params.text("country")?,
        phone_number: params.text("phone_number")?,
    })
}
