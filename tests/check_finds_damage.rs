//! The check finds every kind of damage, and nothing where there is none.

mod filled_store;
mod raw_tables;

use std::collections::BTreeSet;
use std::path::Path;

use filled_store::{fill, filled, open};
use raw_tables::Raw;
use tillbook::*;

use FindingKind::*;

fn check(path: &Path) -> CheckReport {
    Store::check_file(path, |_| {}).unwrap()
}

/// Plants damage in a filled store and says which kinds of finding the check makes of it.
fn found(plant: impl FnOnce(&Raw)) -> BTreeSet<FindingKind> {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    Raw::change(&path, plant);
    // Without the check of the pages, for these are whole.
    let report = open(&path).check(|_| {}).unwrap();
    assert_eq!(report.total_findings.min(100), report.findings.len() as u64, "{report:#?}");
    for finding in &report.findings {
        assert!(!finding.message.contains("example"), "personal data: {}", finding.message);
    }
    report.findings.iter().map(|finding| finding.kind).collect()
}

/// Asserts that planted damage makes exactly these kinds of finding.
macro_rules! assert_found {
    ([$($kind:ident),*], $plant:expr) => {
        assert_eq!(found($plant), BTreeSet::from([$($kind),*]))
    };
}

#[test]
fn a_whole_store_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut tables = Vec::new();
    let report = Store::check_file(&path, |progress| {
        assert!(progress.done <= progress.total);
        tables.push(progress.table);
    })
    .unwrap();
    assert!(report.is_sound(), "{report:#?}");
    tables.dedup();
    let names = report.tables.iter().map(|count| count.table);
    assert_eq!(tables, ["pages"].into_iter().chain(names).collect::<Vec<_>>());
    assert!(report.tables.iter().all(|count| count.rows > 0), "{report:?}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["total_findings"], 0);
    assert_eq!(open(&path).check(|_| {}).unwrap(), report);
}

#[test]
fn equal_hashes_are_no_damage() {
    for bits in [0, 1, 4] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("till.tillbook");
        if bits > 0 {
            fill(&path, bits + 4);
        } else {
            let store = OpenOptions::new().hash_bits(0).open(&path).unwrap();
            let komoju = store.account(Provider::Komoju, Mode::Test);
            for n in 0..20 {
                let own = OwnFields { merchant_customer_id: Some(format!("{n}")), ..OwnFields::default() };
                let customer = komoju.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
                let token = komoju.tokens().create(filled_store::card_details(n)).unwrap();
                komoju.cards().create(&customer.id, &token.id).unwrap();
            }
        }
        let report = check(&path);
        assert!(report.is_sound(), "{bits} bits: {report:#?}");
    }
}

/// A run that became empty left the empty block it began with behind, for a block may not go while a run starts with it.
#[test]
fn emptied_lists_leave_no_counts_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let store = OpenOptions::new().create(true).open(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let rows = (0..65_537 + 256).map(|_| ImportedCustomer::default()).collect();
    assert!(omise.customers().import(rows, false).unwrap().iter().all(Result::is_ok));
    // The second run begins with the block of the 65,537th place, and its second block with the last place of all.
    let list = omise.customers().list(&ListQuery { offset: 65_536, limit: 1000, ..ListQuery::default() }).unwrap();
    assert_eq!(list.items.len(), 257);
    for customer in &list.items {
        omise.customers().delete(&customer.id).unwrap();
    }
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound(), "{report:#?}");
}

#[test]
fn entries_that_are_missing_stray_or_wrong_are_found() {
    for table in ["index", "owned"] {
        assert_found!([MissingEntry], |raw: &Raw| raw.remove_entry(table, 5));
        assert_found!([StrayEntry], |raw: &Raw| raw.add_entry(table, 5));
        assert_found!([WrongEntry], |raw: &Raw| raw.point_elsewhere(table, 5));
    }
    // The list's counts disagree with it, too, unless an entry only leads elsewhere.
    assert_found!([MissingEntry, WrongCount], |raw: &Raw| raw.remove_entry("order", 5));
    assert_found!([StrayEntry, WrongCount], |raw: &Raw| raw.add_entry("order", 5));
    assert_found!([WrongEntry], |raw: &Raw| raw.point_elsewhere("order", 5));
    assert_found!([UnknownAccount], |raw: &Raw| raw.insert_index([77; 31]));
    let mut unknown_term = [77; 31];
    unknown_term[0] = 1;
    assert_found!([UnknownAccount], |raw: &Raw| raw.insert_index(unknown_term));
}

#[test]
fn a_record_that_is_gone_leaves_stray_entries() {
    let kinds = found(|raw| raw.remove_record(Kind::Token, 3));
    assert_eq!(kinds, BTreeSet::from([StrayEntry]));
}

#[test]
fn counts_that_disagree_with_their_list_are_found() {
    assert_found!([WrongCount], |raw: &Raw| raw.set_count(0, 0, |count| count + 1));
    assert_found!([WrongCount], |raw: &Raw| raw.set_count(0, 1, |count| count - 1));
    assert_found!([WrongCount], |raw: &Raw| raw.set_count(1, 0, |count| count + 1));
    assert_found!([WrongCount], |raw: &Raw| raw.set_count(1, 0, |_| u64::MAX));
    assert_found!([WrongCount], |raw: &Raw| raw.cut_count(0, 0));
    assert_found!([WrongCount], |raw: &Raw| raw.cut_count(1, 0));
    assert_found!([WrongCount], |raw: &Raw| raw.remove_count(0, 0));
    assert_found!([WrongCount], |raw: &Raw| raw.remove_count(0, 1));
    assert_found!([WrongCount], |raw: &Raw| raw.remove_count(1, 0));
    // A run that begins in the middle of a block, a block of nothing, and a list that nobody has.
    let row = |level: u8, byte: u8| {
        let mut key = [0; 19];
        (key[0], key[2], key[3]) = (1, level, byte);
        key
    };
    assert_found!([WrongCount], |raw: &Raw| raw.insert_count(row(1, 0xff), 0));
    assert_found!([WrongCount], |raw: &Raw| raw.insert_count(row(0, 0xff), 0));
    let mut cards = row(0, 0);
    cards[1] = Kind::Card as u8;
    assert_found!([UnknownAccount], |raw: &Raw| raw.insert_count(cards, 1));
    assert_found!([UnknownAccount], |raw: &Raw| raw.insert_count([99; 19], 1));
}

#[test]
fn records_that_cannot_be_read_are_found() {
    for kind in Kind::ALL {
        let nth = if kind == Kind::Card { 4 } else { 2 };
        assert_found!([UnreadableRecord], |raw: &Raw| raw.rewrite(kind, nth, |bytes| bytes.truncate(bytes.len() - 1)));
        assert_found!([UnreadableRecord], |raw: &Raw| raw.rewrite(kind, nth, |bytes| bytes[0] = 9));
        assert_found!([UnreadableRecord], |raw: &Raw| raw.rewrite(kind, nth, Vec::clear));
        assert_found!([UnreadableRecord], |raw: &Raw| raw.rewrite(kind, nth, |bytes| bytes.push(0)));
    }
}

#[test]
fn records_under_foreign_keys_are_found() {
    assert_found!([WrongKey], |raw: &Raw| raw.copy_record(Kind::Customer, 0, |key| key[17] ^= 1));
    assert_found!([WrongKey], |raw: &Raw| raw.copy_record(Kind::Token, 4, |key| key[18] = 1));
    // Whose id is told by the key is another record under another key, but its number is there twice.
    for (kind, nth, place) in [(Kind::Customer, 40, 17), (Kind::Card, 4, 17), (Kind::Card, 4, 0)] {
        let kinds = found(|raw| raw.copy_record(kind, nth, |key| key[place] ^= 3));
        assert!(kinds.contains(&DuplicateSequence), "{kinds:?}");
    }
    assert_found!([UnknownAccount], |raw: &Raw| raw.copy_record(Kind::Card, 4, |key| key[0] = 200));
    assert_found!([UnknownAccount], |raw: &Raw| raw.copy_record(Kind::Card, 4, |key| key[0] = 0));
    // A hashed id under another probe is in its place, but it must not be there twice.
    let kinds = found(|raw| raw.copy_record(Kind::Customer, 0, |key| key[18] = 3));
    assert!(kinds.contains(&DuplicateId) && kinds.contains(&DuplicateSequence), "{kinds:?}");
}

#[test]
fn cards_that_belong_to_nobody_are_found() {
    let kinds = found(|raw| {
        raw.edit(|card: &mut Card| card.customer.take().is_some());
    });
    // Its customer's default card, or its place among the customer's cards, is wrong as well.
    assert!(kinds.contains(&CardWithoutOwner) && kinds.contains(&StrayEntry), "{kinds:?}");
    assert_found!([CardWithoutOwner], |raw: &Raw| {
        let owner = raw.first(|card: &Card| card.customer.clone());
        raw.remove_whole(Kind::Customer, &owner);
    });
    assert_found!([CardOfDeletedCustomer], |raw: &Raw| {
        let owner = raw.first(|card: &Card| card.id.starts_with("card_test").then(|| card.customer.clone()).flatten());
        raw.unlink(Kind::Customer, &owner);
        raw.edit(|customer: &mut Customer| {
            let found = customer.id == owner;
            if found {
                customer.deleted_at = Some(Timestamp::EPOCH);
            }
            found
        });
    });
}

#[test]
fn default_cards_that_are_not_the_customers_own_are_found() {
    let other = |card: &str| {
        let card = card.to_owned();
        move |customer: &mut Customer| {
            let found =
                customer.id.starts_with("cust_") && customer.default_card.as_ref().is_some_and(|old| *old != card);
            if found {
                customer.default_card = Some(card.clone());
            }
            found
        }
    };
    assert_found!([WrongDefaultCard], |raw: &Raw| raw.edit(other("card_test_nowhere")));
    assert_found!([WrongDefaultCard], |raw: &Raw| {
        let id = raw.first(|card: &Card| card.id.starts_with("card_test").then(|| card.id.clone()));
        raw.edit(other(&id));
    });
}

#[test]
fn customers_with_another_providers_attributes_are_found() {
    assert_found!([WrongProvider], |raw: &Raw| raw.edit(|customer: &mut Customer| {
        let found = customer.id.starts_with("cust_test");
        if found {
            customer.attributes = Attributes::Plain(Provider::Komoju);
        }
        found
    }));
    assert_found!([WrongProvider], |raw: &Raw| raw.edit(|card: &mut Card| {
        let found = card.id.starts_with("card_test");
        if found {
            card.attributes = CardAttributes::Monri(Box::default());
        }
        found
    }));
}

#[test]
fn tokens_that_share_a_card_are_found() {
    let used = |token: &Token| match &token.state {
        TokenState::Used { card } if token.id.starts_with("tokn_") => Some((token.id.clone(), card.clone())),
        _ => None,
    };
    assert_found!([CardOfTwoTokens], |raw: &Raw| {
        let (id, card) = raw.first(used);
        raw.edit(|token: &mut Token| {
            let found = token.used() && token.id != id && token.id.starts_with("tokn_");
            if found {
                token.state = TokenState::Used { card: card.clone() };
            }
            found
        });
    });
    assert_found!([CardOfUnusedToken], |raw: &Raw| {
        let attached = raw.first(|card: &Card| card.id.starts_with("card_test").then(|| card.id.clone()));
        raw.edit(|token: &mut Token| match &mut token.state {
            TokenState::Unused(card) if token.id.starts_with("tokn_") => {
                card.id = attached.clone();
                true
            }
            _ => false,
        });
    });
}

#[test]
fn customers_with_one_merchant_customer_id_are_found() {
    assert_found!([DuplicateMerchantCustomerId], |raw: &Raw| {
        let number = "M-8";
        let holder = raw.first(|customer: &Customer| {
            let own = customer.own.merchant_customer_id.as_deref();
            (customer.id.starts_with("cust_test") && own == Some(number)).then(|| customer.id.clone())
        });
        let second = raw.first(|customer: &Customer| {
            (customer.id.starts_with("cust_test") && customer.id != holder).then(|| customer.id.clone())
        });
        raw.edit(|customer: &mut Customer| {
            let found = customer.id == second;
            if found {
                customer.own.merchant_customer_id = Some(number.to_owned());
            }
            found
        });
        raw.move_term(2, &holder, &second);
    });
}

#[test]
fn occurrences_that_contradict_their_schedule_are_found() {
    assert_found!([OccurrenceWithoutSchedule], |raw: &Raw| {
        let schedule = raw.first(|occurrence: &Occurrence| Some(occurrence.schedule.clone()));
        raw.remove_whole(Kind::Schedule, &schedule);
    });
    let moved = |date: &'static str| {
        move |occurrence: &mut Occurrence| {
            let found = occurrence.status == OccurrenceStatus::Successful;
            if found {
                occurrence.scheduled_on = Date::parse(date).unwrap();
            }
            found
        }
    };
    assert_found!([WrongOccurrence, MissingOccurrence], |raw: &Raw| raw.edit(moved("2026-02-02")));
    assert_found!([WrongOccurrence, MissingOccurrence], |raw: &Raw| raw.edit(moved("2026-04-24")));
    assert_found!([WrongOccurrence], |raw: &Raw| raw.edit(|occurrence: &mut Occurrence| {
        let failed = occurrence.status == OccurrenceStatus::Failed;
        if failed {
            occurrence.status = OccurrenceStatus::Skipped;
        }
        failed
    }));
    assert_found!([WrongOccurrence], |raw: &Raw| raw.edit(|occurrence: &mut Occurrence| {
        occurrence.attempts = 0;
        true
    }));
    assert_found!([MissingOccurrence], |raw: &Raw| {
        let id = raw.first(|occurrence: &Occurrence| occurrence.retry_on.is_none().then(|| occurrence.id.clone()));
        raw.remove_whole(Kind::Occurrence, &id);
    });
    assert_found!([DuplicateOccurrence, MissingOccurrence], |raw: &Raw| {
        let (schedule, date) =
            raw.first(|occurrence: &Occurrence| Some((occurrence.schedule.clone(), occurrence.scheduled_on)));
        raw.edit(|occurrence: &mut Occurrence| {
            let found = occurrence.schedule == schedule && occurrence.scheduled_on != date;
            if found {
                occurrence.scheduled_on = date;
            }
            found
        });
    });
}

#[test]
fn numbers_and_times_that_were_never_given_out_are_found() {
    let ahead = 1u64 << 40;
    let kinds = found(|raw| {
        raw.edit(|customer: &mut Customer| {
            customer.sequence = ahead;
            true
        });
    });
    assert!(kinds.contains(&SequenceAhead), "{kinds:?}");
    assert_found!([SequenceAhead], |raw: &Raw| raw.set_meta("sequence", Some(&3u64.to_le_bytes())));
    assert_found!([TimeAhead], |raw: &Raw| raw.set_meta("newest", Some(&3i64.to_le_bytes())));
    assert_found!([TimeAhead], |raw: &Raw| raw.edit(|schedule: &mut Schedule| {
        let found = schedule.deleted_at.is_some();
        if found {
            schedule.deleted_at = Some(Timestamp::parse("2030-01-01").unwrap());
        }
        found
    }));
    let kinds = found(|raw| {
        let (customer, attached) = raw.first(|card: &Card| Some((card.customer.clone(), card.attached)));
        raw.edit(|card: &mut Card| {
            let found = card.customer != customer;
            if found {
                card.attached = attached;
            }
            found
        });
    });
    assert!(kinds.contains(&DuplicateSequence), "{kinds:?}");
}

#[test]
fn rows_missing_from_meta_are_found() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["format", "store_id", "hash_secret", "hash_bits", "search_indexes", "sequence", "newest", "last_ids"] {
        for value in [None, Some(&[1, 2, 3][..])] {
            let path = filled(folder.path());
            Raw::change(&path, |raw| raw.set_meta(name, value));
            let report = check(&path);
            let kinds: Vec<FindingKind> = report.findings.iter().map(|finding| finding.kind).collect();
            assert_eq!(kinds, [Unopenable], "{report:?}");
            assert!(report.findings[0].message.contains(name), "{report:?}");
        }
    }
}

#[test]
fn findings_are_counted_past_those_that_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    Raw::change(&path, |raw| raw.set_meta("sequence", Some(&0u64.to_le_bytes())));
    let report = check(&path);
    assert_eq!(report.findings.len(), 100);
    assert!(report.total_findings > filled_store::OMISE_CUSTOMERS, "{}", report.total_findings);
}

#[test]
fn what_is_no_closed_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let refused = |status: Status| {
        assert_eq!(Store::check_file(&path, |_| {}).unwrap_err().status(), status);
        assert_eq!(Store::compact(&path).unwrap_err().status(), status);
    };
    refused(Status::StoreMissing);
    assert!(!path.exists());
    for content in ["", "short", "a file of something else, longer than any magic"] {
        std::fs::write(&path, content).unwrap();
        refused(Status::NotAStore);
        assert_eq!(std::fs::read(&path).unwrap(), content.as_bytes());
    }
    std::fs::remove_file(&path).unwrap();
    let store = Store::open(&path).unwrap();
    refused(Status::AlreadyOpen);
    drop(store);
    Raw::change(&path, |raw| raw.set_meta("format", Some(&9u32.to_le_bytes())));
    refused(Status::NewerFormat);
}
