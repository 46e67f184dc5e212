//! From the columns of a table to a customer.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::error::quoted;
use crate::model::{
    AccountId, ImportedCustomer, Kind, Metadata, Mode, Named, OwnFields, PostalAddress, Timestamp, holds_card_number,
};
use crate::provider::Identity;

use super::names::{self, Meaning};
use super::row::Warnings;
use super::secrets;

/// What the columns of one table hold.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    /// The header texts, made distinct.
    headers: Vec<String>,
    /// Whether a header speaks of cards.
    mentions_card: Vec<bool>,
    /// Whether a column of full names stands for the half of the name that has no column of its own.
    full_name_is_half: bool,
    /// The columns of each meaning, the preferred one first.
    by_meaning: HashMap<Meaning, Vec<usize>>,
}

impl Columns {
    /// Recognises headers.
    pub(crate) fn new<'a>(headers: impl Iterator<Item = &'a str>) -> Columns {
        let mut columns = Columns {
            headers: Vec::new(),
            mentions_card: Vec::new(),
            full_name_is_half: false,
            by_meaning: HashMap::new(),
        };
        let mut ranked: HashMap<Meaning, Vec<(usize, usize)>> = HashMap::new();
        let mut seen: HashMap<String, u32> = HashMap::new();
        for (place, header) in headers.enumerate() {
            if let Some((meaning, rank)) = names::meaning(header) {
                ranked.entry(meaning).or_default().push((rank, place));
            }
            columns.mentions_card.push(names::mentions_card(header));
            let text = match header.trim() {
                "" => format!("column {}", place + 1),
                text => text.to_owned(),
            };
            let times = seen.entry(text.clone()).and_modify(|times| *times += 1).or_insert(1);
            columns.headers.push(if *times == 1 { text } else { format!("{text} {times}") });
        }
        // "Vorname, Name" and "Name, Nachname": the name is then the other half.
        let half = match (ranked.contains_key(&Meaning::FirstName), ranked.contains_key(&Meaning::LastName)) {
            (true, false) => Some(Meaning::LastName),
            (false, true) => Some(Meaning::FirstName),
            _ => None,
        };
        if let Some(half) = half
            && let Some(names) = ranked.remove(&Meaning::FullName)
        {
            ranked.insert(half, names);
            columns.full_name_is_half = true;
        }
        for (meaning, mut places) in ranked {
            places.sort_unstable();
            columns.by_meaning.insert(meaning, places.into_iter().map(|(_, place)| place).collect());
        }
        columns
    }

    /// Whether any column is known, apart from those that are never kept.
    pub(crate) fn knows_any(&self) -> bool {
        self.by_meaning.keys().any(|meaning| *meaning != Meaning::Secret)
    }

    /// Says once of every column that holds card numbers or security codes that it is left out.
    pub(crate) fn warn_of_secrets(&self, line: u64, warnings: &mut Warnings) {
        for &place in self.of(Meaning::Secret) {
            let header = quoted(&self.headers[place]);
            warnings.add(
                line,
                format!("the column {header} was left out: card numbers and security codes are never stored"),
            );
        }
    }

    /// Makes a customer of one row's values.
    ///
    /// # Errors
    /// Why the row is refused.
    pub(crate) fn row(
        &self,
        account: AccountId,
        line: u64,
        values: &[&str],
        warnings: &mut Warnings,
    ) -> Result<ImportedCustomer, String> {
        Filling { columns: self, values, used: vec![false; values.len()] }.row(account, line, warnings)
    }

    fn of(&self, meaning: Meaning) -> &[usize] {
        self.by_meaning.get(&meaning).map_or(&[], Vec::as_slice)
    }
}

/// One row while its values find their places.
struct Filling<'a> {
    columns: &'a Columns,
    values: &'a [&'a str],
    /// The columns whose value is kept already.
    used: Vec<bool>,
}

impl Filling<'_> {
    fn row(mut self, account: AccountId, line: u64, warnings: &mut Warnings) -> Result<ImportedCustomer, String> {
        self.drop_card_numbers(line, warnings);
        let (id, merchant_customer_id) = self.identities(account)?;
        let mut metadata = Map::new();
        if let Some(place) = self.first(Meaning::Metadata)
            && let Ok(Value::Object(object)) = serde_json::from_str(self.values[place])
        {
            self.used[place] = true;
            metadata = object;
            secrets::strip(&mut metadata, line, warnings);
        }
        let address = PostalAddress {
            line1: self.text(Meaning::AddressLine1),
            line2: self.text(Meaning::AddressLine2),
            city: self.text(Meaning::City),
            state: self.text(Meaning::State),
            postal_code: self.text(Meaning::PostalCode).map(unprotected),
            country: self.text(Meaning::Country),
        };
        let own = OwnFields {
            name: self.name(),
            phone: self.text(Meaning::Phone).map(unprotected),
            merchant_customer_id,
            barcode: self.text(Meaning::Barcode).map(unprotected),
            notes: self.text(Meaning::Notes),
            company: self.text(Meaning::Company),
            tags: self.text(Meaning::Tags).map(|tags| labels(&tags)).unwrap_or_default(),
            address: (!address.is_empty()).then_some(address),
        };
        let customer = ImportedCustomer {
            id,
            created_at: self.created_at(line, warnings),
            email: self.text(Meaning::Email),
            description: self.text(Meaning::Description),
            own,
            ..ImportedCustomer::default()
        };
        for (place, value) in self.values.iter().enumerate() {
            if !self.used[place] && !value.trim().is_empty() {
                metadata.insert(self.columns.headers[place].clone(), Value::from(value.trim()));
            }
        }
        Ok(ImportedCustomer { metadata: Metadata::from_object(&metadata), ..customer })
    }

    /// Marks as used what must not be kept.
    fn drop_card_numbers(&mut self, line: u64, warnings: &mut Warnings) {
        for &place in self.columns.of(Meaning::Secret) {
            self.used[place] = true;
        }
        for (place, value) in self.values.iter().enumerate() {
            if !self.used[place] && self.columns.mentions_card[place] && holds_card_number(value) {
                self.used[place] = true;
                let header = quoted(&self.columns.headers[place]);
                warnings.add(line, format!("a card number in the column {header} was left out: they are never stored"));
            }
        }
    }

    /// The provider's id and the customer number. A customer number is taken from one column for the whole table,
    /// because numbers of different columns may be equal without meaning the same customer.
    fn identities(&mut self, account: AccountId) -> Result<(Option<String>, Option<String>), String> {
        let number = self.columns.of(Meaning::MerchantCustomerId).first().copied();
        let mut id = None;
        for place in self.columns.of(Meaning::Id).iter().copied().chain(number) {
            let value = self.value(place);
            let plausible = !value.is_empty() && (Some(place) != number || is_unmistakable(account, value));
            if id.is_none() && plausible {
                match (account.provider.dialect().exchange.identity)(account, value) {
                    Identity::Own => {
                        id = Some(value.to_owned());
                        self.used[place] = true;
                    }
                    Identity::OtherMode => {
                        return Err(format!("its id {} belongs to the other mode of the account", quoted(value)));
                    }
                    Identity::Foreign => {}
                }
            }
        }
        let candidates: Vec<usize> = match number {
            Some(number) => std::iter::once(number).chain(self.columns.of(Meaning::SystemId).iter().copied()).collect(),
            None => [self.columns.of(Meaning::SystemId), self.columns.of(Meaning::Id)].concat(),
        };
        let chosen = candidates.into_iter().find(|&place| !self.used[place] && !self.value(place).is_empty());
        let merchant_customer_id = chosen.map(|place| {
            self.used[place] = true;
            unprotected(self.value(place).to_owned())
        });
        Ok((id, merchant_customer_id))
    }

    /// The value of a column without blanks around it, nor what a spreadsheet put there to protect an id.
    fn value(&self, place: usize) -> &str {
        bare(self.values[place].trim())
    }

    /// The first column of a meaning that is filled in.
    fn first(&self, meaning: Meaning) -> Option<usize> {
        let mut places = self.columns.of(meaning).iter().copied();
        places.find(|&place| !self.used[place] && !self.values[place].trim().is_empty())
    }

    /// The first value of a meaning; further columns with the same value are settled too.
    fn text(&mut self, meaning: Meaning) -> Option<String> {
        let first = self.first(meaning)?;
        let text = self.values[first].trim();
        for &place in self.columns.of(meaning) {
            self.used[place] |= self.values[place].trim() == text;
        }
        Some(text.to_owned())
    }

    fn name(&mut self) -> Option<String> {
        if let Some(full) = self.text(Meaning::FullName) {
            // The halves say nothing new, or else they stay as metadata.
            let plain_full = names::plain(&full);
            for half in [Meaning::FirstName, Meaning::LastName] {
                for &place in self.columns.of(half) {
                    self.used[place] |= plain_full.contains(&names::plain(self.values[place]));
                }
            }
            return Some(full);
        }
        let halves = (self.text(Meaning::FirstName), self.text(Meaning::LastName));
        let (Some(first), Some(last)) = &halves else { return halves.0.or(halves.1) };
        if self.columns.full_name_is_half {
            // A "Name" beside "Vorname" may be the full name after all.
            let (plain_first, plain_last) = (names::plain(first), names::plain(last));
            if plain_last.starts_with(&plain_first) {
                return Some(last.clone());
            }
            if plain_first.ends_with(&plain_last) {
                return Some(first.clone());
            }
        }
        Some(joined(first, last))
    }

    fn created_at(&mut self, line: u64, warnings: &mut Warnings) -> Option<Timestamp> {
        let place = self.first(Meaning::CreatedAt)?;
        let time = moment(self.values[place].trim());
        if time.is_some() {
            self.used[place] = true;
        } else {
            let header = quoted(&self.columns.headers[place]);
            warnings.add(
                line,
                format!(
                    "a time in the column {header} is unreadable and was kept as metadata; write YYYY-MM-DDThh:mm:ssZ"
                ),
            );
        }
        time
    }
}

/// Whether a customer number cannot be anything but a customer id of the provider, in either mode: only ids with a prefix
/// say of themselves what they are. An old system may number its customers `cust_12`, so the length counts.
fn is_unmistakable(account: AccountId, value: &str) -> bool {
    [Mode::Test, Mode::Live].into_iter().any(|mode| {
        let pattern = AccountId { mode, ..account }.id_pattern(Named::Record(Kind::Customer));
        !pattern.prefix.is_empty() && pattern.decode(value).is_some()
    })
}

/// Both halves of a name in the order in which they are spoken.
fn joined(first: &str, last: &str) -> String {
    let family_first = |character| matches!(character, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    if last.chars().all(family_first) { format!("{last} {first}") } else { format!("{first} {last}") }
}

/// Labels separated by commas or semicolons, or a JSON array of them; each once.
fn labels(text: &str) -> Vec<String> {
    if let Ok(labels) = serde_json::from_str::<Vec<String>>(text) {
        return labels;
    }
    let mut labels: Vec<String> = Vec::new();
    for label in text.split([',', ';']).map(str::trim) {
        if !label.is_empty() && !labels.iter().any(|known| known == label) {
            labels.push(label.to_owned());
        }
    }
    labels
}

/// A value without what keeps a spreadsheet from reading it as a number: a leading apostrophe, or `="…"`.
fn bare(value: &str) -> &str {
    let formula = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or_else(|| value.strip_prefix('\'').unwrap_or(value)).trim()
}

fn unprotected(value: String) -> String {
    match bare(&value) {
        same if same.len() == value.len() => value,
        inner => inner.to_owned(),
    }
}

/// A time in ISO 8601, also with slashes, with a blank before the offset or with `UTC` in its place. Other orders of
/// day and month are not guessed at.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(time) = Timestamp::parse(text) {
        return Some(time);
    }
    let year_first = text.as_bytes().iter().take(4).all(u8::is_ascii_digit);
    let spelled = if year_first { text.replace('/', "-") } else { text.to_owned() };
    let spelled = spelled.replace(" UTC", "Z").replace(" GMT", "Z").replace(" +", "+").replace(" -", "-");
    Timestamp::parse(&spelled).ok()
}

#[cfg(test)]
mod tests;
