//! What `include/tillbook.h` declares, read from the header itself, so that whatever is generated from it forgets nothing.
//!
//! It understands the C that cbindgen writes. What it does not understand is an error and never passed over.
#![allow(dead_code, reason = "each program uses its own part")]

mod tokens;

use tokens::{Token, tokens};

/// Everything that the header declares, in its order.
#[derive(Debug, Default)]
pub struct Interface {
    pub functions: Vec<Function>,
    pub structs: Vec<Struct>,
    /// Types of which the header shows only the name: handles.
    pub handles: Vec<Handle>,
    pub groups: Vec<Group>,
    pub constants: Vec<Constant>,
    pub callbacks: Vec<Callback>,
    pub aliases: Vec<Alias>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub returns: Type,
    pub parameters: Vec<Parameter>,
    pub doc: String,
    /// The statuses that its documentation says it returns, by C name.
    pub statuses: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub kind: Type,
    /// What `@param` says of it.
    pub doc: String,
    /// Whether it is said to be an output.
    pub out: bool,
}

/// A type such as `const tillbook_store *`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Type {
    /// The name without `const`, `struct` and stars.
    pub base: String,
    /// How many stars follow it.
    pub pointers: usize,
    /// Whether what it leads to at last may not be changed.
    pub constant: bool,
    /// How many there are in a row, for a field such as `char name[16]`.
    pub length: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struct {
    pub name: String,
    pub fields: Vec<Parameter>,
    pub doc: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    pub name: String,
    pub doc: String,
}

/// An enumeration: a group of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Empty where the header gives none.
    pub name: String,
    pub numbers: Vec<Number>,
    pub doc: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub name: String,
    pub value: i64,
    pub doc: String,
}

/// A `#define` with a value, or a macro with parameters, which are then the beginning of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    pub name: String,
    pub value: String,
    pub doc: String,
}

/// The type of a function that a host passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    pub name: String,
    pub returns: Type,
    pub parameters: Vec<Parameter>,
    pub doc: String,
}

/// Another name for a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    pub name: String,
    pub kind: Type,
}

impl Interface {
    /// Reads a header.
    ///
    /// # Errors
    /// The declaration that was not understood.
    pub fn read(header: &str) -> Result<Interface, String> {
        let tokens = tokens(header)?;
        let mut interface = Interface::default();
        let mut rest = tokens.as_slice();
        let mut doc = String::new();
        while let [first, after @ ..] = rest {
            rest = after;
            match first {
                Token::Doc(text) => doc = text.clone(),
                Token::Directive => doc.clear(),
                Token::Define(name, value) => {
                    let constant = Constant { name: name.clone(), value: value.clone(), doc: std::mem::take(&mut doc) };
                    interface.constants.push(constant);
                }
                // What surrounds the declarations for C++.
                Token::Word(word) if word == "}" || word == ";" => {}
                Token::Word(word) if word == "extern" && after.first().is_some_and(|next| next.is("\"C\"")) => {
                    rest = if after.get(1).is_some_and(|next| next.is("{")) { &after[2..] } else { &after[1..] };
                }
                Token::Word(_) => {
                    let whole = &tokens[tokens.len() - after.len() - 1..];
                    let (declared, following) = declaration(whole)?;
                    interface.declare(declared, std::mem::take(&mut doc)).map_err(|problem| {
                        let words: Vec<&str> = declared.iter().filter_map(Token::word).take(12).collect();
                        format!("{problem} in: {}", words.join(" "))
                    })?;
                    rest = following;
                }
            }
        }
        interface.keep_only_statuses();
        Ok(interface)
    }

    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    pub fn record(&self, name: &str) -> Option<&Struct> {
        self.structs.iter().find(|one| one.name == name)
    }

    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    pub fn callback(&self, name: &str) -> Option<&Callback> {
        self.callbacks.iter().find(|callback| callback.name == name)
    }

    /// Whether a type is one that the header shows by name alone.
    pub fn is_handle(&self, name: &str) -> bool {
        self.handles.iter().any(|handle| handle.name == name)
    }

    fn declare(&mut self, words: &[Token], doc: String) -> Result<(), String> {
        match words {
            [first, ..] if first.is("static") => {}
            [first, rest @ ..] if first.is("typedef") => match rest {
                [kind, ..] if ["struct", "enum"].iter().any(|known| kind.is(known)) => self.compound(rest, doc)?,
                _ if rest.windows(2).any(|pair| pair[0].is("(") && pair[1].is("*")) => {
                    self.callbacks.push(callback(rest, doc)?);
                }
                _ => {
                    let alias = parameter(rest, "")?;
                    self.aliases.push(Alias { name: alias.name, kind: alias.kind });
                }
            },
            [first, ..] if ["struct", "enum"].iter().any(|known| first.is(known)) => {
                // A function may return a pointer to a struct.
                if words.iter().any(|word| word.is("{")) || !words.iter().any(|word| word.is("(")) {
                    self.compound(words, doc)?;
                } else {
                    self.functions.push(function(words, doc)?);
                }
            }
            _ => self.functions.push(function(words, doc)?),
        }
        Ok(())
    }

    /// A struct or an enumeration, whole or by name alone.
    fn compound(&mut self, words: &[Token], doc: String) -> Result<(), String> {
        let is_struct = words[0].is("struct");
        let Some(open) = words.iter().position(|word| word.is("{")) else {
            let name = words.last().and_then(Token::word).ok_or("a type without a name")?.to_owned();
            match self.handles.iter_mut().find(|handle| handle.name == name) {
                Some(known) if known.doc.is_empty() => known.doc = doc,
                Some(_) => {}
                None => self.handles.push(Handle { name, doc }),
            }
            return Ok(());
        };
        let close = words.iter().rposition(|word| word.is("}")).ok_or("a brace that is not closed")?;
        let inside = &words[open + 1..close];
        let tag = words.get(1).filter(|_| open > 1).and_then(Token::word);
        let name = words[close + 1..].iter().find_map(Token::word).or(tag).unwrap_or_default().to_owned();
        if is_struct {
            self.handles.retain(|handle| handle.name != name);
            self.structs.push(Struct { name, fields: fields(inside)?, doc });
        } else {
            self.groups.push(Group { name, numbers: numbers(inside)?, doc });
        }
        Ok(())
    }

    /// Other names may stand beside the statuses where a function says what it returns.
    fn keep_only_statuses(&mut self) {
        let Some(known) = self.groups.iter().find(|group| group.name == "tillbook_status") else { return };
        for function in &mut self.functions {
            function.statuses.retain(|status| known.numbers.iter().any(|number| number.name == *status));
        }
    }
}

/// The tokens up to the end of a declaration, and those after it.
fn declaration(tokens: &[Token]) -> Result<(&[Token], &[Token]), String> {
    let (mut depth, is_inline) = (0usize, tokens[0].is("static"));
    for (place, token) in tokens.iter().enumerate() {
        match token.word() {
            Some("{" | "(" | "[") => depth += 1,
            Some("}" | ")" | "]") => {
                depth = depth.checked_sub(1).ok_or("a bracket is closed that was not opened")?;
                if depth == 0 && is_inline && token.is("}") {
                    return Ok((&tokens[..place], &tokens[place + 1..]));
                }
            }
            Some(";") if depth == 0 => return Ok((&tokens[..place], &tokens[place + 1..])),
            _ => {}
        }
    }
    Err(format!("a declaration does not end: {:?}", &tokens[..tokens.len().min(8)]))
}

fn function(words: &[Token], doc: String) -> Result<Function, String> {
    let words = &without_attributes(words);
    let open = words.iter().position(|word| word.is("(")).ok_or("neither a type nor a function")?;
    let close = words.iter().rposition(|word| word.is(")")).ok_or("a function without an end")?;
    let named = parameter(&words[..open], "")?;
    let returned = doc.find("@return").map_or("", |at| &doc[at + 7..]);
    let returned = &returned[..returned.find("\n@").unwrap_or(returned.len())];
    let mut statuses: Vec<String> = Vec::new();
    for word in returned.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        if word.starts_with("TILLBOOK_") && !statuses.iter().any(|known| known == word) {
            statuses.push(word.to_owned());
        }
    }
    let parameters = parameters(&words[open + 1..close], &doc)?;
    Ok(Function { name: named.name, returns: named.kind, parameters, doc, statuses })
}

fn callback(words: &[Token], doc: String) -> Result<Callback, String> {
    let star = words.iter().position(|word| word.is("(")).ok_or("a callback without a name")?;
    let name = words.get(star + 2).and_then(Token::word).ok_or("a callback without a name")?.to_owned();
    let close = words.iter().rposition(|word| word.is(")")).ok_or("a callback without an end")?;
    let inside = words.get(star + 5..close).ok_or("a callback without parameters")?;
    Ok(Callback { name, returns: kind(&words[..star])?, parameters: parameters(inside, &doc)?, doc })
}

fn parameters(words: &[Token], doc: &str) -> Result<Vec<Parameter>, String> {
    if words.is_empty() || (words.len() == 1 && words[0].is("void")) {
        return Ok(Vec::new());
    }
    words.split(|word| word.is(",")).map(|one| parameter(one, doc)).collect()
}

/// A type and a name.
fn parameter(words: &[Token], doc: &str) -> Result<Parameter, String> {
    let (words, length) = match words.iter().position(|word| word.is("[")) {
        Some(at) => (&words[..at], words.get(at + 1).and_then(Token::word).map(str::to_owned)),
        None => (words, None),
    };
    let (last, before) = words.split_last().ok_or("nothing where a type and a name should be")?;
    let name = last.word().filter(|word| is_name(word)).ok_or("a parameter without a name")?.to_owned();
    let (out, doc) = told_of(&name, doc);
    Ok(Parameter { kind: Type { length, ..kind(before)? }, name, doc, out })
}

fn kind(words: &[Token]) -> Result<Type, String> {
    let mut kind = Type::default();
    for word in words.iter().filter_map(Token::word) {
        match word {
            "*" => kind.pointers += 1,
            "const" if kind.pointers == 0 => kind.constant = true,
            "const" | "struct" | "enum" => {}
            word if is_name(word) && kind.pointers == 0 => {
                if !kind.base.is_empty() {
                    kind.base.push(' ');
                }
                kind.base.push_str(word);
            }
            other => return Err(format!("a type that is not understood at '{other}'")),
        }
    }
    if kind.base.is_empty() { Err("a type without a name".into()) } else { Ok(kind) }
}

/// What a function's documentation says of a parameter, and whether as an output.
fn told_of(name: &str, doc: &str) -> (bool, String) {
    for told in doc.split("@param").skip(1) {
        let (out, told) = told.strip_prefix("[out]").map_or((false, told), |told| (true, told));
        let mut words = told.split_whitespace();
        if words.next() == Some(name) {
            let text: Vec<&str> = words.take_while(|word| !word.starts_with('@')).collect();
            return (out, text.join(" "));
        }
    }
    (false, String::new())
}

fn fields(words: &[Token]) -> Result<Vec<Parameter>, String> {
    let mut fields = Vec::new();
    for one in words.split(|word| word.is(";")) {
        let (docs, one): (Vec<&Token>, Vec<&Token>) = one.iter().partition(|token| token.word().is_none());
        if one.is_empty() {
            continue;
        }
        let one: Vec<Token> = one.into_iter().cloned().collect();
        fields.push(Parameter { doc: doc_of(&docs), ..parameter(&one, "")? });
    }
    Ok(fields)
}

fn numbers(words: &[Token]) -> Result<Vec<Number>, String> {
    let mut numbers: Vec<Number> = Vec::new();
    for one in words.split(|word| word.is(",")) {
        let (docs, one): (Vec<&Token>, Vec<&Token>) = one.iter().partition(|token| token.word().is_none());
        let Some((name, value)) = one.split_first() else { continue };
        let value: String = value.iter().skip(1).filter_map(|token| token.word()).collect();
        let value = match value.as_str() {
            "" => numbers.last().map_or(0, |before| before.value + 1),
            text => integer(text).ok_or_else(|| format!("a number that is not understood: {text}"))?,
        };
        numbers.push(Number { name: name.word().unwrap_or_default().to_owned(), value, doc: doc_of(&docs) });
    }
    Ok(numbers)
}

fn doc_of(docs: &[&Token]) -> String {
    let text = docs.iter().rev().find_map(|token| if let Token::Doc(text) = token { Some(text) } else { None });
    text.cloned().unwrap_or_default()
}

/// An integer as C writes it.
pub fn integer(text: &str) -> Option<i64> {
    let text = text.trim_matches(|letter| letter == '(' || letter == ')' || letter == ' ');
    let text = text.trim_end_matches(['u', 'U', 'l', 'L']);
    let (minus, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let number = match text.strip_prefix("0x") {
        Some(text) => i64::from_str_radix(text, 16).ok()?,
        None => text.parse().ok()?,
    };
    Some(if minus { -number } else { number })
}

/// Words in upper case, and compilers' own words with what is in their brackets, say nothing of a function's type.
fn without_attributes(words: &[Token]) -> Vec<Token> {
    let mut left = Vec::new();
    let mut rest = words;
    while let [first, after @ ..] = rest {
        rest = after;
        let word = first.word().unwrap_or_default();
        let is_loud = is_name(word) && word.len() > 1 && !word.contains(|letter: char| letter.is_ascii_lowercase());
        if !is_loud && !word.starts_with("__") && word != "extern" {
            left.push(first.clone());
        } else if rest.first().is_some_and(|next| next.is("(")) {
            let mut depth = 0;
            let end = rest.iter().position(|token| {
                depth += i32::from(token.is("(")) - i32::from(token.is(")"));
                depth == 0
            });
            rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
        }
    }
    left
}

fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
}
