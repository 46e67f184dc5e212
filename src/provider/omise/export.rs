//! A customer for a file: the object of section 5.1, and the cards beyond its first page.

use super::version::Version;
use super::views::{CardView, CustomerView, Rendering};
use crate::account::Belongings;
use crate::error::Result;
use crate::model::{AccountId, Customer, Mode};
use crate::provider::exchange::Exported;
use crate::provider::show::json;
use crate::store::ListQuery;

/// Shows a customer in the newest edition, its embedded lists ending with the newest thing in them.
pub(super) fn exported(account: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Result<Exported> {
    let cards = belongings.cards;
    let now = cards.iter().map(|card| card.created_at).fold(customer.created_at, Ord::max);
    let rendering = Rendering { version: Version::V2019, livemode: account.mode == Mode::Live, now };
    let (page, further) = cards.split_at(cards.len().min(ListQuery::default().limit));
    let view = CustomerView {
        customer,
        cards: page,
        total_cards: cards.len() as u64,
        default_card: None,
        deleted: false,
        rendering,
    };
    Ok(Exported {
        object: json(&view)?,
        further_cards: further.iter().map(|card| json(&CardView::new(card, rendering))).collect::<Result<_>>()?,
    })
}
