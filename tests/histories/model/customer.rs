//! Customers.

use tillbook::{
    Attributes, Customer, CustomerUpdate, Metadata, NewCustomer, OwnFields, Provider, Shipping, Status, Timestamp,
};

use super::{Account, Answer};

impl Account {
    /// Creates a customer under the id that the store chose (`omise 6.1.1`, `6.1.9`).
    pub fn create_customer(&mut self, new: NewCustomer, chosen: &str, now: Timestamp) -> Answer<Customer> {
        if let Some(id) = &new.id {
            if !self.lets_callers_choose_ids() || id.is_empty() {
                return Err(Status::InvalidArgument);
            }
            if self.customer(id).is_some() {
                return Err(Status::AlreadyExists);
            }
        }
        self.numbers_are_free(chosen, Some(&new.own), new.attributes.as_ref())?;
        let customer = Customer {
            id: chosen.to_owned(),
            sequence: 0,
            created_at: now,
            updated_at: None,
            deleted_at: None,
            email: new.email,
            description: new.description,
            metadata: new.metadata,
            default_card: None,
            own: without_blanks(new.own),
            attributes: self.own_attributes(new.attributes)?,
        };
        self.is_in_bounds(None, &customer)?;
        let customer = put_right(customer);
        self.customers.push(customer);
        if let Some(token) = &new.card {
            self.attach(chosen, token, now)?;
        }
        Ok(self.customer_mut(chosen)?.clone())
    }

    /// Changes what is given (`omise 6.1.3`). What is wrong is told in the order of `omise 7`: the customer, the
    /// parameters, the token, its use, the default card.
    pub fn update_customer(&mut self, id: &str, update: CustomerUpdate, now: Timestamp) -> Answer<Customer> {
        if self.customer_mut(id)?.deleted_at.is_some() {
            return Err(Status::Deleted);
        }
        if self.ignores_empty_updates() && update == CustomerUpdate::default() {
            return Ok(self.customer_mut(id)?.clone());
        }
        self.numbers_are_free(id, update.own.as_ref(), update.attributes.as_ref())?;
        let attributes = update.attributes.map(|attributes| self.own_attributes(Some(attributes))).transpose()?;
        let merges = self.merges_metadata();
        let before = self.customer_mut(id)?.clone();
        let customer = self.customer_mut(id)?;
        customer.updated_at = Some(now);
        if let Some(email) = update.email {
            customer.email = email;
        }
        if let Some(description) = update.description {
            customer.description = description;
        }
        if let Some(metadata) = update.metadata {
            customer.metadata = if merges { merged(&customer.metadata, &metadata) } else { metadata };
        }
        if let Some(own) = update.own {
            customer.own = without_blanks(own);
        }
        if let Some(attributes) = attributes {
            customer.attributes = attributes;
        }
        *customer = put_right(customer.clone());
        let after = customer.clone();
        self.is_in_bounds(Some(&before), &after)?;
        if let Some(token) = &update.card {
            self.attach(id, token, now)?;
        }
        if let Some(card) = update.default_card {
            self.card(id, &card)?;
            self.customer_mut(id)?.default_card = Some(card);
        }
        Ok(self.customer_mut(id)?.clone())
    }

    /// Deletes a customer with its cards and answers with it as it was; its schedules stay (`omise 6.5`, `monri 21`).
    pub fn delete_customer(&mut self, id: &str, now: Timestamp) -> Answer<Customer> {
        let before = self.customer_mut(id)?.clone();
        self.cards.retain(|card| card.customer.as_deref() != Some(id));
        if !self.marks_the_deleted() {
            self.customers.retain(|customer| customer.id != id);
        } else if before.deleted_at.is_none() {
            let customer = self.customer_mut(id)?;
            customer.deleted_at = Some(now);
            customer.default_card = None;
        }
        Ok(before)
    }

    /// The shop's own numbers are unique among the living customers of an account.
    pub(super) fn numbers_are_free(
        &self,
        claimant: &str,
        own: Option<&OwnFields>,
        attributes: Option<&Attributes>,
    ) -> Answer<()> {
        let mut wanted: Vec<&str> = own.and_then(|own| own.merchant_customer_id.as_deref()).into_iter().collect();
        wanted.extend(attributes.and_then(number_of));
        let taken = self
            .living()
            .iter()
            .filter(|customer| customer.id != claimant)
            .any(|customer| wanted.iter().any(|wanted| numbers(customer).contains(wanted)));
        if taken { Err(Status::AlreadyExists) } else { Ok(()) }
    }

    /// Texts are neither too long nor too short, with KOMOJU an e-mail address is one and metadata holds nothing but texts
    /// (`monri 10`, `11`, `komoju 6.1.6`, `6.1.7`). What stays as it was is not looked at again.
    fn is_in_bounds(&self, before: Option<&Customer>, after: &Customer) -> Answer<()> {
        let same_email = before.is_some_and(|before| before.email == after.email);
        let good_email = after.email.as_deref().is_none_or(|email| email.contains('@') && !email.contains(' '));
        let same_metadata = before.is_some_and(|before| before.metadata == after.metadata);
        let texts = after.metadata.to_object().values().all(serde_json::Value::is_string);
        let plain = !after.metadata.to_object().values().any(serde_json::Value::is_null);
        let (strict, metadata) = match self.provider {
            // `digital_river 4.B.11`, `4.H.54`: numbers are values, null is none.
            Provider::DigitalRiver => (true, plain),
            _ => (self.is_strict_with_customers(), texts),
        };
        let refused = strict && !((same_email || good_email) && (same_metadata || metadata));
        if refused { Err(Status::InvalidArgument) } else { self.keeps_lengths(before, after) }
    }

    /// Another provider's attributes are refused; without any, a customer has the provider's first ones.
    pub(super) fn own_attributes(&self, given: Option<Attributes>) -> Answer<Attributes> {
        match given {
            None => Ok(Attributes::initial(self.provider)),
            Some(attributes) if attributes.provider() == self.provider => Ok(attributes),
            Some(_) => Err(Status::InvalidArgument),
        }
    }
}

/// A shipping in which nothing is said is none (`digital_river 3.2`).
fn put_right(mut customer: Customer) -> Customer {
    if let Attributes::DigitalRiver(river) = &mut customer.attributes {
        river.shipping.take_if(|shipping| *shipping == Shipping::default());
    }
    customer
}

fn number_of(attributes: &Attributes) -> Option<&str> {
    match attributes {
        Attributes::Monri(monri) => monri.merchant_customer_id.as_deref(),
        _ => None,
    }
}

/// The shop's numbers for a customer: the till's and the provider's.
pub(super) fn numbers(customer: &Customer) -> Vec<&str> {
    let till = customer.own.merchant_customer_id.as_deref();
    till.into_iter().chain(number_of(&customer.attributes)).collect()
}

/// A blank field is an empty one.
pub(super) fn without_blanks(own: OwnFields) -> OwnFields {
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    OwnFields {
        name: filled(own.name),
        phone: filled(own.phone),
        merchant_customer_id: filled(own.merchant_customer_id),
        barcode: filled(own.barcode),
        notes: filled(own.notes),
        company: filled(own.company),
        tags: own.tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect(),
        address: own.address.filter(|address| !address.is_empty()),
    }
}

/// Names in the update are set or, with null, removed; the others stay in their places (`monri 16`, `17`).
fn merged(present: &Metadata, update: &Metadata) -> Metadata {
    let mut pairs: Vec<(String, serde_json::Value)> = present.to_object().into_iter().collect();
    for (name, value) in update.to_object() {
        match pairs.iter().position(|(present, _)| *present == name) {
            Some(place) if value.is_null() => drop(pairs.remove(place)),
            Some(place) => pairs[place].1 = value,
            None if value.is_null() => {}
            None => pairs.push((name, value)),
        }
    }
    Metadata::from_object(&pairs.into_iter().collect())
}
