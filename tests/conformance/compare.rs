//! What came against what was expected, and the variables that both speak of.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::given::Told;

/// What stands for anything.
const ANYTHING: &str = "${_}";

/// The variables of a story.
#[derive(Default)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// What a line gives, with the values of the variables in it.
    pub fn fill(&self, value: &Value) -> Told<Value> {
        Ok(match value {
            Value::String(text) => Value::String(self.filled(text)?),
            Value::Array(items) => Value::Array(items.iter().map(|item| self.fill(item)).collect::<Told<_>>()?),
            Value::Object(members) => {
                let filled = members.iter().map(|(name, member)| Ok((name.clone(), self.fill(member)?)));
                Value::Object(filled.collect::<Told<Map<String, Value>>>()?)
            }
            other => other.clone(),
        })
    }

    /// Whether something is as expected, once the variables without a value have taken what came. The error says where
    /// it is not.
    pub fn fits(&mut self, expected: &Value, actual: &Value, at: &str) -> Told<()> {
        self.take(expected, actual);
        self.compare(expected, actual, at)
    }

    /// Texts that are nothing but a variable without a value give it one, wherever they stand.
    fn take(&mut self, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::String(expected), Value::String(actual)) => {
                if let Some(name) = lone(expected).filter(|name| !self.0.contains_key(*name)) {
                    self.0.insert(name.to_owned(), actual.clone());
                }
            }
            (Value::Array(expected), Value::Array(actual)) => {
                expected.iter().zip(actual).for_each(|(expected, actual)| self.take(expected, actual));
            }
            (Value::Object(expected), Value::Object(actual)) => {
                for (name, expected) in expected {
                    actual.get(name).into_iter().for_each(|actual| self.take(expected, actual));
                }
            }
            _ => {}
        }
    }

    fn compare(&self, expected: &Value, actual: &Value, at: &str) -> Told<()> {
        let same = match (expected, actual) {
            (Value::String(expected), _) if expected == ANYTHING => true,
            (Value::String(expected), Value::String(actual)) => self.filled(expected)? == *actual,
            (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
                let mut pairs = expected.iter().zip(actual).enumerate();
                return pairs.try_for_each(|(place, (expected, actual))| {
                    self.compare(expected, actual, &format!("{at}[{place}]"))
                });
            }
            (Value::Object(expected), Value::Object(actual)) => return self.compare_objects(expected, actual, at),
            (expected, actual) => expected == actual,
        };
        if same { Ok(()) } else { Err(format!("differs at {at}")) }
    }

    fn compare_objects(&self, expected: &Map<String, Value>, actual: &Map<String, Value>, at: &str) -> Told<()> {
        if let Some(more) = actual.keys().find(|name| !expected.contains_key(*name)) {
            return Err(format!("has a member that was not expected: {at}.{more}"));
        }
        for (name, expected) in expected {
            let actual = actual.get(name).ok_or_else(|| format!("lacks {at}.{name}"))?;
            self.compare(expected, actual, &format!("{at}.{name}"))?;
        }
        Ok(())
    }

    fn filled(&self, text: &str) -> Told<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').ok_or_else(|| format!("{text} has a variable without an end"))?;
            filled.push_str(before);
            filled.push_str(self.0.get(name).ok_or_else(|| format!("nothing was called {name} before this line"))?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// What came in the words of the corpus, to be pasted into it: variables instead of their values.
    pub fn named(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let text = self.0.iter().fold(text.clone(), |text, (name, value)| {
                    if value.is_empty() { text } else { text.replace(value, &format!("${{{name}}}")) }
                });
                Value::String(text)
            }
            Value::Array(items) => Value::Array(items.iter().map(|item| self.named(item)).collect()),
            Value::Object(members) => {
                Value::Object(members.iter().map(|(name, member)| (name.clone(), self.named(member))).collect())
            }
            other => other.clone(),
        }
    }
}

/// The name of a variable, where a text is nothing else.
fn lone(text: &str) -> Option<&str> {
    text.strip_prefix("${")?.strip_suffix('}').filter(|name| !name.contains(['$', '}']) && *name != "_")
}
