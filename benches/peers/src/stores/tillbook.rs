//! Tillbook itself, through its typed interface. Whatever is peculiar to its version stands here.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use tillbook::{
    Account, Brand, Card, CardAddress, CardAttributes, CardDetails, Customer, CustomerQuery, ImportedCustomer,
    ListQuery, Metadata, Mode, NewCustomer, OpenOptions, OwnFields, Provider, Timestamp,
};

use crate::customer::{CardOf, Person, cards, look};
use crate::engine::{Creator, Engine, Lookups, PAGE, Reader, Search};

/// How many customers are imported in one write when a store is filled.
const AT_ONCE: usize = 200_000;

pub struct Tillbook {
    account: Account,
    name: &'static str,
}

fn open(path: &Path, memory: usize) -> Result<Account> {
    let store = OpenOptions::new().cache_bytes(memory).open(path)?;
    Ok(store.account(Provider::Omise, Mode::Test))
}

fn card(customer: &str, created: i64, card: CardOf) -> Card {
    Card {
        id: card.id,
        customer: Some(customer.to_owned()),
        sequence: 0,
        created_at: Timestamp::from_millis(created),
        attached: 0,
        brand: [Brand::Visa, Brand::MasterCard, Brand::Jcb][usize::from(card.brand)],
        first_digits: None,
        last_digits: card.last_digits,
        expiration_month: card.month,
        expiration_year: card.year,
        name: Some(card.name),
        fingerprint: Some(card.fingerprint),
        financing: String::new(),
        bank: String::new(),
        security_code_check: true,
        address: CardAddress::default(),
        attributes: CardAttributes::Plain,
    }
}

/// A row of an import.
pub fn row(number: usize) -> Result<ImportedCustomer> {
    let person = Person::of(number);
    Ok(ImportedCustomer {
        created_at: Some(Timestamp::from_millis(person.created)),
        email: Some(person.email),
        description: Some(person.description),
        metadata: Metadata::parse(&person.metadata)?,
        cards: Some(cards(number).into_iter().map(|one| card(&person.id, person.created, one)).collect()),
        own: OwnFields {
            name: Some(person.name),
            phone: Some(person.phone),
            merchant_customer_id: Some(person.merchant_customer_id),
            ..OwnFields::default()
        },
        id: Some(person.id),
        ..ImportedCustomer::default()
    })
}

/// An import into a new store; how long it took is the caller's to say, rows are made before.
pub struct Import {
    rows: Vec<ImportedCustomer>,
    path: PathBuf,
    memory: usize,
}

impl Import {
    pub fn prepare(path: &Path, memory: usize, rows: std::ops::Range<usize>) -> Result<Import> {
        Ok(Import { rows: rows.map(row).collect::<Result<_>>()?, path: path.to_owned(), memory })
    }

    /// When it returns, all is on the disk and the store is closed.
    pub fn run(&mut self) -> Result<()> {
        let account = open(&self.path, self.memory)?;
        for row in account.customers().import(std::mem::take(&mut self.rows), false)? {
            row.map_err(|error| anyhow!("Tillbook refused a row of the import: {error}"))?;
        }
        Ok(())
    }
}

impl Tillbook {
    pub fn open(path: &Path, memory: usize, name: &'static str) -> Result<Tillbook> {
        Ok(Tillbook { account: open(path, memory)?, name })
    }

    /// Fills a new store.
    pub fn fill(path: &Path, memory: usize, customers: usize, progress: impl Fn(usize)) -> Result<()> {
        for first in (0..customers).step_by(AT_ONCE) {
            Import::prepare(path, memory, first..customers.min(first + AT_ONCE))?.run()?;
            progress(customers.min(first + AT_ONCE));
        }
        Ok(())
    }
}

fn look_at(customer: &Customer) -> u64 {
    look(
        customer.email.as_deref().unwrap_or_default().as_bytes(),
        customer.own.name.as_deref().unwrap_or_default().as_bytes(),
        customer.own.phone.as_deref().unwrap_or_default().as_bytes(),
    )
}

struct Till(Account);

impl Lookups for Till {
    fn by_id(&mut self, id: &str) -> u64 {
        self.0.customers().get(id).ok().flatten().map_or(0, |customer| look_at(&customer))
    }

    fn by_email(&mut self, email: &str) -> u64 {
        self.0.customers().by_email(email).unwrap_or_default().first().map_or(0, |customer| look_at(customer))
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        let found = self.0.customers().by_merchant_customer_id(merchant_customer_id);
        found.ok().flatten().map_or(0, |customer| look_at(&customer))
    }

    fn page(&mut self, offset: usize) -> Option<u64> {
        let query = ListQuery { offset: offset as u64, limit: PAGE, ..ListQuery::default() };
        let page = self.0.customers().list(&query).ok()?;
        Some(page.items.iter().map(|customer| look_at(customer)).fold(0, u64::wrapping_add))
    }

    fn count(&mut self, from: i64, to: i64) -> Option<u64> {
        let (from, to) = (Some(Timestamp::from_millis(from)), Some(Timestamp::from_millis(to)));
        self.0.customers().list(&ListQuery { from, to, limit: 0, ..ListQuery::default() }).ok().map(|page| page.total)
    }

    fn search(&mut self, by: Search, typed: &str) -> Option<usize> {
        let mut query = CustomerQuery { limit: PAGE, ..CustomerQuery::default() };
        match by {
            Search::Phone => query.phone = Some(typed.to_owned()),
            Search::Name => query.name = Some(typed.to_owned()),
        }
        let found = self.0.customers().find(&query).ok()?;
        Some(found.items.iter().filter(|customer| look_at(customer) != 0).count())
    }

    fn json(&mut self, id: &str) -> Option<usize> {
        tillbook::transfer::export_customer(&self.0, id).ok().flatten().map(|json| json.len())
    }
}

impl Creator for Till {
    fn create(&mut self, person: &Person, _card: &CardOf) -> Result<()> {
        let new = NewCustomer {
            email: Some(person.email.clone()),
            description: Some(person.description.clone()),
            metadata: Metadata::parse(&person.metadata)?,
            card_details: Some(CardDetails::new("4242 4242 4242 4242", &person.name, 12, 2040)),
            own: OwnFields {
                name: Some(person.name.clone()),
                phone: Some(person.phone.clone()),
                merchant_customer_id: Some(person.merchant_customer_id.clone()),
                ..OwnFields::default()
            },
            ..NewCustomer::default()
        };
        self.0.customers().create(new).map(drop).map_err(|error| anyhow!("Tillbook refused a customer: {error}"))
    }
}

impl Engine for Tillbook {
    fn name(&self) -> &'static str {
        self.name
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Till(self.account.clone())))
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        Ok(Some(Box::new(Till(self.account.clone()))))
    }
}
