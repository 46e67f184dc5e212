//! The source object (3.3).

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::model::{Brand, Card, CardAttributes, DigitalRiverSource, SourceState};
use crate::provider::show::{Raw, Shown};

/// A source, the same by itself and within its customer.
pub(in crate::provider::digital_river) struct SourceView<'a> {
    /// The source.
    pub source: &'a Card,
    /// Whether the account is live.
    pub livemode: bool,
}

impl Serialize for SourceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let card = self.source;
        // A card from an import that says nothing else can be charged.
        let plain = DigitalRiverSource { reusable: true, ..DigitalRiverSource::credit_card() };
        let source = match &card.attributes {
            CardAttributes::DigitalRiver(source) => source,
            CardAttributes::Plain | CardAttributes::Monri(_) => &plain,
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &card.id)?;
        if !source.client_secret.is_empty() {
            map.serialize_entry("clientSecret", &source.client_secret)?;
        }
        map.serialize_entry("createdTime", &Shown(card.created_at))?;
        map.serialize_entry("type", &source.kind)?;
        if let Some(currency) = &source.currency {
            map.serialize_entry("currency", currency)?;
        }
        // As the number was written.
        if let Some(amount) = source.amount.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok()) {
            map.serialize_entry("amount", amount)?;
        }
        map.serialize_entry("reusable", &source.reusable)?;
        if !source.owner.is_empty() {
            map.serialize_entry("owner", &Raw(&source.owner))?;
        }
        map.serialize_entry(&source.kind, &details(card, source))?;
        map.serialize_entry("flow", &source.flow)?;
        map.serialize_entry("state", state_name(source.state))?;
        if !source.metadata.is_empty() {
            map.serialize_entry("metadata", &Raw(&source.metadata))?;
        }
        if let Some(customer) = &card.customer {
            map.serialize_entry("customerId", customer)?;
        }
        if let Some(session) = &source.payment_session_id {
            map.serialize_entry("paymentSessionId", session)?;
        }
        map.serialize_entry("liveMode", &self.livemode)?;
        map.end()
    }
}

/// What is said of the way to pay: a card's own fields first, then whatever else was given.
fn details(card: &Card, source: &DigitalRiverSource) -> Map<String, Value> {
    let mut details = Map::new();
    if let Some(brand) = brand_name(card.brand) {
        details.insert("brand".to_owned(), brand.into());
    }
    if card.expiration_month > 0 {
        details.insert("expirationMonth".to_owned(), card.expiration_month.into());
    }
    if card.expiration_year > 0 {
        details.insert("expirationYear".to_owned(), card.expiration_year.into());
    }
    if !card.last_digits.is_empty() {
        details.insert("lastFourDigits".to_owned(), card.last_digits.as_str().into());
    }
    details.extend(source.details.to_object());
    details
}

/// A brand in the provider's word; none for one that we have no word for.
pub(in crate::provider::digital_river) const fn brand_name(brand: Brand) -> Option<&'static str> {
    Some(match brand {
        Brand::Visa => "Visa",
        Brand::MasterCard => "MasterCard",
        Brand::AmericanExpress => "AmericanExpress",
        Brand::Jcb => "JCB",
        Brand::DinersClub => "DinersClub",
        Brand::Discover => "Discover",
        Brand::Other => return None,
    })
}

/// A state in the provider's word.
pub(in crate::provider::digital_river) const fn state_name(state: SourceState) -> &'static str {
    match state {
        SourceState::PendingFunds => "pending_funds",
        SourceState::PendingRedirect => "pending_redirect",
        SourceState::RequiresAction => "requires_action",
        SourceState::Chargeable => "chargeable",
        SourceState::Consumed => "consumed",
        SourceState::Cancelled => "cancelled",
        SourceState::Failed => "failed",
    }
}
