//! Customers: K1 to K5.

use super::super::params::Params;
use super::fault::{Fault, PAYMENT};
use super::payment::{self, Payment};
use super::views::{CustomerView, ListView};
use super::{Answer, Call, lists, show};
use crate::account::{Asked, CustomerWithCards};
use crate::error::{Error, Result};
use crate::model::{CustomerUpdate, Kind, NewCustomer};

/// What a request says of a customer, read in the order in which faults are told (7, precedence).
///
/// It ends at the first parameter that cannot be read: the rules look at those before it, and only when they are good is
/// the unreadable one told of.
#[derive(Default)]
struct Said {
    update: CustomerUpdate,
    unreadable: Option<Fault>,
}

impl Said {
    fn of(params: &Params) -> Said {
        let mut said = Said::default();
        said.unreadable = said.read(params).err();
        said
    }

    /// Parameters of other names are passed over (6.1.8).
    fn read(&mut self, params: &Params) -> Result<(), Fault> {
        let update = &mut self.update;
        update.currency = params.text("currency")?;
        update.email = params.removable_text("email")?;
        if params.get("metadata").is_some() {
            // Null empties it, as `{}` does (6.1.4, 6.5.2).
            let given = params.given("metadata").map(|_| params.metadata("metadata")).transpose()?;
            update.metadata = Some(given.flatten().unwrap_or_default());
        }
        match payment::read(params)? {
            Some(Payment::Token(id)) => update.card = Some(id),
            Some(Payment::Card(card)) => update.card_details = Some(card.details),
            None => {}
        }
        Ok(())
    }
}

impl Call<'_> {
    /// K1.
    pub(super) fn list_customers(&self) -> Answer {
        let asked = lists::asked(&self.params()?)?;
        let (data, total) = self.account.customers().list_with_cards(&asked.query, asked.expiry)?;
        show(&ListView { total, page: asked.page, per_page: asked.per_page, data: &data })
    }

    /// K2.
    pub(super) fn show_customer(&self, id: &str) -> Answer {
        let customer = self.existing_customer(id)?;
        self.params()?;
        show(&CustomerView::new(&customer))
    }

    /// K3.
    pub(super) fn create_customer(&self, params: &Params, asked: Option<&Asked>) -> Answer {
        if !payment::is_given(params) {
            return Err(Fault::missing(PAYMENT, PAYMENT));
        }
        let Said { update, unreadable } = Said::of(params);
        let new = NewCustomer {
            email: update.email.flatten(),
            metadata: update.metadata.unwrap_or_default(),
            card: update.card,
            card_details: update.card_details,
            currency: update.currency,
            ..NewCustomer::default()
        };
        self.account.work(|work| {
            let made = work.create_customer(new)?;
            unreadable.map_or(Ok(()), Err)?;
            let body = show(&CustomerView::new(&made))?;
            if let Some(asked) = asked {
                work.keep(asked, 200, &body)?;
            }
            Ok(body)
        })
    }

    /// K4.
    pub(super) fn update_customer(&self, id: &str) -> Answer {
        let customer = self.existing_customer(id)?;
        let Said { update, unreadable } = Said::of(&self.params()?);
        if update == CustomerUpdate::default() && unreadable.is_none() {
            return show(&CustomerView::new(&customer));
        }
        self.account.work(|work| {
            let changed = work.update_customer(id, update)?;
            unreadable.map_or(Ok(()), Err)?;
            show(&CustomerView::new(&changed))
        })
    }

    /// K5. The source is gone from the answer as it is from the store (5.5, 6.6.2).
    pub(super) fn destroy_customer(&self, id: &str) -> Answer {
        self.existing_customer(id)?;
        self.params()?;
        let customer = self.account.customers().delete(id)?;
        show(&CustomerView { customer: &customer, source: None })
    }

    /// The customer that a path names (6.5.5, 6.6.3).
    fn existing_customer(&self, id: &str) -> Result<CustomerWithCards> {
        self.account.customers().with_cards(id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))
    }
}
