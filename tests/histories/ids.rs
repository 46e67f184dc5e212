//! The ids that the store made: each in its provider's form, none twice, and those that sort by time ever greater.

use std::collections::BTreeSet;

use tillbook::{Mode, Provider};

use crate::compare::Difference;

/// What an id is made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum For {
    Customer,
    Card,
    Token,
    Schedule,
    Occurrence,
    ScheduledCharge,
    Charge,
}

#[derive(Debug, Default)]
pub struct Ids {
    seen: BTreeSet<String>,
    newest: String,
}

impl Ids {
    /// Takes note of an id that was just made; it is made later than every id noted before.
    pub fn note(&mut self, provider: Provider, mode: Mode, made_for: For, id: &str) -> Result<(), Difference> {
        if !self.seen.insert(id.to_owned()) {
            return Err(format!("the id {id} was made twice"));
        }
        let rest = id.strip_prefix(&prefix(provider, mode, made_for)).unwrap_or_default();
        let lower = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        let right = match provider {
            Provider::Omise => rest.len() == 19 && lower(rest),
            Provider::Komoju => rest.len() == 25 && lower(rest),
            Provider::Shopline => rest.len() == 24 && lower(rest),
            Provider::Monri | Provider::DigitalRiver => is_uuid(rest),
        };
        if !right {
            return Err(format!("the id {id} has not the form of {provider}'s"));
        }
        if provider == Provider::Omise {
            if rest <= self.newest.as_str() {
                return Err(format!("the id {id} sorts before {}, which is older", self.newest));
            }
            self.newest = rest.to_owned();
        }
        Ok(())
    }
}

fn prefix(provider: Provider, mode: Mode, made_for: For) -> String {
    let world = if mode == Mode::Test { "test_" } else { "" };
    match (provider, made_for) {
        (Provider::Omise, For::Customer) => format!("cust_{world}"),
        (Provider::Omise, For::Card) => format!("card_{world}"),
        (Provider::Omise, For::Token) => format!("tokn_{world}"),
        (Provider::Omise, For::Schedule) => format!("schd_{world}"),
        (Provider::Omise, For::Occurrence) => format!("occu_{world}"),
        (Provider::Omise, For::ScheduledCharge) => format!("rchg_{world}"),
        (Provider::Omise, For::Charge) => format!("chrg_{world}"),
        (Provider::Komoju, For::Token) => "tok_".into(),
        _ => String::new(),
    }
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts[2].starts_with('4')
        && parts[3].starts_with(['8', '9', 'a', 'b'])
        && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
}
