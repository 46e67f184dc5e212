//! The customers that every store is filled with: each made from its number alone, the same on every run.

use serde::Serialize;
use wincode::{SchemaRead, SchemaWrite};

/// When the first customer came to be, in milliseconds; each further one comes a second later.
pub const FIRST_CREATED: i64 = 1_700_000_000_000;

pub const FIRST: [&str; 32] = [
    "Ann", "Bjorn", "Chloe", "Dmitri", "Eva", "Farid", "Grace", "Hana", "Iris", "Joao", "Kenji", "Lena", "Mei", "Nils",
    "Olga", "Pia", "Quentin", "Rosa", "Sven", "Tara", "Ulla", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe", "Anton",
    "Bella", "Carl", "Dina", "Emil", "Frida",
];
const SYLLABLES: [&str; 20] = [
    "ber", "cos", "dal", "eri", "fis", "gar", "han", "ito", "jen", "kow", "lop", "mul", "nov", "oka", "pha", "ros",
    "san", "tor", "var", "wen",
];
const DOMAINS: [&str; 8] = [
    "example.org",
    "mail.example",
    "post.example.net",
    "shop.example.com",
    "web.example",
    "kunde.example.de",
    "example.co.jp",
    "example.fr",
];
const WORDS: &str = "Regular since the shop opened, prefers a call before noon and pays with a card on file";

/// A customer as every store but Tillbook keeps it, which has the same in its own form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, SchemaRead, SchemaWrite)]
pub struct Person {
    pub id: String,
    pub created: i64,
    pub updated: Option<i64>,
    pub email: String,
    pub name: String,
    pub phone: String,
    pub merchant_customer_id: String,
    pub description: String,
    /// A JSON object.
    pub metadata: String,
    pub default_card: String,
}

/// A card as every store but Tillbook keeps it.
#[derive(Debug, Clone, PartialEq, Eq, SchemaRead, SchemaWrite)]
pub struct CardOf {
    pub id: String,
    pub brand: u8,
    pub last_digits: String,
    pub month: u8,
    pub year: u16,
    pub name: String,
    pub fingerprint: String,
}

/// splitmix64.
pub fn mix(number: u64) -> u64 {
    let mut word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Nineteen characters of base 36.
pub fn nineteen(mut number: u128) -> String {
    let mut text = [0; 19];
    for place in text.iter_mut().rev() {
        *place = b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize];
        number /= 36;
    }
    text.iter().map(|letter| char::from(*letter)).collect()
}

/// What the nineteen characters of an id say: all that a key needs.
pub fn number_of(id: &str) -> u128 {
    let digit = |letter: u8| u128::from(if letter <= b'9' { letter & 15 } else { letter - b'a' + 10 });
    id.as_bytes()[id.len().saturating_sub(19)..]
        .iter()
        .fold(0, |sum, letter| sum.wrapping_mul(36).wrapping_add(digit(*letter)))
}

fn random_id(prefix: &str, seed: u64) -> String {
    let number = (u128::from(mix(seed)) << 64) | u128::from(mix(seed ^ 0x5555_5555_5555_5555));
    format!("{prefix}_test_{}", nineteen(number % 36u128.pow(19)))
}

fn last_name(seed: u64) -> String {
    let syllable = |part: u64| SYLLABLES[(seed >> part) as usize % SYLLABLES.len()];
    let mut name = format!("{}{}{}", syllable(8), syllable(16), syllable(24));
    name[..1].make_ascii_uppercase();
    name
}

fn phone(seed: u64) -> String {
    let number = seed % 100_000_000;
    match seed >> 60 & 3 {
        0 => format!("+49 30 {number:08}"),
        1 => format!("030 {:04}-{:04}", number / 10_000, number % 10_000),
        2 => format!("(030) {number:08}"),
        _ => format!("+4930{number:08}"),
    }
}

impl Person {
    pub fn of(row: usize) -> Person {
        let seed = mix(row as u64);
        let (first, last) = (FIRST[(seed % 32) as usize], last_name(seed));
        let domain = DOMAINS[(seed >> 40 & 7) as usize];
        let third = if seed.is_multiple_of(2) { r#","newsletter":"yes""# } else { "" };
        Person {
            id: id(row),
            created: FIRST_CREATED + row as i64 * 1000,
            updated: None,
            email: format!("{}.{}{row}@{domain}", first.to_lowercase(), last.to_lowercase()),
            merchant_customer_id: format!("user-{:08x}-{row}", seed as u32),
            name: format!("{first} {last}"),
            phone: phone(mix(seed)),
            description: WORDS[..10 + (seed >> 32) as usize % 60].to_owned(),
            metadata: format!(r#"{{"tier":"{}","visits":"{}"{third}}}"#, seed % 3, seed % 100),
            default_card: card_id(row, 0),
        }
    }

    /// The digits of the telephone number, last first and without a country's or a trunk's beginning.
    pub fn digits_backwards(&self) -> String {
        self.phone.chars().rev().filter(char::is_ascii_digit).collect()
    }

    /// The words of the name in lower case.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.name.split(' ').map(str::to_lowercase)
    }
}

/// The id of a customer.
pub fn id(row: usize) -> String {
    random_id("cust", row as u64 * 3)
}

fn card_id(row: usize, card: usize) -> String {
    random_id("card", row as u64 * 3 + 1 + card as u64)
}

/// 44 characters, as many as a keyed hash of 32 bytes has in base64, and never so many digits that they could be a number.
fn fingerprint(seed: u64) -> String {
    let part = |turn| nineteen((u128::from(mix(seed + turn)) << 64 | u128::from(mix(seed ^ turn))) % 36u128.pow(19));
    format!("{}{}{}", part(1), part(2), &part(3)[..6])
}

/// The cards of a customer: 1.3 of them in the mean.
pub fn cards(row: usize) -> Vec<CardOf> {
    let many = if mix(row as u64 + 7) % 10 < 3 { 2 } else { 1 };
    let card = |card| {
        let seed = mix((row * 2 + card) as u64);
        CardOf {
            id: card_id(row, card),
            brand: (seed % 3) as u8,
            last_digits: format!("{:04}", seed % 10_000),
            month: (seed % 12 + 1) as u8,
            year: 2030,
            name: FIRST[(seed % 32) as usize].to_owned(),
            fingerprint: fingerprint(seed),
        }
    };
    (0..many).map(card).collect()
}

/// What is looked at of a customer that was found: length, first, middle and last byte of its e-mail address, its name
/// and its telephone number. Never 0.
pub fn look(email: &[u8], name: &[u8], phone: &[u8]) -> u64 {
    let glance = |text: &[u8]| match text {
        [] => 0,
        [first, .., last] => {
            let middle = text[text.len() / 2];
            text.len() as u64 | u64::from(*first) << 8 | u64::from(middle) << 16 | u64::from(*last) << 24
        }
        [only] => 1 | u64::from(*only) << 8,
    };
    1 + glance(email) + (glance(name) << 8) + (glance(phone) << 16)
}

impl Person {
    pub fn look(&self) -> u64 {
        look(self.email.as_bytes(), self.name.as_bytes(), self.phone.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_number() {
        for row in 0..1000 {
            let id = id(row);
            assert_eq!(nineteen(number_of(&id)), id[10..]);
        }
    }

    #[test]
    fn no_two_customers_share_what_is_unique() {
        let mut seen = std::collections::HashSet::new();
        for row in 0..10_000 {
            let person = Person::of(row);
            assert!(seen.insert(person.id) && seen.insert(person.email) && seen.insert(person.merchant_customer_id));
        }
    }
}
