//! What only one provider knows of a customer or of a card, as types.

mod digital_river;
mod json;
mod monri;
mod shopline;

pub use digital_river::{
    CustomerType, DigitalRiverAttributes, DigitalRiverSource, Shipping, SourceState, TaxCertificate,
};
pub use monri::{MonriAttributes, MonriCard};
pub use shopline::{
    BirthDate, CustomDatum, DeliveryAddress, Described, Gender, Metafield, MetafieldType, Origin, ShoplineAttributes,
    Subscription, TierChange, Unshown,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wincode::{SchemaRead, SchemaWrite};

use super::{Balance, Ledger, Metadata, Provider, Timestamp, from_value};
use crate::error::Result;

/// The provider-only part of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Attributes {
    /// The provider shows nothing beyond what every customer has.
    Plain(Provider),
    /// Monri.
    Monri(Box<MonriAttributes>),
    /// Digital River.
    DigitalRiver(Box<DigitalRiverAttributes>),
    /// SHOPLINE.
    Shopline(Box<ShoplineAttributes>),
}

impl Attributes {
    /// The attributes a fresh customer of a provider has.
    pub fn initial(provider: Provider) -> Attributes {
        match provider {
            Provider::Monri => Attributes::Monri(Box::default()),
            Provider::DigitalRiver => Attributes::DigitalRiver(Box::default()),
            Provider::Shopline => Attributes::Shopline(Box::default()),
            plain => Attributes::Plain(plain),
        }
    }

    /// How many bytes of memory they take apart from the customer, their texts not counted.
    pub(crate) fn boxed_bytes(&self) -> usize {
        match self {
            Attributes::Plain(_) => 0,
            Attributes::Monri(monri) => size_of_val(&**monri),
            Attributes::DigitalRiver(river) => size_of_val(&**river),
            Attributes::Shopline(member) => size_of_val(&**member),
        }
    }

    /// The merchant's own id for the customer, with providers that show one.
    pub fn merchant_customer_id(&self) -> Option<&str> {
        match self {
            Attributes::Monri(monri) => monri.merchant_customer_id.as_deref(),
            _ => None,
        }
    }

    /// The customer's name, with providers that keep one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Attributes::Monri(monri) => monri.name.as_deref(),
            Attributes::DigitalRiver(river) => river.shipping.as_ref().and_then(|shipping| shipping.name.as_deref()),
            Attributes::Shopline(shopline) => shopline.name.as_deref(),
            Attributes::Plain(_) => None,
        }
    }

    /// The customer's telephone numbers, with providers that keep some: the mobile one first, and the newest last.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        let (one, member) = match self {
            Attributes::Monri(monri) => (monri.phone.as_deref(), None),
            Attributes::DigitalRiver(river) => {
                (river.shipping.as_ref().and_then(|shipping| shipping.phone.as_deref()), None)
            }
            Attributes::Shopline(member) => (None, Some(member)),
            Attributes::Plain(_) => (None, None),
        };
        let mobile = member.into_iter().flat_map(|member| member.mobile_phones());
        let others = member.into_iter().flat_map(|member| &member.phones).map(String::as_str);
        one.into_iter().chain(mobile).chain(others)
    }

    /// The one telephone number that stands for all: the mobile one, or else the newest.
    pub fn phone(&self) -> Option<&str> {
        match self {
            Attributes::Shopline(shopline) if shopline.mobile_phone.is_none() => self.phones().last(),
            _ => self.phones().next(),
        }
    }

    /// The customer's LINE id, with providers that know one.
    pub fn line_id(&self) -> Option<&str> {
        match self {
            Attributes::Shopline(shopline) => shopline.line_id.as_deref(),
            _ => None,
        }
    }

    /// Whether the provider has no place for a customer's name but the description.
    pub(crate) const fn are_named_by_description(&self) -> bool {
        matches!(self, Attributes::Plain(Provider::Omise))
    }

    /// The customer's mobile numbers in the form in which they compare, with providers that verify them.
    pub(crate) fn mobile_numbers(&self) -> Vec<String> {
        match self {
            Attributes::Shopline(shopline) => shopline.mobile_numbers(),
            _ => Vec::new(),
        }
    }

    /// Whether the mobile number is verified, which may be set where there is a number; none otherwise.
    pub(crate) fn mobile_phone_verified_mut(&mut self) -> Option<&mut bool> {
        match self {
            Attributes::Shopline(shopline) if shopline.mobile_phone.is_some() => {
                Some(&mut shopline.mobile_phone_verified)
            }
            _ => None,
        }
    }

    /// A balance of the customer, with providers that keep one.
    pub fn balance(&self, ledger: Ledger) -> Option<&Balance> {
        match (self, ledger) {
            (Attributes::Shopline(shopline), Ledger::StoreCredit) => Some(&shopline.store_credits),
            (Attributes::Shopline(shopline), Ledger::MemberPoints) => Some(&shopline.member_points),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn balance_mut(&mut self, ledger: Ledger) -> Option<&mut Balance> {
        match (self, ledger) {
            (Attributes::Shopline(shopline), Ledger::StoreCredit) => Some(&mut shopline.store_credits),
            (Attributes::Shopline(shopline), Ledger::MemberPoints) => Some(&mut shopline.member_points),
            _ => None,
        }
    }

    /// These attributes as the provider's object shows them, with what it does not show taken from those at hand.
    #[must_use]
    pub(crate) fn keeping_unshown(mut self, present: &Attributes) -> Attributes {
        if let (Attributes::Shopline(shown), Attributes::Shopline(present)) = (&mut self, present)
            && shown.unshown == Unshown::default()
        {
            shown.unshown.clone_from(&present.unshown);
        }
        for ledger in [Ledger::StoreCredit, Ledger::MemberPoints] {
            // The object shows a sum; what it is made of, and when that ends, is known where the sum is the same.
            if let (Some(shown), Some(present)) = (self.balance_mut(ledger), present.balance(ledger))
                && *shown == Balance::of(present.total())
            {
                shown.clone_from(present);
            }
        }
        self
    }

    /// These attributes with those of others in their places, except for what the others have as a fresh customer has it.
    #[must_use]
    pub fn overlaid(&self, others: &Attributes) -> Attributes {
        let (Ok(mut result), Ok(others), Ok(fresh)) = (
            serde_json::to_value(self),
            serde_json::to_value(others),
            serde_json::to_value(Attributes::initial(others.provider())),
        ) else {
            return others.clone();
        };
        overlay(&mut result, &others, &fresh);
        from_value(result).unwrap_or_else(|_| self.clone())
    }

    /// The provider these attributes belong to.
    pub const fn provider(&self) -> Provider {
        match self {
            Attributes::Plain(provider) => *provider,
            Attributes::Monri(_) => Provider::Monri,
            Attributes::DigitalRiver(_) => Provider::DigitalRiver,
            Attributes::Shopline(_) => Provider::Shopline,
        }
    }
}

/// Lays one value over another, field by field, leaving out what is as in a third.
fn overlay(under: &mut Value, over: &Value, fresh: &Value) {
    match (under, over) {
        _ if over == fresh => {}
        (Value::Object(under), Value::Object(over)) => {
            for (key, over) in over {
                let fresh = fresh.get(key).unwrap_or(&Value::Null);
                match under.entry(key.as_str()).or_insert(Value::Null) {
                    under if Metadata::FIELDS.contains(&key.as_str()) && over != fresh => under.clone_from(over),
                    under => overlay(under, over, fresh),
                }
            }
        }
        (under, over) => under.clone_from(over),
    }
}

/// The provider-only part of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum CardAttributes {
    /// The provider shows nothing beyond what every card has.
    #[default]
    Plain,
    /// Monri.
    Monri(Box<MonriCard>),
    /// Digital River, where a card is one of many sources.
    DigitalRiver(Box<DigitalRiverSource>),
}

impl CardAttributes {
    /// The provider that these attributes belong to; none when they say nothing.
    pub const fn provider(&self) -> Option<Provider> {
        match self {
            CardAttributes::Plain => None,
            CardAttributes::Monri(_) => Some(Provider::Monri),
            CardAttributes::DigitalRiver(_) => Some(Provider::DigitalRiver),
        }
    }

    /// Tells a new card its id and a text that nobody can guess, with providers that show such a text.
    pub(crate) fn name(&mut self, card: &str, secret: impl FnOnce() -> Result<String>) -> Result<()> {
        if let CardAttributes::DigitalRiver(source) = self
            && source.client_secret.is_empty()
        {
            source.client_secret = format!("{card}_{}", secret()?);
        }
        Ok(())
    }

    /// Whether such a card may belong to a customer.
    pub fn supports_reuse(&self) -> bool {
        match self {
            CardAttributes::DigitalRiver(source) => source.supports_reuse,
            CardAttributes::Plain | CardAttributes::Monri(_) => true,
        }
    }

    /// Whether the card can be charged.
    pub fn chargeable(&self) -> bool {
        match self {
            CardAttributes::DigitalRiver(source) => source.state == SourceState::Chargeable,
            CardAttributes::Plain | CardAttributes::Monri(_) => true,
        }
    }

    /// Notes that the card is kept for further payments, with providers that show it (`digital_river 4.F.32`).
    pub(crate) fn keep(&mut self) {
        if let CardAttributes::DigitalRiver(source) = self {
            source.reusable = true;
        }
    }

    /// Remembers when the card was changed, with providers that show it.
    pub(crate) fn changed(&mut self, now: Timestamp) {
        if let CardAttributes::Monri(card) = self {
            card.updated_at = Some(now);
        }
    }

    /// Makes the card unusable for good, with providers that keep such cards.
    pub(crate) fn cancel(&mut self) {
        if let CardAttributes::DigitalRiver(source) = self {
            source.state = SourceState::Cancelled;
        }
    }

    /// Whether such a card exists also without a customer.
    pub const fn may_stand_alone(&self) -> bool {
        matches!(self, CardAttributes::DigitalRiver(_))
    }

    /// Every text of the caller's in them, in which no card number may stand.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            CardAttributes::Plain | CardAttributes::Monri(_) => Vec::new(),
            CardAttributes::DigitalRiver(source) => source.texts(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn river(name: Option<&str>, city: Option<&str>, enabled: Option<bool>) -> Attributes {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let shipping = Shipping { name: text(name), city: text(city), ..Shipping::default() };
        Attributes::DigitalRiver(Box::new(DigitalRiverAttributes {
            shipping: (name.is_some() || city.is_some()).then_some(shipping),
            enabled,
            ..DigitalRiverAttributes::default()
        }))
    }

    #[test]
    fn what_the_others_have_takes_its_place_and_the_rest_stays() {
        let present = river(Some("Ann"), Some("Leeds"), Some(false));
        // Enabled is what a fresh customer is, so that it says nothing here.
        let named = river(Some("Bob"), None, Some(true));
        assert_eq!(present.overlaid(&named), river(Some("Bob"), Some("Leeds"), Some(false)));
        assert_eq!(present.overlaid(&river(None, None, None)), river(Some("Ann"), Some("Leeds"), None));
        assert_eq!(Attributes::initial(Provider::DigitalRiver).overlaid(&present), present);
        let fresh = Attributes::initial(Provider::Shopline);
        assert_eq!(fresh.overlaid(&fresh), fresh);
    }
}
