//! Digital River's keys: bearer tokens (2.1).

use super::fault::Fault;
use crate::model::{Mode, Timestamp};
use crate::provider::keys::{Keys, bearer};
use crate::provider::request::{Key, Request};
use crate::provider::response::Response;

/// A key that begins with `sk_test_` belongs to the test world, any other `sk_` to the live one (4.J.64).
pub(super) fn mode_of(key: &str) -> Option<Mode> {
    let rest = ["sk_", "pk_"].iter().find_map(|prefix| key.strip_prefix(prefix))?;
    Some(if rest.starts_with("test_") { Mode::Test } else { Mode::Live })
}

/// Whether a text has the form of a secret key.
pub(super) fn check_secret(key: &str) -> Result<(), &'static str> {
    check(key, "sk_").ok_or("is not of the form sk_test_ or sk_ and letters, digits and underscores")
}

/// Whether a text has the form of a public key.
pub(super) fn check_public(key: &str) -> Result<(), &'static str> {
    check(key, "pk_").ok_or("is not of the form pk_test_ or pk_ and letters, digits and underscores")
}

fn check(key: &str, prefix: &str) -> Option<()> {
    let rest = key.strip_prefix(prefix)?;
    let rest = rest.strip_prefix("test_").unwrap_or(rest);
    let plain = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (!rest.is_empty() && plain).then_some(())
}

/// New keys of a world. The public key is the browser library's, which makes sources outside this interface.
pub(super) fn make(mode: Mode, random: &mut dyn FnMut(usize) -> String) -> Keys {
    let world = if mode == Mode::Test { "test_" } else { "" };
    Keys {
        secret: format!("sk_{world}{}", random(32)).into(),
        public: Some(format!("pk_{world}{}", random(32)).into()),
    }
}

/// The secret key is a bearer token; the public one opens nothing here.
pub(super) fn authenticate(keys: &Keys, request: &Request, _: Timestamp) -> Result<Key, Response> {
    match bearer(request).and_then(|token| keys.named(token)) {
        Some(Key::Secret) => Ok(Key::Secret),
        Some(Key::Public) | None => Err(Fault::unauthorized().response()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPOCH: Timestamp = Timestamp::EPOCH;

    fn keys() -> Keys {
        Keys { secret: "sk_test_one".into(), public: Some("pk_test_two".into()) }
    }

    #[test]
    fn digital_river_2_1_the_secret_key_is_a_bearer_token() {
        let shown =
            |header: &str| authenticate(&keys(), &Request::get("/customers").header("Authorization", header), EPOCH);
        assert_eq!(shown("Bearer sk_test_one").unwrap(), Key::Secret);
        assert_eq!(shown("bearer  sk_test_one ").unwrap(), Key::Secret);
        for wrong in ["Bearer sk_test_two", "Bearer pk_test_two", "Bearer", "Basic c2tfdGVzdF9vbmU6", "sk_test_one", ""]
        {
            let refused = shown(wrong).unwrap_err();
            assert_eq!(refused.status, 401, "{wrong}");
            assert_eq!(
                refused.text(),
                r#"{"type":"unauthorized","errors":[{"message":"An authorization error has occurred."}]}"#
            );
        }
        assert_eq!(authenticate(&keys(), &Request::get("/customers"), EPOCH).unwrap_err().status, 401);
    }

    #[test]
    fn digital_river_4j_64_the_mode_follows_the_key() {
        for (key, mode) in [
            ("sk_test_abc", Some(Mode::Test)),
            ("sk_abc", Some(Mode::Live)),
            ("pk_test_abc", Some(Mode::Test)),
            ("pk_abc", Some(Mode::Live)),
            ("skey_test_abc", None),
            ("abc", None),
        ] {
            assert_eq!(mode_of(key), mode, "{key}");
        }
        for (key, good) in [
            ("sk_test_a1", true),
            ("sk_A_1", true),
            ("sk_test_", false),
            ("sk_", false),
            ("sk_a b", false),
            ("pk_a", false),
        ] {
            assert_eq!(check_secret(key).is_ok(), good, "{key}");
        }
        for (key, good) in [("pk_test_a1", true), ("pk_", false), ("sk_a", false)] {
            assert_eq!(check_public(key).is_ok(), good, "{key}");
        }
        for mode in [Mode::Test, Mode::Live] {
            let made = make(mode, &mut |length| "x".repeat(length));
            let public = made.public.unwrap();
            assert_eq!(mode_of(made.secret.expose()), Some(mode));
            assert_eq!(mode_of(public.expose()), Some(mode));
            assert_eq!((check_secret(made.secret.expose()), check_public(public.expose())), (Ok(()), Ok(())));
        }
    }
}
