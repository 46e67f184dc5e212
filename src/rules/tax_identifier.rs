//! Tax identifiers: making them, attaching them to a customer, deleting them.

use std::sync::Arc;

use crate::error::{Conflict, Error, Result};
use crate::model::{Change, Customer, Kind, Mode, Record, TaxIdentifier, TaxIdentifierState, Timestamp};
use crate::rules::policy::Policy;

/// What a new tax identifier takes from the store.
#[derive(Debug, Clone)]
pub struct TaxIdentity {
    /// The id.
    pub id: String,
    /// Position in the order of creation.
    pub sequence: u64,
    /// The time now.
    pub now: Timestamp,
    /// The world it belongs to: in the test world some values are verified at once.
    pub mode: Mode,
}

/// Makes a tax identifier that belongs to nobody yet (`digital_river 4.G.44`, `4.G.45`).
///
/// # Errors
/// [`Error::Unsupported`] with providers that keep none; [`Error::InvalidArgument`] for a type that does not exist or a
/// value that cannot be one.
pub fn create(policy: &Policy, kind: &str, value: &str, identity: TaxIdentity) -> Result<TaxIdentifier> {
    if policy.tax_types.is_empty() {
        return Err(Error::Unsupported { provider: policy.provider, what: "a tax identifier" });
    }
    let tax_type = policy.tax_types.iter().find(|tax_type| tax_type.name == kind);
    let tax_type =
        tax_type.ok_or_else(|| Error::invalid("type", "is no type of tax identifier; send one such as de"))?;
    let begins_right = tax_type.prefixes.is_empty() || tax_type.prefixes.iter().any(|prefix| value.starts_with(prefix));
    if value.is_empty() || value.contains(char::is_whitespace) || !begins_right {
        return Err(Error::invalid("value", "is no tax identifier of this type; send it without blanks"));
    }
    let verified = identity.mode == Mode::Test && tax_type.verified.contains(&value);
    Ok(TaxIdentifier {
        id: identity.id,
        sequence: identity.sequence,
        created_at: identity.now,
        updated_at: identity.now,
        customer: None,
        kind: kind.to_owned(),
        value: value.to_owned(),
        state: if verified { TaxIdentifierState::Verified } else { TaxIdentifierState::Pending },
        pending_at: Some(identity.now),
        verified_at: verified.then_some(identity.now),
        not_valid_at: None,
        verified_name: None,
        verified_address: None,
    })
}

/// Attaches a tax identifier in whatever state to a customer who has those that are present; no changes when it is the
/// customer's already (`digital_river 4.G.46` to `4.G.50`).
///
/// # Errors
/// [`Error::Conflict`] when it is another customer's, or the customer has one of the same type.
pub fn attach(
    customer: &Customer,
    present: &[Arc<TaxIdentifier>],
    identifier: &TaxIdentifier,
    now: Timestamp,
) -> Result<Vec<Change>> {
    let conflict = |reason| Err(Error::Conflict { kind: Kind::TaxIdentifier, id: identifier.id.clone(), reason });
    match identifier.customer.as_deref() {
        Some(owner) if owner == customer.id => return Ok(Vec::new()),
        Some(_) => return conflict(Conflict::TaxIdentifierOfAnother),
        None if present.iter().any(|other| other.kind == identifier.kind) => return conflict(Conflict::SecondOfType),
        None => {}
    }
    let attached = TaxIdentifier { customer: Some(customer.id.clone()), updated_at: now, ..identifier.clone() };
    Ok(vec![Change::Put(Record::TaxIdentifier(attached)), touched(customer, now)])
}

/// Deletes a tax identifier, which also takes it off its customer (`digital_river 4.G.51`).
pub fn delete(identifier: &TaxIdentifier, customer: Option<&Customer>, now: Timestamp) -> Vec<Change> {
    let gone = Change::Remove(Kind::TaxIdentifier, identifier.id.clone());
    [gone].into_iter().chain(customer.map(|customer| touched(customer, now))).collect()
}

/// Attaching and detaching are changes of the customer (`digital_river 4.C.18`).
fn touched(customer: &Customer, now: Timestamp) -> Change {
    Change::Put(Record::Customer(Customer { updated_at: Some(now), ..customer.clone() }))
}
