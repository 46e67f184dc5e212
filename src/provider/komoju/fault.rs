//! Refusals: the catalogue of section 7 and the object of 5.6.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::super::dialect::Refusal;
use super::super::response::Response;
use super::super::show::object;
use crate::error::{Error, Status};
use crate::model::{CardComplaint, Kind};

/// The parameter that holds a card or a token.
pub(super) const PAYMENT: &str = "payment_details";

/// Why a request is refused, as KOMOJU says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The HTTP status.
    pub status: u16,
    code: &'static str,
    message: Cow<'static, str>,
    param: Option<&'static str>,
}

impl Fault {
    const fn new(status: u16, code: &'static str, message: &'static str) -> Fault {
        Fault { status, code, message: Cow::Borrowed(message), param: None }
    }

    /// Something is wrong with a parameter.
    pub(super) fn of_param(code: &'static str, param: &'static str, message: impl Into<Cow<'static, str>>) -> Fault {
        Fault { status: 422, code, message: message.into(), param: Some(param) }
    }

    /// A required parameter is missing; the name is its own, which below `payment_details` is not the parameter at fault.
    pub(super) fn missing(name: &str, param: &'static str) -> Fault {
        Fault::of_param("missing_parameter", param, format!("A required parameter ({name}) is missing"))
    }

    /// The request shows no key of the account.
    pub(super) const fn unauthorized() -> Fault {
        Fault::new(401, "unauthorized", "User authorization failed")
    }

    /// The publishable key is not enough.
    pub(super) const fn forbidden() -> Fault {
        Fault::new(403, "forbidden", "You are not authorized to perform that action")
    }

    /// There is no such customer or no such end point.
    pub(super) const fn not_found() -> Fault {
        let message = "The requested resource could not be found but may be available again in the future";
        Fault::new(404, "not_found", message)
    }

    /// An idempotency key that is none (2.1).
    pub(super) const fn bad_key() -> Fault {
        Fault::new(400, "bad_request", "The idempotency key is not usable; send 1 to 100 ASCII characters")
    }

    /// The idempotency key belongs to a request that is still running (2.1).
    pub(super) const fn key_in_use() -> Fault {
        let message = "A request with this idempotency key is still running; send it again in a moment";
        Fault::new(409, "bad_request", message)
    }

    /// The idempotency key was used for another request (2.1).
    pub(super) const fn key_of_another() -> Fault {
        let message = "This idempotency key was used for another request; send this one with a key of its own";
        Fault::new(422, "unprocessable_entity", message)
    }

    /// The idempotency key was used for a customer who was destroyed since: its answer told of what is erased (6.6.2).
    pub(super) const fn key_of_the_gone() -> Fault {
        let message = "The customer that this idempotency key made was destroyed; send the request with a new key";
        Fault::new(422, "unprocessable_entity", message)
    }

    /// An answer that could not be written down.
    pub(super) const fn unshowable() -> Fault {
        Fault::internal(Status::Damaged)
    }

    const fn internal(status: Status) -> Fault {
        Fault::new(500, "internal_server_error", status.meaning())
    }

    fn unprocessable(error: &Error) -> Fault {
        Fault { message: error.to_string().into(), ..Fault::new(422, "unprocessable_entity", "") }
    }

    /// Something is wrong with the card itself (6.4); of several complaints the first counts.
    fn card(complaints: &[CardComplaint]) -> Fault {
        let (code, message) = match complaints.first() {
            Some(CardComplaint::NumberBlank) => return Fault::missing("number", PAYMENT),
            Some(CardComplaint::NumberInvalid | CardComplaint::BrandNotSupported) => {
                ("invalid_number", "The card number is not valid; check it and send digits alone")
            }
            Some(CardComplaint::Expired) => ("card_expired", "The card has expired; use another one"),
            Some(CardComplaint::SecurityCodeInvalid) => {
                ("bad_verification_value", "The verification value is not valid; send its 3 or 4 digits")
            }
            Some(CardComplaint::MonthOutOfRange) => {
                ("invalid_parameter", "month is not valid; send a number from 1 to 12")
            }
            Some(CardComplaint::YearInvalid) => {
                ("invalid_parameter", "year is not valid; send a number from 1 to 2100")
            }
            Some(CardComplaint::NameBlank) | None => ("invalid_parameter", "The card's details are not valid"),
        };
        Fault::of_param(code, PAYMENT, message)
    }

    /// The body of the answer.
    pub(super) fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The answer.
    pub(super) fn response(&self) -> Response {
        Response::of_json(self.status, self.body())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match &error {
            // A used or expired token is the same as one that never existed (6.3.2 to 6.3.4).
            Error::NotFound { kind: Kind::Token, .. } | Error::UsedToken { .. } | Error::ExpiredToken { .. } => {
                let message = "The token is not usable: it is unknown, was used or has expired; make a new one";
                Fault::of_param("invalid_token", PAYMENT, message)
            }
            Error::NotFound { .. } | Error::Deleted { .. } => Fault::not_found(),
            Error::InvalidCard { complaints } => Fault::card(complaints),
            Error::InvalidArgument { field, .. } => match *field {
                "body" => Fault { message: error.to_string().into(), ..Fault::new(400, "bad_request", "") },
                "currency" => Fault::of_param("invalid_currency", "currency", error.to_string()),
                "name" => Fault::of_param("invalid_parameter", PAYMENT, error.to_string()),
                // A matter of the machine, and its message names a file.
                "fingerprint_key" => Fault::internal(Status::Io),
                field => Fault::of_param("invalid_parameter", field, error.to_string()),
            },
            Error::TooLarge { .. } | Error::AlreadyExists { .. } | Error::Conflict { .. } => {
                Fault::unprocessable(&error)
            }
            // The store's own troubles are told without paths.
            _ => Fault::internal(error.status()),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unauthorized => Fault::unauthorized(),
            Refusal::UnknownPath => Fault::not_found(),
            Refusal::Unreadable => Fault::new(400, "bad_request", refusal.sentence()),
            Refusal::TooLarge => Fault::new(413, "bad_request", refusal.sentence()),
            Refusal::Timeout => Fault::new(408, "bad_request", refusal.sentence()),
            Refusal::TooMany => Fault::new(503, "service_unavailable", refusal.sentence()),
            Refusal::Internal => Fault::internal(Status::Io),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Inner<'a>(&'a Fault);
        impl Serialize for Inner<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                object!(serializer, {
                    "code" => self.0.code,
                    "message" => self.0.message,
                    "param" => self.0.param,
                })
            }
        }
        object!(serializer, { "error" => Inner(self), })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fault: &Fault) -> (u16, String) {
        (fault.status, String::from_utf8(fault.body()).unwrap())
    }

    #[test]
    fn troubles_of_the_machine_are_told_without_paths() {
        let missing = Error::StoreMissing { path: "/home/ann/shop.tillbook".into() };
        let key = Error::invalid("fingerprint_key", "in /home/ann/shop.tillbook-key must be 32 bytes long");
        for error in [missing, key, Error::Poisoned, Error::damaged("an index leads nowhere")] {
            let (status, body) = shown(&Fault::from(error));
            assert_eq!(status, 500);
            assert!(body.starts_with(r#"{"error":{"code":"internal_server_error","message":""#), "{body}");
            assert!(body.ends_with(r#"","param":null}}"#) && !body.contains("/home"), "{body}");
        }
    }

    #[test]
    fn what_other_commands_are_refused_with_is_unprocessable() {
        let taken = Error::AlreadyExists { field: "merchant_customer_id", value: "M-1".into() };
        let large = Error::TooLarge { kind: Kind::Customer, size: 2, limit: 1 };
        let conflict = Error::Conflict { kind: Kind::Customer, id: "x".into(), reason: "no".into() };
        for error in [taken, large, conflict] {
            let (status, body) = shown(&Fault::from(error));
            assert_eq!(status, 422);
            assert!(
                body.starts_with(r#"{"error":{"code":"unprocessable_entity","#) && body.ends_with("null}}"),
                "{body}"
            );
        }
    }

    #[test]
    fn what_happens_before_an_end_point_has_its_own_status() {
        let cases = [
            (Refusal::Unauthorized, 401, "unauthorized"),
            (Refusal::UnknownPath, 404, "not_found"),
            (Refusal::Unreadable, 400, "bad_request"),
            (Refusal::TooLarge, 413, "bad_request"),
            (Refusal::Timeout, 408, "bad_request"),
            (Refusal::TooMany, 503, "service_unavailable"),
            (Refusal::Internal, 500, "internal_server_error"),
        ];
        for (refusal, status, code) in cases {
            let fault = Fault::from(refusal);
            assert_eq!((fault.status, fault.code), (status, code));
        }
    }
}
