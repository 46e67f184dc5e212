//! Amounts of money as a person reads them.

use super::output::grouped;

/// Currencies whose smallest unit is the currency itself (ISO 4217).
const WHOLE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Currencies whose smallest unit is a thousandth (ISO 4217).
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// An amount in the smallest unit of a currency, for example `1,000.00 THB`.
pub(super) fn amount(amount: i64, currency: &str) -> String {
    let (units, decimals) = match currency {
        currency if WHOLE.contains(&currency) => (1, 0),
        currency if THOUSANDTHS.contains(&currency) => (1000, 3),
        _ => (100, 2),
    };
    let sign = if amount < 0 { "-" } else { "" };
    let (whole, part) = (amount.unsigned_abs() / units, amount.unsigned_abs() % units);
    match decimals {
        0 => format!("{sign}{} {currency}", grouped(whole)),
        _ => format!("{sign}{}.{part:0decimals$} {currency}", grouped(whole)),
    }
}
