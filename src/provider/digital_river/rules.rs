//! What Digital River asks of its own attributes of a customer.

use crate::error::{Error, Result};
use crate::model::{Attributes, Customer, DigitalRiverAttributes, Shipping, Timestamp};
use crate::rules::bounds::is_country;

/// Digital River's part of a customer.
pub(super) fn attributes(customer: &Customer) -> Option<&DigitalRiverAttributes> {
    match &customer.attributes {
        Attributes::DigitalRiver(river) => Some(river),
        _ => None,
    }
}

/// Where a customer's goods are shipped to.
pub(super) fn shipping(customer: &Customer) -> Option<&Shipping> {
    attributes(customer)?.shipping.as_ref()
}

/// Whether orders are taken for a customer (4.E.25); null counts as enabled (4.C.16).
pub(super) fn takes_orders(customer: &Customer) -> bool {
    attributes(customer).is_none_or(|river| river.enabled != Some(false))
}

/// An address needs its country (3.2), and a tax certificate a state (3.5). A shipping in which nothing is said is none.
pub(super) fn settle(before: Option<&Customer>, customer: &mut Customer, _: Timestamp) -> Result<()> {
    let before = before.and_then(attributes);
    let Attributes::DigitalRiver(river) = &mut customer.attributes else { return Ok(()) };
    river.shipping.take_if(|shipping| *shipping == Shipping::default());
    let known = |shipping: &Shipping| before.is_some_and(|before| before.shipping.as_ref() == Some(shipping));
    if let Some(shipping) = river.shipping.as_ref().filter(|shipping| !known(shipping))
        && shipping.country.is_none()
        && shipping.has_address()
    {
        return Err(Error::invalid("shipping.address.country", "is missing; send a country such as US"));
    }
    for certificate in &river.tax_certificates {
        let known = before.is_some_and(|before| before.tax_certificates.contains(certificate));
        // A state of the United States has the form of a country: two capital letters.
        if !known && !is_country(&certificate.tax_authority) {
            let wanted = "is no state of the United States; send two capital letters such as NY";
            return Err(Error::invalid("taxCertificate.taxAuthority", wanted));
        }
    }
    Ok(())
}
