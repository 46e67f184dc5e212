//! A folder with a small shop's store in it, and the real `tillbook` run there.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;
use tillbook::{
    Account, Brand, Card, CardAddress, CardAttributes, ImportedCustomer, Mode, OwnFields, PostalAddress, Provider,
    Store, Timestamp,
};

/// The customer that the help's examples name.
pub const ANN: &str = "cust_test_5xuy4w91xqz7d1w9u0t";
/// Her card.
pub const CARD: &str = "card_test_5xuy4w91xqz7d1w9u0t";

/// The folder; `till.tillbook`, `customers.csv` and `customers.jsonl` lie in it.
pub struct Counter {
    folder: tempfile::TempDir,
}

/// What a command answered.
pub struct Answer {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Counter {
    /// An empty folder.
    pub fn bare() -> Counter {
        Counter { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with a store of five customers and two files with customers.
    pub fn open() -> Counter {
        let counter = Counter::bare();
        let results = counter.account().customers().import(people(), false).unwrap();
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        counter.write(
            "customers.csv",
            "Customer ID,Name,E-Mail,Phone\n\
             M-2001,Mei Lin,mei@example.org,+65 6123 4567\n\
             M-2002,João Núñez,joao@example.org,+351 21 123 4567\n",
        );
        counter.write(
            "customers.jsonl",
            "{\"object\":\"customer\",\"id\":\"cust_test_5xuy4w91xqz7d1w9v01\",\"email\":\"hana@example.org\"}\n",
        );
        counter
    }

    /// The store's test account at Omise; the store is closed when it is dropped.
    pub fn account(&self) -> Account {
        Store::open(self.path("till.tillbook")).unwrap().account(Provider::Omise, Mode::Test)
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The command with these words, to be run in the folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillbook"));
        command.current_dir(self.folder.path()).args(words);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the command with these words.
    pub fn run(&self, words: &[&str]) -> Answer {
        Answer::of(&mut self.command(words))
    }

    /// The output of a command that must succeed and say nothing on standard error.
    pub fn ok(&self, words: &[&str]) -> String {
        let answer = self.run(words);
        assert_eq!((answer.status, answer.stderr.as_str()), (0, ""), "{words:?}: {}", answer.stdout);
        answer.stdout
    }

    /// The JSON of a command that must succeed.
    pub fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.ok(words)).unwrap()
    }
}

impl Answer {
    pub fn of(command: &mut Command) -> Answer {
        let output = command.output().unwrap();
        Answer {
            status: output.status.code().expect("the command was not killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Whether standard error holds exactly one sentence that says what to do next.
    pub fn is_one_sentence(&self) -> bool {
        let line = self.stderr.strip_suffix('\n').unwrap_or_default();
        line.starts_with("error: ") && line.contains("; ") && !line.contains('\n') && !line.ends_with('.')
    }
}

fn people() -> Vec<ImportedCustomer> {
    let person = |number: u32, id: Option<&str>, name: &str, email: &str, phone: &str| ImportedCustomer {
        id: id.map(str::to_owned),
        created_at: Some(Timestamp::parse(&format!("2026-02-0{number}T04:05:06Z")).unwrap()),
        email: Some(email.to_owned()),
        own: OwnFields {
            name: Some(name.to_owned()),
            phone: Some(phone.to_owned()),
            merchant_customer_id: Some(format!("M-100{number}")),
            barcode: Some(format!("29000000{number}")),
            ..OwnFields::default()
        },
        ..ImportedCustomer::default()
    };
    let mut ann = person(1, Some(ANN), "Ann Example", "ann@example.com", "+44 20 7946 0958");
    ann.cards = Some(vec![card()]);
    ann.own.address = Some(PostalAddress { city: Some("London".into()), ..PostalAddress::default() });
    ann.own.tags = vec!["vip".into(), "gluten, none".into()];
    vec![
        ann,
        person(2, None, "Bjørn Ångström", "bjorn@example.com", "+47 22 44 22 22"),
        person(3, None, "佐藤 さくら", "sakura@example.com", "+81 90-1234-5678"),
        person(4, None, "ณัฐญา ศรีสุข", "nattaya@example.com", "+66 81 234 5678"),
        person(5, None, "Zoé Lefèvre", "zoe@example.com", "+33 6 12 34 56 78"),
    ]
}

fn card() -> Card {
    Card {
        attributes: CardAttributes::default(),
        id: CARD.to_owned(),
        customer: None,
        sequence: 0,
        created_at: Timestamp::parse("2026-02-01T04:05:06Z").unwrap(),
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".to_owned(),
        expiration_month: 12,
        expiration_year: 2040,
        name: Some("ANN EXAMPLE".to_owned()),
        fingerprint: Some("QGRvQ9mfQyF2fMXqOVVYS0aSf0q6l0mX2kLD0Qv0Q0s=".to_owned()),
        financing: String::new(),
        bank: String::new(),
        security_code_check: true,
        address: CardAddress::default(),
    }
}
