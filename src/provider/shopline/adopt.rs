//! The till's own fields in SHOPLINE's places (3.1).

use crate::model::{Attributes, ShoplineAttributes};
use crate::provider::exchange::Adoption;

/// Not the address: SHOPLINE has places for parcels to go to, and no other.
pub(super) const ADOPTIONS: &[Adoption] = &[
    Adoption { field: "name", put: |own, to| set(to, own.name.as_ref(), |to, name| to.name = Some(name.clone())) },
    Adoption {
        field: "phone",
        put: |own, to| set(to, own.phone.as_ref(), |to, phone| to.phones = vec![phone.clone()]),
    },
    Adoption { field: "notes", put: |own, to| set(to, own.notes.as_ref(), |to, notes| to.memo = Some(notes.clone())) },
    Adoption { field: "tags", put: |own, to| set(to, Some(&own.tags), |to, tags| to.tags.clone_from(tags)) },
];

fn set<T>(to: &mut Attributes, value: Option<&T>, put: fn(&mut ShoplineAttributes, &T)) {
    if let (Attributes::Shopline(shopline), Some(value)) = (to, value) {
        put(shopline, value);
    }
}
