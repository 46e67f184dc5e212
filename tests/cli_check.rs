//! `tillbook check` tells a sound store from a spoilt one, also by its exit status.
#![cfg(feature = "cli")]

mod counter;

use counter::Counter;

#[test]
fn a_sound_store_is_called_sound_before_and_after_compacting() {
    let counter = Counter::open();
    let report = counter.ok(&["check", "till.tillbook"]);
    assert!(report.ends_with("The store is sound.\n"), "{report}");
    let sizes = counter.json(&["compact", "till.tillbook", "--json"]);
    assert!(sizes["after"].as_u64().unwrap() <= sizes["before"].as_u64().unwrap(), "{sizes}");
    assert_eq!(counter.json(&["check", "till.tillbook", "--json"])["sound"], true);
    assert_eq!(counter.json(&["list", "till.tillbook", "--provider", "omise", "--json"])["total"], 5);
}

/// Runs `look` on the store with each of its pages spoilt in turn, until it answers true.
fn any_spoilt_page(counter: &Counter, mut look: impl FnMut() -> bool) -> bool {
    let path = counter.path("till.tillbook");
    let sound = std::fs::read(&path).unwrap();
    (1..sound.len() / 4096).any(|page| {
        let mut bytes = sound.clone();
        bytes[page * 4096 + 8..(page + 1) * 4096].iter_mut().for_each(|byte| *byte ^= 0xa5);
        std::fs::write(&path, bytes).unwrap();
        look()
    })
}

#[test]
fn a_spoilt_store_makes_no_command_say_more_than_a_sentence() {
    let counter = Counter::open();
    let mut refused = 0;
    any_spoilt_page(&counter, || {
        for words in [
            &["list", "till.tillbook", "--provider", "omise"][..],
            &["get", "till.tillbook", counter::ANN],
            &["find", "till.tillbook", "--name", "ann"],
            &["stat", "till.tillbook"],
        ] {
            let answer = counter.run(words);
            assert!(answer.status <= 1, "{words:?}: {}", answer.stderr);
            assert!(answer.status == 0 || answer.is_one_sentence(), "{words:?}: {}", answer.stderr);
            assert!(!answer.stderr.contains("defect"), "{words:?}: {}", answer.stderr);
            refused += answer.status;
        }
        false
    });
    assert!(refused > 0, "no page of the file matters");
}

#[test]
fn a_spoilt_store_is_reported_and_ends_with_1() {
    let counter = Counter::open();
    // Which bytes matter is the file's secret, so pages are spoilt one after the other until one does.
    let spoilt = any_spoilt_page(&counter, || {
        let answer = counter.run(&["check", "till.tillbook", "--json"]);
        if answer.status == 0 {
            return false;
        }
        assert!(answer.status == 1 && answer.is_one_sentence(), "{}", answer.stderr);
        let Ok(report) = serde_json::from_str::<serde_json::Value>(&answer.stdout) else {
            assert_eq!(answer.stdout, "");
            return false;
        };
        assert_eq!(report["sound"], false);
        assert!(report["total_findings"].as_u64().unwrap() > 0 && report["findings"][0]["kind"].is_string());
        true
    });
    assert!(spoilt, "no page of the file matters");
}
