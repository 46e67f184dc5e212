//! Customers as a person reads them.

use tillbook::{Account, Customer, PostalAddress};

use super::table::{Column, Table};

/// A customer's name: the till's own, or else the one its provider keeps.
pub(super) fn name(customer: &Customer) -> &str {
    customer.own.name.as_deref().or(customer.attributes.name()).unwrap_or_default()
}

/// A customer's telephone number: the till's own, or else the one its provider keeps.
pub(super) fn phone(customer: &Customer) -> &str {
    customer.own.phone.as_deref().or(customer.attributes.phone()).unwrap_or_default()
}

/// The shop's own number for a customer: the till's own field, or else the one its provider keeps.
pub(super) fn merchant_customer_id(customer: &Customer) -> &str {
    customer.own.merchant_customer_id.as_deref().or(customer.attributes.merchant_customer_id()).unwrap_or_default()
}

/// An address on one line.
pub(super) fn address(address: Option<&PostalAddress>) -> String {
    let Some(address) = address else { return String::new() };
    let parts = [&address.line1, &address.line2, &address.postal_code, &address.city, &address.state, &address.country];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Customers as a table, with their accounts where there are several.
pub(super) fn table<'a>(customers: impl IntoIterator<Item = (&'a Account, &'a Customer)>, accounts: bool) -> Table {
    let mut columns = vec![
        Column::whole("ID"),
        Column::text("NAME"),
        Column::text("E-MAIL"),
        Column::text("PHONE").spare(),
        Column::text("MERCHANT ID"),
        Column::whole("CREATED").spare(),
    ];
    if accounts {
        columns.insert(1, Column::whole("ACCOUNT"));
    }
    let mut table = Table::new(columns);
    for (account, customer) in customers {
        let account = accounts.then(|| account.id().to_string());
        let rest = [
            name(customer),
            customer.email.as_deref().unwrap_or_default(),
            phone(customer),
            merchant_customer_id(customer),
            &customer.created_at.date().to_string(),
        ];
        table.row([customer.id.as_str()].into_iter().chain(account.as_deref()).chain(rest));
    }
    table
}
