//! The tax identifier object (3.4).

use serde::{Serialize, Serializer};

use super::customer::type_name;
use crate::model::{CustomerType, TaxIdentifier, TaxIdentifierState};
use crate::provider::digital_river::tax_types::TAX_TYPES;
use crate::provider::show::{Shown, object};
use crate::rules::policy::TaxType;

/// A tax identifier, by itself or within its customer.
pub(in crate::provider::digital_river) struct TaxIdentifierView<'a> {
    /// The identifier.
    pub identifier: &'a TaxIdentifier,
    /// Whether it is shown within its customer, with where it applies.
    pub within_customer: bool,
    /// Whether the account is live.
    pub livemode: bool,
}

impl Serialize for TaxIdentifierView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let it = self.identifier;
        let tax_type = TAX_TYPES.iter().find(|tax_type| tax_type.name == it.kind).filter(|_| self.within_customer);
        let applicability: Vec<_> = tax_type
            .iter()
            .flat_map(|tax_type| tax_type.holders.iter().map(|holder| Applicability(tax_type, *holder)))
            .collect();
        object!(serializer, {
            "id" => it.id,
            "createdTime" => Shown(it.created_at),
            "updatedTime" => Shown(it.updated_at),
            "customerId" if it.customer.is_some() => it.customer,
            "type" => it.kind,
            "value" => it.value,
            "state" => state_name(it.state),
            "stateTransitions" => Transitions(it),
            "verifiedName" if it.verified_name.is_some() => it.verified_name,
            "verifiedAddress" if it.verified_address.is_some() => it.verified_address,
            "applicability" if !applicability.is_empty() => applicability,
            "liveMode" => self.livemode,
        })
    }
}

/// Every state.
pub(in crate::provider::digital_river) const TAX_STATES: [TaxIdentifierState; 3] =
    [TaxIdentifierState::Pending, TaxIdentifierState::Verified, TaxIdentifierState::NotValid];

/// A state in the provider's word.
pub(in crate::provider::digital_river) const fn state_name(state: TaxIdentifierState) -> &'static str {
    match state {
        TaxIdentifierState::Pending => "pending",
        TaxIdentifierState::Verified => "verified",
        TaxIdentifierState::NotValid => "not_valid",
    }
}

/// When the states began.
struct Transitions<'a>(&'a TaxIdentifier);

impl Serialize for Transitions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let it = self.0;
        object!(serializer, {
            "pending" if it.pending_at.is_some() => it.pending_at.map(Shown),
            "verified" if it.verified_at.is_some() => it.verified_at.map(Shown),
            "not_valid" if it.not_valid_at.is_some() => it.not_valid_at.map(Shown),
        })
    }
}

/// To which seller's sales, and for which sort of customer, a type matters.
struct Applicability<'a>(&'a TaxType, CustomerType);

impl Serialize for Applicability<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "country" => self.0.country,
            "entity" => self.0.entity,
            "customerType" => type_name(self.1),
        })
    }
}
