//! Sources: E6, E7, E9 and E10, and how they come to be outside the provider's interface.

use super::body::{self, Object, text};
use super::fault::Fault;
use super::views::SourceView;
use super::{Answer, Call, NO_CONTENT, source_object};
use crate::error::Error;
use crate::model::{Card, Kind};

impl Call<'_> {
    /// E6 (4.F.31 to 4.F.37).
    pub(super) fn attach_source(&self, customer: &str, source: &str) -> Answer {
        let source = self.account.cards().adopt(customer, source)?;
        self.show_source(200, &source)
    }

    /// E7 (4.F.34, 4.F.39, 4.F.42).
    pub(super) fn detach_source(&self, customer: &str, source: &str) -> Answer {
        self.account.cards().delete(customer, source)?;
        Ok(NO_CONTENT)
    }

    /// E9. One that was detached is found as well.
    pub(super) fn retrieve_source(&self, id: &str) -> Answer {
        let found = self.account.cards().by_id(id)?;
        self.show_source(200, &*found.ok_or_else(|| Error::not_found(Kind::Card, id))?)
    }

    /// E10: only customer credit, which is used once and so needs its amount.
    pub(super) fn create_source(&self) -> Answer {
        let params = body::params(self.request)?;
        let body = Object::top(&params);
        body.only(&["type", "amount", "paymentSessionId", "upstreamId", "customerCredit", "owner"])?;
        body.required("type", |value| text(value).filter(|kind| kind == "customerCredit"))?;
        body.required("amount", source_object::amount)?;
        self.add_source(&body)
    }

    /// What the browser library does at the provider: makes a source of any kind.
    pub(super) fn make_source(&self) -> Answer {
        let params = body::params(self.request)?;
        let body = Object::top(&params);
        let kind = source_object::kind(&body)?;
        body.only(&[source_object::FIELDS, &[kind.as_str()]].concat())?;
        self.add_source(&body)
    }

    fn add_source(&self, body: &Object<'_>) -> Answer {
        let new = source_object::read(body)?;
        let source = self.account.cards().add(new).map_err(|error| match error {
            // Something in it is a card number, which is not quoted.
            Error::InvalidArgument { .. } => Fault::format(),
            error => error.into(),
        })?;
        self.show_source(201, &source)
    }

    fn show_source(&self, status: u16, source: &Card) -> Answer {
        self.show(status, &SourceView { source, livemode: self.livemode() })
    }
}
