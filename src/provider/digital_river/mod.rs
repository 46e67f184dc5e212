//! Digital River: ids of the caller's choice, deletion for good.

mod adopt;
mod policy;

use super::dialect::{Access, Dialect, no_control, no_grant, pending};
use super::exchange::{Exchange, More, any_text};
use policy::POLICY;

/// DigitalRiver as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "",
    request_id_header: "x-dr-requestid",
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
        list: "data",
        more: |envelope| {
            if envelope.get("hasMore") == Some(&serde_json::Value::Bool(true)) { More::Some } else { More::Untold }
        },
        identity: any_text,
        read: pending::read,
        read_card: pending::read_card,
        export: pending::export,
        adoptions: adopt::ADOPTIONS,
    },
};
