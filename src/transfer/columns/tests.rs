use super::*;
use crate::model::{Mode, Provider};

const ACCOUNT: AccountId = AccountId { provider: Provider::Omise, mode: Mode::Test };

fn row(headers: &[&str], values: &[&str]) -> ImportedCustomer {
    let mut warnings = Warnings::default();
    let row = Columns::new(headers.iter().copied()).row(ACCOUNT, 2, values, &mut warnings).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    row
}

fn name(headers: &[&str], values: &[&str]) -> Option<String> {
    row(headers, values).own.name
}

#[test]
fn a_shopify_row_finds_its_places() {
    let headers = [
        "Customer ID",
        "First Name",
        "Last Name",
        "Email",
        "Accepts Email Marketing",
        "Default Address Company",
        "Default Address Address1",
        "Default Address Address2",
        "Default Address City",
        "Default Address Province Code",
        "Default Address Country Code",
        "Default Address Zip",
        "Default Address Phone",
        "Phone",
        "Total Spent",
        "Note",
        "Tags",
    ];
    let values = [
        "'7012345678901",
        "Ann",
        "Example",
        "ann@example.org",
        "yes",
        "Example Ltd",
        "1 High Street",
        "Flat 2",
        "Leeds",
        "ENG",
        "GB",
        "'LS1 1AA",
        "'+441132000000",
        "'+447700900000",
        "12.50",
        "likes tea",
        "vip, wholesale; vip",
    ];
    let row = row(&headers, &values);
    assert_eq!(row.id, None);
    assert_eq!(row.email.as_deref(), Some("ann@example.org"));
    let address = PostalAddress {
        line1: Some("1 High Street".into()),
        line2: Some("Flat 2".into()),
        city: Some("Leeds".into()),
        state: Some("ENG".into()),
        postal_code: Some("LS1 1AA".into()),
        country: Some("GB".into()),
    };
    let own = OwnFields {
        name: Some("Ann Example".into()),
        phone: Some("+447700900000".into()),
        merchant_customer_id: Some("7012345678901".into()),
        barcode: None,
        notes: Some("likes tea".into()),
        company: Some("Example Ltd".into()),
        tags: vec!["vip".into(), "wholesale".into()],
        address: Some(address),
    };
    assert_eq!(row.own, own);
    assert_eq!(
        row.metadata.as_json(),
        r#"{"Accepts Email Marketing":"yes","Default Address Phone":"'+441132000000","Total Spent":"12.50"}"#
    );
}

#[test]
fn the_first_phone_that_is_filled_in_counts() {
    let headers = ["Default Address Phone", "Mobile", "Phone"];
    assert_eq!(row(&headers, &["1", "2", "3"]).own.phone.as_deref(), Some("3"));
    assert_eq!(row(&headers, &["1", "2", " "]).own.phone.as_deref(), Some("2"));
    let last = row(&headers, &["1", "", ""]);
    assert_eq!(last.own.phone.as_deref(), Some("1"));
    assert!(last.metadata.is_empty());
    assert!(row(&headers, &["7", "7", "7"]).metadata.is_empty());
}

#[test]
fn a_name_is_put_together_in_spoken_order() {
    assert_eq!(name(&["Last Name", "First Name"], &["Example", "Ann"]).as_deref(), Some("Ann Example"));
    assert_eq!(name(&["Last Name", "First Name"], &["", "Ann"]).as_deref(), Some("Ann"));
    assert_eq!(name(&["Vorname", "Name"], &["Jörg", "Köhler"]).as_deref(), Some("Jörg Köhler"));
    assert_eq!(name(&["Vorname", "Name"], &["Jörg", "Jörg Köhler"]).as_deref(), Some("Jörg Köhler"));
    assert_eq!(name(&["Nombre", "Apellidos"], &["José", "Pérez"]).as_deref(), Some("José Pérez"));
    assert_eq!(name(&["ชื่อ", "นามสกุล"], &["สมชาย", "ใจดี"]).as_deref(), Some("สมชาย ใจดี"));
    assert_eq!(name(&["名", "姓"], &["太郎", "山田"]).as_deref(), Some("山田 太郎"));
    let both = row(&["Name", "First Name", "Last Name"], &["Ann Example", "Ann", "Other"]);
    assert_eq!(both.own.name.as_deref(), Some("Ann Example"));
    assert_eq!(both.metadata.as_json(), r#"{"Last Name":"Other"}"#);
}

#[test]
fn one_column_is_the_customer_number_and_the_others_are_metadata() {
    let headers = ["Reference ID", "Square Customer ID"];
    let row_of = |values| row(&headers, values);
    let full = row_of(&["R1", "SQ1"]);
    assert_eq!(full.own.merchant_customer_id.as_deref(), Some("R1"));
    assert_eq!(full.metadata.as_json(), r#"{"Square Customer ID":"SQ1"}"#);
    assert_eq!(row_of(&["", "SQ1"]).own.merchant_customer_id.as_deref(), Some("SQ1"));

    // Numbers of two columns may be equal and mean different customers, so the second never stands in.
    let headers = ["Customer ID", "Member Number"];
    assert_eq!(row(&headers, &["", "5"]).own.merchant_customer_id, None);
    assert_eq!(row(&headers, &["", "5"]).metadata.as_json(), r#"{"Member Number":"5"}"#);
}

#[test]
fn an_id_is_the_providers_or_the_old_systems() {
    let own = row(&["id", "email"], &["cust_test_6a0f1k2m3n4p5q6r7s8", "a@example.org"]);
    assert_eq!(own.id.as_deref(), Some("cust_test_6a0f1k2m3n4p5q6r7s8"));
    assert_eq!(own.own.merchant_customer_id, None);
    let old = row(&["ID", "email"], &["0017", "a@example.org"]);
    assert_eq!((old.id, old.own.merchant_customer_id.as_deref()), (None, Some("0017")));
    let both = row(&["ID", "Customer ID"], &["88", "=\"0017\""]);
    assert_eq!(both.own.merchant_customer_id.as_deref(), Some("0017"));
    assert_eq!(both.metadata.as_json(), r#"{"ID":"88"}"#);
    let short = row(&["Customer ID"], &["cust_12"]);
    assert_eq!((short.id, short.own.merchant_customer_id.as_deref()), (None, Some("cust_12")));

    let live = Columns::new(["id"].into_iter()).row(ACCOUNT, 2, &["cust_6a0f"], &mut Warnings::default());
    assert!(live.unwrap_err().contains("other mode"));
}

#[test]
fn card_numbers_are_left_out_and_told_once() {
    let headers = ["Email", "Card Number", "CVV", "Card on file", "Phone"];
    let columns = Columns::new(headers.into_iter());
    let mut warnings = Warnings::default();
    columns.warn_of_secrets(1, &mut warnings);
    for line in [2, 3] {
        let values = ["a@example.org", "4242424242424242", "123", "4242 4242 4242 4242", "4915112345678"];
        let row = columns.row(ACCOUNT, line, &values, &mut warnings).unwrap();
        assert!(row.metadata.is_empty());
        assert_eq!(row.own.phone.as_deref(), Some("4915112345678"));
    }
    assert_eq!(warnings.kept().iter().map(|warning| warning.times).collect::<Vec<_>>(), [1, 1, 2]);
    assert!(!warnings.kept().iter().any(|warning| warning.text.contains("4242")));
    let row = columns.row(ACCOUNT, 4, &["", "", "", "Visa 4242", ""], &mut warnings).unwrap();
    assert_eq!(row.metadata.as_json(), r#"{"Card on file":"Visa 4242"}"#);
}

#[test]
fn times_are_read_and_never_guessed() {
    let columns = Columns::new(["Created at"].into_iter());
    let mut warnings = Warnings::default();
    for (text, expected) in [
        ("2026-02-03", "2026-02-03T00:00:00Z"),
        ("2026-02-03 04:05:06 UTC", "2026-02-03T04:05:06Z"),
        ("2026-02-03 06:05:06 +0200", "2026-02-03T04:05:06Z"),
        ("2026/02/03 04:05:06", "2026-02-03T04:05:06Z"),
    ] {
        let row = columns.row(ACCOUNT, 2, &[text], &mut warnings).unwrap();
        assert_eq!(row.created_at.map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        assert!(row.metadata.is_empty());
    }
    assert!(warnings.is_empty());
    let row = columns.row(ACCOUNT, 2, &["02/03/2026"], &mut warnings).unwrap();
    assert_eq!((row.created_at, row.metadata.as_json()), (None, r#"{"Created at":"02/03/2026"}"#));
    assert_eq!(warnings.kept().len(), 1);
}

#[test]
fn unknown_columns_are_metadata_under_their_own_text() {
    let row =
        row(&["email", " Shoe Size ", "", "Fax", "Fax", "metadata"], &["", "39", "x", "1", "2", r#"{"tier":"gold"}"#]);
    assert_eq!(row.metadata.as_json(), r#"{"tier":"gold","Shoe Size":"39","column 3":"x","Fax":"1","Fax 2":"2"}"#);
    assert_eq!(row.email, None);
}

#[test]
fn only_an_id_of_full_length_is_unmistakable() {
    let account = AccountId { provider: Provider::Omise, mode: Mode::Test };
    assert!(is_unmistakable(account, "cust_test_6a0f1k2m3n4p5q6r7s8"));
    assert!(is_unmistakable(account, "cust_6a0f1k2m3n4p5q6r7s8"));
    assert!(!is_unmistakable(account, "cust_12") && !is_unmistakable(account, "6a0f1k2m3n4p5q6r7s8"));
    let monri = AccountId { provider: Provider::Monri, mode: Mode::Test };
    assert!(!is_unmistakable(monri, "8d3f2c1e-9a4b-4c5d-8e6f-0a1b2c3d4e5f"));
}
