//! SHOPLINE: members with many attributes.

mod adopt;
mod policy;

use super::dialect::{Access, Dialect, no_control, no_grant, pending};
use super::exchange::{Exchange, More, by_form};
use policy::POLICY;

/// Shopline as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "/v1",
    request_id_header: "x-request-id",
    answer: pending::answer,
    access: Access {
        mode_of: |_| None,
        check_secret: |_| Ok(()),
        check_public: |_| Ok(()),
        make: pending::make,
        authenticate: pending::authenticate,
        grant: no_grant,
    },
    refuse: pending::refuse,
    control: no_control,
    description: "{}",
    exchange: Exchange {
        list: "items",
        more: |envelope| {
            More::of_total(envelope.get("pagination").and_then(|pagination| pagination.get("total_count")))
        },
        identity: by_form,
        read: pending::read,
        read_card: pending::read_card,
        export: pending::export,
        adoptions: adopt::ADOPTIONS,
    },
};
