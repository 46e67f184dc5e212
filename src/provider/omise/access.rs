//! Omise's keys: user names of HTTP Basic (2.1).

use crate::model::{Mode, Timestamp};
use crate::provider::keys::{Keys, basic};
use crate::provider::request::{Key, Request};
use crate::provider::response::Response;

use super::fault::Fault;

/// A key with `test_` behind its prefix belongs to the test world, any other key to the live one.
pub(super) fn mode_of(key: &str) -> Option<Mode> {
    let rest = key.strip_prefix("skey_").or_else(|| key.strip_prefix("pkey_"))?;
    Some(if rest.starts_with("test_") { Mode::Test } else { Mode::Live })
}

/// Whether a text has the form of a secret key.
pub(super) fn check_secret(key: &str) -> Result<(), &'static str> {
    if has_form(key, "skey_") {
        Ok(())
    } else {
        Err("is not of the form skey_test_ or skey_ and small letters and digits")
    }
}

/// Whether a text has the form of a public key.
pub(super) fn check_public(key: &str) -> Result<(), &'static str> {
    if has_form(key, "pkey_") {
        Ok(())
    } else {
        Err("is not of the form pkey_test_ or pkey_ and small letters and digits")
    }
}

fn has_form(key: &str, prefix: &str) -> bool {
    let Some(rest) = key.strip_prefix(prefix) else { return false };
    let rest = rest.strip_prefix("test_").unwrap_or(rest);
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// New keys of a world.
pub(super) fn make(mode: Mode, random: &mut dyn FnMut(usize) -> String) -> Keys {
    let world = if mode == Mode::Test { "test_" } else { "" };
    Keys {
        secret: format!("skey_{world}{}", random(19)).into(),
        public: Some(format!("pkey_{world}{}", random(19)).into()),
    }
}

/// The key is the user name, and the password is empty.
pub(super) fn authenticate(keys: &Keys, request: &Request, _: Timestamp) -> Result<Key, Response> {
    let shown = basic(request).and_then(|(user, _)| keys.named(&user));
    shown.ok_or_else(|| Fault::authentication().response())
}
