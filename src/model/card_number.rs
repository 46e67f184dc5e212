//! Card numbers: their check digit, their brand, and how to recognise one where none belongs.

use std::fmt;

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};
use zeroize::Zeroizing;

use super::SecretText;

/// A card brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Brand {
    /// Visa.
    Visa,
    /// Mastercard.
    MasterCard,
    /// American Express.
    AmericanExpress,
    /// JCB.
    Jcb,
    /// Diners Club.
    DinersClub,
    /// Discover.
    Discover,
    /// A brand that only an import or a provider knows.
    Other,
}

/// The prefixes of each brand: first and last value of a range of leading digits.
const PREFIXES: &[(Brand, &str, &str)] = &[
    (Brand::Visa, "4", "4"),
    (Brand::MasterCard, "51", "55"),
    (Brand::MasterCard, "2221", "2720"),
    (Brand::AmericanExpress, "34", "34"),
    (Brand::AmericanExpress, "37", "37"),
    (Brand::Jcb, "3528", "3589"),
    (Brand::DinersClub, "300", "305"),
    (Brand::DinersClub, "36", "36"),
    (Brand::DinersClub, "38", "38"),
    (Brand::Discover, "6011", "6011"),
    (Brand::Discover, "65", "65"),
];

/// The shortest and the longest card number in digits (ISO/IEC 7812).
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=19;

/// A card number that passed its check digit: digits only, wiped from memory when dropped.
pub struct CardNumber {
    digits: Zeroizing<String>,
    brand: Option<Brand>,
}

impl CardNumber {
    /// Reads a number with blanks and dashes ignored; none when it is no card number.
    ///
    /// ```
    /// use tillbook::{Brand, CardNumber};
    /// let number = CardNumber::parse(&"4242-4242 4242 4242".into()).unwrap();
    /// assert_eq!(number.brand(), Some(Brand::Visa));
    /// assert_eq!(number.last_digits(), "4242");
    /// assert!(CardNumber::parse(&"4242 4242 4242 4241".into()).is_none());
    /// ```
    pub fn parse(text: &SecretText) -> Option<CardNumber> {
        let text = text.expose();
        // The exact capacity keeps the buffer from being moved, which would leave a copy behind.
        let mut digits = Zeroizing::new(String::with_capacity(text.len()));
        for character in text.chars() {
            match character {
                '0'..='9' => digits.push(character),
                ' ' | '-' => {}
                _ => return None,
            }
        }
        let brand = brand_of(&digits);
        (LENGTHS.contains(&digits.len()) && passes_luhn(digits.bytes())).then_some(CardNumber { digits, brand })
    }

    /// The brand by the leading digits; none when no known brand begins so.
    pub fn brand(&self) -> Option<Brand> {
        self.brand
    }

    /// The first six digits.
    pub fn first_digits(&self) -> &str {
        &self.digits[..6]
    }

    /// The last four digits.
    pub fn last_digits(&self) -> &str {
        &self.digits[self.digits.len() - 4..]
    }

    /// All digits, for the fingerprint.
    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

fn brand_of(digits: &str) -> Option<Brand> {
    PREFIXES
        .iter()
        .find(|(_, first, last)| digits.get(..first.len()).is_some_and(|lead| (*first..=*last).contains(&lead)))
        .map(|(brand, _, _)| *brand)
}

/// The Luhn check over ASCII digits.
fn passes_luhn(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    let sum: u32 = digits
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a text holds what looks like a card number: 13 to 19 digits of a known brand with a right check digit,
/// whatever stands before and after them, and however they are separated.
///
/// Some other long numbers look the same: one in ten passes the check.
pub fn holds_card_number(text: &str) -> bool {
    // The exact capacity keeps the buffer from being moved, which would leave a copy behind.
    let mut run = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        if let Some(digit) = written_digit(character) {
            run.push(digit);
        } else if !separates_digits(character) {
            if run_holds_card_number(&run) {
                return true;
            }
            run.clear();
        }
    }
    run_holds_card_number(&run)
}

/// A digit as people write it: in ASCII or as wide as a Chinese character.
fn written_digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(character as u32 - 0xff10, 10),
        _ => None,
    }
}

/// What stands between the groups of a number: blanks of every width, dashes, dots, slashes and underscores.
fn separates_digits(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '.' | '/' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}')
}

fn run_holds_card_number(digits: &str) -> bool {
    const SUSPECT: std::ops::RangeInclusive<usize> = 13..=19;
    (0..(digits.len() + 1).saturating_sub(*SUSPECT.start()))
        .map(|start| &digits[start..])
        .filter(|rest| brand_of(rest).is_some())
        .any(|rest| SUSPECT.filter_map(|length| rest.get(..length)).any(|window| passes_luhn(window.bytes())))
}

/// One thing that is wrong with the details of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardComplaint {
    /// The number is missing.
    NumberBlank,
    /// The number is no card number.
    NumberInvalid,
    /// No known brand begins so.
    BrandNotSupported,
    /// The holder is missing.
    NameBlank,
    /// The month is not between 1 and 12.
    MonthOutOfRange,
    /// The year has not four digits.
    YearInvalid,
    /// The month of expiry is over.
    Expired,
    /// The security code is not one.
    SecurityCodeInvalid,
}

impl CardComplaint {
    /// The complaint as a clause, in Omise's words (`omise 6.4`).
    pub const fn text(self) -> &'static str {
        match self {
            CardComplaint::NumberBlank => "number can't be blank",
            CardComplaint::NumberInvalid => "number is invalid",
            CardComplaint::BrandNotSupported => "brand not supported (unknown)",
            CardComplaint::NameBlank => "name can't be blank",
            CardComplaint::MonthOutOfRange => "expiration month is not between 1 and 12",
            CardComplaint::YearInvalid => "expiration year is invalid",
            CardComplaint::Expired => "expiration date cannot be in the past",
            CardComplaint::SecurityCodeInvalid => "security code is invalid",
        }
    }

    /// The detail it is about.
    pub const fn field(self) -> &'static str {
        match self {
            CardComplaint::NumberBlank | CardComplaint::NumberInvalid | CardComplaint::BrandNotSupported => "number",
            CardComplaint::NameBlank => "name",
            CardComplaint::MonthOutOfRange => "expiration_month",
            CardComplaint::YearInvalid | CardComplaint::Expired => "expiration_year",
            CardComplaint::SecurityCodeInvalid => "security_code",
        }
    }

    /// Several complaints as an English list: `A`, `A and B`, `A, B, and C`.
    pub fn sentence(complaints: &[CardComplaint]) -> String {
        english_list(complaints.iter().map(|complaint| complaint.text()))
    }
}

/// Joins items as English does, with a comma before the last `and` of three or more.
pub(crate) fn english_list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<T> = items.into_iter().collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => format!("{} and {}", first.as_ref(), second.as_ref()),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{}, and {}", rest.join(", "), last.as_ref())
        }
    }
}
