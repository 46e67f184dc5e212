//! No file, however mangled, may stop the importer with a panic or keep it busy for ever.

mod support;

use proptest::prelude::*;
use support::Till;
use tillbook::transfer::{ImportOptions, import};

const TABLE: &str = "Customer ID,Name,\"E-Mail\",Created at,Card Number,Tags,metadata\r\n\
    1,\"Ann \"\"A\"\"\",a@example.org,2026-01-02,4012888888881881,\"a;b\",\"{\"\"a\"\":1}\"\r\n'2,Bjørn,,,,,\r\n";
const LINES: &str = "{\"object\":\"customer\",\"id\":\"cust_test_1a\",\"livemode\":false,\"metadata\":{\"a\":[1,{}]},\
    \"cards\":{\"data\":[{\"id\":\"card_test_1a\",\"last_digits\":\"1881\",\"expiration_month\":1,\"expiration_year\":2031,\
    \"created_at\":\"2026-01-02T03:04:05Z\"}],\"total\":1},\"default_card\":\"card_test_1a\",\"email\":\"a@b\",\
    \"created_at\":\"2026-01-02T03:04:05Z\",\"tillbook\":{\"name\":\"x\",\"exact\":{\"created_at\":9223372036854775807,\
    \"updated_at\":-9223372036854775808}}}\n{\"First Name\":\"Ann\",\"tags\":[\"x\"]}\n";
const ARRAY: &str =
    "{\"object\":\"list\",\n \"data\":[\n  {\n    \"name\":\"Ann\"\n  },\n  {\"name\":\"Bob\"}\n ],\n \"total\":2}";
const NAMES: [&str; 5] = ["x.csv", "x.json", "x.jsonl", "x", "x.tsv"];

fn structural() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop_oneof![
            6 => prop::sample::select(b",;\t\"'\r\n{}[]:\\ id1".to_vec()),
            1 => any::<u8>(),
        ],
        0..200,
    )
}

/// A good file with some bytes replaced, taken out or put in.
fn mangled() -> impl Strategy<Value = Vec<u8>> {
    let wounds = prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, structural()), 0..4);
    (prop::sample::select(vec![TABLE, LINES, ARRAY]), wounds).prop_map(|(file, wounds)| {
        let mut bytes = file.as_bytes().to_vec();
        for (place, kind, more) in wounds {
            let place = place.index(bytes.len());
            match kind {
                0 => drop(bytes.splice(place..(place + more.len()).min(bytes.len()), more.clone())),
                1 => drop(bytes.splice(place..place, more.iter().take(3).copied())),
                _ => bytes.truncate(place + 1),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_file_is_read_to_its_end(
        content in prop_oneof![structural(), mangled(), prop::collection::vec(any::<u8>(), 0..300)],
        name in prop::sample::select(NAMES.to_vec()),
    ) {
        thread_local!(static TILL: Till = Till::open());
        TILL.with(|till| {
            let path = till.file(name, &content);
            let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
            let mut last = None;
            if let Ok(report) = import(&till.account, &path, options, |progress| last = Some(progress)) {
                let last = last.unwrap();
                assert_eq!((last.bytes_done, last.rows), (content.len() as u64, report.rows()));
            }
        });
    }
}
