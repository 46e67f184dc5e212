//! Reading a source object (3.3): from the control surface, from a request for customer credit, and from a file.

use serde_json::{Map, Value};

use super::super::params::{Number, Param};
use super::body::{Object, flag, group, text};
use super::customers::read_address;
use super::fault::Fault;
use super::policy::POLICY;
use super::views::{brand_name, source_state_name};
use crate::model::{Brand, CardAttributes, DigitalRiverSource, Metadata, NewCard, Shipping, SourceState};
use crate::rules::bounds::{is_country, metadata_breach};

/// The ways to pay, each of which is also the name of its details.
pub(super) const KINDS: &[&str] = &[
    "creditCard",
    "directDebit",
    "googlePay",
    "applePay",
    "payPal",
    "payPalBilling",
    "payPalCredit",
    "wireTransfer",
    "customerCredit",
    "alipay",
    "bPay",
    "onlineBanking",
    "codJapan",
    "klarnaCredit",
    "klarnaCreditRecurring",
    "konbini",
    "bankTransfer",
    "msts",
    "bancontact",
    "giftCard",
    "ideal",
    "amazonPay",
    "afterPay",
    "ccAvenue",
    "payCo",
];

const FLOWS: &[&str] = &["standard", "redirect", "receiver"];

const STATES: &[SourceState] = &[
    SourceState::PendingFunds,
    SourceState::PendingRedirect,
    SourceState::RequiresAction,
    SourceState::Chargeable,
    SourceState::Consumed,
    SourceState::Cancelled,
    SourceState::Failed,
];

const BRANDS: &[Brand] =
    &[Brand::Visa, Brand::MasterCard, Brand::AmericanExpress, Brand::Jcb, Brand::DinersClub, Brand::Discover];

/// What an object says that the browser library or a file brings, beside the details of its kind.
pub(super) const FIELDS: &[&str] = &[
    "type",
    "currency",
    "amount",
    "reusable",
    "supportsReuse",
    "owner",
    "flow",
    "state",
    "metadata",
    "paymentSessionId",
    "clientSecret",
    "createdTime",
    "liveMode",
];

/// The kind of the object, which names its details.
pub(super) fn kind(object: &Object<'_>) -> Result<String, Fault> {
    object.required("type", |value| text(value).filter(|kind| KINDS.contains(&kind.as_str())))
}

/// The source that an object describes. Whether it can be kept follows from its kind unless `supportsReuse` says it.
pub(super) fn read(object: &Object<'_>) -> Result<NewCard, Fault> {
    let kind = kind(object)?;
    let mut new = NewCard::new(CardAttributes::Plain);
    let details = details(object, &kind, &mut new)?;
    let usual = DigitalRiverSource::of_kind(&kind);
    let source = DigitalRiverSource {
        client_secret: object.value("clientSecret", text)?.unwrap_or_default(),
        currency: object.value("currency", text)?,
        amount: object.value("amount", amount)?,
        reusable: object.value("reusable", flag)?.unwrap_or(false),
        supports_reuse: object.value("supportsReuse", flag)?.unwrap_or(usual.supports_reuse),
        owner: owner(object)?,
        details,
        flow: object.value("flow", |value| one_of(FLOWS, value))?.unwrap_or(usual.flow),
        state: object
            .value("state", |value| {
                STATES.iter().copied().find(|state| Some(source_state_name(*state)) == value.as_str())
            })?
            .unwrap_or_default(),
        metadata: metadata(object)?,
        payment_session_id: object.value("paymentSessionId", text)?,
        upstream_id: object.value("upstreamId", text)?,
        kind,
    };
    new.attributes = CardAttributes::DigitalRiver(Box::new(source));
    Ok(new)
}

/// The details, without what a card has fields for.
fn details(object: &Object<'_>, kind: &str, new: &mut NewCard) -> Result<Metadata, Fault> {
    let Some(details) = object.object(kind)? else { return Ok(Metadata::default()) };
    let mut rest = details.to_json();
    if let Some(brand) = details.value("brand", text)?
        && let Some(known) = BRANDS.iter().find(|known| brand_name(**known) == Some(&brand))
    {
        new.brand = *known;
        rest.shift_remove("brand");
    }
    let month =
        |value: &Param| whole(value).and_then(|month| u8::try_from(month).ok()).filter(|it| (1..=12).contains(it));
    if let Some(month) = details.value("expirationMonth", month)? {
        new.expiration_month = month;
        rest.shift_remove("expirationMonth");
    }
    let year =
        |value: &Param| whole(value).and_then(|year| u16::try_from(year).ok()).filter(|it| (1000..=9999).contains(it));
    if let Some(year) = details.value("expirationYear", year)? {
        new.expiration_year = year;
        rest.shift_remove("expirationYear");
    }
    // A gift card's is a number, and nothing but its own.
    if kind != "giftCard"
        && let Some(digits) = details.value("lastFourDigits", |value| {
            text(value).filter(|text| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        })?
    {
        new.last_digits = digits;
        rest.shift_remove("lastFourDigits");
    }
    Ok(Metadata::from_object(&rest))
}

/// The owner as it was given, without nulls, once it is seen to have the form of 3.3.
fn owner(object: &Object<'_>) -> Result<Metadata, Fault> {
    let Some(owner) = object.object("owner")? else { return Ok(Metadata::default()) };
    owner.only(&[
        "firstName",
        "lastName",
        "email",
        "organization",
        "upstreamId",
        "address",
        "additionalAddressInfo",
    ])?;
    for name in ["firstName", "lastName", "email", "upstreamId"] {
        owner.value(name, text)?;
    }
    owner.nullable("organization", text)?;
    owner.required("address", group)?;
    let mut address = Shipping::default();
    read_address(&owner, &mut address)?;
    if let Some(country) = address.country.filter(|country| !is_country(country)) {
        return Err(Fault::invalid("owner.address.country", &country));
    }
    Ok(Metadata::from_object(&without_nulls(owner.to_json())))
}

fn metadata(object: &Object<'_>) -> Result<Metadata, Fault> {
    let metadata =
        object.value("metadata", |value| group(value).map(|group| Metadata::from_object(&group.to_json())))?;
    let metadata = metadata.unwrap_or_default();
    let breach = metadata_breach(&POLICY.metadata_limits, &metadata);
    breach.map_or(Ok(metadata), |breach| Err(Fault::metadata(breach)))
}

/// A number as it was written.
pub(super) fn amount(value: &Param) -> Option<String> {
    matches!(value, Param::Number(_)).then(|| value.to_json().to_string())
}

/// A whole number, also when it is written with a fraction of nought.
fn whole(value: &Param) -> Option<i64> {
    match value {
        // What is beyond every month and year stays so.
        Param::Number(Number::Fraction(number)) if number.fract() == 0.0 => Some(*number as i64),
        Param::Number(_) => value.to_integer(),
        _ => None,
    }
}

fn one_of(known: &[&str], value: &Param) -> Option<String> {
    text(value).filter(|text| known.contains(&text.as_str()))
}

/// An object without what is null in it, at any depth.
pub(super) fn without_nulls(object: Map<String, Value>) -> Map<String, Value> {
    let filled = object.into_iter().filter(|(_, value)| !value.is_null());
    filled
        .map(|(name, value)| match value {
            Value::Object(inner) => (name, without_nulls(inner).into()),
            other => (name, other),
        })
        .collect()
}
