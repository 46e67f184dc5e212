//! The few values that histories choose from, so that they meet again, and beside each how it is to be understood.

use tillbook::Brand;

/// E-mail addresses; those with the same number are the same address.
pub const EMAILS: [(&str, u8); 7] = [
    ("ann@example.org", 1),
    ("Ann@Example.ORG ", 1),
    ("bob@example.org", 2),
    ("", 3),
    ("ÅSA@example.org", 4),
    ("åsa@example.org", 4),
    ("asa@example.org", 5),
];

/// What a cashier types of an e-mail address, and the beginning that it means.
pub const TYPED_EMAILS: [(&str, &str); 6] = [
    ("ann", "ann"),
    ("ANN@EXAMPLE.", "ann@example."),
    ("bob@example.org", "bob@example.org"),
    ("ann@example.organisation", "ann@example.organisation"),
    ("Å", "å"),
    (" ", ""),
];

/// Barcodes; those with the same number are the same barcode.
pub const BARCODES: [(&str, u8); 4] = [("04212", 1), ("ab-7", 2), ("AB-7", 2), ("4212", 3)];

/// The shop's own numbers; a blank one is none.
pub const NUMBERS_OF_THE_SHOP: [&str; 5] = ["M-1", "m-1", "M-2", "0042", "  "];

/// Names, and what they are found by the beginnings of.
pub const NAMES: [(&str, &[&str]); 7] = [
    ("Bjørn Ångström", &["bjorn", "angstrom"]),
    ("ANN LEE", &["ann", "lee"]),
    ("Ann-Marie O'Neil", &["ann", "marie", "oneil"]),
    ("Jürgen Straße", &["jurgen", "strasse"]),
    ("李 雷", &["李雷", "雷"]),
    ("Wolfeschlegelsteinhausen Bo", &["wolfeschlegelsteinhausen", "bo"]),
    ("!", &[]),
];

/// What a cashier types of a name, and the beginnings of words that it means.
pub const TYPED_NAMES: [(&str, &[&str]); 8] = [
    ("ann", &["ann"]),
    ("ÅNG bj", &["ang", "bj"]),
    ("o'ne", &["one"]),
    ("STRASS", &["strass"]),
    ("李", &["李"]),
    ("wolfeschlegelsteinhau", &["wolfeschlegelsteinhau"]),
    ("Wolfeschlegelsteinberg", &["wolfeschlegelsteinberg"]),
    ("-", &[]),
];

/// Telephone numbers, and their digits.
pub const PHONES: [(&str, &str); 4] = [
    ("+47 22 44 22 22", "4722442222"),
    ("22442222", "22442222"),
    ("00 45 1234 5678 9012 3456 7890", "004512345678901234567890"),
    ("ask him", ""),
];

/// What a cashier types of a telephone number, and the digits that count.
pub const TYPED_PHONES: [(&str, &str); 7] = [
    ("022 44 22 22", "22442222"),
    ("2222", "2222"),
    ("0", "0"),
    ("x", ""),
    ("345678901234567890", "345678901234567890"),
    ("945678901234567890", "945678901234567890"),
    ("77", "77"),
];

/// What is typed as a card number; with it the brand and the digits, where it is one.
pub const CARD_NUMBERS: [(&str, Option<(Brand, &str)>); 9] = [
    ("4242424242424242", Some((Brand::Visa, "4242424242424242"))),
    ("4242-4242 4242 4242", Some((Brand::Visa, "4242424242424242"))),
    ("5555555555554444", Some((Brand::MasterCard, "5555555555554444"))),
    ("3782 822463 10005", Some((Brand::AmericanExpress, "378282246310005"))),
    ("3530111333300000", Some((Brand::Jcb, "3530111333300000"))),
    ("4242424242424241", None),
    // The check digit is right, but no brand begins so.
    ("0000000000000000", None),
    ("4242", None),
    (" ", None),
];

/// Metadata as a host sends it.
pub const METADATA: [&str; 5] =
    ["{}", r#"{"tier":"gold"}"#, r#"{"tier":null,"visits":1}"#, r#"{"visits":2,"tier":"x"}"#, r#"{"gone":null}"#];

/// Ids that customers have elsewhere: of no provider's form, and blank.
pub const OLD_IDS: [&str; 4] = ["old-17", "old-18", "17", ""];

/// How a value of a pool is to be understood; a value that is in none means nothing.
pub fn meaning<T: Copy>(pool: &[(&str, T)], text: &str) -> Option<T> {
    pool.iter().find(|(value, _)| *value == text).map(|(_, meaning)| *meaning)
}
