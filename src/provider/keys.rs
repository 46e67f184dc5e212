//! The keys of an account, and the ways in which requests show them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::request::{Key, Request};
use crate::model::SecretText;

/// The keys with which a provider's clients call an account.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The secret key; with Monri the merchant key.
    pub secret: SecretText,
    /// The public key; with Monri the authenticity token; none where a provider has none.
    pub public: Option<SecretText>,
}

impl Keys {
    /// Whether a text is the secret key; compared in a time that does not depend on where they differ.
    #[cfg(feature = "server")]
    pub(crate) fn is_secret(&self, text: &str) -> bool {
        same(self.secret.expose(), text)
    }

    /// Which of the keys a text is; compared in a time that does not depend on where they differ.
    pub(crate) fn named(&self, text: &str) -> Option<Key> {
        if same(self.secret.expose(), text) {
            Some(Key::Secret)
        } else if self.public.as_ref().is_some_and(|public| same(public.expose(), text)) {
            Some(Key::Public)
        } else {
            None
        }
    }
}

/// What keeps a text from being a key that tells nothing by its form: it must fit between the blanks of a header.
pub(crate) fn check_form(key: &str) -> Result<(), &'static str> {
    if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err("is not made of letters, digits and signs without blanks")
    }
}

/// Whether two secrets are equal, found out in a time that does not depend on where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The user name and the password of HTTP Basic; none when the header is absent or unreadable.
pub(crate) fn basic(request: &Request) -> Option<(Zeroizing<String>, Zeroizing<String>)> {
    basic_of(request.header_value("authorization")?)
}

/// The user name and the password of HTTP Basic in an Authorization header; none when it is unreadable.
pub(crate) fn basic_of(header: &str) -> Option<(Zeroizing<String>, Zeroizing<String>)> {
    let bytes = STANDARD.decode(credentials(header, "basic")?).ok().map(Zeroizing::new)?;
    let text = std::str::from_utf8(&bytes).ok()?;
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    Some((Zeroizing::new(user.to_owned()), Zeroizing::new(password.to_owned())))
}

/// The bearer token; none when the header is absent or of another scheme.
pub(crate) fn bearer(request: &Request) -> Option<&str> {
    credentials(request.header_value("authorization")?, "bearer")
}

/// What follows the scheme's name in an Authorization header.
fn credentials<'a>(header: &'a str, scheme: &str) -> Option<&'a str> {
    let (found, rest) = header.trim().split_once(' ')?;
    found.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}
