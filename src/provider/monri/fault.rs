//! Refusals: the object of 3.5 and the catalogue of section 5.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::model::CardComplaint;
use crate::provider::dialect::Refusal;
use crate::provider::response::Response;
use crate::provider::show::object;

/// Why a request is refused, as Monri says it.
pub(super) struct Fault {
    status: u16,
    message: Cow<'static, str>,
}

impl Fault {
    fn new(status: u16, message: impl Into<Cow<'static, str>>) -> Fault {
        Fault { status, message: message.into() }
    }

    /// The answer.
    pub(super) fn response(&self) -> Response {
        Response::of_json(self.status, serde_json::to_vec(self).unwrap_or_default())
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unauthorized => Fault::new(401, "Unauthorized"),
            Refusal::UnknownPath => Fault::new(404, "Not found"),
            Refusal::Unreadable => Fault::new(400, refusal.sentence()),
            Refusal::TooLarge => Fault::new(413, refusal.sentence()),
            Refusal::Timeout => Fault::new(408, refusal.sentence()),
            Refusal::TooMany => Fault::new(429, refusal.sentence()),
            Refusal::Internal => Fault::new(500, "Internal error"),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match error {
            Error::NotFound { .. } => Fault::new(404, "Customer not found"),
            Error::Deleted { .. } => Fault::new(400, "Customer is deleted"),
            Error::AlreadyExists { .. } => Fault::new(400, "Merchant customer id has already been taken"),
            Error::InvalidCard { complaints } => Fault::new(400, CardComplaint::sentence(&complaints)),
            Error::InvalidArgument { field: "body", .. } => Fault::new(400, "Invalid request body"),
            Error::InvalidArgument { field: field @ ("limit" | "offset"), .. } => {
                Fault::new(400, format!("{field} is not a number"))
            }
            Error::InvalidArgument { field, .. } => Fault::new(400, format!("{field} is invalid")),
            // Nothing else of a customer has no limit of its own.
            Error::TooLarge { .. } => Fault::new(400, "metadata is invalid"),
            // The store's own troubles are told without paths.
            _ => Fault::from(Refusal::Internal),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "status" => if self.status < 500 { "invalid-request" } else { "error" },
            "message" => self.message,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fault: impl Into<Fault>) -> (u16, String) {
        let response = fault.into().response();
        (response.status, response.text().into_owned())
    }

    #[test]
    fn monri_3_5_the_callers_fault_is_an_invalid_request_and_the_stores_an_error() {
        let refused = r#"{"status":"invalid-request","message":"Unauthorized"}"#;
        assert_eq!(shown(Refusal::Unauthorized), (401, refused.to_owned()));
        let failed = (500, r#"{"status":"error","message":"Internal error"}"#.to_owned());
        assert_eq!(shown(Error::Poisoned), failed);
        assert_eq!(shown(Refusal::Internal), failed);
        assert_eq!(shown(Error::StoreMissing { path: "/home/till/shop.tillbook".into() }), failed);
    }

    #[test]
    fn what_goes_wrong_before_an_end_point_has_the_providers_shape() {
        for (refusal, status) in [
            (Refusal::UnknownPath, 404),
            (Refusal::Unreadable, 400),
            (Refusal::TooLarge, 413),
            (Refusal::Timeout, 408),
            (Refusal::TooMany, 429),
        ] {
            let (found, body) = shown(refusal);
            assert_eq!(found, status);
            assert!(body.starts_with(r#"{"status":"invalid-request","message":""#), "{body}");
        }
    }
}
