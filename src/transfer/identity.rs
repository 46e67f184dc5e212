//! The forms of the providers' customer ids.

use crate::model::{AccountId, Mode, Provider};

/// What a value is as a customer id of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// An id that this account's provider gives.
    Own,
    /// An id of the same provider, from its other mode.
    OtherMode,
    /// Anything else.
    Foreign,
}

/// What a value is as a customer id of an account (`omise 3`).
pub(crate) fn identity(account: AccountId, value: &str) -> Identity {
    match account.provider {
        Provider::Omise => omise("cust", account.mode, value),
        // The store has no rules of the others yet, so that their ids are the old system's numbers.
        Provider::Komoju | Provider::Monri | Provider::DigitalRiver | Provider::Shopline => Identity::Foreign,
    }
}

/// What a value is as an Omise id of a kind such as `cust` or `card`.
pub(crate) fn omise(kind: &str, mode: Mode, value: &str) -> Identity {
    let Some(rest) = value.strip_prefix(kind).and_then(|rest| rest.strip_prefix('_')) else { return Identity::Foreign };
    let (found, rest) = match rest.strip_prefix("test_") {
        Some(rest) => (Mode::Test, rest),
        None => (Mode::Live, rest),
    };
    let shaped = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    match (shaped, found == mode) {
        (false, _) => Identity::Foreign,
        (true, true) => Identity::Own,
        (true, false) => Identity::OtherMode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn omise_3_an_id_tells_its_mode() {
        assert_eq!(omise("cust", Mode::Test, "cust_test_6a0f"), Identity::Own);
        assert_eq!(omise("cust", Mode::Test, "cust_6a0f"), Identity::OtherMode);
        assert_eq!(omise("cust", Mode::Live, "cust_6a0f"), Identity::Own);
        assert_eq!(omise("cust", Mode::Live, "cust_test_6a0f"), Identity::OtherMode);
        for foreign in ["17", "cust", "cust_", "cust_test_", "cust_6A0F", "card_6a0f", "cust_6a 0f", ""] {
            assert_eq!(omise("cust", Mode::Live, foreign), Identity::Foreign, "{foreign}");
        }
    }
}
