//! Refusals: the catalogue of section 7 and the object of 5.7.

use serde::{Serialize, Serializer};

use super::super::dialect::Refusal;
use super::super::response::Response;
use super::super::show::object;
use crate::error::{Error, Status};
use crate::model::{CardComplaint, Kind, holds_card_number};

/// Why a request is refused, as Omise says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// The code.
    pub code: &'static str,
    /// The message.
    pub message: String,
}

impl Fault {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Fault {
        Fault { status, code, message: message.into() }
    }

    /// The key is of the wrong kind for the end point.
    pub(super) fn authentication() -> Fault {
        Fault::new(401, "authentication_failure", "authentication failed")
    }

    /// There is no such end point.
    pub(super) fn unknown_path() -> Fault {
        Fault::new(404, "not_found", "the requested path was not found; check the method and the path")
    }

    /// A search over something other than customers.
    pub(super) fn invalid_scope() -> Fault {
        Fault::new(400, "invalid_scope", "scope is not supported; search with scope=customer")
    }

    /// A search with a filter that does not exist or cannot be read.
    pub(super) fn invalid_filter() -> Fault {
        Fault::new(400, "invalid_filter", "filter is not supported; use created=YYYY-MM-DD or created=FROM..TO")
    }

    /// A search for a page that cannot be.
    pub(super) fn invalid_page() -> Fault {
        Fault::new(400, "invalid_page", "page is not valid; pages are numbered from 1 and hold 1 to 100 records")
    }

    /// An answer that could not be written down.
    pub(super) fn unshowable() -> Fault {
        Fault::internal(Status::Damaged)
    }

    /// The answer.
    pub(super) fn response(&self) -> Response {
        Response::of_json(self.status, serde_json::to_vec(self).unwrap_or_default())
    }

    /// `customer X was not found`, with the id exactly as it was sent unless it looks like a card number.
    fn not_found(kind: Kind, id: &str) -> Fault {
        let shown = if holds_card_number(id) { "[hidden]" } else { id };
        Fault::new(404, "not_found", format!("{kind} {shown} was not found"))
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match &error {
            Error::NotFound { kind, id } => Fault::not_found(*kind, id),
            Error::Deleted { id } => Fault::not_found(Kind::Customer, id),
            Error::UsedToken { .. } => Fault::new(400, "used_token", "token was already used"),
            Error::InvalidCard { complaints } => Fault::new(400, "invalid_card", CardComplaint::sentence(complaints)),
            Error::MissingCard => Fault::new(400, "missing_card", "request contains no card parameters"),
            Error::Unsupported { .. } => {
                Fault::new(404, "service_not_found", "you are using api version which does not support this operation")
            }
            // Whatever is wrong with the request itself says so in its own sentence.
            Error::InvalidArgument { .. }
            | Error::TooLarge { .. }
            | Error::ExpiredToken { .. }
            | Error::AlreadyExists { .. }
            | Error::Conflict { .. } => Fault::new(400, "bad_request", error.to_string()),
            // The store's own troubles are told without paths.
            _ => Fault::internal(error.status()),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unauthorized => Fault::authentication(),
            Refusal::UnknownPath => Fault::unknown_path(),
            Refusal::Unreadable => Fault::new(400, "bad_request", refusal.sentence()),
            Refusal::TooLarge => Fault::new(413, "bad_request", refusal.sentence()),
            Refusal::Timeout => Fault::new(408, "bad_request", refusal.sentence()),
            Refusal::TooMany => Fault::new(429, "too_many_requests", refusal.sentence()),
            Refusal::Internal => Fault::internal(Status::Io),
        }
    }
}

impl Fault {
    fn internal(status: Status) -> Fault {
        Fault::new(500, "internal_error", status.meaning())
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "object" => "error",
            "location" => format!("https://www.omise.co/api-errors#{}", self.code.replace('_', "-")),
            "code" => self.code,
            "message" => self.message,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;

    #[test]
    fn omise_5_7_four_fields_in_order() {
        let response = Fault::from(Error::not_found(Kind::Customer, "cust_test_gone")).response();
        assert_eq!(response.status, 404);
        assert_eq!(
            response.text(),
            r##"{"object":"error","location":"https://www.omise.co/api-errors#not-found","code":"not_found","message":"customer cust_test_gone was not found"}"##
        );
        assert_eq!(response.header_value("content-type"), Some("application/json; charset=utf-8"));
        assert_eq!(response.header_value("omise-version"), None);
    }

    #[test]
    fn omise_7_the_id_is_quoted_as_sent_unless_it_is_a_card_number() {
        let long = "x".repeat(500);
        assert_eq!(Fault::from(Error::not_found(Kind::Card, &long)).message, format!("card {long} was not found"));
        let hidden = Fault::from(Error::not_found(Kind::Token, "4242 4242 4242 4242"));
        assert_eq!(hidden.message, "token [hidden] was not found");
    }

    #[test]
    fn omise_7_the_catalogue() {
        let fault = |error: Error| {
            let fault = Fault::from(error);
            (fault.status, fault.code, fault.message)
        };
        let used = Error::UsedToken { id: "tokn_test_1".to_owned() };
        assert_eq!(fault(used), (400, "used_token", "token was already used".to_owned()));
        assert_eq!(fault(Error::MissingCard), (400, "missing_card", "request contains no card parameters".to_owned()));
        let complaints = vec![CardComplaint::NumberBlank, CardComplaint::NameBlank];
        assert_eq!(
            fault(Error::InvalidCard { complaints }),
            (400, "invalid_card", "number can't be blank and name can't be blank".to_owned())
        );
        assert_eq!(fault(Error::invalid("limit", "is wrong")), (400, "bad_request", "limit is wrong".to_owned()));
        let (status, code, _) = fault(Error::Unsupported { provider: Provider::Omise, what: "a balance" });
        assert_eq!((status, code), (404, "service_not_found"));
        assert_eq!(fault(Error::Poisoned).0, 500);
        let missing = Error::StoreMissing { path: "/home/till/shop.tillbook".into() };
        assert!(!fault(missing).2.contains("/home"));
        assert_eq!(Fault::authentication().code, "authentication_failure");
        assert_eq!(Fault::authentication().message, "authentication failed");
    }
}
