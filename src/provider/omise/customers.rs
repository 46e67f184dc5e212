//! Customers: E1 to E5 and E20.

use std::sync::Arc;

use super::super::params::Params;
use super::views::{CardView, CustomerView, Place};
use super::{Answer, Call, lists};
use crate::account::CustomerWithCards;
use crate::error::{Error, Result};
use crate::model::{Customer, CustomerUpdate, Kind, NewCustomer};
use crate::store::ListQuery;

impl Call<'_> {
    /// E1.
    pub(super) fn create_customer(&self) -> Answer {
        let params = self.params()?;
        let new = NewCustomer {
            email: params.text("email")?,
            description: params.text("description")?,
            metadata: params.metadata("metadata")?.unwrap_or_default(),
            card: params.filled_text("card")?,
            ..NewCustomer::default()
        };
        let customer = self.account.customers().create(new)?;
        self.show_customer(&customer, &params)
    }

    /// E2.
    pub(super) fn list_customers(&self) -> Answer {
        let params = self.params()?;
        let query = lists::query(&params)?;
        let page = self.account.customers().list(&query)?;
        let shown = page.items.into_iter().map(|customer| self.with_cards(customer)).collect::<Result<Vec<_>>>()?;
        let data = shown.iter().map(|customer| self.customer_view(customer, &params)).collect();
        self.show(&self.list(&query, data, page.total, "/customers".to_owned(), Place::Answer))
    }

    /// E3.
    pub(super) fn retrieve_customer(&self, id: &str) -> Answer {
        let customer = self.existing_customer(id)?;
        self.show_customer(&customer, &self.params()?)
    }

    /// E4.
    pub(super) fn update_customer(&self, id: &str) -> Answer {
        self.existing_customer(id)?;
        let params = self.params()?;
        let update = CustomerUpdate {
            email: params.removable_text("email")?,
            description: params.removable_text("description")?,
            metadata: params.metadata("metadata")?,
            card: params.filled_text("card")?,
            default_card: params.filled_text("default_card")?,
            ..CustomerUpdate::default()
        };
        let customer = self.account.customers().update(id, update)?;
        self.show_customer(&customer, &params)
    }

    /// E5. The answer shows the customer with its cards as they were just before (5.6).
    pub(super) fn destroy_customer(&self, id: &str) -> Answer {
        let customer = self.with_cards(self.existing_customer(id)?)?;
        let params = self.params()?;
        let customer = CustomerWithCards { customer: self.account.customers().delete(id)?, ..customer };
        self.show(&CustomerView { deleted: true, ..self.customer_view(&customer, &params) })
    }

    /// E20. A store of cards has no direct debit.
    pub(super) fn list_linked_accounts(&self, id: &str) -> Answer {
        self.existing_customer(id)?;
        let query = lists::query(&self.params()?)?;
        let location = format!("/customers/{id}/linked_accounts");
        self.show(&self.list::<CardView<'_>>(&query, Vec::new(), 0, location, Place::AnswerBelowAnother))
    }

    /// The customer that a path names.
    pub(super) fn existing_customer(&self, id: &str) -> Result<Arc<Customer>> {
        self.account.customers().get(id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))
    }

    /// A customer together with its cards, read at one moment, so that the default card is one of them.
    pub(super) fn with_cards(&self, customer: Arc<Customer>) -> Result<CustomerWithCards> {
        // None when somebody else destroyed the customer since it was read: it is shown as it was, without cards.
        let together = self.account.customers().with_cards(&customer.id)?;
        Ok(together.unwrap_or(CustomerWithCards { customer, cards: Vec::new() }))
    }

    fn show_customer(&self, customer: &Arc<Customer>, params: &Params) -> Answer {
        let shown = self.with_cards(Arc::clone(customer))?;
        self.show(&self.customer_view(&shown, params))
    }

    /// The customer's object, with the first page of its cards (6.3.15); `expand=true` shows the default card in full
    /// (5.1).
    pub(super) fn customer_view<'a>(&self, shown: &'a CustomerWithCards, params: &Params) -> CustomerView<'a> {
        let CustomerWithCards { customer, cards } = shown;
        let expand = matches!(params.flag("expand"), Ok(Some(true)));
        let default = customer.default_card.as_deref().filter(|_| expand);
        CustomerView {
            customer,
            cards: &cards[..cards.len().min(ListQuery::default().limit)],
            total_cards: cards.len() as u64,
            default_card: cards.iter().find(|card| Some(card.id.as_str()) == default).map(Arc::as_ref),
            deleted: false,
            rendering: self.rendering,
        }
    }
}
