//! The words of names, and where in a name a cashier may begin to type.

use super::fold::fold;

/// In how many places a run of writing without blanks is taken to begin at most: every one leads to an entry of the index.
const PLACES: usize = 16;

/// The folded words of what a cashier types. Writing without blanks is a word of its own, also beside other letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in fold(text).split(|character: char| !belongs(character)) {
        let mut rest = piece;
        while let Some(first) = rest.chars().find(|character| *character != '\'') {
            let run = is_run(first);
            let end = rest.find(|character| character != '\'' && is_run(character) != run).unwrap_or(rest.len());
            words.push(rest[..end].replace('\'', ""));
            rest = &rest[end..];
        }
    }
    words
}

/// Everything that a name can be found by the beginning of: its words, and within writing without blanks every place at
/// which a part may begin. Such runs are put together, for one writes `山田 太郎` and the other `山田太郎`.
pub(crate) fn parts(name: &str) -> Vec<String> {
    first_parts(name, usize::MAX)
}

/// The same of the first words only.
pub(crate) fn first_parts(name: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut run = Run::default();
    for word in words(name).into_iter().take(most) {
        if word.starts_with(is_run) {
            run.add(&word);
        } else {
            run.end(&mut parts);
            parts.push(word);
        }
    }
    run.end(&mut parts);
    parts
}

/// Words without blanks between them, put together.
#[derive(Default)]
struct Run {
    text: String,
    /// Where the words begin.
    words: Vec<usize>,
}

impl Run {
    fn add(&mut self, word: &str) {
        self.words.push(self.text.len());
        self.text.push_str(word);
    }

    fn end(&mut self, parts: &mut Vec<String>) {
        let places = self.text.char_indices().filter(|(_, character)| begins(*character)).map(|(place, _)| place);
        let mut places: Vec<usize> = places.take(PLACES).chain(self.words.drain(..)).collect();
        places.sort_unstable();
        places.dedup();
        parts.extend(places.into_iter().map(|place| self.text[place..].to_owned()));
        self.text.clear();
    }
}

fn belongs(character: char) -> bool {
    character.is_alphanumeric() || character == '\''
}

/// Whether a character is of a writing without blanks between words, or with blanks that one leaves out.
fn is_run(character: char) -> bool {
    matches!(character,
        // Thai, Lao; Myanmar; Khmer.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        // Hangul.
        | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7ff}'
        // Kana, bopomofo, Han.
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a part of a run can begin with a character: no vowel that is written after, above or below its consonant does,
/// nor a mark of length or repetition.
fn begins(character: char) -> bool {
    let vowel_sign = unicode_normalization::char::is_combining_mark(character);
    let follows = matches!(character, 'ะ' | 'า' | 'ำ' | 'ๅ' | 'ๆ' | 'ະ' | 'າ' | 'ຳ' | 'ໆ' | 'ー' | '々');
    !vowel_sign && !follows
}
