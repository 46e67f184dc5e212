//! The till's own fields in Digital River's places (3.2).

use crate::model::{Attributes, OwnFields, Shipping};
use crate::provider::exchange::Adoption;

/// Everything that is known of a person stands in `shipping`.
pub(super) const ADOPTIONS: &[Adoption] = &[
    // First, and as a whole: there is no address without its country, and what is shipped goes to an address.
    Adoption { field: "address", put: put_address },
    Adoption { field: "name", put: |own, to| set(to, |shipping| &mut shipping.name, &own.name) },
    Adoption { field: "phone", put: |own, to| set(to, |shipping| &mut shipping.phone, &own.phone) },
    Adoption { field: "company", put: |own, to| set(to, |shipping| &mut shipping.organization, &own.company) },
];

fn put_address(own: &OwnFields, to: &mut Attributes) {
    if let (Attributes::DigitalRiver(river), Some(address)) = (to, own.address.clone()) {
        river.shipping = Some(Shipping {
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            postal_code: address.postal_code,
            state: address.state,
            country: address.country,
            ..river.shipping.take().unwrap_or_default()
        });
    }
}

fn set(to: &mut Attributes, field: fn(&mut Shipping) -> &mut Option<String>, value: &Option<String>) {
    if let (Attributes::DigitalRiver(river), Some(value)) = (to, value) {
        *field(river.shipping.get_or_insert_default()) = Some(value.clone());
    }
}
