//! Tax identifiers: E8 and E11 to E14.

use super::super::params::Params;
use super::body::{self, Object, text};
use super::fault::Fault;
use super::lists::{self, ListView, Times};
use super::views::{TAX_STATES, TaxIdentifierView, state_name};
use super::{Answer, Call, NO_CONTENT};
use crate::account::AmongTaxIdentifiers;
use crate::error::Error;
use crate::model::{Kind, TaxIdentifier, TaxIdentifierState};

impl Call<'_> {
    /// E8 (4.G.46 to 4.G.50).
    pub(super) fn attach_tax_identifier(&self, customer: &str, id: &str) -> Answer {
        let attached = match self.account.tax_identifiers().attach(customer, id) {
            Ok(attached) => attached,
            Err(error) => {
                let present = self.account.tax_identifiers().get(id)?;
                let fault = Fault::from(error);
                return Err(present.map_or(fault.clone(), |identifier| fault.second_of(&identifier.kind)));
            }
        };
        self.show_tax_identifier(200, &attached)
    }

    /// E11.
    pub(super) fn create_tax_identifier(&self) -> Answer {
        let params = body::params(self.request)?;
        let body = Object::top(&params);
        body.only(&["type", "value"])?;
        let (kind, value) = (body.required("type", text)?, body.required("value", text)?);
        let created = self.account.tax_identifiers().create(&kind, &value).map_err(|error| match &error {
            Error::InvalidArgument { field: "value", .. } => Fault::tax_value(&value),
            _ => body.fault(error),
        })?;
        self.show_tax_identifier(201, &created)
    }

    /// E12.
    pub(super) fn retrieve_tax_identifier(&self, id: &str) -> Answer {
        let found = self.account.tax_identifiers().get(id)?;
        self.show_tax_identifier(200, &*found.ok_or_else(|| Error::not_found(Kind::TaxIdentifier, id))?)
    }

    /// E13.
    pub(super) fn list_tax_identifiers(&self) -> Answer {
        let params = Params::of_query(self.request)?;
        let query = lists::query(&params)?;
        let updated = Times::of(&params, "updatedTime")?;
        let transitions =
            [Times::of(&params, "pending")?, Times::of(&params, "verified")?, Times::of(&params, "not_valid")?];
        let (kind, value) = (lists::text(&params, "type")?, lists::text(&params, "value")?);
        let state = match lists::text(&params, "state")? {
            None => None,
            Some(name) => Some(state_of(name).ok_or_else(|| Fault::invalid("state", name))?),
        };
        let ids = lists::ids(self.request)?;
        let customer = lists::text(&params, "customerId")?;
        let among = match (&ids, customer) {
            (Some(ids), _) => AmongTaxIdentifiers::Ids(ids),
            (None, Some(customer)) => AmongTaxIdentifiers::Of(customer),
            (None, None) => AmongTaxIdentifiers::All,
        };
        let keep = |it: &TaxIdentifier| {
            let times = [it.pending_at, it.verified_at, it.not_valid_at];
            updated.hold(Some(it.updated_at))
                && transitions.iter().zip(times).all(|(asked, time)| asked.hold(time))
                && kind.is_none_or(|kind| it.kind == kind)
                && value.is_none_or(|value| it.value == value)
                && state.is_none_or(|state| it.state == state)
                && customer.is_none_or(|customer| it.customer.as_deref() == Some(customer))
        };
        let identifiers = self.account.tax_identifiers();
        let page = identifiers.select(&query, among, keep).map_err(|error| lists::fault(&query, error))?;
        let data = page.items.iter().map(|identifier| self.tax_identifier_view(identifier)).collect();
        self.show(200, &ListView { more: page.more, data })
    }

    /// E14 (4.G.51).
    pub(super) fn delete_tax_identifier(&self, id: &str) -> Answer {
        self.account.tax_identifiers().delete(id)?;
        Ok(NO_CONTENT)
    }

    fn tax_identifier_view<'a>(&self, identifier: &'a TaxIdentifier) -> TaxIdentifierView<'a> {
        TaxIdentifierView { identifier, within_customer: false, livemode: self.livemode() }
    }

    fn show_tax_identifier(&self, status: u16, identifier: &TaxIdentifier) -> Answer {
        self.show(status, &self.tax_identifier_view(identifier))
    }
}

fn state_of(name: &str) -> Option<TaxIdentifierState> {
    TAX_STATES.into_iter().find(|state| state_name(*state) == name)
}
