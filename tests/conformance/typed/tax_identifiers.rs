//! Tax identifiers.

use serde_json::Value;
use tillbook::{Account, AmongTaxIdentifiers, Kind};

use super::{Function, found, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::shown::Shown;

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("tax_identifiers_create", |account, given| {
        Ok(account.tax_identifiers().create(&given.required("kind")?, &given.required("value")?)?.shown())
    }),
    ("tax_identifiers_get", |account, given| {
        let id = given.required("id")?;
        Ok(found(account.tax_identifiers().get(&id)?, Kind::TaxIdentifier, &id)?.shown())
    }),
    ("tax_identifiers_of", |account, given| Ok(account.tax_identifiers().of(&given.required("customer")?)?.shown())),
    ("tax_identifiers_list", |account, given| {
        Ok(account.tax_identifiers().list(&made::list_query(given, usual())?)?.shown())
    }),
    ("tax_identifiers_select", select),
    ("tax_identifiers_attach", |account, given| {
        Ok(account.tax_identifiers().attach(&given.required("customer")?, &given.required("id")?)?.shown())
    }),
    ("tax_identifiers_delete", |account, given| Ok(account.tax_identifiers().delete(&given.required("id")?)?.shown())),
];

fn select(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let query = made::list_query(given, usual())?;
    let (ids, customer) = (given.texts("ids")?, given.text("customer")?);
    let among = match (&ids, &customer) {
        (Some(ids), _) => AmongTaxIdentifiers::Ids(ids),
        (None, Some(customer)) => AmongTaxIdentifiers::Of(customer),
        (None, None) => AmongTaxIdentifiers::All,
    };
    Ok(account.tax_identifiers().select(&query, among, |_| true)?.items.shown())
}
