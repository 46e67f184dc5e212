//! The name under which a request is logged and answered.

use hyper::HeaderMap;

use super::keys::random;
use crate::model::holds_card_number;
use crate::provider::Dialect;

/// The header in which any client may name its request.
pub(super) const HEADER: &str = "x-request-id";
const LONGEST: usize = 64;

/// The headers in which an answer names its request: this one, and the provider's own where it has another.
pub(super) fn headers(dialect: &Dialect) -> impl Iterator<Item = &'static str> + use<> {
    let own = Some(dialect.request_id_header).filter(|own| *own != HEADER);
    [HEADER].into_iter().chain(own)
}

/// The name that the client gave, where it is short and plain, else a new one. What is all digits is not taken over:
/// it could be somebody's telephone number, and this is logged.
pub(super) fn of(headers: &HeaderMap) -> String {
    let given = headers.get(HEADER).and_then(|value| value.to_str().ok()).filter(|value| is_plain(value));
    // Without randomness the request goes without a name rather than unanswered.
    given.map_or_else(|| random(20).unwrap_or_default(), str::to_owned)
}

fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (8..=LONGEST).contains(&id.len())
        && id.bytes().all(plain)
        && id.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !holds_card_number(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_short_and_plain_is_taken_over() {
        assert!(is_plain("3f1c-9a.Z_0001"));
        let too_long = "a".repeat(65);
        for id in
            ["", "short", "with blank", "ann@example.org", "0812345678", "a-4242424242424242", "ä1234567", &too_long]
        {
            assert!(!is_plain(id), "{id}");
        }
        assert_eq!(of(&HeaderMap::new()).len(), 20);
    }
}
