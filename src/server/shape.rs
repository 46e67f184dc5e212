//! Paths without what they name, so that no id and no name is logged.

use std::collections::HashSet;

use serde_json::Value;

/// What stands for a part of a path that may be an id.
const ID: &str = ":id";
/// How many parts of a path are shown.
const PARTS: usize = 8;
/// The words of the server's own paths.
const OWN: [&str; 14] = [
    "_tillbook",
    "about",
    "clock",
    "customer",
    "customers",
    "healthz",
    "metrics",
    "occurrences",
    "openapi.json",
    "page",
    "payment-methods",
    "requests",
    "sources",
    "verify-mobile-phone",
];

/// The parts of paths that are no ids.
#[derive(Debug)]
pub(super) struct Words(HashSet<String>);

impl Words {
    /// The words of a provider's paths, as its description has them, and of the server's own.
    pub fn of(description: &str) -> Words {
        let description: Value = serde_json::from_str(description).unwrap_or_default();
        let paths = description.get("paths").and_then(Value::as_object);
        let parts = paths.into_iter().flat_map(|paths| paths.keys()).flat_map(|path| path.split('/'));
        let words = parts.filter(|part| !part.contains('{')).chain(OWN).map(str::to_owned);
        Words(words.collect())
    }

    /// The shape of a path.
    pub fn shape(&self, path: &str) -> String {
        let parts = path.trim_matches('/').split('/').take(PARTS);
        let known = parts.map(|part| if part.is_empty() || self.0.contains(part) { part } else { ID });
        format!("/{}", known.collect::<Vec<_>>().join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_shows_the_words_of_the_description_and_nothing_else() {
        let words = Words::of(r#"{"paths": {"/v2/customers/{id}/cards/{card}": {}}}"#);
        assert_eq!(words.shape("/v2/customers/cust_1/cards/4242424242424242"), "/v2/customers/:id/cards/:id");
        assert_eq!(words.shape("/Ann%20Example/customers/"), "/:id/customers");
        assert_eq!(words.shape("/"), "/");
        assert_eq!(words.shape(&"/x".repeat(100)), "/:id".repeat(8));
        assert_eq!(Words::of("no JSON").shape("/healthz"), "/healthz");
    }
}
