//! The forms of the providers' customer ids.

use crate::model::{AccountId, Kind, Mode, Named, Provider};

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

/// What a value is as a customer id of an account.
pub(crate) fn identity(account: AccountId, value: &str) -> Identity {
    let own = match account.provider {
        Provider::Omise => return omise("cust", account.mode, value),
        Provider::Komoju => {
            value.len() == 25 && value.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        }
        Provider::Monri | Provider::Shopline => {
            account.id_pattern(Named::Record(Kind::Customer)).decode(value).is_some()
        }
        // The caller may have chosen any.
        Provider::DigitalRiver => !value.is_empty(),
    };
    if own { Identity::Own } else { Identity::Foreign }
}

/// Whether a customer number cannot be anything but a customer id of the provider, in either mode.
pub(crate) fn is_unmistakable(account: AccountId, value: &str) -> bool {
    // Only Omise's say of themselves what they are. An old system may number its customers `cust_12`, so the length counts.
    account.provider == Provider::Omise
        && [Mode::Test, Mode::Live].into_iter().any(|mode| {
            let either = AccountId { mode, ..account };
            either.id_pattern(Named::Record(Kind::Customer)).decode(value).is_some()
        })
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
    fn only_an_id_of_full_length_is_unmistakable() {
        let account = AccountId { provider: Provider::Omise, mode: Mode::Test };
        assert!(is_unmistakable(account, "cust_test_6a0f1k2m3n4p5q6r7s8"));
        assert!(is_unmistakable(account, "cust_6a0f1k2m3n4p5q6r7s8"));
        assert!(!is_unmistakable(account, "cust_12") && !is_unmistakable(account, "6a0f1k2m3n4p5q6r7s8"));
        let uuid = "8d3f2c1e-9a4b-4c5d-8e6f-0a1b2c3d4e5f";
        let monri = AccountId { provider: Provider::Monri, mode: Mode::Test };
        assert_eq!(identity(monri, uuid), Identity::Own);
        assert!(!is_unmistakable(monri, uuid));
    }

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
