//! A provider's own objects in files: what is read from them, and what they show.
//!
//! What a provider's folder gives as its [`Exchange`], and what it need not care for:
//! 1. `list`: the field of a list's envelope that holds the customers; `more`: what the envelope says of other pages.
//! 2. `identity`: what a text is as a customer id; [`by_form`] and [`any_text`] serve all but Omise.
//! 3. `read` takes the fields that it knows out of a [`Fields`] and leaves the others there. It first looks whether the
//!    object is the provider's; of an object that is not, it takes nothing and returns [`ReadCustomer::default`].
//! 4. `read` sets of the customer: `id`, `created_at`, `updated_at`, `email`, `description`, `metadata`, `attributes`,
//!    `default_card`, `cards` and `tax_identifiers` (none when the object cannot show any) and `complete` (the object was
//!    not cut down). `own`, whose the cards and identifiers are, and the key `tillbook` are the caller's. So are unknown
//!    fields: warned of in a recognised object, kept by their usual names otherwise; and metadata is freed of card numbers.
//! 5. `read_card` reads what `export` gives as `further_cards`, if any ([`no_card`]); start from [`blank_card`]. A card's full number or code
//!    anywhere in the objects was refused before either is called. Cards keep the order of `export`; one that the
//!    provider shows without an id has an empty one.
//! 6. `export` shows the object as the provider's newest answer does, the same bytes at any time. It need not be
//!    lossless: it is read back at once, and what `read` and `read_card` did not see is written beside it, exactly.
//! 7. `adoptions`: which of the till's own fields have a place among the provider's attributes, one entry for each.
//! 8. An error of a reader is the end of a sentence about the row, as [`Fields`] writes them: `its email is not a text`.

use serde_json::{Map, Value};

use super::fields::Fields;
use crate::account::Belongings;
use crate::error::Result;
use crate::model::{
    AccountId, Attributes, Brand, Card, CardAddress, CardAttributes, Customer, IdForm, ImportedCustomer, Kind, Named,
    OwnFields, Timestamp,
};

/// The objects of a provider in files.
pub(crate) struct Exchange {
    /// The field of a list's envelope that holds its records, for example `data`.
    pub list: &'static str,
    /// What a list's envelope says of records that are not in it.
    pub more: fn(&Map<String, Value>) -> More,
    /// What a text is as a customer id of an account.
    pub identity: fn(AccountId, &str) -> Identity,
    /// Reads a customer object; the error says why it is refused, as the end of a sentence about the row.
    pub read: fn(AccountId, &mut Fields) -> std::result::Result<ReadCustomer, String>,
    /// Reads a card object that stands outside its customer's; the error as that of `read`.
    pub read_card: fn(AccountId, &mut Fields) -> std::result::Result<ReadCard, String>,
    /// Shows a customer, given all that hangs off it.
    pub export: fn(AccountId, &Customer, Belongings<'_>) -> Result<Exported>,
    /// Where the provider has a place of its own for what the till knows of a customer.
    pub adoptions: &'static [Adoption],
}

/// A customer as read from an object that may be its provider's.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadCustomer {
    /// What the object says in the provider's words. Its own fields, and the owner of its cards, are settled by the caller.
    pub customer: ImportedCustomer,
    /// Whether the object is the provider's, and not somebody else's with a few names alike.
    pub recognised: bool,
    /// How many of the customer's cards are not in the object although they exist.
    pub missing_cards: u64,
    /// What was left out or changed, as sentences without the customer's name.
    pub warnings: Vec<String>,
}

/// A card read from its own object; none when the provider says that it is deleted.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadCard {
    /// The card.
    pub card: Option<Card>,
    /// What was left out or changed.
    pub warnings: Vec<String>,
}

/// A customer as its provider shows it. The same records give the same texts whenever they are exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    /// The customer's object as JSON text.
    pub object: String,
    /// The objects, as JSON text, of the cards that the customer's object has no room for.
    pub further_cards: Vec<String>,
}

/// What a list's envelope says of records that are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum More {
    /// Nothing.
    Untold,
    /// How many records there are on all pages.
    Total(u64),
    /// That there are others, but not how many.
    Some,
}

impl More {
    /// What a field that counts all records says, such as `total`.
    pub(super) fn of_total(total: Option<&Value>) -> More {
        total.and_then(Value::as_u64).map_or(More::Untold, More::Total)
    }
}

/// What a text is as a customer id of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// An id that this account's provider gives.
    Own,
    /// An id of the same provider, from its other mode.
    OtherMode,
    /// Anything else.
    Foreign,
}

impl Identity {
    fn own_if(own: bool) -> Identity {
        if own { Identity::Own } else { Identity::Foreign }
    }
}

/// The identity of a text with providers whose ids have one form in both modes.
pub(super) fn by_form(account: AccountId, text: &str) -> Identity {
    let pattern = account.id_pattern(Named::Record(Kind::Customer));
    Identity::own_if(match pattern.form {
        IdForm::Base36Random => {
            text.len() == 25 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        }
        IdForm::Base36Time | IdForm::Uuid | IdForm::HexTime => pattern.decode(text).is_some(),
    })
}

/// The identity of a text with providers that let the caller choose ids.
pub(super) fn any_text(_: AccountId, text: &str) -> Identity {
    Identity::own_if(!text.is_empty())
}

/// One of the till's own fields with a place among a provider's attributes. A value that the provider's rules forbid
/// there is kept as the till's own alone; each entry is tried by itself.
pub(crate) struct Adoption {
    /// The field, for a message: `name`, `phone`, `address`.
    pub field: &'static str,
    /// Puts the field's value, where it has one, among the attributes.
    pub put: fn(&OwnFields, &mut Attributes),
}

/// Reads no card, for providers that show no card outside its customer's object.
///
/// # Errors
/// Always.
pub(super) fn no_card(_: AccountId, _: &mut Fields) -> std::result::Result<ReadCard, String> {
    Err("its tillbook.cards is not empty; its provider shows no cards outside the customer's object".to_owned())
}

/// A card of which nothing is known yet.
pub(super) fn blank_card() -> Card {
    Card {
        id: String::new(),
        customer: None,
        sequence: 0,
        created_at: Timestamp::EPOCH,
        attached: 0,
        brand: Brand::Other,
        first_digits: None,
        last_digits: String::new(),
        expiration_month: 0,
        expiration_year: 0,
        name: None,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
        attributes: CardAttributes::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mode, Provider};

    #[test]
    fn an_id_is_known_by_its_form() {
        let identity = |provider, text| by_form(AccountId { provider, mode: Mode::Test }, text);
        assert_eq!(identity(Provider::Komoju, "0z9y8x7w6v5u4t3s2r1q0p9o8"), Identity::Own);
        assert_eq!(identity(Provider::Komoju, "0Z9y8x7w6v5u4t3s2r1q0p9o8"), Identity::Foreign);
        assert_eq!(identity(Provider::Monri, "8d3f2c1e-9a4b-4c5d-8e6f-0a1b2c3d4e5f"), Identity::Own);
        assert_eq!(identity(Provider::Monri, "17"), Identity::Foreign);
        assert_eq!(identity(Provider::Shopline, "65c1a83b39540f001932b712"), Identity::Own);
        let river = AccountId { provider: Provider::DigitalRiver, mode: Mode::Test };
        assert_eq!((any_text(river, "17"), any_text(river, "")), (Identity::Own, Identity::Foreign));
    }
}
