//! Customers.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Attributes, Card, CardDetails, Metadata, OwnFields, TaxIdentifier, Timestamp};

/// A customer of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Customer {
    /// The provider's identifier, for example `cust_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// Position in the store's order of creation; settles the order of equal times.
    pub sequence: u64,
    /// When the customer came to be.
    pub created_at: Timestamp,
    /// When the customer was last changed; none before the first change.
    pub updated_at: Option<Timestamp>,
    /// When the customer was marked as deleted, with providers that keep deleted customers.
    pub deleted_at: Option<Timestamp>,
    /// E-mail address; not unique.
    pub email: Option<String>,
    /// Description shown by the provider.
    pub description: Option<String>,
    /// The integrator's own data.
    pub metadata: Metadata,
    /// The card that is charged when none is named.
    pub default_card: Option<String>,
    /// The till's own fields.
    pub own: OwnFields,
    /// What only this customer's provider knows.
    pub attributes: Attributes,
}

/// What a new customer is made from; everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// An id of the caller's choice; one is made when absent.
    pub id: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The integrator's own data.
    pub metadata: Metadata,
    /// The id of an unused token whose card becomes the customer's first.
    pub card: Option<String>,
    /// The details of a card that becomes the customer's first without ever having been in a token.
    pub card_details: Option<CardDetails>,
    /// The currency in which the card is to be used, with providers that ask; a token may be tied to one.
    pub currency: Option<String>,
    /// The till's own fields.
    pub own: OwnFields,
    /// What only the provider knows; the provider's defaults when absent.
    pub attributes: Option<Attributes>,
}

/// Changes to a customer; an absent field stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerUpdate {
    /// A new e-mail address, or `Some(None)` to remove it.
    pub email: Option<Option<String>>,
    /// A new description, or `Some(None)` to remove it.
    pub description: Option<Option<String>>,
    /// New metadata; whether it replaces or merges is the provider's rule.
    pub metadata: Option<Metadata>,
    /// The id of an unused token whose card is attached.
    pub card: Option<String>,
    /// The details of a card that is attached without ever having been in a token.
    pub card_details: Option<CardDetails>,
    /// The currency in which the card is to be used, with providers that ask; a token may be tied to one.
    pub currency: Option<String>,
    /// The id of one of the customer's cards, which becomes the default.
    pub default_card: Option<String>,
    /// New own fields, replacing all of them.
    pub own: Option<OwnFields>,
    /// New provider-only attributes, replacing all of them.
    pub attributes: Option<Attributes>,
}

/// A customer from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedCustomer {
    /// The id it has there; one is made when absent.
    pub id: Option<String>,
    /// When it came to be; now when absent. Of a customer that is there already it changes nothing.
    pub created_at: Option<Timestamp>,
    /// When it was last changed there. Of a customer that is there already it changes nothing.
    pub updated_at: Option<Timestamp>,
    /// Whether the row shows all that the provider knows, so that what it lacks is to be emptied and cards that it does
    /// not name are gone. Otherwise what it lacks stays.
    pub complete: bool,
    /// Whether the row shows all of the till's own fields, so that those it lacks are to be emptied. Otherwise they stay.
    pub own_complete: bool,
    /// Whether the row is a provider's object and no more. It says nothing, then, of what the provider never shows, and its
    /// cards may be without an id.
    pub as_shown: bool,
    /// E-mail address.
    pub email: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The integrator's own data.
    pub metadata: Metadata,
    /// The till's own fields.
    pub own: OwnFields,
    /// What only the provider knows. Unless the row is complete, what is as in a fresh customer stays as it was.
    pub attributes: Option<Attributes>,
    /// The cards in the order of attachment, where the row tells of cards.
    pub cards: Option<Vec<Card>>,
    /// The tax identifiers, oldest first, where the row tells of them.
    pub tax_identifiers: Option<Vec<TaxIdentifier>>,
    /// The default card. When absent, it stays; where there is none yet, or the row is complete, the first card is it.
    pub default_card: Option<String>,
    /// Whether the row tells which card is the default, so that none means that there is none.
    pub default_card_told: bool,
}
