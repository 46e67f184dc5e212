//! The forms that the providers' identifiers have, and the 16 bytes that stand for them in a key.

use super::{AccountId, Kind, Mode, Provider};

/// The things that have an identifier of the provider's making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A record.
    Record(Kind),
    /// The charge part of a schedule.
    ScheduledCharge,
    /// A charge that came of an occurrence.
    Charge,
}

/// A prefix and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdPattern {
    /// What every such id begins with; may be empty.
    pub prefix: &'static str,
    /// The form of the rest.
    pub form: IdForm,
}

impl AccountId {
    /// How the account's provider writes identifiers. The file's keys depend on it, so it never changes.
    pub(crate) const fn id_pattern(self, named: Named) -> IdPattern {
        match self.provider {
            Provider::Omise => IdPattern { prefix: omise_prefix(named, self.mode), form: IdForm::Base36Time },
            Provider::Komoju => IdPattern {
                prefix: if matches!(named, Named::Record(Kind::Token)) { "tok_" } else { "" },
                form: IdForm::Base36Random,
            },
            Provider::Monri | Provider::DigitalRiver => IdPattern { prefix: "", form: IdForm::Uuid },
            Provider::Shopline => IdPattern { prefix: "", form: IdForm::HexTime },
        }
    }
}

/// Omise's prefixes (`omise 3`).
const fn omise_prefix(named: Named, mode: Mode) -> &'static str {
    match (named, mode) {
        (Named::Record(Kind::Customer), Mode::Test) => "cust_test_",
        (Named::Record(Kind::Customer), Mode::Live) => "cust_",
        (Named::Record(Kind::Card), Mode::Test) => "card_test_",
        (Named::Record(Kind::Card), Mode::Live) => "card_",
        (Named::Record(Kind::Token), Mode::Test) => "tokn_test_",
        (Named::Record(Kind::Token), Mode::Live) => "tokn_",
        (Named::Record(Kind::Schedule), Mode::Test) => "schd_test_",
        (Named::Record(Kind::Schedule), Mode::Live) => "schd_",
        (Named::Record(Kind::Occurrence), Mode::Test) => "occu_test_",
        (Named::Record(Kind::Occurrence), Mode::Live) => "occu_",
        (Named::ScheduledCharge, Mode::Test) => "rchg_test_",
        (Named::ScheduledCharge, Mode::Live) => "rchg_",
        // Omise has none of these.
        (Named::Record(Kind::TaxIdentifier | Kind::LedgerEntry | Kind::Reply), _) => "",
        (Named::Charge, Mode::Test) => "chrg_test_",
        (Named::Charge, Mode::Live) => "chrg_",
    }
}

impl IdPattern {
    /// The 16 bytes of an id of this pattern; none when it is no such id, letter for letter.
    pub(crate) fn decode(self, id: &str) -> Option<[u8; 16]> {
        self.form.decode(id.strip_prefix(self.prefix)?)
    }

    /// Writes a number as an id of this pattern.
    pub(crate) fn encode(self, value: u128) -> String {
        format!("{}{}", self.prefix, self.form.encode(value))
    }
}

/// What an identifier looks like after its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdForm {
    /// 19 characters of base 36 that sort by time (Omise).
    Base36Time,
    /// 25 random characters of base 36 (KOMOJU).
    Base36Random,
    /// A random UUID, version 4 (Monri, Digital River).
    Uuid,
    /// 24 hexadecimal digits that sort by time (SHOPLINE).
    HexTime,
}

const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE36_TIME_LENGTH: usize = 19;
/// So many digits of base 36 fit into 64 bits.
const BASE36_HALF: usize = 12;
/// 36 to the power of 10: the random part below nine characters of milliseconds.
const BASE36_RANDOM_PART: u128 = 3_656_158_440_062_976;

impl IdForm {
    /// The 16 bytes of a written id, in the same order as the writing; none when writing them again would differ.
    pub(crate) fn decode(self, text: &str) -> Option<[u8; 16]> {
        let value = match self {
            IdForm::Base36Time => {
                if text.len() != BASE36_TIME_LENGTH {
                    return None;
                }
                // Half by half, each of which a register holds.
                let (first, last) = text.as_bytes().split_at(BASE36_TIME_LENGTH - BASE36_HALF);
                u128::from(number(first, 36)?) * u128::from(36u64.pow(BASE36_HALF as u32))
                    + u128::from(number(last, 36)?)
            }
            IdForm::Base36Random => return None,
            IdForm::Uuid => {
                let bytes = text.as_bytes();
                let dashes = bytes.len() == 36 && [8, 13, 18, 23].iter().all(|&place| bytes[place] == b'-');
                if !dashes {
                    return None;
                }
                let mut value = 0u128;
                for (place, &byte) in bytes.iter().enumerate() {
                    if ![8, 13, 18, 23].contains(&place) {
                        value = value * 16 + u128::from(digit(byte, 16)?);
                    }
                }
                value
            }
            IdForm::HexTime => {
                if text.len() != 24 {
                    return None;
                }
                let (first, last) = text.as_bytes().split_at(8);
                u128::from(number(first, 16)?) << 64 | u128::from(number(last, 16)?)
            }
        };
        Some(value.to_be_bytes())
    }

    /// A new id of this form as a number: made of the time where the form sorts by it, and of random bits.
    pub(crate) fn fresh(self, millis: i64, random: u128) -> u128 {
        let millis = millis.max(0) as u128;
        match self {
            IdForm::Base36Time => millis * BASE36_RANDOM_PART + random % BASE36_RANDOM_PART,
            IdForm::Base36Random => random,
            IdForm::Uuid => random & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62,
            IdForm::HexTime => ((millis / 1000) & 0xffff_ffff) << 64 | random & 0xffff_ffff_ffff_ffff,
        }
    }

    /// The place of this form among those whose ids are to be greater than every earlier one; none for the others.
    pub(crate) const fn place_among_sorted(self) -> Option<usize> {
        match self {
            IdForm::Base36Time => Some(0),
            IdForm::HexTime => Some(1),
            IdForm::Base36Random | IdForm::Uuid => None,
        }
    }

    /// Writes a number as an id of this form.
    pub(crate) fn encode(self, value: u128) -> String {
        match self {
            IdForm::Base36Time => base36(value, BASE36_TIME_LENGTH),
            IdForm::Base36Random => base36(value, 25),
            IdForm::Uuid => {
                let hex = format!("{value:032x}");
                format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
            }
            IdForm::HexTime => format!("{:024x}", value & ((1 << 96) - 1)),
        }
    }

    /// The byte that marks this form in a key; 0 is left for hashes.
    pub(crate) const fn code(self) -> u8 {
        match self {
            IdForm::Base36Time => 1,
            IdForm::Base36Random => 2,
            IdForm::Uuid => 3,
            IdForm::HexTime => 4,
        }
    }
}

/// The number that digits of a base are, which has to fit.
fn number(digits: &[u8], base: u8) -> Option<u64> {
    digits.iter().try_fold(0u64, |value, &byte| Some(value * u64::from(base) + u64::from(digit(byte, base)?)))
}

fn digit(byte: u8, base: u8) -> Option<u8> {
    let value = match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        _ => return None,
    };
    (value < base).then_some(value)
}

fn base36(mut value: u128, length: usize) -> String {
    let mut text = vec![b'0'; length];
    for place in text.iter_mut().rev() {
        *place = BASE36[(value % 36) as usize];
        value /= 36;
    }
    text.iter().map(|&byte| char::from(byte)).collect()
}
