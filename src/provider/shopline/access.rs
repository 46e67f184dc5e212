//! SHOPLINE's access token: a bearer token in the form of a JWT (2.1).

use crate::model::{Mode, Timestamp};
use crate::provider::keys::{Keys, bearer};
use crate::provider::request::{Key, Request};
use crate::provider::response::Response;

use super::fault::Fault;

/// The first part of every token that is made here: `{"alg":"HS256"}`.
const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";

/// A new token. It looks like one that the provider signed, and means nothing beyond this store.
pub(super) fn make(_: Mode, random: &mut dyn FnMut(usize) -> String) -> Keys {
    Keys { secret: format!("{HEADER}.{}.{}", random(48), random(43)).into(), public: None }
}

/// Which token a request shows.
pub(super) fn authenticate(keys: &Keys, request: &Request, _: Timestamp) -> Result<Key, Response> {
    let shown = bearer(request).and_then(|token| keys.named(token));
    shown.ok_or_else(|| Fault::unauthorized().response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::keys::check_form;

    #[test]
    fn shopline_2_1_a_bearer_token_and_nothing_else_opens_the_door() {
        let mut made = 0;
        let keys = make(Mode::Live, &mut |length| {
            made += length;
            "k".repeat(length)
        });
        assert_eq!(made, 91);
        let token = keys.secret.expose().to_owned();
        assert_eq!(token.split('.').count(), 3);
        assert_eq!(check_form(&token), Ok(()));
        let key = |value: Option<&str>| {
            let request = Request::get("/v1/customers");
            let request = match value {
                Some(value) => request.header("Authorization", value),
                None => request,
            };
            authenticate(&keys, &request, Timestamp::EPOCH).map_err(|response| (response.status, response.json()))
        };
        assert_eq!(key(Some(&format!("Bearer {token}"))), Ok(Key::Secret));
        for wrong in [None, Some(token.as_str()), Some("Bearer "), Some("Bearer kkk"), Some("Basic a2s6")] {
            let (status, body) = key(wrong).unwrap_err();
            assert_eq!((status, body["code"].as_str()), (401, Some("UNAUTHORIZED")), "{wrong:?}");
        }
        for wrong in ["", "two words", "line\nbreak", "schlüssel"] {
            assert!(check_form(wrong).is_err(), "{wrong}");
        }
    }
}
