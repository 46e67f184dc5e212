//! What is imported is found, and what is exported and imported again is the same store.
#![cfg(feature = "cli")]

mod counter;

use counter::{CARD, Counter};

#[test]
fn imported_customers_are_found_every_way_and_exported_whole() {
    let counter = Counter::open();
    counter.ok(&["import", "till.tillbook", "customers.csv", "--provider", "omise"]);
    for words in [
        &["--email", "JOAO@example.org"][..],
        &["--merchant-customer-id", "M-2002"],
        &["--phone", "1234567", "--name", "jo"],
        &["--name", "nunez joao"],
        &["--name", "nunez", "--provider", "omise", "--mode", "test"],
    ] {
        let found = counter.json(&[&["find", "till.tillbook", "--json"], words].concat());
        assert_eq!(found["total"], 1, "{words:?}");
        assert_eq!(found["customers"][0]["email"], "joao@example.org");
        assert_eq!(found["customers"][0]["tillbook"]["name"], "João Núñez");
    }
    let by_barcode = counter.json(&["find", "till.tillbook", "--barcode", "290000002", "--json"]);
    assert_eq!(by_barcode["customers"][0]["tillbook"]["name"], "Bjørn Ångström");
    let card = counter.json(&["get", "till.tillbook", CARD, "--json"]);
    let fingerprint = card["fingerprint"].as_str().unwrap();
    let by_card = counter.ok(&["find", "till.tillbook", "--card", fingerprint]);
    assert!(by_card.contains("Ann Example"), "{by_card}");

    let exported = counter.ok(&["export", "till.tillbook", "--provider", "omise"]);
    assert_eq!(exported.lines().count(), 7);
    counter.write("exported.jsonl", &exported);
    let report = counter.json(&["import", "copy.tillbook", "exported.jsonl", "--provider", "omise", "--json"]);
    assert_eq!((report["created"].as_u64(), report["refused"].as_u64()), (Some(7), Some(0)));
    assert_eq!(report["warnings"], serde_json::json!([]));
    assert_eq!(counter.ok(&["export", "copy.tillbook", "--provider", "omise"]), exported);
    counter.ok(&["check", "copy.tillbook"]);
}

#[test]
fn a_table_comes_back_too() {
    let counter = Counter::open();
    let said = counter.ok(&["export", "till.tillbook", "--provider", "omise", "--format", "csv", "-o", "out.csv"]);
    assert_eq!(said, "5 customers written to out.csv.\n");
    counter.ok(&["import", "copy.tillbook", "out.csv", "--provider", "omise"]);
    let table = |store: &str| counter.ok(&["export", store, "--provider", "omise", "--format", "csv"]);
    assert_eq!(table("copy.tillbook"), table("till.tillbook"));
    assert_eq!(table("copy.tillbook"), std::fs::read_to_string(counter.path("out.csv")).unwrap());
}

#[test]
fn what_a_look_shows_can_be_imported_as_well() {
    let counter = Counter::open();
    let found = counter.json(&["find", "till.tillbook", "--email", "ann@example.com", "--json"]);
    counter.write("ann.jsonl", &format!("{}\n", found["customers"][0]));
    let report = counter.json(&["import", "copy.tillbook", "ann.jsonl", "--provider", "omise", "--json"]);
    assert_eq!((report["created"].as_u64(), &report["warnings"]), (Some(1), &serde_json::json!([])));
}

#[test]
fn whatever_its_provider_a_customer_that_was_shown_comes_back_the_same() {
    let counter = Counter::open();
    let store = counter.account().store().clone();
    let accounts = || tillbook::AccountId::all().filter(|id| id.mode == tillbook::Mode::Test);
    for id in accounts().filter(|id| id.provider != tillbook::Provider::Omise) {
        let account = store.account(id.provider, id.mode);
        let own = tillbook::OwnFields { name: Some("Mei".to_owned()), ..tillbook::OwnFields::default() };
        // Only KOMOJU takes the details of a card with a customer.
        let card = || tillbook::CardDetails::new("4242424242424242", "Mei", 12, 2040);
        let email = Some("mei@example.org".to_owned());
        let card_details = (id.provider == tillbook::Provider::Komoju).then(card);
        account
            .customers()
            .create(tillbook::NewCustomer { own, email, card_details, ..tillbook::NewCustomer::default() })
            .unwrap();
    }
    drop(store);
    for id in accounts() {
        let (provider, copy) = (id.provider.name(), format!("{}.tillbook", id.provider.name()));
        let export = |store: &str| counter.ok(&["export", store, "--provider", provider]);
        let listed = counter.json(&["list", "till.tillbook", "--provider", provider, "--json"]);
        let lines: Vec<String> = listed["customers"].as_array().unwrap().iter().map(ToString::to_string).collect();
        assert!(!lines.is_empty());
        counter.write("shown.jsonl", &lines.join("\n"));
        let report = counter.json(&["import", &copy, "shown.jsonl", "--provider", provider, "--json"]);
        assert_eq!(report["created"], lines.len(), "{provider}: {report}");
        assert_eq!(export(&copy), export("till.tillbook"), "{provider}");
    }
}

#[test]
fn an_imported_id_is_shown_whatever_it_holds() {
    let counter = Counter::open();
    let odd = "cust a/b?c#d%2f";
    let ann = tillbook::ImportedCustomer { id: Some(odd.to_owned()), ..tillbook::ImportedCustomer::default() };
    assert!(counter.account().customers().import(vec![ann], false).unwrap().iter().all(Result::is_ok));
    let shown = counter.json(&["get", "till.tillbook", odd, "--json"]);
    assert_eq!((shown["id"].as_str(), shown["object"].as_str()), (Some(odd), Some("customer")));
}

#[test]
fn an_export_never_spoils_the_store_or_another_file() {
    let counter = Counter::open();
    let onto_itself = counter.run(&["export", "till.tillbook", "--provider", "omise", "-o", "./till.tillbook"]);
    assert!(onto_itself.status == 2 && onto_itself.is_one_sentence(), "{}", onto_itself.stderr);
    counter.write("kept.jsonl", "kept\n");
    let failed = counter.run(&["export", "lost.tillbook", "--provider", "monri", "-o", "kept.jsonl"]);
    assert_eq!(failed.status, 1);
    assert!(failed.is_one_sentence() && failed.stderr.contains("no store"), "{}", failed.stderr);
    assert_eq!(std::fs::read_to_string(counter.path("kept.jsonl")).unwrap(), "kept\n");
    assert_eq!(std::fs::read_dir(counter.path(".")).unwrap().count(), 4, "something was left behind");
    counter.ok(&["check", "till.tillbook"]);
}

#[cfg(unix)]
#[test]
fn an_exported_file_is_for_its_owner_and_a_device_stays_one() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    let counter = Counter::open();
    counter.ok(&["export", "till.tillbook", "--provider", "omise", "-o", "out.jsonl"]);
    let mode = std::fs::metadata(counter.path("out.jsonl")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    counter.ok(&["export", "till.tillbook", "--provider", "omise", "-o", "/dev/null"]);
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    std::os::unix::fs::symlink("out.jsonl", counter.path("link.jsonl")).unwrap();
    counter.ok(&["export", "till.tillbook", "--provider", "omise", "-o", "link.jsonl"]);
    assert!(counter.path("link.jsonl").is_symlink());
}
