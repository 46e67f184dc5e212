//! Taking in customers from elsewhere.

use tillbook::{Card, Customer, Imported, ImportedCustomer, Status, Timestamp};

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
                updated_at: None,
                deleted_at: None,
                email: None,
                description: None,
                metadata: Default::default(),
                default_card: None,
                own: Default::default(),
                attributes: self.own_attributes(None)?,
            },
        };
        customer.attributes = attributes.unwrap_or(customer.attributes);
        fill(&mut customer, &row);
        let before = self.cards_of(&id);
        if let Some(wanted) = wanted {
            customer.default_card = self.default_among(&wanted, row.default_card)?;
            self.give_exactly(&id, wanted);
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

    /// The card that the row calls the default, or its first.
    fn default_among(&self, wanted: &[Card], named: Option<String>) -> Answer<Option<String>> {
        let ids: Vec<&String> = wanted.iter().map(|card| &card.id).collect();
        let twice = ids.iter().enumerate().any(|(place, id)| ids[..place].contains(id));
        if twice || ids.iter().any(|id| id.is_empty()) || (ids.len() > 1 && self.has_one_card_at_most()) {
            return Err(Status::InvalidArgument);
        }
        match named {
            Some(named) if ids.contains(&&named) => Ok(Some(named)),
            Some(_) => Err(Status::NotFound),
            None => Ok(ids.first().map(|id| (*id).clone())),
        }
    }

    /// Makes a customer's cards the row's, in the row's order.
    fn give_exactly(&mut self, customer: &str, wanted: Vec<Card>) {
        self.cards.retain(|card| card.customer.as_deref() != Some(customer));
        for card in wanted {
            self.cards.push(Card { customer: Some(customer.to_owned()), sequence: 0, attached: 0, ..card });
        }
    }
}

/// A row that shows the whole customer empties what it lacks; otherwise that stays.
fn fill(customer: &mut Customer, row: &ImportedCustomer) {
    let own = without_blanks(row.own.clone());
    let present = customer.own.clone();
    if row.complete {
        customer.email = row.email.clone();
        customer.description = row.description.clone();
        customer.metadata = row.metadata.clone();
        customer.own = own;
        return;
    }
    customer.email = row.email.clone().or(customer.email.take());
    customer.description = row.description.clone().or(customer.description.take());
    if !row.metadata.is_empty() {
        customer.metadata = row.metadata.clone();
    }
    customer.own.name = own.name.or(present.name);
    customer.own.phone = own.phone.or(present.phone);
    customer.own.merchant_customer_id = own.merchant_customer_id.or(present.merchant_customer_id);
    customer.own.barcode = own.barcode.or(present.barcode);
    customer.own.notes = own.notes.or(present.notes);
    customer.own.company = own.company.or(present.company);
    customer.own.tags = if own.tags.is_empty() { present.tags } else { own.tags };
    customer.own.address = own.address.or(present.address);
}
