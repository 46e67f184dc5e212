use super::*;
use crate::model::{Mode, Provider};

const ACCOUNT: AccountId = AccountId { provider: Provider::Omise, mode: Mode::Test };

/// The e-mail of every row, or the line of a refusal.
fn read(name: &str, content: &[u8]) -> Result<Vec<Result<(u64, String), u64>>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let mut rows = Rows::open(&path, ACCOUNT)?;
    let mut all = Vec::new();
    while let Some(row) = rows.read()? {
        all.push(row.map(|row| (row.line, row.customer.email.unwrap_or_default())).map_err(|error| error.line));
    }
    assert_eq!((rows.bytes_done(), rows.bytes_total()), (content.len() as u64, content.len() as u64));
    Ok(all)
}

fn mails(mails: &[(u64, &str)]) -> Vec<Result<(u64, String), u64>> {
    mails.iter().map(|&(line, mail)| if mail.is_empty() { Err(line) } else { Ok((line, mail.to_owned())) }).collect()
}

#[test]
fn the_format_follows_from_the_name_or_the_content() {
    let csv = b"email\na@b\n";
    let json = b"[{\"email\":\"a@b\"}]";
    let jsonl = b"{\"email\":\"a@b\"}\n{\"email\":\"c@d\"}\n";
    assert_eq!(read("x.csv", csv).unwrap(), mails(&[(2, "a@b")]));
    assert_eq!(read("x.TSV", b"email\tname\na@b\tA\n").unwrap(), mails(&[(2, "a@b")]));
    assert_eq!(read("x.json", json).unwrap(), mails(&[(1, "a@b")]));
    for name in ["x.jsonl", "x.ndjson", "x.json", "x", "x.txt"] {
        assert_eq!(read(name, jsonl).unwrap(), mails(&[(1, "a@b"), (2, "c@d")]), "{name}");
    }
    assert_eq!(read("x.export", csv).unwrap(), mails(&[(2, "a@b")]));
    assert_eq!(read("x.jsonl", b"[\n{\"email\":\"a@b\"}\n]").unwrap(), mails(&[(2, "a@b")]));
    let broken = b"{\"email\":\"a@b\"}\n{\"email\":\n{\"email\":\"c@d\"}\n";
    for name in ["x.jsonl", "x"] {
        assert_eq!(read(name, broken).unwrap(), mails(&[(1, "a@b"), (2, ""), (3, "c@d")]), "{name}");
    }
    assert_eq!(read("x", b"{\"data\":\n[{\"email\":\"a@b\"}]}").unwrap(), mails(&[(2, "a@b")]));
    assert_eq!(read("x.jsonl", b"").unwrap(), []);
    assert_eq!(read("x", b"").unwrap(), []);
}

#[test]
fn a_list_envelope_and_lines_of_envelopes_are_taken_apart() {
    let pretty = b"{\n \"object\": \"list\",\n \"data\": [\n  {\"email\": \"a@b\"},\n  {\"email\": \"c@d\"}\n ],\n \"total\": 5\n}";
    assert_eq!(read("x.json", pretty).unwrap(), mails(&[(4, "a@b"), (5, "c@d")]));
    let lines =
        b"{\"object\":\"list\",\"data\":[{\"email\":\"a@b\"},{\"email\":\"c@d\"}]}\n{\"data\":[{\"email\":\"e@f\"}]}\n";
    assert_eq!(read("x.jsonl", lines).unwrap(), mails(&[(1, "a@b"), (1, "c@d"), (2, "e@f")]));
}

#[test]
fn a_bad_row_is_reported_with_its_line_and_the_others_come_through() {
    let jsonl = b"{\"email\":\"a@b\"}\n\n{\"email\":\n[1]\n{\"email\":7}\n{\"object\":\"card\"}\noops\n{\"email\":\"c@d\"}\n{\"email\":\"";
    let expected = mails(&[(1, "a@b"), (3, ""), (4, ""), (5, ""), (6, ""), (7, ""), (8, "c@d"), (9, "")]);
    assert_eq!(read("x.jsonl", jsonl).unwrap(), expected);
    let csv = b"email,name\na@b,A\nc@d\n\"e@f,E\ng@h,G\n";
    assert_eq!(read("x.csv", csv).unwrap(), mails(&[(2, "a@b"), (3, ""), (4, ""), (5, "g@h")]));
}

#[test]
fn a_line_of_latin_1_among_utf_8_is_reported() {
    let jsonl = b"{\"email\":\"\xc3\xb6@b\"}\n{\"email\":\"\xf6@b\"}\n{\"email\":\"\xc3\xa9@b\"}\n";
    assert_eq!(read("x.jsonl", jsonl).unwrap(), mails(&[(1, "ö@b"), (2, ""), (3, "é@b")]));
}

#[test]
fn a_table_that_is_not_understood_is_refused() {
    assert!(read("x.csv", b"").unwrap_err().to_string().contains("empty"));
    assert!(read("x.csv", b"a@b,Ann\n").unwrap_err().to_string().contains("header"));
    assert!(read("x.csv", b"\"email\n").unwrap_err().to_string().contains("header"));
    assert!(read("x.csv", b"Card Number,CVV\n").is_err());
}

#[test]
fn a_page_of_any_providers_list_is_told() {
    let told = |provider, list: &str| {
        let folder = tempfile::tempdir().unwrap();
        for (name, list) in
            [("x.json", list.to_owned()), ("x.json", list.replace(", ", ",\n")), ("x.jsonl", list.to_owned())]
        {
            let path = folder.path().join(name);
            std::fs::write(&path, list).unwrap();
            let mut rows = Rows::open(&path, AccountId { provider, mode: Mode::Test }).unwrap();
            assert_eq!(rows.read().unwrap().unwrap().unwrap().customer.email.as_deref(), Some("a@b"));
            assert!(rows.read().unwrap().is_none());
            let texts: Vec<String> = rows.warnings().kept().iter().map(|warning| warning.text.clone()).collect();
            assert!(texts.len() <= 1, "{texts:?}");
            if let Some(text) = texts.first() {
                assert!(text.ends_with("customers; fetch its other pages too"), "{text}");
            }
        }
        let mut rows = Rows::open(&folder.path().join("x.json"), AccountId { provider, mode: Mode::Test }).unwrap();
        while rows.read().unwrap().is_some() {}
        rows.warnings()
            .kept()
            .first()
            .map(|warning| warning.text.split(" customers").next().unwrap_or_default().to_owned())
    };
    let page = Some("the list holds 1 of 57".to_owned());
    assert_eq!(told(Provider::Omise, r#"{"object": "list", "data": [{"email": "a@b"}], "total": 57}"#), page);
    assert_eq!(told(Provider::Komoju, r#"{"resource": "list", "total": 57, "data": [{"email": "a@b"}]}"#), page);
    let pagination = r#"{"items": [{"email": "a@b"}], "pagination": {"per_page": 1, "total_count": 57}}"#;
    assert_eq!(told(Provider::Shopline, pagination), page);
    let more = Some("the list holds 1 of more".to_owned());
    assert_eq!(told(Provider::DigitalRiver, r#"{"hasMore": true, "data": [{"email": "a@b"}]}"#), more);
    assert_eq!(told(Provider::DigitalRiver, r#"{"hasMore": false, "data": [{"email": "a@b"}]}"#), None);
    assert_eq!(told(Provider::Monri, r#"{"status": "approved", "data": [{"email": "a@b"}]}"#), None);
    assert_eq!(told(Provider::Omise, r#"{"object": "list", "data": [{"email": "a@b"}], "total": 1}"#), None);
}
