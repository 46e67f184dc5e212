//! What records are made from, and what changes of them, as a line gives it.

use tillbook::transfer::ImportOptions;
use tillbook::{
    Attributes, Brand, CardAddress, CardAttributes, CardDetails, CardUpdate, Cursor, Customer, CustomerQuery,
    CustomerUpdate, ListQuery, Metadata, NewCard, NewCustomer, NewLedgerEntry, NewSchedule, Order, OwnFields,
    PostalAddress, Provider, Recurrence, ScheduleUpdate, SecretText, Timestamp,
};

use crate::given::{Given, Stop, Told};
use crate::names::Named;

fn time(given: &mut Given, name: &str) -> Told<Option<Timestamp>> {
    Ok(given.number(name)?.map(Timestamp::from_millis))
}

fn metadata(given: &mut Given) -> Result<Option<Metadata>, Stop> {
    Ok(given.json("metadata").map(|json| Metadata::parse(&json)).transpose()?)
}

/// Which part of a list; nothing given is its beginning, with so many records.
pub fn list_query(given: &mut Given, usual: usize) -> Told<ListQuery> {
    let query = given.inner("query", |given| {
        let cursor = given.text("after")?.map(Cursor::After).or(given.text("before")?.map(Cursor::Before));
        Ok::<_, String>(ListQuery {
            from: time(given, "from")?,
            to: time(given, "to")?,
            cursor,
            offset: given.number("offset")?.unwrap_or_default(),
            limit: given.number("limit")?.unwrap_or(usual),
            order: if given.flag("newest_first")? { Order::NewestFirst } else { Order::OldestFirst },
        })
    })?;
    Ok(query.unwrap_or(ListQuery { limit: usual, ..ListQuery::default() }))
}

pub fn customer_query(given: &mut Given) -> Told<CustomerQuery> {
    Ok(CustomerQuery {
        email: given.text("email")?,
        email_prefix: given.text("email_prefix")?,
        merchant_customer_id: given.text("merchant_customer_id")?,
        barcode: given.text("barcode")?,
        phone: given.text("phone")?,
        name: given.text("name")?,
        card: given.text("card")?,
        offset: given.number("offset")?.unwrap_or_default(),
        limit: given.number("limit")?.unwrap_or(CustomerQuery::default().limit),
    })
}

fn card_address(given: &mut Given) -> Told<CardAddress> {
    let address = given.inner("address", |given| {
        Ok::<_, String>(CardAddress {
            street1: given.text("street1")?,
            street2: given.text("street2")?,
            city: given.text("city")?,
            state: given.text("state")?,
            postal_code: given.text("postal_code")?,
            country: given.text("country")?,
            phone_number: given.text("phone_number")?,
        })
    })?;
    Ok(address.unwrap_or_default())
}

pub fn card_details(given: &mut Given) -> Told<CardDetails> {
    Ok(CardDetails {
        number: given.text("number")?.map(SecretText::from),
        security_code: given.text("security_code")?.map(SecretText::from),
        name: given.text("name")?,
        expiration_month: given.number("expiration_month")?,
        expiration_year: given.number("expiration_year")?,
        address: card_address(given)?,
    })
}

pub fn card_update(given: &mut Given) -> Told<CardUpdate> {
    Ok(CardUpdate {
        name: given.text("name")?,
        expiration_month: given.number("expiration_month")?,
        expiration_year: given.number("expiration_year")?,
        address: card_address(given)?,
    })
}

pub fn new_card(given: &mut Given, provider: Provider) -> Result<NewCard, Stop> {
    let attributes = given.json("attributes").unwrap_or_else(|| "{}".to_owned());
    Ok(NewCard {
        brand: given.named("brand")?.unwrap_or(Brand::Other),
        last_digits: given.text("last_digits")?.unwrap_or_default(),
        expiration_month: given.number("expiration_month")?.unwrap_or_default(),
        expiration_year: given.number("expiration_year")?.unwrap_or_default(),
        name: given.text("name")?,
        address: card_address(given)?,
        attributes: CardAttributes::from_json(provider, &attributes)?,
    })
}

pub fn new_customer(given: &mut Given, provider: Provider) -> Result<NewCustomer, Stop> {
    let attributes = given.json("attributes");
    let address = PostalAddress {
        line1: given.text("address_line1")?,
        line2: given.text("address_line2")?,
        city: given.text("address_city")?,
        state: given.text("address_state")?,
        postal_code: given.text("address_postal_code")?,
        country: given.text("address_country")?,
    };
    Ok(NewCustomer {
        id: given.text("id")?,
        email: given.text("email")?,
        description: given.text("description")?,
        metadata: metadata(given)?.unwrap_or_default(),
        card: given.text("card")?,
        card_details: given.inner("card_details", card_details)?,
        currency: given.text("currency")?,
        own: OwnFields {
            name: given.text("name")?,
            phone: given.text("phone")?,
            merchant_customer_id: given.text("merchant_customer_id")?,
            barcode: given.text("barcode")?,
            notes: given.text("notes")?,
            company: given.text("company")?,
            tags: given.texts("tags")?.unwrap_or_default(),
            address: Some(address).filter(|address| !address.is_empty()),
        },
        attributes: attributes.map(|json| Attributes::initial(provider).with_json(&json)).transpose()?,
    })
}

/// What is taken away by the names in `remove`, and what is given anew.
struct Changes<'a> {
    given: &'a mut Given,
    remove: Vec<String>,
    mentioned: bool,
}

impl<'a> Changes<'a> {
    fn of(given: &'a mut Given) -> Told<Changes<'a>> {
        let remove = given.texts("remove")?.unwrap_or_default();
        Ok(Changes { given, remove, mentioned: false })
    }

    fn removed(&mut self, name: &str) -> bool {
        let all = self.remove.len();
        self.remove.retain(|removed| removed != name);
        self.remove.len() < all
    }

    fn text(&mut self, name: &str) -> Told<Option<Option<String>>> {
        let given = self.given.text(name)?;
        Ok(if self.removed(name) { Some(None) } else { given.map(Some) })
    }

    /// Lays a change over one of the till's own fields.
    fn own(&mut self, name: &str, field: &mut Option<String>) -> Told<()> {
        if let Some(changed) = self.text(name)? {
            *field = changed;
            self.mentioned = true;
        }
        Ok(())
    }

    fn done(self) -> Told<()> {
        match self.remove.first() {
            None => Ok(()),
            Some(unknown) => Err(format!("remove holds a name that nobody knows: {unknown}")),
        }
    }
}

pub fn customer_update(given: &mut Given, present: &Customer) -> Result<CustomerUpdate, Stop> {
    let (metadata, attributes) = (metadata(given)?, given.json("attributes"));
    let (card, currency, default_card) = (given.text("card")?, given.text("currency")?, given.text("default_card")?);
    let card_details = given.inner("card_details", card_details)?;
    let mut changes = Changes::of(given)?;
    let (email, description) = (changes.text("email")?, changes.text("description")?);
    let own = own_fields(&mut changes, present.own.clone())?;
    let own = changes.mentioned.then_some(own);
    changes.done()?;
    let attributes = attributes.map(|json| present.attributes.with_json(&json)).transpose()?;
    Ok(CustomerUpdate { email, description, metadata, card, card_details, currency, default_card, own, attributes })
}

fn own_fields(changes: &mut Changes, mut own: OwnFields) -> Told<OwnFields> {
    let mut address = own.address.take().unwrap_or_default();
    changes.own("name", &mut own.name)?;
    changes.own("phone", &mut own.phone)?;
    changes.own("merchant_customer_id", &mut own.merchant_customer_id)?;
    changes.own("barcode", &mut own.barcode)?;
    changes.own("notes", &mut own.notes)?;
    changes.own("company", &mut own.company)?;
    changes.own("address_line1", &mut address.line1)?;
    changes.own("address_line2", &mut address.line2)?;
    changes.own("address_city", &mut address.city)?;
    changes.own("address_state", &mut address.state)?;
    changes.own("address_postal_code", &mut address.postal_code)?;
    changes.own("address_country", &mut address.country)?;
    let tags = changes.given.texts("tags")?;
    if changes.removed("tags") || tags.is_some() {
        own.tags = tags.unwrap_or_default();
        changes.mentioned = true;
    }
    own.address = Some(address).filter(|address| !address.is_empty());
    Ok(own)
}

fn recurrence(given: &mut Given) -> Told<(u32, Recurrence)> {
    let every = given.number("every")?.unwrap_or(1);
    let kind = given.required("kind")?;
    let recurrence = match kind.as_str() {
        "daily" => Recurrence::Daily,
        "weekly" => {
            let weekdays = given.list("weekdays", |value| Named::of_name(value.as_str()?))?;
            Recurrence::Weekly(weekdays.unwrap_or_default())
        }
        "monthly_on_days" => {
            let days = given.list("days_of_month", |value| u8::try_from(value.as_u64()?).ok())?;
            Recurrence::MonthlyOnDays(days.unwrap_or_default())
        }
        "monthly_on_weekday" => {
            Recurrence::MonthlyOnWeekday(given.needed("ordinal", Given::named)?, given.needed("weekday", Given::named)?)
        }
        _ => return Err(format!("no recurrence is {kind}")),
    };
    Ok((every, recurrence))
}

pub fn new_schedule(given: &mut Given) -> Result<NewSchedule, Stop> {
    let days = given.inner("recurrence", recurrence)?;
    let (every, recurrence) = days.ok_or_else(|| "the schedule has no recurrence".to_owned())?;
    Ok(NewSchedule {
        customer: given.required("customer")?,
        amount: given.number("amount")?.unwrap_or_default(),
        currency: given.required("currency")?,
        every,
        recurrence,
        start_on: given.date("start_on")?,
        end_on: given.needed("end_on", Given::date)?,
        card: given.text("card")?,
        description: given.text("description")?,
        metadata: metadata(given)?.unwrap_or_default(),
        charging: given.named("charging")?.unwrap_or_default(),
    })
}

pub fn schedule_update(given: &mut Given) -> Result<ScheduleUpdate, Stop> {
    let (metadata, charging) = (metadata(given)?, given.named("charging")?);
    let mut changes = Changes::of(given)?;
    let description = changes.text("description")?;
    changes.done()?;
    Ok(ScheduleUpdate { description, metadata, charging })
}

pub fn new_ledger_entry(given: &mut Given) -> Told<NewLedgerEntry> {
    Ok(NewLedgerEntry {
        value: given.number("value")?.unwrap_or_default(),
        remarks: given.required("remarks")?,
        kind: given.text("kind")?,
        expires_at: time(given, "expires_at")?,
        replaces: given.flag("replaces")?,
        performer: given.text("performer")?,
        performer_kind: given.text("performer_kind")?,
    })
}

pub fn import_options(given: &mut Given) -> Told<ImportOptions> {
    let options = given.inner("options", |given| {
        let usual = ImportOptions::default();
        Ok::<_, String>(ImportOptions {
            dry_run: given.flag("dry_run")?,
            rows_at_once: given.number("rows_at_once")?.unwrap_or(usual.rows_at_once),
            memory_bytes: given.number("memory_bytes")?.unwrap_or(usual.memory_bytes),
        })
    })?;
    Ok(options.unwrap_or_default())
}
