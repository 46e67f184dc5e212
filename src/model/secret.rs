//! Text that must not outlive the call that brought it.

use secrecy::{ExposeSecret, SecretString};

/// A secret that is wiped from memory when dropped and never shown by `Debug`.
#[derive(Clone)]
pub struct SecretText(SecretString);

impl SecretText {
    /// Takes the secret over; the given text is moved, not copied.
    pub fn new(text: impl Into<String>) -> SecretText {
        SecretText(SecretString::from(text.into()))
    }

    /// Whether there is nothing in it but blanks.
    pub(crate) fn is_blank(&self) -> bool {
        self.expose().trim().is_empty()
    }

    /// The secret itself, for the code that must look at it.
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> SecretText {
        SecretText::new(text)
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> SecretText {
        SecretText::new(text)
    }
}
