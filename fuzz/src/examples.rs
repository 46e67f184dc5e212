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
    ("tillbook_new_ledger_entry", &[&[("value", Value::Drawn)]]),
];

/// The examples of a struct.
pub fn of(name: &str) -> &'static [Example] {
    if name == "tillbook_request" {
        return REQUESTS;
    }
    EXAMPLES.iter().find(|(known, _)| *known == name).map_or(&[], |(_, examples)| examples)
}
