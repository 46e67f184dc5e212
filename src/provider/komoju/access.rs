//! KOMOJU's keys: user names of HTTP Basic, or its passwords (2.2 to 2.5).

use super::super::keys::{Keys, basic};
use super::super::request::{Key, Request};
use super::super::response::Response;
use super::fault::Fault;
use crate::model::{Mode, Timestamp};

const SECRET: &str = "sk_";
const PUBLISHABLE: &str = "pk_";

/// A key with `live_` behind its prefix belongs to the live world, any other key to the test one (2.5).
pub(super) fn mode_of(key: &str) -> Option<Mode> {
    let rest = key.strip_prefix(SECRET).or_else(|| key.strip_prefix(PUBLISHABLE))?;
    Some(if rest.starts_with("live_") { Mode::Live } else { Mode::Test })
}

/// Whether a text has the form of a secret key.
pub(super) fn check_secret(key: &str) -> Result<(), &'static str> {
    if has_form(key, SECRET) { Ok(()) } else { Err("is not of the form sk_ and letters and digits") }
}

/// Whether a text has the form of a publishable key.
pub(super) fn check_public(key: &str) -> Result<(), &'static str> {
    if has_form(key, PUBLISHABLE) { Ok(()) } else { Err("is not of the form pk_ and letters and digits") }
}

fn has_form(key: &str, prefix: &str) -> bool {
    let Some(rest) = key.strip_prefix(prefix) else { return false };
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// New keys of a world.
pub(super) fn make(mode: Mode, random: &mut dyn FnMut(usize) -> String) -> Keys {
    let world = if mode == Mode::Live { "live" } else { "test" };
    Keys {
        secret: format!("{SECRET}{world}_{}", random(25)).into(),
        public: Some(format!("{PUBLISHABLE}{world}_{}", random(25)).into()),
    }
}

/// The key is the user name (2.2), or the password of whatever user (2.3).
pub(super) fn authenticate(keys: &Keys, request: &Request, _: Timestamp) -> Result<Key, Response> {
    let shown = basic(request).and_then(|(user, password)| keys.named(&user).or_else(|| keys.named(&password)));
    shown.ok_or_else(|| Fault::unauthorized().response())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn shown(credentials: &str) -> Result<Key, u16> {
        let keys = Keys { secret: "sk_123456".into(), public: Some("pk_123456".into()) };
        let header = format!("Basic {}", STANDARD.encode(credentials));
        let request = Request::get("/api/v1/customers").header("Authorization", header);
        authenticate(&keys, &request, Timestamp::EPOCH).map_err(|response| response.status)
    }

    #[test]
    fn komoju_2_2_and_2_3_the_key_is_the_user_name_or_the_password() {
        for credentials in ["sk_123456:", "sk_123456", "sk_123456:x", "user:sk_123456", ":sk_123456"] {
            assert_eq!(shown(credentials), Ok(Key::Secret), "{credentials}");
        }
        for credentials in ["pk_123456:", "user:pk_123456"] {
            assert_eq!(shown(credentials), Ok(Key::Public), "{credentials}");
        }
        for credentials in
            ["", ":", "sk_12345:", "sk_1234567:", "user:sk", "SK_123456:", "sk_123456 :", "user:sk_123456:"]
        {
            assert_eq!(shown(credentials), Err(401), "{credentials}");
        }
    }

    #[test]
    fn komoju_7_without_a_readable_key_the_answer_is_unauthorized() {
        let keys = Keys { secret: "sk_123456".into(), public: None };
        for request in [
            Request::get("/customers"),
            Request::get("/customers").header("Authorization", "Bearer sk_123456"),
            Request::get("/customers").header("Authorization", "Basic !"),
        ] {
            let refused = authenticate(&keys, &request, Timestamp::EPOCH).unwrap_err();
            let expected = r#"{"error":{"code":"unauthorized","message":"User authorization failed","param":null}}"#;
            assert_eq!((refused.status, &*refused.text()), (401, expected));
        }
    }

    #[test]
    fn komoju_2_4_and_2_5_a_key_tells_its_kind_and_its_world() {
        for (key, mode) in [
            ("sk_test_1", Some(Mode::Test)),
            ("pk_test_1", Some(Mode::Test)),
            ("sk_live_1", Some(Mode::Live)),
            ("pk_live_1", Some(Mode::Live)),
            ("sk_123456", Some(Mode::Test)),
            ("pk_x", Some(Mode::Test)),
            ("skey_test_1", None),
            ("live_1", None),
        ] {
            assert_eq!(mode_of(key), mode, "{key}");
        }
        assert!(check_secret("sk_123456").is_ok() && check_public("pk_live_9aB").is_ok());
        for wrong in ["pk_1", "sk_", "sk_a b", "sk_a:b", ""] {
            assert!(check_secret(wrong).is_err(), "{wrong}");
        }
        assert!(check_public("sk_1").is_err());
        let keys = make(Mode::Live, &mut |length| "x".repeat(length));
        assert_eq!(mode_of(keys.secret.expose()), Some(Mode::Live));
        assert!(check_secret(keys.secret.expose()).is_ok() && check_public(keys.public.unwrap().expose()).is_ok());
    }
}
