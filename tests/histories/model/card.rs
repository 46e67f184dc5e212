//! Cards of a customer.

use tillbook::{Card, CardAttributes, CardUpdate, Date, Provider, Status, Timestamp};

use super::token::{is_month, is_over, is_year};
use super::{Account, Answer};

impl Account {
    /// A customer's card; the customer is asked for first (`omise 6.3.12`).
    pub fn card(&self, customer: &str, id: &str) -> Answer<Card> {
        self.customer(customer).ok_or(Status::NotFound)?;
        self.cards_of(customer).into_iter().find(|card| card.id == id).ok_or(Status::NotFound)
    }

    /// Changes only the given fields (`omise 6.3.14`).
    pub fn update_card(
        &mut self,
        customer: &str,
        id: &str,
        update: CardUpdate,
        (now, today): (Timestamp, Date),
    ) -> Answer<Card> {
        let mut card = self.card(customer, id)?;
        if update.expiration_month.is_some() || update.expiration_year.is_some() {
            let month = update.expiration_month.unwrap_or(card.expiration_month.into());
            let year = update.expiration_year.unwrap_or(card.expiration_year.into());
            if !is_month(month) || !is_year(year) {
                return Err(Status::InvalidArgument);
            }
            if is_over(month, year, today) {
                return Err(Status::InvalidCard);
            }
            (card.expiration_month, card.expiration_year) = (month as u8, year as u16);
        }
        card.name = update.name.or(card.name);
        card.address.street1 = update.address.street1.or(card.address.street1);
        card.address.street2 = update.address.street2.or(card.address.street2);
        card.address.city = update.address.city.or(card.address.city);
        card.address.state = update.address.state.or(card.address.state);
        card.address.postal_code = update.address.postal_code.or(card.address.postal_code);
        card.address.country = update.address.country.or(card.address.country);
        card.address.phone_number = update.address.phone_number.or(card.address.phone_number);
        if let CardAttributes::Monri(monri) = &mut card.attributes {
            monri.updated_at = Some(now);
        }
        for present in self.cards.iter_mut().filter(|present| present.id == id) {
            *present = card.clone();
        }
        Ok(card)
    }

    /// Destroys a card; where it was the default, the card that was added last becomes it (`omise 6.3.6` to `6.3.8`).
    pub fn delete_card(&mut self, customer: &str, id: &str, now: Timestamp) -> Answer<Card> {
        let card = self.card(customer, id)?;
        self.cards.retain(|card| card.id != id);
        let heir = self.cards_of(customer).last().map(|card| card.id.clone()).filter(|_| self.passes_the_default_on());
        let detaching_is_a_change = self.provider == Provider::DigitalRiver;
        let owner = self.customer_mut(customer)?;
        if owner.default_card.as_deref() == Some(id) {
            owner.default_card = heir;
            owner.updated_at = Some(now);
        }
        if detaching_is_a_change {
            owner.updated_at = Some(now);
        }
        Ok(card)
    }

    /// Attaches a token's card; the answer is the card.
    pub fn create_card(&mut self, customer: &str, token: &str, now: Timestamp) -> Answer<Card> {
        let update = tillbook::CustomerUpdate { card: Some(token.to_owned()), ..Default::default() };
        self.update_customer(customer, update, now)?;
        self.cards_of(customer).pop().ok_or(Status::NotFound)
    }
}
