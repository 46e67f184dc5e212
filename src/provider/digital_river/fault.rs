//! Refusals: the object of 3.7 and the catalogue of section 5.

use serde::{Serialize, Serializer};

use super::super::dialect::Refusal;
use super::super::response::Response;
use super::super::show::object;
use crate::error::{Conflict, Error, quoted};
use crate::model::Kind;
use crate::rules::bounds::MetadataBreach;

/// Why a request is refused, as Digital River says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The HTTP status, from which the type follows.
    pub status: u16,
    /// The code, where there is one.
    pub code: Option<&'static str>,
    /// The parameter to blame.
    pub parameter: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// A header of the answer.
    pub header: Option<(&'static str, &'static str)>,
}

impl Fault {
    fn new(status: u16, code: &'static str) -> Fault {
        Fault { status, code: Some(code), parameter: None, message: None, header: None }
    }

    fn at(self, parameter: impl Into<String>) -> Fault {
        Fault { parameter: Some(parameter.into()), ..self }
    }

    fn saying(self, message: impl Into<String>) -> Fault {
        Fault { message: Some(message.into()), ..self }
    }

    /// No key, or a wrong one: the only refusal that has a message alone.
    pub(super) fn unauthorized() -> Fault {
        Fault { code: None, ..Fault::new(401, "") }.saying("An authorization error has occurred.")
    }

    /// There is no such end point.
    pub(super) fn unknown_path() -> Fault {
        Fault::new(404, "not_found").saying("The requested resource was not found.")
    }

    /// The path is there, but not for this method; the methods it is there for.
    pub(super) fn method(offered: &'static str) -> Fault {
        Fault { header: Some(("Allow", offered)), ..Fault::new(405, "method_not_allowed") }
    }

    /// The body or the query cannot be read.
    pub(super) fn format() -> Fault {
        Fault::new(400, "invalid_format").saying("The format of your request is invalid.")
    }

    /// A name that is not offered here.
    pub(super) fn unknown(parameter: &str) -> Fault {
        Fault::new(400, "unknown_parameter")
            .at(quoted(parameter))
            .saying(format!("'{}' is an unknown parameter.", quoted(parameter)))
    }

    /// A value that is not what it should be; the last part of the parameter's path names it.
    pub(super) fn invalid(parameter: &str, value: &str) -> Fault {
        let name = parameter.rsplit('.').next().unwrap_or(parameter);
        Fault::new(400, "invalid_parameter").at(parameter).saying(format!("'{}' is not a valid {name}.", quoted(value)))
    }

    /// An id that a customer cannot have.
    pub(super) fn customer_id(value: &str) -> Fault {
        Fault::new(400, "invalid_parameter").at("id").saying(format!("'{}' is not a valid customer ID.", quoted(value)))
    }

    /// A value that is no tax identifier of its type.
    pub(super) fn tax_value(value: &str) -> Fault {
        Fault::new(400, "invalid_parameter").at("value").saying(format!("Tax identifier '{}' invalid.", quoted(value)))
    }

    /// A text that is no point in time.
    pub(super) fn timestamp(parameter: &str, value: &str) -> Fault {
        Fault::new(400, "invalid_parameter")
            .at(parameter)
            .saying(format!("{} is not a valid timestamp.", quoted(value)))
    }

    /// Something that must be there is not.
    pub(super) fn missing(parameter: &str) -> Fault {
        Fault::new(400, "missing_parameter").at(parameter).saying("A parameter is missing.")
    }

    /// Metadata beyond its limits (4.H.53, 4.H.54).
    pub(super) fn metadata(breach: MetadataBreach) -> Fault {
        let code = match breach {
            MetadataBreach::TooManyNames(_) => "too_many_metadata_pairs",
            MetadataBreach::LongName => "invalid_metadata_key",
            MetadataBreach::LongValue | MetadataBreach::OtherValue => "invalid_metadata_value",
        };
        Fault::new(400, code).at("metadata")
    }

    /// The store failed.
    pub(super) fn internal() -> Fault {
        Fault::new(500, "unknown_error").saying("An unknown error has occurred.")
    }

    fn not_found(kind: Kind, id: &str) -> Fault {
        let (code, parameter, thing) = match kind {
            Kind::Card => ("source_not_found", "sourceId", "Source"),
            Kind::TaxIdentifier => ("not_found", "id", "Tax identifier"),
            _ => ("not_found", "id", "Customer"),
        };
        Fault::new(404, code).at(parameter).saying(format!("{thing} '{}' not found.", quoted(id)))
    }

    fn conflict(id: &str, reason: Conflict) -> Fault {
        let source = |code| Fault::new(409, code).at("sourceId");
        match reason {
            Conflict::NotReusable => {
                Fault::new(409, "nonreusable_source").saying("Only a reusable source may be attached to a customer.")
            }
            Conflict::NotChargeable => {
                source("source_not_chargeable").saying(format!("Source '{}' is not chargeable.", quoted(id)))
            }
            Conflict::CardOfAnother => {
                source("source_in_use").saying(format!("Source '{}' is attached to a different customer.", quoted(id)))
            }
            Conflict::TaxIdentifierOfAnother => Fault::new(409, "customer_not_updateable")
                .at("customerId")
                .saying("You cannot replace a tax identifier's customer id."),
            Conflict::SecondOfType => Fault::new(409, "already_exists")
                .at("type")
                .saying("Customer already has a tax identifier of this type."),
            // 4.E.26.
            Conflict::OrdersBarred => {
                Fault::new(409, "create-order-failed").saying(format!("Customer '{}' is disabled.", quoted(id)))
            }
            Conflict::Said(reason) => Fault::new(409, "restricted_update").saying(reason),
        }
    }

    /// The same refusal of a second tax identifier of a type, which names the type.
    pub(super) fn second_of(self, kind: &str) -> Fault {
        if self.code == Some("already_exists") && self.parameter.as_deref() == Some("type") {
            return self.saying(format!("Customer already has a tax identifier of type '{}'.", quoted(kind)));
        }
        self
    }

    fn kind(&self) -> &'static str {
        match self.status {
            401 => "unauthorized",
            404 => "not_found",
            405 => "method_not_allowed",
            408 => "request_timeout",
            409 => "conflict",
            429 => "too_many_requests",
            500 => "internal_server_error",
            _ => "bad_request",
        }
    }

    /// The answer.
    pub(super) fn response(&self) -> Response {
        let mut response = Response::of_json(self.status, serde_json::to_vec(self).unwrap_or_default());
        response.headers.extend(self.header.map(|(name, value)| (name.to_owned(), value.to_owned())));
        response
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match &error {
            Error::NotFound { kind, id } => Fault::not_found(*kind, id),
            Error::Deleted { id } => Fault::not_found(Kind::Customer, id),
            Error::AlreadyExists { field, value } => Fault::new(409, "already_exists")
                .at(*field)
                .saying(format!("Customer '{}' already exists.", quoted(value))),
            Error::Conflict { id, reason, .. } => Fault::conflict(id, *reason),
            Error::InvalidArgument { field: "body" | "query", .. } => Fault::format(),
            Error::InvalidArgument { field, reason } => {
                Fault::new(400, "invalid_parameter").at(*field).saying(quoted(reason))
            }
            Error::TooLarge { .. } => Fault::new(400, "invalid_format").saying("The request is too large."),
            // The store's own troubles are told without paths.
            _ => Fault::internal(),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unauthorized => Fault::unauthorized(),
            Refusal::UnknownPath => Fault::unknown_path(),
            Refusal::Unreadable => Fault::format(),
            Refusal::TooLarge => Fault::new(400, "invalid_format").saying(refusal.sentence()),
            Refusal::Timeout => Fault::new(408, "request_timeout").saying(refusal.sentence()),
            Refusal::TooMany => Fault {
                code: None,
                header: Some(("Retry-After", "1")),
                ..Fault::new(429, "").saying(refusal.sentence())
            },
            Refusal::Internal => Fault::internal(),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "type" => self.kind(),
            "errors" => [Element(self)],
        })
    }
}

/// One element of `errors`.
struct Element<'a>(&'a Fault);

impl Serialize for Element<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Fault { code, parameter, message, .. } = self.0;
        object!(serializer, {
            "code" if code.is_some() => code,
            "parameter" if parameter.is_some() => parameter,
            "message" if message.is_some() => message,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digital_river_5_the_stores_own_troubles_name_no_path() {
        let error = Error::Io { doing: "writing", source: std::io::Error::other("/secret/till.tillbook") };
        let response = Fault::from(error).response();
        assert_eq!(response.status, 500);
        assert_eq!(
            response.text(),
            r#"{"type":"internal_server_error","errors":[{"code":"unknown_error","message":"An unknown error has occurred."}]}"#
        );
    }

    #[test]
    fn digital_river_5_what_is_refused_before_an_end_point() {
        for (refusal, status, kind) in [
            (Refusal::Unauthorized, 401, "unauthorized"),
            (Refusal::UnknownPath, 404, "not_found"),
            (Refusal::Unreadable, 400, "bad_request"),
            (Refusal::TooLarge, 400, "bad_request"),
            (Refusal::Timeout, 408, "request_timeout"),
            (Refusal::TooMany, 429, "too_many_requests"),
            (Refusal::Internal, 500, "internal_server_error"),
        ] {
            let response = Fault::from(refusal).response();
            assert_eq!((response.status, response.json()["type"].as_str()), (status, Some(kind)));
            assert_eq!(response.header_value("retry-after"), (status == 429).then_some("1"));
        }
    }

    #[test]
    fn digital_river_5_a_card_number_is_not_quoted() {
        for fault in [Fault::invalid("email", "4242424242424242"), Fault::unknown("4242424242424242")] {
            assert!(!fault.response().text().contains("4242"), "{fault:?}");
        }
    }
}
