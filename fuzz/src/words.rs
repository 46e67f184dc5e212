//! What good values look like where the header cannot say it, by the name of the parameter or field; and bad values.

/// Texts by name, or by struct and name. `#` stands for a number that was not there before, `<card>` for a card's id that
/// was. A name that is not here is looked for by its last words, so `line1` serves `address_line1`.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "path",
        &["a.tillbook", "b.tillbook", "c.tillbook", "a.tillbook", "b.tillbook", "copy.tillbook", "damaged.tillbook"],
    ),
    ("tillbook_customers_import_arguments.path", &["customers.csv", "customers.jsonl", "nothing.csv", "out.jsonl"]),
    (
        "bytes",
        &[
            "email,name,phone\nana#@example.hr,Ana,091 234\n,too,many,fields\nmei@example.jp,Mei,\n",
            "Customer ID;Name;Card\nM-1;Somchai Prasert;4242424242424242\nM-#;Ana;\n",
            "{\"email\":\"somchai@example.com\",\"description\":\"#\"}\n{\"email\":7}\n{}\n",
            "[{\"merchant_customer_id\":\"M-1\",\"name\":\"Ana #\"}]",
            // UTF-16.
            "e\0m\0a\0i\0l\0\n\0a\0@\0b\0.\0h\0r\0\n\0",
        ],
    ),
    ("tillbook_customers_export_arguments.path", &["out.jsonl", "out.csv"]),
    ("tillbook_store_backup_arguments.path", &["copy.tillbook", "copy#.tillbook"]),
    ("tillbook_check_file_arguments.path", &["damaged.tillbook", "copy.tillbook", "c.tillbook", "b.tillbook"]),
    ("tillbook_compact_arguments.path", &["copy.tillbook", "c.tillbook", "b.tillbook", "a.tillbook"]),
    ("email", &["somchai@example.com", "Hanako@Example.jp", "ana#@example.hr"]),
    ("name", &["Somchai Prasert", "Hanako Yamada", "Ana #", "JOHN DOE"]),
    ("phone", &["+66812345678", "03-1234-5678", "091 234 #"]),
    ("email_prefix", &["a", "ANA"]),
    ("barcode", &["4901234567894", "BC#"]),
    ("merchant_customer_id", &["M-1", "M-#"]),
    ("metadata", &["{\"table\":7}", "{}", "{\"a\":{\"b\":[1,2]},\"c\":null}"]),
    (
        "attributes",
        &[
            r#"{}"#,
            r#"{"line_id":"U4af4980629","mobile_phone":"091#","mobile_phone_country_calling_code":"66"}"#,
            r#"{"city":"Zagreb","zip_code":"10000","address":"Ilica 1"}"#,
            r#"{"locale":"en_US","enabled":true,"customer_type":"business"}"#,
        ],
    ),
    ("line_id", &["U4af4980629"]),
    ("tillbook_tax_identifiers_create_arguments.kind", &["de", "uk", "fr", "it"]),
    ("value", &["DE111111125", "GB123456789", "FR12345678901", "IT12345678901"]),
    ("tillbook_header.name", &["Content-Type", "content-type", "Idempotency-Key", "Omise-Version"]),
    ("tillbook_header.value", &["application/json", "application/x-www-form-urlencoded", "key-#", "2019-05-29"]),
    (
        "body",
        &[
            "{}",
            r#"{"email":"ana#@example.hr","description":"a till's","metadata":{"table":7}}"#,
            r#"{"card":{"name":"JOHN DOE","number":"4242424242424242","expiration_month":12,"expiration_year":2030}}"#,
            r#"{"card":"<token>","name":"Ana","phone":"091 234 #","locale":"en_US"}"#,
            r#"{"email":"mei#@example.jp","payment_details":{"type":"credit_card","number":"4111111111111111","month":"12",
            "year":"2030","verification_value":"123","name":"MEI"}}"#,
            r#"{"merchant_customer_uuid":"M-#","email":"ana#@example.hr","name":"Ana","zip_code":"10000"}"#,
            r#"{"type":"de","value":"DE111111125"}"#,
            r#"{"type":"creditCard","creditCard":{"brand":"Visa","expirationMonth":7,"expirationYear":2027,
            "lastFourDigits":"1111"},"reusable":true}"#,
            r#"{"value":50,"remarks":"welcome","expires_at":"2026-09-01T00:00:00Z","tags":["a","b"]}"#,
            r#"{"every":1,"period":"day","end_date":"2027-01-01","charge":{"customer":"<customer>","amount":10000}}"#,
            "email=ana#%40example.hr&description=x&metadata[a]=1",
        ],
    ),
    ("number", &["4242424242424242", "5555555555554444", "3530111333300000", "378282246310005"]),
    ("security_code", &["123", "1234"]),
    ("country", &["th", "JP", "HR", "US"]),
    ("postal_code", &["10310", "150-0001", "10000"]),
    ("line1", &["1448/4 Praditmanutham", "Shibuya 1-2-3"]),
    ("currency", &["thb", "jpy", "EUR", "usd"]),
    ("fingerprint_key", &["a key that is kept elsewhere"]),
    ("method", &["GET", "POST", "PATCH", "DELETE", "PUT"]),
];

/// Texts for every other name.
pub const ANY: &[&str] = &["", "a", "Praditmanutham", "ห้องสมุด", "x#"];

/// Numbers by name.
const NUMBERS: &[(&str, &[i64])] = &[
    ("month", &[12, 1, 6]),
    ("year", &[2027, 2030, 2026]),
    ("day", &[1, 15, 28, 31]),
    ("index", &[0, 0, 0, 1, 2]),
    ("limit", &[20, 1, 3, 100]),
    ("offset", &[0, 1, 2, 5]),
    // Of the identifiers of five providers.
    ("lengths", &[29, 36, 24, 0]),
    ("amount", &[10_000, 3_000, 1, 500_000]),
    ("value", &[100, 25, -10, 1]),
    ("cache_bytes", &[0, 1 << 20]),
    ("at", &[1_772_323_200_000, 1_775_000_000_000, 1_790_000_000_000]),
    ("from", &[0, 1_772_323_200_000]),
    ("to", &[0, 1_775_000_000_000, 1_790_000_000_000]),
];

/// What stays the same for most of a sequence: a till has one provider.
pub const SETTLED: &[&str] = &["provider", "mode"];

/// Numbers for every other name; most are truth values, places or small counts.
const FEW: &[i64] = &[0, 1, 2, 3];

pub const BAD_NUMBERS: &[i64] =
    &[-1, 4, 7, 999, i64::MAX, i64::MIN, i32::MAX as i64, i32::MIN as i64, u32::MAX as i64, 1 << 32, 1 << 53];

pub const BAD_TEXTS: &[&[u8]] = &[
    b"",
    b"\0",
    b"a\0b",
    b"\xff\xfe",
    b"\xe0\x80",
    b"nobody",
    b"{\"a\":",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"{\"a\":1e999}",
    b"missing folder/a.tillbook",
    b"%00%ff%",
    "é\u{301}\u{202e}\u{feff}\u{1f600}".as_bytes(),
];

pub fn texts(of: &str, name: &str) -> Option<&'static [&'static str]> {
    by_name(TEXTS, &format!("{of}.{name}")).or_else(|| by_name(TEXTS, name))
}

pub fn numbers(name: &str) -> &'static [i64] {
    by_name(NUMBERS, name).unwrap_or(FEW)
}

/// What stands under a name, or else under the end of it.
fn by_name<T: ?Sized>(table: &[(&str, &'static T)], name: &str) -> Option<&'static T> {
    let mut end = Some(name);
    while let Some(wanted) = end {
        if let Some((_, found)) = table.iter().find(|(known, _)| *known == wanted) {
            return Some(found);
        }
        end = wanted.split_once('_').map(|(_, end)| end);
    }
    None
}
