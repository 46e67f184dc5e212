//! A customer for a file: the object of 3.1.

use super::super::exchange::Exported;
use super::super::show::json;
use super::views::CustomerView;
use crate::account::Belongings;
use crate::error::Result;
use crate::model::{AccountId, Customer, Mode};

/// Shows a customer with its sources and tax identifiers, all of which have room in its object.
pub(super) fn exported(account: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Result<Exported> {
    let view = CustomerView {
        customer,
        sources: belongings.cards,
        tax_identifiers: belongings.tax_identifiers,
        livemode: account.mode == Mode::Live,
    };
    Ok(Exported { object: json(&view)?, further_cards: Vec::new() })
}
