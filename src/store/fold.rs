//! Texts as people search for them: without case, accents and width; numbers without punctuation.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without case, accents and width: `Bjørn` and `BJORN` fold to the same, as do `ﾀﾅｶ` and `たなか`.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_accent(*character)).flat_map(char::to_lowercase) {
        match plain(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(hiragana(character)),
        }
    }
    // Hangul was taken apart into its letters, of which a syllable has up to three.
    folded.nfc().collect()
}

/// Marks that are left out, but not the vowels that are written as marks from India to Cambodia, Thai among them: without
/// them there would be another name.
fn is_accent(character: char) -> bool {
    let vowel = matches!(character, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') && character.is_alphabetic();
    is_combining_mark(character) && !vowel
}

/// Katakana as hiragana.
fn hiragana(character: char) -> char {
    match character {
        'ァ'..='ヶ' => char::from_u32(character as u32 - 0x60).unwrap_or(character),
        _ => character,
    }
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

/// The zeros of scripts in which telephone numbers are written, each followed by the other nine: Arabic, Persian, Hindi,
/// Bengali, Thai, Lao, Burmese and Khmer.
const ZEROS: [u32; 8] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];

/// The digits of a text, of whatever width and script.
pub(crate) fn digits(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_digit).collect();
    }
    text.nfkd().filter_map(digit).collect()
}

fn digit(character: char) -> Option<char> {
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&(character as u32)));
    let value = zero.map_or_else(|| character.to_digit(10), |zero| Some(character as u32 - zero))?;
    char::from_digit(value, 10)
}

/// E-mail addresses and barcodes are found whatever their case. Mostly they are without it already.
pub(crate) fn caseless(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_caseless = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_caseless { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}
