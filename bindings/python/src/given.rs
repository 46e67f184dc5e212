//! What a program hands in, as the library takes it.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateAccess as _, PyDateTime, PyDict, PyMapping, PyString};
use tillbook::{CardAddress, CardDetails, Date, Metadata, PostalAddress, SecretText, Timestamp};

use crate::card::Card;
use crate::customer::Customer;
use crate::errors::{OrRaise as _, invalid};
use crate::schedule::Schedule;
use crate::tax_identifier::TaxIdentifier;
use crate::token::Token;

/// An id, or a record that has one.
pub struct Id(pub String);

/// The same for what is called in hot loops: a text is looked at where it lies.
pub struct LentId<'a>(pub Cow<'a, str>);

impl<'a, 'py> FromPyObject<'a, 'py> for LentId<'a> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<LentId<'a>> {
        match object.extract::<&'a str>() {
            Ok(text) => Ok(LentId(Cow::Borrowed(text))),
            Err(_) => object.extract::<Id>().map(|id| LentId(Cow::Owned(id.0))),
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Id {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Id> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Id(text.to_cow()?.into_owned()));
        }
        id_of(&object).map(Id).ok_or_else(|| {
            let given = object.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
            pyo3::exceptions::PyTypeError::new_err(format!("expected an id or a record that has one, not {given}"))
        })
    }
}

fn id_of(object: &Bound<'_, PyAny>) -> Option<String> {
    if let Ok(customer) = object.cast::<Customer>() {
        return Some(customer.get().record.id.clone());
    }
    if let Ok(card) = object.cast::<Card>() {
        return Some(card.get().record.id.clone());
    }
    if let Ok(token) = object.cast::<Token>() {
        return Some(token.get().record.id.clone());
    }
    if let Ok(schedule) = object.cast::<Schedule>() {
        return Some(schedule.get().record.id.clone());
    }
    object.cast::<TaxIdentifier>().ok().map(|identifier| identifier.get().record.id.clone())
}

/// A time: a `datetime` that knows its time zone.
pub fn time_of(given: &Bound<'_, PyAny>, field: &'static str) -> PyResult<Timestamp> {
    let py = given.py();
    let Ok(time) = given.cast::<PyDateTime>() else {
        return Err(invalid(py, field, "is no datetime; pass for example datetime.now(timezone.utc)"));
    };
    if time.call_method0("utcoffset")?.is_none() {
        return Err(invalid(py, field, "has no time zone; pass for example datetime.now(timezone.utc)"));
    }
    let micros = time.call_method0("timestamp")?.extract::<f64>()? * 1_000_000.0;
    Ok(Timestamp::from_millis((micros.round() as i64).div_euclid(1000)))
}

/// A time that may be absent.
pub fn some_time(given: Option<&Bound<'_, PyAny>>, field: &'static str) -> PyResult<Option<Timestamp>> {
    given.map(|given| time_of(given, field)).transpose()
}

/// A day: a `date` that is no `datetime`, of which it would not be known in which time zone the day is meant.
pub fn date_of(given: &Bound<'_, PyAny>, field: &'static str) -> PyResult<Date> {
    let py = given.py();
    let date = given.cast::<PyDate>().ok().filter(|_| !given.is_instance_of::<PyDateTime>());
    let Some(date) = date else { return Err(invalid(py, field, "is no date; pass for example date(2026, 1, 31)")) };
    let (month, day) = (date.get_month() as i8, date.get_day() as i8);
    Date::new(date.get_year() as i16, month, day).ok_or_else(|| invalid(py, field, "is no day of the calendar"))
}

/// A value as the text that `json.dumps` writes.
pub fn to_json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let dumps: &Bound<'_, PyAny> = DUMPS.import(value.py(), "json", "dumps")?;
    let options = PyDict::new(value.py());
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    dumps.call((value,), Some(&options))?.extract()
}

/// A mapping as the text of a JSON object.
pub fn object_json(value: &Bound<'_, PyAny>, field: &'static str) -> PyResult<String> {
    if value.cast::<PyMapping>().is_err() {
        return Err(invalid(value.py(), field, "is no dict; pass one with names and values"));
    }
    if value.is_instance_of::<PyDict>() { to_json(value) } else { to_json(&dict_of(value)?) }
}

fn dict_of<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    value.py().get_type::<PyDict>().call1((value,))
}

/// Metadata from a mapping.
pub fn metadata_of(value: &Bound<'_, PyAny>) -> PyResult<Metadata> {
    Metadata::parse(&object_json(value, "metadata")?).or_raise(value.py())
}

/// What a mapping of texts holds, by its names, each of which must be known.
struct Texts<'a, 'py> {
    mapping: &'a Bound<'py, PyMapping>,
    field: &'static str,
}

impl<'a, 'py> Texts<'a, 'py> {
    fn of(value: &'a Bound<'py, PyAny>, field: &'static str, known: &[&str]) -> PyResult<Texts<'a, 'py>> {
        let py = value.py();
        let mapping =
            value.cast::<PyMapping>().map_err(|_| invalid(py, field, "is no dict; pass one with names and values"))?;
        for name in mapping.keys()?.iter() {
            let name: String = name.extract()?;
            if !known.contains(&name.as_str()) {
                let known = known.join(", ");
                return Err(invalid(py, field, format!("has a name that it cannot have; it may have {known}")));
            }
        }
        Ok(Texts { mapping, field })
    }

    /// What stands under a name: nothing where the name is absent, none where it is None.
    fn changed(&self, name: &str) -> PyResult<Option<Option<String>>> {
        if !self.mapping.contains(name)? {
            return Ok(None);
        }
        let value = self.mapping.get_item(name)?;
        value.extract().map(Some).map_err(|_| {
            invalid(value.py(), self.field, format!("has something else than a text under {name}; pass a str or None"))
        })
    }

    fn text(&self, name: &str) -> PyResult<Option<String>> {
        Ok(self.changed(name)?.flatten())
    }

    fn number(&self, name: &str) -> PyResult<Option<i64>> {
        if self.mapping.contains(name)? { self.mapping.get_item(name)?.extract() } else { Ok(None) }
    }
}

const ADDRESS: [&str; 6] = ["line1", "line2", "city", "state", "postal_code", "country"];

/// What an update makes of the parts of a postal address: what the mapping lacks stays, None removes.
pub type AddressParts = [Option<Option<String>>; 6];

pub fn address_parts(value: &Bound<'_, PyAny>) -> PyResult<AddressParts> {
    let texts = Texts::of(value, "address", &ADDRESS)?;
    let mut parts = AddressParts::default();
    for (name, part) in ADDRESS.into_iter().zip(&mut parts) {
        *part = texts.changed(name)?;
    }
    Ok(parts)
}

/// Lays parts over an address.
pub fn lay_parts(parts: AddressParts, address: &mut PostalAddress) {
    let PostalAddress { line1, line2, city, state, postal_code, country } = address;
    for (changed, part) in parts.into_iter().zip([line1, line2, city, state, postal_code, country]) {
        if let Some(changed) = changed {
            *part = changed;
        }
    }
}

/// The billing address of a card.
pub fn card_address(value: Option<&Bound<'_, PyAny>>) -> PyResult<CardAddress> {
    const KNOWN: [&str; 7] = ["street1", "street2", "city", "state", "postal_code", "country", "phone_number"];
    let Some(value) = value else { return Ok(CardAddress::default()) };
    let texts = Texts::of(value, "address", &KNOWN)?;
    Ok(CardAddress {
        street1: texts.text("street1")?,
        street2: texts.text("street2")?,
        city: texts.text("city")?,
        state: texts.text("state")?,
        postal_code: texts.text("postal_code")?,
        country: texts.text("country")?,
        phone_number: texts.text("phone_number")?,
    })
}

/// A card's details from a mapping.
pub fn details_of(value: &Bound<'_, PyAny>, field: &'static str) -> PyResult<CardDetails> {
    const KNOWN: [&str; 6] = ["number", "security_code", "name", "expiration_month", "expiration_year", "address"];
    let texts = Texts::of(value, field, &KNOWN)?;
    let address = if texts.mapping.contains("address")? { Some(texts.mapping.get_item("address")?) } else { None };
    Ok(CardDetails {
        number: texts.text("number")?.map(SecretText::new),
        security_code: texts.text("security_code")?.map(SecretText::new),
        name: texts.text("name")?,
        expiration_month: texts.number("expiration_month")?,
        expiration_year: texts.number("expiration_year")?,
        address: card_address(address.filter(|address| !address.is_none()).as_ref())?,
    })
}
