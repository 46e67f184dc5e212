//! Refusals: the catalogue of section 5 and the objects of 3.7, whose keys differ by status.

use serde::{Serialize, Serializer};

use super::super::dialect::Refusal;
use super::super::response::Response;
use super::super::show::object;
use crate::error::{Error, Status};
use crate::model::Kind;

/// Why a request is refused, as SHOPLINE says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// The code.
    pub code: &'static str,
    /// The message.
    pub message: String,
    /// The fields at fault; only where the request itself is wrong.
    pub fields: Vec<String>,
}

impl Fault {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Fault {
        Fault { status, code, message: message.into(), fields: Vec::new() }
    }

    /// The token is missing or wrong.
    pub(super) fn unauthorized() -> Fault {
        Fault::new(401, "UNAUTHORIZED", "the access token is missing or wrong; send it as Authorization: Bearer")
    }

    /// The token is known and may not do this.
    pub(super) fn forbidden() -> Fault {
        Fault::new(403, "FORBIDDEN", "this access token may not do that; use the secret one")
    }

    /// There is no such end point.
    pub(super) fn unknown_path() -> Fault {
        Fault::new(404, "NOT_FOUND", "there is no such end point; check the method and the path")
    }

    /// There is no such thing. The id is not quoted: whatever was sent stays with the sender.
    pub(super) fn not_found(what: &str) -> Fault {
        Fault::new(404, "NOT_FOUND", format!("{what} not found; check the id"))
    }

    /// The request cannot be read.
    fn bad_request(message: impl Into<String>) -> Fault {
        Fault::new(400, "BAD_REQUEST", message)
    }

    /// The request is not as it should be.
    fn unprocessable(error: &Error) -> Fault {
        // A rule about two fields names both, with `or` between.
        let fields = error.field().map(|fields| fields.split(" or ").map(str::to_owned).collect()).unwrap_or_default();
        Fault { fields, ..Fault::new(422, "UNPROCESSABLE_ENTITY", error.to_string()) }
    }

    fn internal(status: Status) -> Fault {
        Fault::new(500, "INTERNAL_SERVER_ERROR", status.meaning())
    }

    /// The answer.
    pub(super) fn response(&self) -> Response {
        Response::of_json(self.status, serde_json::to_vec(self).unwrap_or_default())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match &error {
            Error::NotFound { kind, .. } => Fault::not_found(kind.name()),
            Error::Deleted { .. } => Fault::not_found(Kind::Customer.name()),
            Error::InvalidArgument { field: "body" | "query", .. } => Fault::bad_request(error.to_string()),
            Error::InvalidArgument { .. }
            | Error::AlreadyExists { .. }
            | Error::Conflict { .. }
            | Error::TooLarge { .. }
            | Error::Unsupported { .. }
            | Error::UsedToken { .. }
            | Error::ExpiredToken { .. }
            | Error::MissingCard
            | Error::InvalidCard { .. } => Fault::unprocessable(&error),
            // The store's own troubles are told without paths.
            _ => Fault::internal(error.status()),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unauthorized => Fault::unauthorized(),
            Refusal::UnknownPath => Fault::unknown_path(),
            Refusal::Unreadable => Fault::bad_request(refusal.sentence()),
            Refusal::TooLarge => Fault::new(413, "PAYLOAD_TOO_LARGE", refusal.sentence()),
            Refusal::Timeout => Fault::new(408, "REQUEST_TIMEOUT", refusal.sentence()),
            Refusal::TooMany => Fault::new(429, "TOO_MANY_REQUESTS", refusal.sentence()),
            Refusal::Internal => Fault::internal(Status::Io),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.status {
            400 => object!(serializer, {
                "error" => self.message,
                "code" => self.code,
                "caused_by" => serde_json::Map::new(),
            }),
            422 => object!(serializer, {
                "error" => self.message,
                "message" => self.message,
                "code" => self.code,
                "extras" => serde_json::json!({ "fields": self.fields }),
            }),
            _ => object!(serializer, {
                "message" => self.message,
                "code" => self.code,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shopline_3_7_the_keys_differ_by_status() {
        let text = |fault: Fault| {
            let response = fault.response();
            assert_eq!(response.header_value("content-type"), Some("application/json; charset=utf-8"));
            (response.status, response.text().into_owned())
        };
        assert_eq!(
            text(Fault::from(Error::invalid("body", "is wrong"))),
            (400, r#"{"error":"body is wrong","code":"BAD_REQUEST","caused_by":{}}"#.to_owned())
        );
        assert_eq!(
            text(Fault::from(Error::invalid("email or mobile_phone", "is needed"))),
            (
                422,
                concat!(
                    r#"{"error":"email or mobile_phone is needed","message":"email or mobile_phone is needed","#,
                    r#""code":"UNPROCESSABLE_ENTITY","extras":{"fields":["email","mobile_phone"]}}"#
                )
                .to_owned()
            )
        );
        assert_eq!(
            text(Fault::from(Error::not_found(Kind::Customer, "4242424242424242"))),
            (404, r#"{"message":"customer not found; check the id","code":"NOT_FOUND"}"#.to_owned())
        );
    }

    #[test]
    fn shopline_5_the_catalogue() {
        let fault = |error: Error| {
            let fault = Fault::from(error);
            (fault.status, fault.code)
        };
        assert_eq!(fault(Error::Deleted { id: "x".to_owned() }), (404, "NOT_FOUND"));
        let taken = Error::AlreadyExists { field: "email", value: "a@example.org".to_owned() };
        assert_eq!(fault(taken), (422, "UNPROCESSABLE_ENTITY"));
        assert_eq!(fault(Error::invalid("query", "cannot be read")), (400, "BAD_REQUEST"));
        let missing = Fault::from(Error::StoreMissing { path: "/home/till/shop.tillbook".into() });
        assert_eq!((missing.status, missing.code), (500, "INTERNAL_SERVER_ERROR"));
        assert!(!missing.message.contains("/home"));
        let refused = |refusal| {
            let fault = Fault::from(refusal);
            (fault.status, fault.code)
        };
        assert_eq!(refused(Refusal::Unauthorized), (401, "UNAUTHORIZED"));
        assert_eq!(refused(Refusal::UnknownPath), (404, "NOT_FOUND"));
        assert_eq!(refused(Refusal::Unreadable), (400, "BAD_REQUEST"));
        assert_eq!(refused(Refusal::TooLarge), (413, "PAYLOAD_TOO_LARGE"));
        assert_eq!(refused(Refusal::Timeout), (408, "REQUEST_TIMEOUT"));
        assert_eq!(refused(Refusal::TooMany), (429, "TOO_MANY_REQUESTS"));
        assert_eq!(refused(Refusal::Internal), (500, "INTERNAL_SERVER_ERROR"));
        assert_eq!((Fault::forbidden().status, Fault::forbidden().code), (403, "FORBIDDEN"));
    }
}
