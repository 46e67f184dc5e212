//! The words of a C header, with its documentation and its directives.

/// A piece of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A comment that documents what follows it.
    Doc(String),
    /// A name and what it stands for.
    Define(String, String),
    /// Another directive of the preprocessor.
    Directive,
    Word(String),
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        matches!(self, Token::Word(word) if word == text)
    }

    pub fn word(&self) -> Option<&str> {
        match self {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

pub fn tokens(header: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = header;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").ok_or("a comment does not end")?;
            if let Some(doc) = comment[..end].strip_prefix('*').filter(|doc| !doc.is_empty()) {
                tokens.push(Token::Doc(plain(doc)));
            }
            rest = &comment[end + 2..];
        } else if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if first == '#' {
            let end = directive_end(rest);
            tokens.push(directive(&rest[1..end].replace("\\\n", " ")));
            rest = &rest[end..];
        } else if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
        } else {
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let length = match first {
                '"' => rest[1..].find('"').ok_or("a text does not end")? + 2,
                _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            tokens.push(Token::Word(rest[..length].to_owned()));
            rest = &rest[length..];
        }
    }
    Ok(tokens)
}

/// Where a directive ends: at the first line that does not end with a backslash.
fn directive_end(text: &str) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at);
    ends.into_iter().find(|&at| !text[..at].ends_with('\\')).unwrap_or(text.len())
}

fn directive(line: &str) -> Token {
    let Some(defined) = line.trim_start().strip_prefix("define ") else { return Token::Directive };
    let defined = defined.trim();
    let end = defined.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(defined.len());
    let value = defined[end..].split_whitespace().collect::<Vec<_>>().join(" ");
    Token::Define(defined[..end].to_owned(), value)
}

/// The text of a comment without the stars at its edge.
fn plain(comment: &str) -> String {
    let line = |line: &str| {
        let line = line.trim();
        line.strip_prefix('*').unwrap_or(line).trim().to_owned()
    };
    comment.lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}
