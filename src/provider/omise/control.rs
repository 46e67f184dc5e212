//! What happens at Omise outside its interface: charges of schedules that fail or are skipped.

use super::super::params::Params;
use super::super::request::{Method, Request};
use super::super::response::Response;
use super::schedules::required;
use super::views::OccurrenceView;
use super::{Answer, Call, respond};
use crate::account::Account;
use crate::error::{Error, Result};
use crate::model::Outcome;

/// Answers `POST occurrences`: what came of a charge that is due. Nothing else has a name here.
pub(super) fn control(account: &Account, name: &str, request: &Request) -> Option<Response> {
    let known = (request.method, name) == (Method::Post, "occurrences");
    known.then(|| respond(account, request, 201, |call| call.create_occurrence()))
}

impl Call<'_> {
    fn create_occurrence(&self) -> Answer {
        let params = self.params()?;
        let schedule = required("schedule", params.filled_text("schedule")?)?;
        let scheduled_on = required("scheduled_on", params.date("scheduled_on")?)?;
        let recorded = self.account.schedules().record(&schedule, scheduled_on, outcome(&params)?)?;
        self.show(&OccurrenceView { occurrence: &recorded, rendering: self.rendering })
    }
}

/// What came of the charge; a successful one has nothing to say (5.6).
fn outcome(params: &Params) -> Result<Outcome> {
    let message = params.filled_text("message")?;
    match required("status", params.text("status")?)?.as_str() {
        "failed" => Ok(Outcome::Failed { message }),
        "skipped" => Ok(Outcome::Skipped { message }),
        "successful" => Ok(Outcome::Successful { charge: None }),
        _ => Err(Error::invalid("status", "is unknown; send failed, skipped or successful")),
    }
}
