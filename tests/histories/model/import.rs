//! Taking in customers from elsewhere.

use tillbook::{Attributes, Card, Customer, Imported, ImportedCustomer, Metadata, PostalAddress, Status, Timestamp};

use super::customer::{numbers, without_blanks};
use super::{Account, Answer};

impl Account {
    /// Takes in one row: whole, or not at all. `chosen` is the id that the store made, should it have made one.
    pub fn import(&mut self, row: ImportedCustomer, chosen: &str, now: Timestamp) -> Answer<Imported> {
        let before = self.clone();
        let answer = self.take(row, chosen, now);
        let answer = if self.is_too_large() { answer.and(Err(Status::TooLarge)) } else { answer };
        if answer.is_err() {
            *self = before;
        }
        answer
    }

    fn take(&mut self, row: ImportedCustomer, chosen: &str, now: Timestamp) -> Answer<Imported> {
        let given = row.id.as_deref().filter(|id| !id.is_empty());
        let present = match (given, &row.own.merchant_customer_id) {
            (Some(id), _) => self.customer(id).cloned(),
            (None, Some(number)) => self.living().into_iter().find(|living| numbers(living).contains(&number.as_str())),
            (None, None) => None,
        };
        if present.as_ref().is_some_and(|present| present.deleted_at.is_some()) {
            return Err(Status::Deleted);
        }
        let id = present.as_ref().map(|present| present.id.as_str()).or(given).unwrap_or(chosen).to_owned();
        self.numbers_are_free(&id, Some(&row.own), row.attributes.as_ref())?;
        let wanted = row.cards.clone();
        for card in wanted.iter().flatten() {
            if self.cards.iter().any(|there| there.id == card.id && there.customer.as_deref() != Some(&id)) {
                return Err(Status::AlreadyExists);
            }
        }
        let attributes = row.attributes.clone().map(|given| self.own_attributes(Some(given))).transpose()?;
        let mut customer = match &present {
            Some(present) => present.clone(),
            None => Customer {
                id: id.clone(),
                sequence: 0,
                created_at: row.created_at.unwrap_or(now),
                updated_at: row.updated_at,
                deleted_at: None,
                email: None,
                description: None,
                metadata: Default::default(),
                default_card: None,
                own: Default::default(),
                attributes: self.own_attributes(None)?,
            },
        };
        customer.attributes = match attributes {
            Some(given) if row.complete => given,
            Some(given) => overlaid(customer.attributes, given),
            None => customer.attributes,
        };
        fill(&mut customer, &row);
        let before = self.cards_of(&id);
        if let Some(wanted) = wanted {
            self.give(&id, wanted, row.complete)?;
            customer.default_card = self.default_of(&id, &row, customer.default_card)?;
        }
        match present {
            None => {
                self.customers.push(customer);
                Ok(Imported::Created(id))
            }
            Some(present) if customer == present && self.cards_of(&id) == before => Ok(Imported::Unchanged(id)),
            Some(present) => {
                if customer != present {
                    customer.updated_at = Some(now);
                }
                *self.customer_mut(&id)? = customer;
                Ok(Imported::Updated(id))
            }
        }
    }

    /// Gives a customer the row's cards: a complete row's are all there are, in their order; others join those that are
    /// there. A card that is somebody's came of a token that was used.
    fn give(&mut self, customer: &str, wanted: Vec<Card>, complete: bool) -> Answer<()> {
        let ids: Vec<String> = wanted.iter().map(|card| card.id.clone()).collect();
        let twice = ids.iter().enumerate().any(|(place, id)| ids[..place].contains(id));
        if twice || ids.iter().any(String::is_empty) {
            return Err(Status::InvalidArgument);
        }
        if complete {
            self.cards.retain(|card| card.customer.as_deref() != Some(customer));
        }
        for card in wanted {
            let card = Card { customer: Some(customer.to_owned()), sequence: 0, attached: 0, ..card };
            match self.cards.iter_mut().find(|present| present.id == card.id) {
                Some(present) => *present = card,
                None => self.cards.push(card),
            }
        }
        if self.cards_of(customer).len() > 1 && self.has_one_card_at_most() {
            return Err(Status::InvalidArgument);
        }
        ids.iter().for_each(|id| self.use_up(id));
        Ok(())
    }

    /// The card that the row calls the default. When absent, it stays; where there is none yet, or the row is complete,
    /// the first card is it.
    fn default_of(&self, customer: &str, row: &ImportedCustomer, present: Option<String>) -> Answer<Option<String>> {
        let cards = self.cards_of(customer);
        match &row.default_card {
            Some(named) if cards.iter().any(|card| card.id == *named) => Ok(Some(named.clone())),
            Some(_) => Err(Status::NotFound),
            None if present.is_some() && !row.complete => Ok(present),
            None => Ok(cards.first().map(|card| card.id.clone())),
        }
    }
}

/// Attributes with what others have of the fields that histories fill; what the others leave out stays.
fn overlaid(present: Attributes, given: Attributes) -> Attributes {
    fn over(present: &mut Option<String>, given: Option<String>) {
        if given.is_some() {
            *present = given;
        }
    }
    match (present, given) {
        (Attributes::Monri(mut present), Attributes::Monri(given)) => {
            over(&mut present.merchant_customer_id, given.merchant_customer_id);
            over(&mut present.name, given.name);
            over(&mut present.phone, given.phone);
            Attributes::Monri(present)
        }
        (Attributes::DigitalRiver(mut present), Attributes::DigitalRiver(given)) => {
            if let Some(given) = given.shipping {
                let shipping = present.shipping.get_or_insert_default();
                over(&mut shipping.name, given.name);
                over(&mut shipping.phone, given.phone);
            }
            Attributes::DigitalRiver(present)
        }
        (present, _) => present,
    }
}

/// A row that shows everything empties what it lacks; otherwise that stays. The till's own fields are told apart from the
/// provider's.
fn fill(customer: &mut Customer, row: &ImportedCustomer) {
    if row.complete {
        customer.email = row.email.clone();
        customer.description = row.description.clone();
        customer.metadata = row.metadata.clone();
    } else {
        customer.email = row.email.clone().or(customer.email.take());
        customer.description = row.description.clone().or(customer.description.take());
        let mut pairs: Vec<(String, serde_json::Value)> = customer.metadata.to_object().into_iter().collect();
        for (name, value) in row.metadata.to_object() {
            match pairs.iter_mut().find(|(present, _)| *present == name) {
                Some(pair) => pair.1 = value,
                None => pairs.push((name, value)),
            }
        }
        customer.metadata = Metadata::from_object(&pairs.into_iter().collect());
    }
    let own = without_blanks(row.own.clone());
    if row.own_complete {
        customer.own = own;
        return;
    }
    let present = &mut customer.own;
    present.name = own.name.or(present.name.take());
    present.phone = own.phone.or(present.phone.take());
    present.merchant_customer_id = own.merchant_customer_id.or(present.merchant_customer_id.take());
    present.barcode = own.barcode.or(present.barcode.take());
    present.notes = own.notes.or(present.notes.take());
    present.company = own.company.or(present.company.take());
    if !own.tags.is_empty() {
        present.tags = own.tags;
    }
    present.address = match (present.address.take(), own.address) {
        // Without a street it is more of the same address.
        (Some(present), Some(more)) if more.line1.is_none() => Some(PostalAddress {
            line1: present.line1,
            line2: more.line2.or(present.line2),
            city: more.city.or(present.city),
            state: more.state.or(present.state),
            postal_code: more.postal_code.or(present.postal_code),
            country: more.country.or(present.country),
        }),
        (present, address) => address.or(present),
    };
}
