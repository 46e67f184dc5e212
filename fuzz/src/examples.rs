//! Fields that a struct needs together, where each by itself is of no use. The header cannot say which those are.

use crate::table::{Example, REQUESTS, Value};

const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "tillbook_new_schedule",
        &[&[
            ("customer", Value::Drawn),
            ("amount", Value::Drawn),
            ("currency", Value::Text("thb")),
            ("recurrence", Value::Drawn),
            ("end_on", Value::Drawn),
        ]],
    ),
    (
        "tillbook_recurrence",
        &[
            &[("kind", Value::Number(1))],
            &[("kind", Value::Number(2)), ("weekdays", Value::Number(0b10_0010))],
            &[("kind", Value::Number(3)), ("days_of_month", Value::Number(1 << 1 | 1 << 31))],
            &[("kind", Value::Number(4)), ("ordinal", Value::Drawn), ("weekday", Value::Drawn)],
        ],
    ),
    (
        "tillbook_card_details",
        &[&[
            ("number", Value::Drawn),
            ("expiration_month", Value::Drawn),
            ("expiration_year", Value::Drawn),
            ("name", Value::Drawn),
            ("security_code", Value::Drawn),
        ]],
    ),
    ("tillbook_new_ledger_entry", &[&[("value", Value::Drawn), ("remarks", Value::Drawn)]]),
    ("tillbook_open_options", &[&[("clock", Value::Drawn), ("clock_user", Value::Drawn)]]),
    (
        "tillbook_list_query",
        &[&[], &[("limit", Value::Drawn)], &[("after", Value::Drawn)], &[("newest_first", Value::Drawn)]],
    ),
    (
        "tillbook_new_customer",
        &[
            &[("email", Value::Drawn), ("name", Value::Drawn), ("tags", Value::Drawn)],
            &[("merchant_customer_id", Value::Drawn), ("barcode", Value::Drawn), ("phone", Value::Drawn)],
            &[("card", Value::Drawn)],
            &[("card", Value::Drawn), ("email", Value::Drawn)],
            &[("attributes", Value::Drawn)],
            &[("attributes", Value::Text(r#"{"mobile_phone":"0812345678","mobile_phone_country_calling_code":"66"}"#))],
        ],
    ),
    (
        "tillbook_customer_update",
        &[&[("name", Value::Drawn)], &[("email", Value::Drawn), ("barcode", Value::Drawn)], &[("card", Value::Drawn)]],
    ),
    ("tillbook_customer_query", &[&[("email_prefix", Value::Drawn)], &[("name", Value::Drawn)], &[("phone", Value::Drawn)]]),
    (
        "tillbook_customers_select_arguments",
        &[
            &[("email", Value::Nothing)],
            &[("ids", Value::Nothing)],
            &[("ids", Value::Nothing), ("email", Value::Nothing)],
        ],
    ),
    ("tillbook_tax_identifiers_select_arguments", &[&[("customer", Value::Nothing)], &[("ids", Value::Nothing)]]),
    ("tillbook_card_update", &[&[("name", Value::Drawn)]]),
    ("tillbook_new_card", &[&[("attributes", Value::Drawn)], &[]]),
    ("tillbook_import_options", &[&[]]),
    (
        "tillbook_schedules_record_arguments",
        &[
            &[("outcome", Value::Number(1)), ("message", Value::Nothing)],
            &[("outcome", Value::Number(2)), ("charge", Value::Nothing)],
        ],
    ),
];

/// The examples of a struct.
pub fn of(name: &str) -> &'static [Example] {
    if name == "tillbook_request" {
        return REQUESTS;
    }
    EXAMPLES.iter().find(|(known, _)| *known == name).map_or(&[], |(_, examples)| examples)
}
