//! Text that must not outlive the call that brought it.

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// A secret that is wiped from memory when dropped and never shown by `Debug`.
#[derive(Clone)]
pub struct SecretText(SecretString);

impl SecretText {
    /// Takes the secret over. A given `String` is wiped; what was borrowed is the caller's to wipe.
    pub fn new(text: impl Into<String>) -> SecretText {
        // Shrinking the given buffer to its text could move it and leave the old one behind, so that one is wiped.
        let text = Zeroizing::new(text.into());
        SecretText(SecretString::from(text.as_str()))
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

/// Compared in a time that does not depend on where they differ.
impl PartialEq for SecretText {
    fn eq(&self, other: &SecretText) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for SecretText {}

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
