//! Telephone numbers, which are written with and without a country, and with or without what is dialled before them.

use super::fold::digits;

/// Countries' calling codes of two digits. 1 and 7 have one, all others three; none begins another.
const OF_TWO_DIGITS: [&str; 46] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "83", "84", "86",
    "89", "90", "91", "92", "93", "94", "95", "98",
];

/// A number without a sign that it is written as from abroad may be so nevertheless from this length on.
const MAYBE_ABROAD: usize = 11;
/// A number of fewer digits than this is taken as it is typed: it is the end of one.
const WHOLE: usize = 5;

/// A telephone number as somebody wrote it.
pub(crate) struct Phone {
    /// Its digits, as they were written.
    digits: String,
    readings: Vec<Reading>,
}

/// What a number as written may mean.
struct Reading {
    /// The country's calling code; none when it is dialled within the country.
    country: Option<String>,
    /// What is dialled in any case: without country and leading zeros.
    number: String,
}

impl Phone {
    pub(crate) fn of(text: &str) -> Phone {
        let digits = digits(text);
        let first = text.chars().find(|character| *character == '+' || *character == '＋' || character.is_numeric());
        let plus = first.is_some_and(|character| !character.is_numeric());
        let from_abroad = if plus { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        let readings = match from_abroad {
            Some(digits) => Vec::from_iter(Reading::abroad(digits)),
            None if digits.len() >= MAYBE_ABROAD && !digits.starts_with('0') => {
                Reading::at_home(&digits).into_iter().chain(Reading::abroad(&digits)).collect()
            }
            None => Vec::from_iter(Reading::at_home(&digits)),
        };
        Phone { digits, readings }
    }

    /// Its digits, last first.
    pub(crate) fn backwards(&self) -> String {
        self.digits.chars().rev().collect()
    }

    /// The longest end, last digit first, that this number has in common with all that it finds.
    pub(crate) fn sought_backwards(&self) -> String {
        let numbers = self.readings.iter().map(|reading| reading.number.as_str());
        let shortest = numbers.chain([self.digits.as_str()]).min_by_key(|number| number.len());
        shortest.unwrap_or_default().chars().rev().collect()
    }

    /// Whether a number is found by this one, as a cashier typed it: it ends in the same digits, or it is the same number
    /// in another writing.
    pub(crate) fn finds(&self, other: &Phone) -> bool {
        let same = |reading: &Reading| other.readings.iter().any(|other| reading.is(other));
        !self.digits.is_empty() && (other.digits.ends_with(&self.digits) || self.readings.iter().any(same))
    }
}

impl Reading {
    fn at_home(digits: &str) -> Option<Reading> {
        Reading::new(None, digits)
    }

    fn abroad(digits: &str) -> Option<Reading> {
        let length = match digits.as_bytes() {
            [b'1' | b'7', ..] => 1,
            [b'0', ..] => return None,
            _ if OF_TWO_DIGITS.iter().any(|code| digits.starts_with(code)) => 2,
            _ => 3,
        };
        let (country, number) = digits.split_at_checked(length)?;
        Reading::new(Some(country.to_owned()), number)
    }

    fn new(country: Option<String>, number: &str) -> Option<Reading> {
        // Also behind a country one writes the 0 that is dialled at home, as in +44 (0)20.
        let number = number.trim_start_matches('0');
        (number.len() >= WHOLE).then(|| Reading { country, number: number.to_owned() })
    }

    fn is(&self, other: &Reading) -> bool {
        let elsewhere = self.country.is_some() && other.country.is_some() && self.country != other.country;
        self.number == other.number && !elsewhere
    }
}
