//! What `--json` prints is one JSON value on one line, with what a program needs in it.
#![cfg(feature = "cli")]

mod counter;

use counter::{ANN, CARD, Counter};
use tillbook::{Charging, Date, ListQuery, Metadata, NewSchedule, Recurrence};

#[test]
fn every_command_that_prints_data_can_print_json() {
    let counter = Counter::open();
    for words in [
        &["list", "till.tillbook", "--provider", "omise"][..],
        &["list", "till.tillbook", "--provider", "komoju", "--mode", "live"],
        &["find", "till.tillbook", "--name", "b"],
        &["get", "till.tillbook", ANN],
        &["get", "till.tillbook", CARD],
        &["import", "till.tillbook", "customers.csv", "--provider", "omise"],
        &["stat", "till.tillbook"],
        &["check", "till.tillbook"],
        &["backup", "till.tillbook", "copy.tillbook"],
        &["compact", "till.tillbook"],
        &["demo", "--customers", "100"],
    ] {
        let shown = counter.ok(&[words, &["--json"]].concat());
        assert_eq!(shown.matches('\n').count(), 1, "{words:?}: {shown}");
        assert!(serde_json::from_str::<serde_json::Value>(&shown).unwrap().is_object(), "{words:?}: {shown}");
    }
}

#[test]
fn an_export_takes_the_flag_too() {
    let counter = Counter::open();
    let export = ["export", "till.tillbook", "--provider", "omise"];
    let lines = counter.ok(&export);
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).unwrap().is_object()));
    assert_eq!(counter.ok(&[&export[..], &["--json"]].concat()), lines);
    let both = [&export[..], &["--json", "--format", "csv"]].concat();
    assert_eq!(counter.run(&both).status, 2);
}

#[test]
fn a_customer_is_its_providers_object_and_the_tills_own_fields() {
    let counter = Counter::open();
    let shown = counter.json(&["get", "till.tillbook", ANN, "--json"]);
    let mut called = counter.json(&["call", "till.tillbook", "omise", "GET", &format!("/customers/{ANN}"), "-q"]);
    // The lists in it end at the time of the request.
    for object in [&shown, &called] {
        assert!(object["cards"]["to"].is_string());
    }
    for list in ["cards", "linked_accounts"] {
        called[list]["to"] = shown[list]["to"].clone();
    }
    called["tillbook"] = serde_json::json!({
        "account": "omise/test",
        "name": "Ann Example",
        "phone": "+44 20 7946 0958",
        "merchant_customer_id": "M-1001",
        "barcode": "290000001",
        "tags": ["vip", "gluten, none"],
        "address": {"city": "London"},
    });
    assert_eq!(shown, called);
}

#[test]
fn every_kind_of_record_is_shown_by_its_id() {
    let counter = Counter::open();
    let (token, schedule, occurrence) = {
        let account = counter.account();
        let details = tillbook::CardDetails::new("4242424242424242", "Ann", 12, 2040);
        let token = account.tokens().create(details).unwrap();
        let schedule = account.schedules().create(NewSchedule {
            customer: ANN.to_owned(),
            amount: 123_456,
            currency: "THB".to_owned(),
            every: 2,
            recurrence: Recurrence::monthly_on_days([3]).unwrap(),
            start_on: None,
            end_on: Date::parse("2199-01-01").unwrap(),
            card: None,
            description: None,
            metadata: Metadata::default(),
            charging: Charging::Host,
        });
        let charged = account.schedules().create(NewSchedule {
            customer: ANN.to_owned(),
            amount: 500,
            currency: "JPY".to_owned(),
            every: 1,
            recurrence: Recurrence::Daily,
            start_on: None,
            end_on: Date::parse("2199-01-01").unwrap(),
            card: None,
            description: None,
            metadata: Metadata::default(),
            charging: Charging::Simulated,
        });
        let occurrences = account.schedules().occurrences(&charged.unwrap().id, &ListQuery::default()).unwrap();
        (token.id.clone(), schedule.unwrap().id.clone(), occurrences.items[0].id.clone())
    };
    for (id, object, told) in [
        (ANN, "customer", "Ann Example"),
        (CARD, "card", "•••• 4242"),
        (&token, "token", "unused"),
        (&schedule, "schedule", "1,234.56 THB"),
        (&occurrence, "occurrence", "successful"),
    ] {
        let shown = counter.json(&["get", "till.tillbook", id, "--json"]);
        assert_eq!((shown["id"].as_str(), shown["object"].as_str()), (Some(id), Some(object)));
        assert_eq!(shown["tillbook"]["account"], "omise/test");
        let table = counter.ok(&["get", "till.tillbook", id]);
        assert!(table.contains(told), "{table}");
    }
    let customer = counter.ok(&["get", "till.tillbook", ANN]);
    assert!(customer.contains(&schedule) && customer.contains("Every 2 month(s) on the 3rd"), "{customer}");
    let words = counter.ok(&["get", "till.tillbook", &schedule]);
    assert!(words.contains("Next dates") && words.contains("-03, "), "{words}");
}

#[test]
fn lists_tell_their_total_and_pages_follow_each_other() {
    let counter = Counter::open();
    let page =
        |words: &[&str]| counter.json(&[&["list", "till.tillbook", "--provider", "omise", "--json"], words].concat());
    let emails = |page: &serde_json::Value| -> Vec<String> {
        let customers = page["customers"].as_array().unwrap();
        customers.iter().map(|customer| customer["email"].as_str().unwrap().to_owned()).collect()
    };
    let first = page(&["--limit", "2"]);
    assert_eq!(
        (first["total"].as_u64(), emails(&first).concat()),
        (Some(5), "ann@example.combjorn@example.com".into())
    );
    let second = page(&["--limit", "2", "--offset", "2"]);
    assert_eq!(emails(&second).concat(), "sakura@example.comnattaya@example.com");
    assert_eq!(emails(&page(&["--limit", "1", "--newest-first"])), ["zoe@example.com"]);
    let beyond = page(&["--offset", "18446744073709551615"]);
    assert_eq!((beyond["total"].as_u64(), emails(&beyond).len()), (Some(5), 0));
}

#[test]
fn what_is_found_comes_in_pages_from_either_kind_of_store() {
    let counter = Counter::open();
    let import = &["import", "small.tillbook", "customers.csv", "--provider", "omise", "--no-search-indexes"];
    counter.ok(import);
    counter.ok(&["import", "till.tillbook", "customers.csv", "--provider", "omise"]);
    assert_eq!(counter.json(&["stat", "small.tillbook", "--json"])["search_indexes"], false);
    assert_eq!(counter.json(&["stat", "till.tillbook", "--json"])["search_indexes"], true);
    assert!(counter.ok(&["stat", "small.tillbook"]).contains("Search indexes  no"));
    for store in ["till.tillbook", "small.tillbook"] {
        let find = |words: &[&str]| {
            let found = counter.json(&[&["find", store, "--json"], words].concat());
            let customers = found["customers"].as_array().unwrap().iter();
            let emails: Vec<String> =
                customers.map(|customer| customer["email"].as_str().unwrap().to_owned()).collect();
            (emails.concat(), found["more"].as_bool().unwrap())
        };
        let prefix = |words: &[&str]| find(&[&["--email-prefix", "ME"], words].concat());
        assert_eq!(prefix(&[]), ("mei@example.org".to_owned(), false), "{store}");
        let (first, more) = find(&["--phone", "4567", "--limit", "1"]);
        let (second, _) = find(&["--phone", "4567", "--limit", "1", "--offset", "1"]);
        assert!(more && first != second && !second.is_empty(), "{store}: {first} {second}");
        let told = counter.ok(&["find", store, "--phone", "4567", "--limit", "1"]);
        assert!(told.contains("1 customer found; others fit too"), "{told}");
    }
}
