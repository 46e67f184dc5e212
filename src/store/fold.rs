//! Texts as people search for them: without case, accents and width; numbers without punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without case, accents and width: `Bjørn` and `BJORN` fold to the same.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase) {
        match plain(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded
}

/// Letters and marks that Unicode does not take apart, as people type them without a special keyboard.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        // Telephones and word processors write them; keyboards do not.
        '‘' | '’' | 'ʼ' => "'",
        _ => return None,
    })
}

/// The folded words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|character: char| !character.is_alphanumeric() && character != '\'')
        .map(|word| word.trim_matches('\'').replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The digits of a telephone number of whatever width, last first.
pub(crate) fn digits_backwards(phone: &str) -> Vec<u8> {
    let mut digits: Vec<u8> = phone.nfkd().filter(char::is_ascii_digit).map(|digit| digit as u8).collect();
    digits.reverse();
    digits
}

/// The digits that a cashier typed, last first: a leading 0 is how a number is dialled at home, so it does not count.
pub(crate) fn typed_digits_backwards(typed: &str) -> Vec<u8> {
    let mut digits = digits_backwards(typed);
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    digits
}

/// E-mail addresses and barcodes are found whatever their case.
pub(crate) fn caseless(text: &str) -> String {
    text.trim().to_lowercase()
}
