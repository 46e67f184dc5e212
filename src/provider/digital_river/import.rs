//! Customers and sources as Digital River shows them, read back.
//!
//! What is within a customer is read by the readers of requests, which know its forms.

use serde_json::{Map, Value};

use super::super::exchange::{ReadCustomer, blank_card};
use super::super::fields::Fields;
use super::super::params::Params;
use super::body::Object;
use super::fault::Fault;
use super::source_object::{self, without_nulls};
use super::views::TAX_STATES;
use super::{customers, views};
use crate::error::quoted;
use crate::model::{
    AccountId, Attributes, Card, CardAttributes, CustomerType, DigitalRiverAttributes, ImportedCustomer, Shipping,
    TaxCertificate, TaxIdentifier, TaxIdentifierState,
};

/// Reads a customer object (3.1), which says by the names that it always has that it is one.
///
/// # Errors
/// Why the row is refused.
pub(super) fn customer(account: AccountId, fields: &mut Fields) -> Result<ReadCustomer, String> {
    if !fields.has("createdTime") || !(fields.has("liveMode") || fields.has("requestToBeForgotten")) {
        return Ok(ReadCustomer::default());
    }
    fields.refuse_other_mode("liveMode", account.mode, "the customer")?;
    // What has no value is left out, so only what is always there tells that nothing was cut away.
    let complete = ["enabled", "requestToBeForgotten"].iter().all(|key| fields.has(key));
    let id = fields.filled_text("id")?;
    if let Some(id) = id.as_deref().filter(|id| id.chars().count() > 40) {
        return Err(format!("its id {} has more than 40 characters", quoted(id)));
    }
    let mut warnings = Vec::new();
    let attributes = attributes(fields)?;
    let mut cards = Vec::new();
    for source in objects(fields, "sources")? {
        cards.push(card_of(account, &mut Fields::of_card(source), &mut warnings)?);
    }
    let identifiers = fields.objects("taxIdentifiers")?.unwrap_or_default();
    let tax_identifiers =
        identifiers.into_iter().map(|mut fields| tax_identifier(&mut fields)).collect::<Result<_, _>>()?;
    let customer = ImportedCustomer {
        id,
        created_at: fields.time("createdTime")?,
        updated_at: fields.time("updatedTime")?,
        complete,
        email: fields.text("email")?,
        metadata: fields.metadata("metadata")?,
        attributes: Some(Attributes::DigitalRiver(Box::new(attributes))),
        default_card: fields.text("defaultSourceId")?,
        // 4.F.39: there may be sources and no default.
        default_card_told: complete,
        cards: Some(cards),
        tax_identifiers: Some(tax_identifiers),
        ..ImportedCustomer::default()
    };
    Ok(ReadCustomer { customer, recognised: true, missing_cards: 0, warnings })
}

/// What only Digital River knows of a customer.
fn attributes(fields: &mut Fields) -> Result<DigitalRiverAttributes, String> {
    let known = [("business", CustomerType::Business), ("individual", CustomerType::Individual)];
    let enabled_told = fields.has("enabled");
    let enabled = fields.flag("enabled")?;
    let shipping = match fields.take("shipping") {
        None => None,
        Some(Value::Object(object)) => Some(read(object, "shipping", customers::shipping)?),
        Some(_) => return Err("its shipping is not a JSON object".to_owned()),
    };
    let certificates = objects(fields, "taxCertificates")?;
    Ok(DigitalRiverAttributes {
        shipping: shipping.filter(|shipping| *shipping != Shipping::default()),
        customer_type: fields.word("type", &known)?,
        locale: fields.text("locale")?,
        // Absent it is as in a fresh customer; null is a value of its own (4.C.16).
        enabled: if enabled_told { enabled } else { Some(true) },
        request_to_be_forgotten: fields.flag("requestToBeForgotten")?.unwrap_or(false),
        tax_certificates: certificates
            .into_iter()
            .map(|object| read(object, "tax certificate", customers::certificate))
            .collect::<Result<Vec<TaxCertificate>, _>>()?,
    })
}

/// A source (3.3) as a card.
fn card_of(account: AccountId, fields: &mut Fields, warnings: &mut Vec<String>) -> Result<Card, String> {
    fields.refuse_other_mode("liveMode", account.mode, "one of its sources")?;
    let id = fields.needed_text("id")?;
    let created_at = fields.time("createdTime")?.unwrap_or_default();
    fields.ignore(&["customerId"]);
    let object = std::mem::take(fields).into_rest();
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let unknown = object.keys().filter(|key| !source_object::FIELDS.contains(&key.as_str()) && **key != kind);
    warnings.extend(unknown.map(|key| format!("the field {} of a source was left out", quoted(key))));
    let new = read(object, "source", source_object::read)?;
    let mut attributes = new.attributes;
    if let CardAttributes::DigitalRiver(source) = &mut attributes {
        // It is a customer's, whatever its kind.
        source.supports_reuse |= source.reusable;
    }
    Ok(Card {
        id,
        created_at,
        brand: new.brand,
        last_digits: new.last_digits,
        expiration_month: new.expiration_month,
        expiration_year: new.expiration_year,
        attributes,
        ..blank_card()
    })
}

/// A tax identifier (3.4). Where it applies follows from its type.
fn tax_identifier(fields: &mut Fields) -> Result<TaxIdentifier, String> {
    let states = TAX_STATES.map(|state| (views::state_name(state), state));
    let mut transitions = fields.object("stateTransitions")?.unwrap_or_default();
    let created_at = fields.time("createdTime")?.unwrap_or_default();
    let mut verified = |name: &str, older: &str| {
        let older = fields.text(older)?;
        Ok::<_, String>(fields.text(name)?.or(older))
    };
    let (verified_name, verified_address) =
        (verified("verifiedName", "verified_name")?, verified("verifiedAddress", "verified_address")?);
    Ok(TaxIdentifier {
        id: fields.needed_text("id")?,
        sequence: 0,
        created_at,
        updated_at: fields.time("updatedTime")?.unwrap_or(created_at),
        customer: None,
        kind: fields.needed_text("type")?,
        value: fields.needed_text("value")?,
        state: fields.word("state", &states)?.unwrap_or(TaxIdentifierState::Pending),
        pending_at: transitions.time("pending")?,
        verified_at: transitions.time("verified")?,
        not_valid_at: transitions.time("not_valid")?,
        verified_name,
        verified_address,
    })
}

fn objects(fields: &mut Fields, key: &str) -> Result<Vec<Map<String, Value>>, String> {
    Ok(fields.objects(key)?.unwrap_or_default().into_iter().map(Fields::into_rest).collect())
}

/// Reads an object as a request's is read; null means nothing in a file.
fn read<T>(
    object: Map<String, Value>,
    what: &str,
    reader: impl FnOnce(&Object<'_>) -> Result<T, Fault>,
) -> Result<T, String> {
    let unreadable = || format!("its {what} is not readable");
    let text = Value::Object(without_nulls(object)).to_string();
    let params = Params::of_json(text.as_bytes()).map_err(|_| unreadable())?;
    reader(&Object::top(&params)).map_err(|fault| match fault.parameter {
        Some(parameter) => format!("its {what} is not readable because of {}", quoted(&parameter)),
        None => unreadable(),
    })
}
