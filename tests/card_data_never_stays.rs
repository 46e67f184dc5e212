//! A card's number and security code are nowhere once a call is over: not on disk, not in an error, not in any output.
//!
//! What the host itself writes into free text (description, metadata, notes, e-mail address, barcode, its own ids) is
//! kept as it is given, whatever it is; only the fields of a card refuse a number where none belongs.

mod till;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use base64::Engine as _;
use md5::Digest as _;
use proptest::prelude::*;
use till::{Till, anybody, daily, date, numbered};
use tillbook::*;

/// Card numbers as they are typed, and long codes that nothing else in a file can equal.
const TYPED: [(&str, &str); 5] = [
    ("4242424242424242", "90817263"),
    ("5555 5555 5555 4444", "81726354"),
    ("3782-822463-10005", "72635409"),
    ("30 5693 0902 5904", "63540918"),
    ("  6011-1111 1111-1117 ", "54091827"),
];

fn digits_of(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

/// The bytes of a number in every writing that anyone could think of.
fn writings(digits: &str) -> Vec<(String, Vec<u8>)> {
    let backwards: String = digits.chars().rev().collect();
    let value: u128 = digits.parse().expect("a number");
    let plain: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
    let wide = |unit: fn(u8) -> Vec<u8>| -> Vec<u8> { digits.bytes().flat_map(unit).collect() };
    let nibbles = |digits: &[u8], swap: bool| -> Vec<u8> {
        let pair = |pair: &[u8]| if swap { pair[1] << 4 | pair[0] } else { pair[0] << 4 | pair[1] };
        digits.chunks_exact(2).map(pair).collect()
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let trimmed = |value: u128| {
        let bytes = value.to_be_bytes();
        bytes[bytes.iter().position(|&byte| byte != 0).unwrap_or(0)..].to_vec()
    };
    let reversed = |bytes: Vec<u8>| bytes.into_iter().rev().collect::<Vec<u8>>();
    let leb128 = {
        let (mut rest, mut bytes) = (value, Vec::new());
        while rest >= 0x80 {
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
        bytes
    };
    let mut writings: Vec<(String, Vec<u8>)> = [
        ("ASCII", digits.into()),
        ("ASCII backwards", backwards.into_bytes()),
        ("EBCDIC", wide(|byte| vec![byte + 0xc0])),
        (
            "full width",
            digits.chars().flat_map(|c| char::from_u32(c as u32 + 0xfee0).unwrap().to_string().into_bytes()).collect(),
        ),
        ("UTF-16 LE", wide(|byte| vec![byte, 0])),
        ("UTF-16 BE", wide(|byte| vec![0, byte])),
        ("UTF-32 LE", wide(|byte| vec![byte, 0, 0, 0])),
        ("digits as u8", plain.clone()),
        ("digits as u16 LE", wide(|byte| vec![byte - b'0', 0])),
        ("digits as u32 LE", wide(|byte| vec![byte - b'0', 0, 0, 0])),
        ("digits as u32 BE", wide(|byte| vec![0, 0, 0, byte - b'0'])),
        ("BCD", nibbles(&plain, false)),
        ("BCD swapped", nibbles(&plain, true)),
        ("BCD from the second digit", nibbles(&plain[1..], false)),
        ("BCD swapped from the second digit", nibbles(&plain[1..], true)),
        ("hex of ASCII", hex(digits.as_bytes()).into_bytes()),
        ("HEX of ASCII", hex(digits.as_bytes()).to_uppercase().into_bytes()),
        ("integer BE", trimmed(value)),
        ("integer LE", reversed(trimmed(value))),
        ("zigzag BE", trimmed(value * 2)),
        ("zigzag LE", reversed(trimmed(value * 2))),
        ("u64 BE", u64::try_from(value).map(|value| value.to_be_bytes().to_vec()).unwrap_or_default()),
        ("u128 LE", value.to_le_bytes().to_vec()),
        ("bincode varint", bincode::serde::encode_to_vec(value, bincode::config::standard()).expect("bytes")),
        ("LEB128", leb128),
        ("f64 BE", (value as f64).to_be_bytes().to_vec()),
        ("f64 LE", (value as f64).to_le_bytes().to_vec()),
        ("hex of the integer", format!("{value:x}").into_bytes()),
        ("HEX of the integer", format!("{value:X}").into_bytes()),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into();
    for alignment in 0..3 {
        let padded = [&b"xxx"[..alignment], digits.as_bytes()].concat();
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(&padded);
        // The characters that the neighbours have a part in are left out.
        let from = (alignment * 8).div_ceil(6);
        let to = padded.len() * 8 / 6;
        writings.push((format!("base64 at {alignment}"), text.as_bytes()[from..to].to_vec()));
    }
    let digests: [(&str, Vec<u8>); 3] = [
        ("MD5", md5::Md5::digest(digits).to_vec()),
        ("SHA-1", sha1::Sha1::digest(digits).to_vec()),
        ("SHA-256", sha2::Sha256::digest(digits).to_vec()),
    ];
    for (name, digest) in digests {
        writings.push((format!("hex of {name}"), hex(&digest).into_bytes()));
        writings.push((format!("HEX of {name}"), hex(&digest).to_uppercase().into_bytes()));
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(&digest);
        writings.push((format!("base64 of {name}"), text.into_bytes()));
        writings.push((name.to_owned(), digest));
    }
    writings.retain(|(_, bytes)| !bytes.is_empty());
    writings
}

/// A search for several numbers at once, in one walk over the bytes.
struct Search {
    /// Number, name of the writing, bytes.
    wanted: Vec<(String, String, Vec<u8>)>,
    /// By their first two bytes, which of them may begin there.
    starts: Vec<Vec<usize>>,
}

impl Search {
    fn new<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Search {
        let mut wanted = Vec::new();
        let mut starts = vec![Vec::new(); 1 << 16];
        for digits in numbers {
            for (name, bytes) in writings(digits) {
                starts[usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))].push(wanted.len());
                wanted.push((digits.to_owned(), name, bytes));
            }
        }
        Search { wanted, starts }
    }

    /// The writings that stand somewhere in the bytes.
    fn found(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found: BTreeSet<&str> = self.standing_in(bytes).map(|(_, name, _)| name.as_str()).collect();
        // Whatever stands between the digits: without it, the digits follow each other.
        let between = b" \t\r\n-./_,:;|+\0\xc2\xa0";
        let bare: Vec<u8> = bytes.iter().copied().filter(|byte| !between.contains(byte)).collect();
        if self.standing_in(&bare).any(|(_, name, _)| name == "ASCII") {
            found.insert("digits with separators");
        }
        found
    }

    fn standing_in(&self, bytes: &[u8]) -> impl Iterator<Item = &(String, String, Vec<u8>)> {
        bytes.windows(2).enumerate().flat_map(move |(place, pair)| {
            let candidates = &self.starts[usize::from(u16::from_be_bytes([pair[0], pair[1]]))];
            candidates
                .iter()
                .map(|&index| &self.wanted[index])
                .filter(move |(_, _, wanted)| bytes[place..].starts_with(wanted))
        })
    }
}

/// The search for everything in [`TYPED`].
static TYPED_SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let numbers: Vec<String> =
        TYPED.iter().flat_map(|(number, code)| [digits_of(number), (*code).to_owned()]).collect();
    Search::new(numbers.iter().map(String::as_str))
});

fn found_typed(bytes: &[u8]) -> BTreeSet<&'static str> {
    TYPED_SEARCH.found(bytes)
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push((path.clone(), std::fs::read(path).expect("a file"))),
        }
    }
    files
}

fn assert_nowhere(folder: &Path) {
    let files = files(folder);
    assert!(files.iter().any(|(path, _)| path.ends_with("till.tillbook")), "{files:?}");
    for (path, bytes) in files {
        assert_eq!(found_typed(&bytes), BTreeSet::new(), "a number or a code in {}", path.display());
    }
}

fn assert_silent(text: &str) {
    assert_eq!(found_typed(text.as_bytes()), BTreeSet::new(), "{text}");
}

#[test]
fn the_search_finds_every_writing() {
    let mut noise = vec![0; 4_000];
    SeededEntropy::new(3).fill(&mut noise).unwrap();
    for (number, _) in TYPED {
        let digits = digits_of(number);
        let search = Search::new([digits.as_str()]);
        assert_eq!(search.found(&noise), BTreeSet::new());
        for (name, bytes) in writings(&digits) {
            let mut planted = noise.clone();
            planted.splice(1_415..1_415, bytes);
            assert!(search.found(&planted).contains(name.as_str()), "{name} of {digits}");
        }
        for between in [" ", "-", "\u{a0}", " - ", "\0"] {
            for group in 1..digits.len() {
                let groups: Vec<&str> = digits.as_bytes().chunks(group).map(|g| str::from_utf8(g).unwrap()).collect();
                let mut planted = noise.clone();
                planted.splice(1_415..1_415, groups.join(between).into_bytes());
                let found = search.found(&planted);
                assert!(found.contains("digits with separators"), "{between:?} {group}: {found:?}");
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join("deep/log"), "paid with 4242 4242 4242 4242").unwrap();
    let files = files(folder.path());
    assert_eq!(found_typed(&files[0].1), BTreeSet::from(["digits with separators"]));
}

/// Does with a card everything that can be done with it, right and wrong; every error and value goes to `say`.
fn a_confused_day(till: &Till, typed: &[(&str, &str)], say: &mut dyn FnMut(&dyn Debug)) {
    let mut refused = 0;
    macro_rules! wrong {
        ($($call:expr;)*) => {$({
            let error = $call.unwrap_err();
            say(&error);
            say(&error.to_string());
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                say(&cause.to_string());
                source = cause.source();
            }
            refused += 1;
        })*};
    }
    for account in Provider::ALL.map(|provider| till.test(provider)) {
        let (customers, cards, tokens, schedules) =
            (account.customers(), account.cards(), account.tokens(), account.schedules());
        let ann = customers.create(anybody()).unwrap();
        for &(number, code) in typed {
            // KOMOJU takes digits alone, a code of four digits at most, and a card without a holder.
            let strict = account.provider() == Provider::Komoju;
            let (shown, code) = if strict { (digits_of(number), &code[..4]) } else { (number.to_owned(), code) };
            let details = || CardDetails::new(shown.as_str(), "Ann Example", 12, 2031).security_code(code);
            say(&details());
            say(&details().number);
            say(&CardNumber::parse(&number.into()));
            // Right.
            let token = tokens.create(details()).unwrap();
            say(&token);
            say(&tokens.get(&token.id).unwrap());
            let card = cards.create(&ann.id, &token.id).unwrap();
            say(&card);
            say(&cards
                .update(&ann.id, &card.id, CardUpdate { name: Some("Bo".into()), ..CardUpdate::default() })
                .unwrap());
            let waiting = tokens.create(details()).unwrap();
            let bo = customers.create(NewCustomer { card: Some(waiting.id.clone()), ..anybody() }).unwrap();
            say(&bo);
            let card = bo.default_card.clone().unwrap();
            say(&cards.delete(&bo.id, &card).unwrap());
            say(&customers.delete(&bo.id).unwrap());
            say(&tokens.delete(&tokens.create(details()).unwrap().id).unwrap());
            // Details that are wrong in one place.
            let value: i64 = digits_of(number).parse().unwrap();
            if strict {
                wrong! { tokens.create(details().security_code(number)); }
            } else if account.provider().policy().card_checks.holder {
                wrong! { tokens.create(CardDetails { name: None, ..details() }); }
            }
            wrong! {
                tokens.create(CardDetails { name: Some(number.into()), ..details() });
                tokens.create(CardDetails { name: Some(format!("B{}^EXAMPLE", digits_of(number))), ..details() });
                tokens.create(CardDetails { expiration_month: Some(value), ..details() });
                tokens.create(CardDetails { expiration_year: Some(value), ..details() });
                tokens.create(CardDetails { expiration_year: Some(2001), ..details() });
                tokens.create(CardDetails { number: Some(format!("{number}{number}").into()), ..details() });
                tokens.create(CardDetails { number: Some(format!("{number}x").into()), ..details() });
                tokens.create(CardDetails { number: None, ..details() });
            }
            // The number where something else belongs.
            let id = || Some(number.to_owned());
            let new = NewCustomer::default;
            let update = CustomerUpdate::default;
            let mine = cards.create(&ann.id, &tokens.create(details()).unwrap().id).unwrap().id.clone();
            let card_update = CardUpdate::default;
            wrong! {
                customers.create(NewCustomer { card: id(), ..new() });
                customers.update(number, update());
                customers.update(&ann.id, CustomerUpdate { card: id(), ..update() });
                customers.update(&ann.id, CustomerUpdate { default_card: id(), ..update() });
                customers.delete(number);
                cards.create(number, number);
                cards.create(&ann.id, number);
                cards.get(number, number);
                cards.get(&ann.id, number);
                cards.list(number, &ListQuery::default());
                cards.update(number, number, card_update());
                cards.update(&ann.id, number, card_update());
                cards.update(&ann.id, &mine, CardUpdate { name: id(), ..card_update() });
                cards.update(&ann.id, &mine, CardUpdate { expiration_month: Some(value), ..card_update() });
                cards.update(&ann.id, &mine, CardUpdate { expiration_year: Some(value), ..card_update() });
                cards.delete(number, number);
                cards.delete(&ann.id, number);
                tokens.delete(number);
                schedules.create(daily(number, Some(number)));
                schedules.create(daily(&ann.id, Some(number)));
                schedules.create(NewSchedule { currency: number.into(), ..daily(&ann.id, Some(&mine)) });
                schedules.delete(number);
                schedules.list_of(number, &ListQuery::default());
                schedules.occurrences(number, &ListQuery::default());
                schedules.record(number, date("2026-03-01"), Outcome::Skipped { message: None });
                Provider::DigitalRiver.name().parse::<Mode>();
                number.parse::<Provider>();
                number.parse::<Mode>();
                Timestamp::parse(number);
                Date::parse(number);
                Metadata::parse(number);
            }
            if account.provider() != Provider::DigitalRiver {
                wrong! { customers.create(NewCustomer { id: id(), ..new() }); }
            }
            // Looked for, not found, not remembered.
            say(&customers.get(number).unwrap());
            say(&tokens.get(number).unwrap());
            say(&schedules.get(number).unwrap());
            say(&schedules.occurrence(number).unwrap());
            say(&customers.by_email(number).unwrap());
            say(&customers.by_barcode(number).unwrap());
            say(&customers.by_merchant_customer_id(number).unwrap());
            for query in [
                CustomerQuery { name: id(), ..CustomerQuery::default() },
                CustomerQuery { phone: id(), ..CustomerQuery::default() },
                CustomerQuery { card: id(), ..CustomerQuery::default() },
                CustomerQuery { email: id(), barcode: id(), merchant_customer_id: id(), ..CustomerQuery::default() },
            ] {
                say(&customers.find(&query).unwrap().items);
            }
            // Import rows whose cards bring the number along, and a rehearsal.
            let brought = |change: fn(&mut Card, String)| {
                let mut card = till::card("card_of_elsewhere", None, 1);
                change(&mut card, number.into());
                ImportedCustomer { cards: Some(vec![card]), ..ImportedCustomer::default() }
            };
            let rows = vec![
                brought(|card, number| card.last_digits = number),
                brought(|card, number| card.first_digits = Some(number)),
                brought(|card, number| card.fingerprint = Some(number)),
                brought(|card, number| card.name = Some(number)),
                brought(|card, number| card.id = number),
                ImportedCustomer { cards: Some(Vec::new()), default_card: id(), ..ImportedCustomer::default() },
            ];
            for row in customers.import(rows, false).unwrap() {
                wrong! { row; }
            }
            // Free text of the host is kept as it is, so this only rehearses.
            let free = ImportedCustomer { description: id(), own: numbered(number), ..ImportedCustomer::default() };
            customers.import(vec![free], true).unwrap();
        }
    }
    assert_eq!(
        refused,
        typed.len() * (5 * 46 + 3),
        "one of them is no error with Digital River, and one none with Monri"
    );
    say(&till.store);
    say(&till.test(Provider::Omise));
}

#[test]
fn nothing_on_disk_and_nothing_in_what_is_said() {
    // The key of the fingerprints lies beside the store here, as on a till.
    let folder = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(ManualClock::at(till::at("2026-02-03T04:05:06Z")));
    let shared: std::sync::Arc<dyn Clock> = std::sync::Arc::<ManualClock>::clone(&clock);
    let store = OpenOptions::new().shared_clock(shared).open(folder.path().join("till.tillbook")).unwrap();
    let till = Till { folder, clock, store };
    let mut said = 0;
    a_confused_day(&till, &TYPED, &mut |value| {
        said += 1;
        assert_silent(&format!("{value:?}"));
        assert_silent(&format!("{value:#?}"));
    });
    assert!(said > 1000, "{said}");
    assert_nowhere(till.folder.path());
    assert!(till.folder.path().join("till.tillbook-key").exists());
    let Till { folder, store, .. } = till;
    drop(store);
    assert_nowhere(folder.path());
}

#[test]
fn the_providers_own_requests_leave_nothing_either() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    for (number, code) in TYPED {
        let pairs = [
            ("card[name]", "Ann Example"),
            ("card[number]", number),
            ("card[expiration_month]", "12"),
            ("card[expiration_year]", "2031"),
            ("card[security_code]", code),
        ];
        let json = serde_json::json!({"card": {"name": "Ann Example", "number": number, "security_code": code,
            "expiration_month": 12, "expiration_year": 2031}});
        let good_form = Request::post("/tokens").public().form(&pairs);
        for request in [good_form.clone(), Request::post("/tokens").public().json(&json)] {
            assert_silent(&format!("{request:?}"));
            let made = omise.call(&request);
            assert_eq!(made.status, 200, "{}", made.text());
            assert_silent(&made.text());
            let token = made.json()["id"].as_str().unwrap().to_owned();
            let customer = omise.call(&Request::post("/customers").form(&[("card", &token)]));
            assert_eq!(customer.status, 200);
            assert_silent(&customer.text());
        }
        let mut mislabelled = good_form;
        mislabelled.headers = vec![("Content-Type".into(), "application/json".into())];
        // Wrong: each with the number where something else belongs.
        let mut expired = pairs;
        expired[3].1 = "2001";
        for request in [
            Request::post("/tokens").public().form(&expired),
            Request::post("/tokens").public().form(&[("card[number]", number), ("card[name]", number)]),
            Request::post("/tokens").form(&pairs),
            Request::post("/customers").form(&[("card", number)]),
            Request::post("/customers").form(&[("metadata", number)]),
            Request::get(format!("/customers/{}", number.replace(' ', "%20"))),
            Request::get(format!("/tokens/{}", number.replace(' ', "%20"))).public(),
            mislabelled,
        ] {
            assert_silent(&format!("{request:?}"));
            let refused = omise.call(&request);
            assert!(refused.status >= 400, "{}", refused.text());
            assert_silent(&refused.text());
            assert_silent(&format!("{refused:?}"));
        }
    }
    assert_nowhere(till.folder.path());
}

/// The marker that makes this test program play the till of the next test.
const CHILD: &str = "TILLBOOK_TEST_CONFUSED_DAY";

#[test]
fn nothing_is_printed() {
    if std::env::var_os(CHILD).is_some() {
        a_confused_day(&Till::new(), &TYPED[..1], &mut |_| ());
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "nothing_is_printed", "--nocapture", "--test-threads=1"])
        .env(CHILD, "1")
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    for stream in [&output.stdout, &output.stderr] {
        assert_eq!(found_typed(stream), BTreeSet::new());
    }
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "the till did run");
}

#[test]
fn a_short_code_leaves_no_trace_at_all() {
    // Three digits stand in any file by chance, so two tills that differ in nothing but the code are compared.
    let day = |code: &str| {
        let till = Till::new();
        for provider in Provider::ALL {
            let account = till.test(provider);
            let details = CardDetails::new("4242424242424242", "Ann", 12, 2031).security_code(code);
            let token = account.tokens().create(details).unwrap();
            let email = Some("ann@example.org".to_owned());
            let new = NewCustomer { email, card: Some(token.id.clone()), ..NewCustomer::default() };
            account.customers().create(new).unwrap();
        }
        till.dump()
    };
    assert!(!day("123").is_empty());
    assert_eq!(day("123"), day("987"));
}

#[test]
fn the_middle_of_a_number_leaves_no_trace_but_the_fingerprint() {
    let card_of = |provider: Provider, number: &str| {
        let till = Till::new();
        let token = till.test(provider).tokens().create(CardDetails::new(number, "Ann", 12, 2031)).unwrap();
        (till.dump(), token.card().unwrap().clone())
    };
    let (one, other) = ("4242424242424242", "4242420000004242");
    for provider in Provider::ALL {
        let ((one_dump, one), (other_dump, other)) = (card_of(provider, one), card_of(provider, other));
        if provider == Provider::Monri {
            assert_eq!(one_dump, other_dump);
        } else {
            assert_ne!(one.fingerprint, other.fingerprint);
            assert_eq!(one, Card { fingerprint: one.fingerprint.clone(), ..other }, "{provider}");
        }
    }
}

/// A host read the key from a setting that nobody had filled in. The fingerprints were made under an empty key, from which
/// anybody with the file can find the numbers again.
#[test]
fn a_blank_fingerprint_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    for blank in ["", "  \n"] {
        let error = OpenOptions::new().fingerprint_key(blank).open(&path).map(drop).unwrap_err();
        assert_eq!((error.status(), error.field()), (Status::InvalidArgument, Some("fingerprint_key")), "{error}");
        assert!(!path.exists());
    }
}

#[test]
fn every_error_hides_what_it_quotes() {
    for (typed, _) in TYPED {
        for value in [typed.to_owned(), digits_of(typed), format!("order 12 {typed} 99"), format!("+{typed}4")] {
            let (id, path) = (value.clone(), PathBuf::from(format!("/till/{value}.tillbook")));
            let errors = [
                Error::InvalidArgument { field: "email", reason: value.clone() },
                Error::InvalidCard { complaints: vec![CardComplaint::NumberInvalid] },
                Error::MissingCard,
                Error::TooLarge { kind: Kind::Card, size: 2, limit: 1 },
                Error::InvalidHandle { what: "store" },
                Error::BufferTooSmall { needed: 300 },
                Error::NotFound { kind: Kind::Token, id: id.clone() },
                Error::UsedToken { id: id.clone() },
                Error::ExpiredToken { id: id.clone() },
                Error::AlreadyExists { field: "merchant_customer_id", value: value.clone() },
                Error::Deleted { id: id.clone() },
                Error::Conflict { kind: Kind::Schedule, id: id.clone(), reason: Conflict::Said("it is settled") },
                Error::StoreMissing { path: path.clone() },
                Error::NotAStore { path: path.clone() },
                Error::NewerFormat { path: path.clone(), found: 2, known: 1 },
                Error::AlreadyOpen { path },
                Error::Damaged { what: value.clone() },
                Error::Io { doing: "reading", source: std::io::Error::other(value.clone()) },
                Error::Poisoned,
                Error::OutcomeUnknown { what: value.clone() },
                Error::ReadOnly,
                Error::Unsupported { provider: Provider::Omise, what: "search" },
                Error::Panicked,
                Error::Closed { what: "the store" },
                Error::Forked,
                Error::Reentrant,
                Error::Cancelled,
            ];
            let covered: Vec<Status> = errors.iter().map(Error::status).collect();
            assert_eq!(covered, Status::ALL[1..], "every status has its error here");
            for error in errors {
                assert_silent(&error.to_string());
                assert_silent(&format!("{error:?} {error:#?} {:?}", error.field()));
            }
        }
    }
    let harmless = Error::NotFound { kind: Kind::Token, id: "tokn_test_1".into() };
    assert!(harmless.to_string().contains("tokn_test_1"), "an id is quoted as it was sent");
    assert!(format!("{harmless:?}").contains("tokn_test_1"));
}

#[test]
fn what_people_write_is_no_card_number() {
    for text in [
        "",
        "Ann",
        "+47 22 44 22 22",
        "+66 2 252 8777",
        "+44 20 7946 0958",
        "+1 (415) 555-2671",
        "0049 30 901820",
        "2026-02-03",
        "2026-02-03T04:05:06.700Z",
        "2026-02-03 04:05:06",
        "03/02/2026",
        "20260203040506",
        "1770091506700",
        "order 12",
        "M-424242",
        "4242",
        "4242 4242 4242",
        "4291417776317066",
        "9999999999999995",
        "cust_test_6a0f1k2m3n4p5q6r7s8",
        "698163e2f0a1b2c3d4e5f607",
        "0d5e2a31-7f64-4c1b-9a53-0f7e6b2c8d19",
    ] {
        assert!(!holds_card_number(text), "{text}");
    }
}

#[test]
fn a_number_is_recognised_after_other_digits() {
    // It once looked at whole runs of digits only: a house number before the card number hid it.
    for text in [
        "order 12 4242 4242 4242 4242",
        "4242 4242 4242 4242 12/31",
        "4242424242424242123",
        "000042424242424242420000",
        "99999999999999999999999999 4242424242424242",
        "card4242424242424242x",
        "4242.4242.4242.4242",
        "4242\u{a0}4242\u{2011}4242/4242",
        "４２４２ ４２４２ ４２４２ ４２４２",
        "4\n2\n4\n2\n4\n2\n4\n2\n4\n2\n4\n2\n4\n2\n4\n2",
    ] {
        assert!(holds_card_number(text), "{text}");
    }
    assert!(!holds_card_number(&"19".repeat(500_000)), "a million digits are looked through at once");
}

/// A number of a known brand with its check digit.
fn card_numbers() -> impl Strategy<Value = String> {
    let prefix = prop_oneof![
        Just("4".to_owned()),
        (51u32..=55).prop_map(|prefix| prefix.to_string()),
        (2221u32..=2720).prop_map(|prefix| prefix.to_string()),
        prop_oneof![Just("34"), Just("37"), Just("36"), Just("38"), Just("6011"), Just("65")].prop_map(str::to_owned),
        (3528u32..=3589).prop_map(|prefix| prefix.to_string()),
        (300u32..=305).prop_map(|prefix| prefix.to_string()),
    ];
    (prefix, 13usize..=19, proptest::collection::vec(0u32..10, 19)).prop_map(|(prefix, length, more)| {
        let mut number = prefix;
        let missing = length - 1 - number.len();
        number.extend(more.iter().take(missing).map(|digit| char::from_digit(*digit, 10).unwrap()));
        let sum: u32 = number
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 0 { 2 } else { 1 })
            .map(|value| if value > 9 { value - 9 } else { value })
            .sum();
        number.push(char::from_digit((10 - sum % 10) % 10, 10).unwrap());
        number
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_card_number_in_any_text_is_recognised(
        number in card_numbers(),
        between in proptest::collection::vec("[ \\-./_\u{a0}]{0,2}", 19),
        before in ".{0,30}",
        after in ".{0,30}",
        digits_before in "[0-9 -]{0,25}",
        digits_after in "[0-9 -]{0,25}",
    ) {
        let written: String =
            number.chars().zip(&between).flat_map(|(digit, between)| [digit.to_string(), between.clone()]).collect();
        let text = format!("{before}{digits_before}{written}{digits_after}{after}");
        prop_assert!(holds_card_number(&text), "{text}");
        let error = Error::NotFound { kind: Kind::Token, id: text };
        for said in [error.to_string(), format!("{error:?}")] {
            let bare: String = said.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(!bare.contains(&number), "{said}");
        }
    }

    #[test]
    fn fewer_than_thirteen_digits_are_no_card_number(text in "[a-z ]{0,5}[0-9]{0,12}[a-z]{1,5}[0-9]{0,12}") {
        prop_assert!(!holds_card_number(&text));
    }
}
