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
fn json_of_a_provider_that_is_not_read_yet_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    std::fs::write(&path, "[]").unwrap();
    let account = AccountId { provider: Provider::Monri, mode: Mode::Test };
    assert!(matches!(Rows::open(&path, account), Err(Error::Unsupported { .. })));
}
