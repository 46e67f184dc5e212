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
        let mut id = String::with_capacity(self.prefix.len() + LONGEST);
        id.push_str(self.prefix);
        self.form.write(value, &mut id);
        id
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
const BASE36_RANDOM_LENGTH: usize = 25;
const UUID_LENGTH: usize = 36;
const HEX_TIME_LENGTH: usize = 24;
/// How long the longest of them is.
const LONGEST: usize = UUID_LENGTH;
/// Where a UUID has its dashes.
const DASHES: [usize; 4] = [8, 13, 18, 23];
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
                let dashes = bytes.len() == UUID_LENGTH && DASHES.iter().all(|&place| bytes[place] == b'-');
                if !dashes {
                    return None;
                }
                let mut value = 0u128;
                for (place, &byte) in bytes.iter().enumerate() {
                    if !DASHES.contains(&place) {
                        value = value * 16 + u128::from(digit(byte, 16)?);
                    }
                }
                value
            }
            IdForm::HexTime => {
                if text.len() != HEX_TIME_LENGTH {
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

    /// Writes a number as an id of this form, behind what stands there.
    fn write(self, value: u128, id: &mut String) {
        let mut letters = [b'0'; LONGEST];
        let length = match self {
            IdForm::Base36Time => BASE36_TIME_LENGTH,
            IdForm::Base36Random => BASE36_RANDOM_LENGTH,
            IdForm::Uuid => UUID_LENGTH,
            IdForm::HexTime => HEX_TIME_LENGTH,
        };
        let letters = &mut letters[..length];
        match self {
            IdForm::Base36Time | IdForm::Base36Random => base36(value, letters),
            IdForm::Uuid | IdForm::HexTime => base16(value, letters, self == IdForm::Uuid),
        }
        // They are all of ASCII.
        id.push_str(std::str::from_utf8(letters).unwrap_or_default());
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

/// The values of digits; what is none has one that no base has.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut value = 0;
    while value < BASE36.len() {
        digits[BASE36[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

/// The number that digits of a base are, which has to fit.
fn number(digits: &[u8], base: u8) -> Option<u64> {
    let (mut value, mut greatest) = (0u64, 0);
    for &byte in digits {
        let digit = DIGITS[usize::from(byte)];
        greatest = digit.max(greatest);
        value = value.wrapping_mul(u64::from(base)).wrapping_add(u64::from(digit));
    }
    (greatest < base).then_some(value)
}

fn digit(byte: u8, base: u8) -> Option<u8> {
    let value = DIGITS[usize::from(byte)];
    (value < base).then_some(value)
}

/// Writes a number in base 36, its last digits where it has too many.
fn base36(mut value: u128, letters: &mut [u8]) {
    // So many digits at once are a number of 64 bits, which is far quicker to divide.
    const AT_ONCE: usize = 12;
    const TOP: u128 = 36u128.pow(AT_ONCE as u32);
    for letters in letters.rchunks_mut(AT_ONCE) {
        let rest = value / TOP;
        let mut part = (value - rest * TOP) as u64;
        for letter in letters.iter_mut().rev() {
            *letter = BASE36[(part % 36) as usize];
            part /= 36;
        }
        value = rest;
    }
}

/// Writes a number in base 16, its last digits where it has too many, with the dashes of a UUID if need be.
fn base16(mut value: u128, letters: &mut [u8], dashes: bool) {
    for (place, letter) in letters.iter_mut().enumerate().rev() {
        if dashes && DASHES.contains(&place) {
            *letter = b'-';
        } else {
            *letter = BASE36[(value % 16) as usize];
            value /= 16;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::IdForm;

    proptest! {
        #[test]
        fn an_id_that_a_key_holds_is_written_as_it_was(value in any::<u128>(), small in any::<u64>()) {
            for form in [IdForm::Base36Time, IdForm::Uuid, IdForm::HexTime] {
                for value in [value, u128::from(small), value % 36u128.pow(19), value >> 32] {
                    let mut id = String::new();
                    form.write(value, &mut id);
                    let kept = form.decode(&id).unwrap();
                    let mut again = String::new();
                    form.write(u128::from_be_bytes(kept), &mut again);
                    prop_assert_eq!(&id, &again);
                    let (least, most) = match form {
                        IdForm::Base36Time => (0, 36u128.pow(19)),
                        IdForm::HexTime => (0, 1 << 96),
                        _ => (0, u128::MAX),
                    };
                    if (least..most).contains(&value) {
                        prop_assert_eq!(value, u128::from_be_bytes(kept));
                    }
                }
            }
        }
    }

    #[test]
    fn ids_are_written_in_full() {
        let written = |form: IdForm, value| {
            let mut id = String::new();
            form.write(value, &mut id);
            id
        };
        assert_eq!(written(IdForm::Base36Time, 36u128.pow(18) * 35 + 37), "z000000000000000011");
        assert_eq!(written(IdForm::Base36Random, 35), "000000000000000000000000z");
        let uuid = 0x0123_4567_89ab_4def_8123_4567_89ab_cdef;
        assert_eq!(written(IdForm::Uuid, uuid), "01234567-89ab-4def-8123-456789abcdef");
        assert_eq!(written(IdForm::HexTime, 0xabc), "000000000000000000000abc");
    }
}
