//! Whether an encoded record can hold a text: texts stand in records as they are.

use memchr::{memchr2_iter, memmem};

/// Letters that are not ASCII and become so in lower case: the sign of the kelvin, and the Turkish I with a dot.
const TURN_ASCII: [&str; 2] = ["\u{212a}", "\u{130}"];

/// Tells of a record whether it can hold a text, whatever the case of either.
pub(crate) fn may_contain(text: &str) -> impl Fn(&[u8]) -> bool {
    let piece = longest_plain(&text.to_lowercase());
    let odd = TURN_ASCII.map(memmem::Finder::new);
    move |record| contains(record, piece.as_bytes()) || odd.iter().any(|odd| odd.find(record).is_some())
}

/// The longest piece of a text in lower case whose capitals are no other bytes than those of ASCII.
fn longest_plain(text: &str) -> String {
    let is_plain = |character: char| {
        let without_case = character >= '\u{e00}' && character.is_alphanumeric() && !character.is_lowercase();
        character.is_ascii() || without_case
    };
    let pieces = text.split(|character| !is_plain(character));
    pieces.max_by_key(|piece| piece.len()).unwrap_or_default().to_owned()
}

fn contains(record: &[u8], piece: &[u8]) -> bool {
    let Some(first) = piece.first() else { return true };
    let mut places = memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), record);
    places.any(|place| record[place..].get(..piece.len()).is_some_and(|held| held.eq_ignore_ascii_case(piece)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_passed_over() {
        let held = [
            "Ann Berg",
            "ÅNGSTRÖM",
            "\u{212a}elvin",
            "\u{130}stanbul",
            "ΟΔΟΣ",
            "山田 太郎",
            "ใจดี",
            "ß",
            "ANN@X.ORG",
            "ᎠᎡ",
        ];
        for (held, sought) in held.iter().flat_map(|held| held.chars().map(move |letter| (held, letter.to_string()))) {
            let pieces = [sought.clone(), sought.to_uppercase(), held.to_lowercase(), held.to_uppercase()];
            for sought in pieces.iter().filter(|sought| held.to_lowercase().contains(&sought.to_lowercase())) {
                assert!(may_contain(sought)(format!("\u{1}..{held}..").as_bytes()), "{held} {sought}");
            }
        }
    }

    #[test]
    fn most_that_lack_it_are_passed_over() {
        for (held, sought) in [("Ann Berg", "bergs"), ("山田", "田山"), ("Ångström", "Ångstroms")] {
            assert!(!may_contain(sought)(held.as_bytes()), "{held} {sought}");
        }
    }
}
