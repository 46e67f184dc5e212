//! Customers as files: the provider's objects as lines of JSON, or a table.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use serde_json::Value;

use crate::account::{Account, Belongings, CustomerInFull};
use crate::error::{Error, Result};
use crate::model::{AccountId, Customer, GoOn, PostalAddress};
use crate::provider::Exported;

use super::shown::Shown;
use super::supplement::{self, KEY};

/// Progress is told each time this many customers have been written.
const STEP: u64 = 256;

/// How far an export has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportProgress {
    /// Customers written so far.
    pub done: u64,
    /// Customers that are to be written.
    pub total: u64,
}

/// Writes all customers of an account as lines of JSON: the provider's objects, and under the key `tillbook` what they
/// do not show. Importing them into an empty account and exporting that gives the same bytes. Returns how many it wrote.
/// When `progress` stops it, `out` has got the first customers and nothing else.
///
/// ```
/// use tillbook::{Mode, NewCustomer, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// account.customers().create(NewCustomer { email: Some("ann@example.org".into()), ..Default::default() })?;
/// let mut lines = Vec::new();
/// assert_eq!(tillbook::transfer::export_jsonl(&account, &mut lines, |_progress| {})?, 1);
/// assert!(lines.starts_with(br#"{"object":"customer","id":"cust_test_"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::Unsupported`] for the providers whose objects are not written yet; [`Error::Io`] when `out` does not take
/// the lines; [`Error::Cancelled`] when `progress` stops it; [`Error::Damaged`], [`Error::Poisoned`].
pub fn export_jsonl<G: GoOn>(
    account: &Account,
    out: impl Write,
    progress: impl FnMut(ExportProgress) -> G,
) -> Result<u64> {
    let mut out = BufWriter::new(out);
    let count = each(account, progress, |customer, belongings| {
        writeln!(out, "{}", line(account.id(), customer, belongings)?).map_err(writing)
    })?;
    out.flush().map_err(writing)?;
    Ok(count)
}

/// Writes customer after customer, and tells of it at the beginning, every now and then, and at the end.
fn each<G: GoOn>(
    account: &Account,
    mut progress: impl FnMut(ExportProgress) -> G,
    mut write: impl FnMut(&Customer, Belongings<'_>) -> Result<()>,
) -> Result<u64> {
    let mut reached = ExportProgress::default();
    account.customers().each_whole(|customer, belongings, total| {
        reached.total = total;
        if reached.done.is_multiple_of(STEP) {
            progress(reached).go_on()?;
        }
        write(customer, belongings)?;
        reached.done += 1;
        Ok(())
    })?;
    progress(reached).go_on()?;
    Ok(reached.done)
}

/// One customer of an account as [`export_jsonl`] writes it, without the end of the line; none when no customer has the id.
///
/// ```
/// use tillbook::{Mode, NewCustomer, Provider, Store, transfer};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// let ann = account.customers().create(NewCustomer::default())?;
/// assert!(transfer::export_customer(&account, &ann.id)?.is_some_and(|line| line.contains(&ann.id)));
/// assert_eq!(transfer::export_customer(&account, "cust_test_nobody")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::Damaged`] for a record that cannot be shown, [`Error::Io`], [`Error::Poisoned`].
pub fn export_customer(account: &Account, id: &str) -> Result<Option<String>> {
    let Some(CustomerInFull { customer, cards, tax_identifiers }) = account.customers().in_full(id)? else {
        return Ok(None);
    };
    let belongings = Belongings { cards: &cards, tax_identifiers: &tax_identifiers };
    line(account.id(), &customer, belongings).map(Some)
}

/// One customer with all that hangs off it.
fn line(account: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Result<String> {
    let Shown { exported, reading, exact } = Shown::of(account, customer, belongings)?;
    let Exported { object, further_cards } = exported;
    // Where an object cannot show cards, it is said that there are none.
    let further = (!further_cards.is_empty() || reading.cards.is_none()).then_some(further_cards.as_slice());
    let supplement = supplement::write(&customer.own, exact, further);
    // The object is text already, and its last brace makes room for one more key.
    let open = object.strip_suffix('}').ok_or_else(|| Error::damaged("a customer cannot be shown as JSON"))?;
    Ok(format!("{open},\"{KEY}\":{supplement}}}"))
}

/// Writes all customers of an account as a table, without their cards. Returns how many it wrote. When `progress` stops
/// it, `out` has got the first customers and nothing else.
///
/// ```
/// use tillbook::{Mode, NewCustomer, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// account.customers().create(NewCustomer { email: Some("ann@example.org".into()), ..Default::default() })?;
/// let mut table = Vec::new();
/// tillbook::transfer::export_csv(&account, &mut table, |_progress| {})?;
/// assert!(String::from_utf8(table)?.contains("ann@example.org"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::Io`] when `out` does not take the lines, [`Error::Cancelled`] when `progress` stops it, [`Error::Damaged`],
/// [`Error::Poisoned`].
pub fn export_csv<G: GoOn>(
    account: &Account,
    out: impl Write,
    progress: impl FnMut(ExportProgress) -> G,
) -> Result<u64> {
    let mut table = csv::Writer::from_writer(out);
    // With the first customer: before that it is not known whether there is anything to read.
    let mut header = Some(HEADER);
    let count = each(account, progress, |customer, _| {
        begin(&mut table, &mut header)?;
        table.write_record(fields(customer).iter().map(Cow::as_ref)).map_err(writing_csv)
    })?;
    begin(&mut table, &mut header)?;
    table.flush().map_err(writing)?;
    Ok(count)
}

/// Writes the header, unless it was written.
fn begin(table: &mut csv::Writer<impl Write>, header: &mut Option<[&str; HEADER.len()]>) -> Result<()> {
    header.take().map_or(Ok(()), |header| table.write_record(header).map_err(writing_csv))
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

/// A customer's fields in the order of [`HEADER`].
fn fields(customer: &Customer) -> [Cow<'_, str>; HEADER.len()] {
    fn text(field: &Option<String>) -> Cow<'_, str> {
        Cow::Borrowed(field.as_deref().unwrap_or_default())
    }
    fn part<'a>(address: Option<&'a PostalAddress>, which: fn(&PostalAddress) -> &Option<String>) -> Cow<'a, str> {
        address.map_or(Cow::Borrowed(""), |address| text(which(address)))
    }
    let own = &customer.own;
    let address = own.address.as_ref();
    [
        Cow::Borrowed(&customer.id),
        Cow::Owned(customer.created_at.to_string()),
        text(&customer.email),
        text(&customer.description),
        text(&own.name),
        text(&own.phone),
        text(&own.merchant_customer_id),
        text(&own.barcode),
        text(&own.notes),
        text(&own.company),
        Cow::Owned(labels(&own.tags)),
        part(address, |address| &address.line1),
        part(address, |address| &address.line2),
        part(address, |address| &address.city),
        part(address, |address| &address.state),
        part(address, |address| &address.postal_code),
        part(address, |address| &address.country),
        Cow::Borrowed(if customer.metadata.is_empty() { "" } else { customer.metadata.as_json() }),
    ]
}

/// Labels in one field: separated by commas, or as a JSON array when one of them would be taken apart.
fn labels(tags: &[String]) -> String {
    let plain =
        |tag: &String| !tag.is_empty() && tag.trim() == tag && !tag.contains([',', ';']) && !tag.starts_with('[');
    if tags.iter().all(plain) { tags.join(", ") } else { Value::from(tags).to_string() }
}

pub(super) fn writing(source: io::Error) -> Error {
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
