//! Customers as files: the provider's objects as lines of JSON, or a table.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use serde_json::Value;

use crate::account::Account;
use crate::error::{Error, Result};
use crate::model::{Card, Customer};

use super::supplement::{Exact, KEY, Supplement};

/// How a provider shows its objects. The same records must give the same object whenever they are shown, so that two
/// exports can be compared.
pub trait Rendering {
    /// The customer's object, given all its cards in the order of their attachment.
    fn customer(&self, customer: &Customer, cards: &[Arc<Card>]) -> Value;

    /// A card's object.
    fn card(&self, card: &Card) -> Value;
}

/// Writes all customers of an account as lines of JSON: the provider's objects, and under the key `tillbook` what they
/// do not show. Importing them into an empty account and exporting that gives the same bytes. Returns how many it wrote.
///
/// # Errors
/// [`Error::Io`] when `out` does not take the lines, [`Error::Damaged`], [`Error::Poisoned`].
pub fn export_jsonl(account: &Account, out: impl Write, rendering: impl Rendering) -> Result<u64> {
    let mut writer = JsonlWriter::new(BufWriter::new(out), rendering);
    let mut count = 0;
    account.customers().each(|customer, cards| {
        count += 1;
        writer.write(customer, cards)
    })?;
    writer.finish()?;
    Ok(count)
}

/// Writes all customers of an account as a table, without their cards. Returns how many it wrote.
///
/// ```
/// use tillbook::{Mode, NewCustomer, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// account.customers().create(NewCustomer { email: Some("ann@example.org".into()), ..Default::default() })?;
/// let mut table = Vec::new();
/// tillbook::transfer::export_csv(&account, &mut table)?;
/// assert!(String::from_utf8(table)?.contains("ann@example.org"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::Io`] when `out` does not take the lines, [`Error::Damaged`], [`Error::Poisoned`].
pub fn export_csv(account: &Account, out: impl Write) -> Result<u64> {
    let mut writer = CsvWriter::new(out)?;
    let mut count = 0;
    account.customers().each(|customer, _cards| {
        count += 1;
        writer.write(customer)
    })?;
    writer.finish()?;
    Ok(count)
}

/// Writes lines of JSON: the provider's customer object, with what it does not show under the key `tillbook`.
#[derive(Debug)]
struct JsonlWriter<W, R> {
    out: W,
    rendering: R,
}

impl<W: Write, R: Rendering> JsonlWriter<W, R> {
    /// A writer to `out`, which should be buffered.
    fn new(out: W, rendering: R) -> JsonlWriter<W, R> {
        JsonlWriter { out, rendering }
    }

    /// Writes one customer with all its cards, in the order of their attachment.
    fn write(&mut self, customer: &Customer, cards: &[Arc<Card>]) -> Result<()> {
        let mut object = self.rendering.customer(customer, cards);
        let shown: HashSet<&str> = object["cards"]["data"]
            .as_array()
            .map(|data| data.iter().filter_map(|card| card["id"].as_str()).collect())
            .unwrap_or_default();
        let further = cards.iter().filter(|card| !shown.contains(card.id.as_str()));
        let supplement = Supplement {
            own: customer.own.clone(),
            exact: Exact::of(customer, cards),
            cards: further.map(|card| self.rendering.card(card)).collect(),
        };
        if let Some(object) = object.as_object_mut() {
            object.insert(KEY.to_owned(), supplement.write());
        }
        serde_json::to_writer(&mut self.out, &object).map_err(|error| writing(error.into()))?;
        self.out.write_all(b"\n").map_err(writing)
    }

    /// Flushes what is buffered.
    fn finish(mut self) -> Result<W> {
        self.out.flush().map_err(writing)?;
        Ok(self.out)
    }
}

/// The columns of an exported table, in order.
const HEADER: [&str; 18] = [
    "id",
    "created_at",
    "email",
    "description",
    "name",
    "phone",
    "merchant_customer_id",
    "barcode",
    "notes",
    "company",
    "tags",
    "address_line1",
    "address_line2",
    "city",
    "state",
    "postal_code",
    "country",
    "metadata",
];

/// Writes a table with one line a customer, below a header that an import recognises. Cards are not in it.
#[derive(Debug)]
struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// A writer to `out`; the header is written at once.
    fn new(out: W) -> Result<CsvWriter<W>> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(HEADER).map_err(writing_csv)?;
        Ok(CsvWriter { out })
    }

    /// Writes one customer.
    fn write(&mut self, customer: &Customer) -> Result<()> {
        let own = &customer.own;
        let nowhere = Default::default();
        let address = own.address.as_ref().unwrap_or(&nowhere);
        let created_at = customer.created_at.to_string();
        let tags = tags(&own.tags);
        let metadata = if customer.metadata.is_empty() { "" } else { customer.metadata.as_json() };
        fn text(field: &Option<String>) -> &str {
            field.as_deref().unwrap_or("")
        }
        let record: [&str; HEADER.len()] = [
            &customer.id,
            &created_at,
            text(&customer.email),
            text(&customer.description),
            text(&own.name),
            text(&own.phone),
            text(&own.merchant_customer_id),
            text(&own.barcode),
            text(&own.notes),
            text(&own.company),
            &tags,
            text(&address.line1),
            text(&address.line2),
            text(&address.city),
            text(&address.state),
            text(&address.postal_code),
            text(&address.country),
            metadata,
        ];
        self.out.write_record(record).map_err(writing_csv)
    }

    /// Flushes what is buffered.
    fn finish(self) -> Result<W> {
        self.out.into_inner().map_err(|error| writing(error.into_error()))
    }
}

/// Labels in one field: separated by commas, or as a JSON array when one of them would be taken apart.
fn tags(tags: &[String]) -> String {
    let plain =
        |tag: &String| !tag.is_empty() && tag.trim() == tag && !tag.contains([',', ';']) && !tag.starts_with('[');
    if tags.iter().all(plain) { tags.join(", ") } else { Value::from(tags).to_string() }
}

fn writing(source: io::Error) -> Error {
    Error::Io { doing: "writing the export", source }
}

fn writing_csv(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => writing(source),
        other => writing(io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests;
