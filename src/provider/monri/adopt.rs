//! The till's own fields in Monri's places (2.6).

use crate::model::{Attributes, MonriAttributes, OwnFields, PostalAddress};
use crate::provider::exchange::Adoption;

/// One entry for each of Monri's fields, since each has a length of its own.
pub(super) const ADOPTIONS: &[Adoption] = &[
    Adoption { field: "name", put: |own, to| set(to, |monri| &mut monri.name, &own.name) },
    Adoption { field: "phone", put: |own, to| set(to, |monri| &mut monri.phone, &own.phone) },
    Adoption {
        field: "merchant_customer_id",
        put: |own, to| set(to, |monri| &mut monri.merchant_customer_id, &own.merchant_customer_id),
    },
    Adoption { field: "address", put: |own, to| set(to, |monri| &mut monri.address, part(own, |it| &it.line1)) },
    Adoption { field: "city", put: |own, to| set(to, |monri| &mut monri.city, part(own, |it| &it.city)) },
    Adoption {
        field: "postal_code",
        put: |own, to| set(to, |monri| &mut monri.zip_code, part(own, |it| &it.postal_code)),
    },
    Adoption { field: "country", put: |own, to| set(to, |monri| &mut monri.country, part(own, |it| &it.country)) },
];

fn set(to: &mut Attributes, field: fn(&mut MonriAttributes) -> &mut Option<String>, value: &Option<String>) {
    if let (Attributes::Monri(monri), Some(value)) = (to, value) {
        *field(monri) = Some(value.clone());
    }
}

fn part(own: &OwnFields, part: fn(&PostalAddress) -> &Option<String>) -> &Option<String> {
    own.address.as_ref().map_or(&None, part)
}
