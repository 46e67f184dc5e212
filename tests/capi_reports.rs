//! What a C program reads of a store as a whole is not what is in it, or an option is taken for another one.
#![cfg(feature = "capi")]
#![allow(unsafe_code, reason = "a C interface is called as C calls it")]

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::Mutex;

use serde_json::Value;
use tillbook::capi::*;
use tillbook::{FindingKind, Status, Store};

mod hosts;
mod raw_tables;
use hosts::{Host, alone, close, done, read, sized, take, text, told};
use raw_tables::Raw;

const OK: i32 = Status::Ok as i32;
const INVALID: i32 = Status::InvalidArgument as i32;

/// What a call that must be refused answers.
#[track_caller]
fn refused(status: Status, call: impl FnOnce(*mut *mut tillbook_error) -> i32) -> String {
    let (answer, message) = told(call);
    assert_eq!(answer, status as i32, "{message}");
    message
}

fn open(path: &str, options: &tillbook_open_options) -> (i32, String, *mut tillbook_store) {
    let mut store = null_mut();
    // SAFETY: everything is what the header asks for.
    let (status, message) = told(|error| unsafe { tillbook_open(text(path), options, &mut store, error) });
    assert_eq!(store.is_null(), status != OK);
    (status, message, store)
}

#[test]
fn statistics_say_what_is_in_the_store() {
    let host = Host::open();
    host.fill(7);
    let live = hosts::account_of(host.store, (5, 2));
    let (mut import, path) = (null_mut(), host.file("people.csv"));
    let mut stat = null_mut();
    // SAFETY: everything is what the header asks for.
    unsafe {
        done(|error| tillbook_customers_import(live, text(&path), null(), None, null_mut(), &mut import, error));
        done(|error| tillbook_store_stat(host.store, &mut stat, error));
    }
    let mut whole: tillbook_stat_fields = sized();
    let mut of: tillbook_account_stat_fields = sized();
    // SAFETY: the structs tell their size.
    unsafe {
        assert_eq!(tillbook_stat_read(stat, &mut whole), OK);
        assert_eq!((whole.format, whole.customers, whole.cards, whole.account_count), (3, 14, 0, 2));
        assert!(whole.newest > 0 && whole.sequence >= 14 && whole.allocated_bytes > 0, "{}", whole.newest);
        for (index, (provider, mode)) in [(1, 1), (5, 2)].into_iter().enumerate() {
            assert_eq!(tillbook_stat_account(stat, index, &mut of), OK);
            assert_eq!((of.provider, of.mode, of.customers, of.deleted_customers), (provider, mode, 7, 0));
        }
        assert_eq!(tillbook_stat_account(stat, 2, &mut of), INVALID);
        assert_eq!(tillbook_stat_account(stat, usize::MAX, &mut of), INVALID);
    }
    let json: Value = serde_json::from_str(&read(whole.json)).unwrap();
    assert_eq!(json["accounts"][1]["account"], "shopline/live");
    assert_eq!(json["store_id"], read(whole.store_id));
    assert_eq!((tillbook_import_report_free(import), tillbook_stat_free(stat)), (OK, OK));
    assert_eq!(tillbook_account_free(live), OK);
}

#[test]
fn a_store_says_where_it_lies_and_which_it_is() {
    let host = Host::open();
    let (mut path, mut id) = (null_mut(), null_mut());
    let mut fields: tillbook_store_fields = sized();
    // SAFETY: everything is what the header asks for.
    unsafe {
        done(|error| tillbook_store_path(host.store, &mut path, error));
        done(|error| tillbook_store_id(host.store, &mut id, error));
        assert_eq!(tillbook_store_read(host.store, &mut fields), OK);
    }
    assert_eq!(take(path), host.file("till.tillbook"));
    let id = take(id);
    assert!(id.len() == 32 && id.bytes().all(|digit| digit.is_ascii_hexdigit()), "{id}");
    assert_eq!(fields.format, 3);
    assert!(fields.now > 1_700_000_000_000, "{}", fields.now);
}

#[test]
fn an_import_report_says_which_rows_were_refused_and_what_was_left_out() {
    let host = Host::open();
    let path = host.file("some.csv");
    std::fs::write(&path, "Customer ID,Name,Card\n1,Ann,4242424242424242\n,too,many,fields\n2,Bo,\n2,Bo,\n3,\n")
        .unwrap();
    let options = tillbook_import_options { dry_run: 1, rows_at_once: 2, ..sized() };
    for options in [&raw const options, null()] {
        let (mut report, mut fields) = (null_mut(), sized::<tillbook_import_report_fields>());
        // SAFETY: everything is what the header asks for.
        unsafe {
            done(|error| {
                tillbook_customers_import(host.account, text(&path), options, None, null_mut(), &mut report, error)
            });
            assert_eq!(tillbook_import_report_read(report, &mut fields), OK);
        }
        let json: Value = serde_json::from_str(&read(fields.json)).unwrap();
        assert_eq!((fields.rows, fields.created, fields.updated, fields.unchanged, fields.refused), (5, 2, 0, 1, 2));
        assert_eq!((fields.encoding, fields.refusal_count, fields.more_warnings), (1, 2, 0));
        assert_eq!(json["rows"], fields.rows);
        let (mut line, mut times, mut reason) = (9, 9, text("left"));
        // SAFETY: the outputs may be written.
        unsafe {
            for (index, at) in [3, 6].into_iter().enumerate() {
                assert_eq!(tillbook_import_report_refusal(report, index, &mut line, &mut reason), OK);
                assert_eq!((line, json["refusals"][index]["reason"].as_str()), (at, Some(read(reason).as_str())));
            }
            assert_eq!(tillbook_import_report_refusal(report, 2, &mut line, &mut reason), INVALID);
            assert_eq!((line, reason.ptr, reason.len), (0, null(), 0));
            assert!(fields.warning_count > 0, "{json}");
            for index in 0..fields.warning_count as usize {
                assert_eq!(tillbook_import_report_warning(report, index, &mut line, &mut times, &mut reason), OK);
                let warning = &json["warnings"][index];
                assert_eq!(warning["text"].as_str(), Some(read(reason).as_str()));
                assert_eq!((warning["line"].as_u64(), warning["times"].as_u64()), (Some(line), Some(times)));
            }
            let past = fields.warning_count as usize;
            assert_eq!(tillbook_import_report_warning(report, past, &mut line, &mut times, &mut reason), INVALID);
        }
        assert!(!json.to_string().contains("4242424242424242"), "{json}");
        assert_eq!(tillbook_import_report_free(report), OK);
    }
}

#[test]
fn a_check_says_what_is_wrong_and_where() {
    let host = Host::open();
    host.fill(3);
    assert_eq!(close(host.store), OK);
    let path = host.file("till.tillbook");
    let check = |wanted_findings: u64| {
        let (mut report, mut fields) = (null_mut(), sized::<tillbook_check_report_fields>());
        // SAFETY: everything is what the header asks for.
        unsafe {
            done(|error| tillbook_check_file(text(&path), None, null_mut(), &mut report, error));
            assert_eq!(tillbook_check_report_read(report, &mut fields), OK);
        }
        assert_eq!((fields.sound == 1, fields.total_findings), (wanted_findings == 0, wanted_findings));
        (report, fields)
    };
    let (report, fields) = check(0);
    let json: Value = serde_json::from_str(&read(fields.json)).unwrap();
    assert_eq!(
        (&json["sound"], json["tables"].as_array().map(Vec::len)),
        (&true.into(), Some(fields.table_count as usize))
    );
    let (mut name, mut rows) = (text("left"), 9);
    // SAFETY: the outputs may be written.
    unsafe {
        assert_eq!(tillbook_check_report_table(report, 0, &mut name, &mut rows), OK);
        assert_eq!((read(name).as_str(), rows), ("customers", 3));
        assert_eq!(tillbook_check_report_table(report, usize::MAX, &mut name, &mut rows), INVALID);
        assert_eq!((name.ptr, rows), (null(), 0));
        assert_eq!(tillbook_check_report_finding(report, 0, &mut sized()), INVALID);
    }
    assert_eq!(tillbook_check_report_free(report), OK);

    Raw::change(path.as_ref(), |raw| raw.remove_entry("index", 0));
    let found = Store::check_file(&path, |_| {}).unwrap();
    let (report, fields) = check(found.total_findings);
    assert!(fields.total_findings > 0 && fields.finding_count == found.findings.len() as u64);
    for (index, found) in found.findings.iter().enumerate() {
        let mut finding: tillbook_finding_fields = sized();
        // SAFETY: `finding` tells its size.
        assert_eq!(unsafe { tillbook_check_report_finding(report, index, &mut finding) }, OK);
        assert_eq!((read(finding.kind).as_str(), read(finding.message)), (found.kind.name(), found.message.clone()));
        let account = found.account.map_or((0, 0), |_| (1, 1));
        assert_eq!((finding.provider, finding.mode), account);
    }
    assert!(found.findings.iter().any(|finding| finding.kind == FindingKind::MissingEntry), "{found:?}");
    assert_eq!(tillbook_check_report_free(report), OK);
}

#[test]
fn a_backup_is_a_store_and_compacting_says_what_it_won() {
    let host = Host::open();
    host.fill(50);
    let (mut copied, mut compacted) = (sized::<tillbook_backup_fields>(), sized::<tillbook_compact_fields>());
    let (path, copy) = (host.file("till.tillbook"), host.file("copy.tillbook"));
    // SAFETY: everything is what the header asks for.
    unsafe {
        // What cannot be told of is not done.
        let mut short = tillbook_backup_fields { struct_size: 7, ..copied };
        for fields in [null_mut(), &raw mut short] {
            let (store, path) = (host.store, text(&copy));
            refused(Status::InvalidArgument, |error| {
                tillbook_store_backup(store, path, None, null_mut(), fields, error)
            });
            assert!(!std::path::Path::new(&copy).exists());
        }
        done(|error| tillbook_store_backup(host.store, text(&copy), None, null_mut(), &mut copied, error));
        assert!(copied.rows > 50 && copied.bytes > 0, "{} rows", copied.rows);
        let there = refused(Status::InvalidArgument, |error| {
            tillbook_store_backup(host.store, text(&copy), None, null_mut(), &mut copied, error)
        });
        assert!(there.contains("there already"), "{there}");
        refused(Status::AlreadyOpen, |error| tillbook_compact(text(&path), &mut compacted, error));
        refused(Status::InvalidArgument, |error| tillbook_compact(text(&copy), null_mut(), error));
        done(|error| tillbook_compact(text(&copy), &mut compacted, error));
    }
    assert!(compacted.bytes_before >= compacted.bytes_after && compacted.bytes_after > 0);
    let (status, message, store) = open(&copy, &sized());
    assert_eq!((status, message.as_str()), (OK, ""));
    assert_eq!(close(store), OK);
}

#[test]
fn an_export_takes_only_the_formats_there_are_and_not_the_store_itself() {
    let host = Host::open();
    host.fill(2);
    let (own, out) = (host.file("till.tillbook"), host.file("out.csv"));
    let mut count = 9;
    let mut export = |path: &str, format| {
        // SAFETY: everything is what the header asks for.
        let answer = told(|error| unsafe {
            tillbook_customers_export(host.account, text(path), format, None, null_mut(), &mut count, error)
        });
        (answer, count)
    };
    for format in [0, 3, -1, i32::MAX] {
        let ((status, message), count) = export(&out, format);
        assert_eq!((status, count), (INVALID, 0), "{message}");
        assert!(message.starts_with("format ") && !std::path::Path::new(&out).exists(), "{message}");
    }
    assert_eq!(export(&own, 1).0.0, INVALID);
    for path in ["", "with\0zero", "no/such/folder/out.csv"] {
        assert_ne!(export(path, 2).0.0, OK, "{path:?}");
    }
    assert_eq!(export(&out, 2), ((OK, String::new()), 2));
    assert!(std::fs::read_to_string(&out).unwrap().contains("Person 1"));
    assert_eq!(export(&out, 1), ((OK, String::new()), 2));
    assert!(std::fs::read_to_string(&out).unwrap().starts_with('{'));
}

#[test]
fn an_option_that_means_nothing_is_refused_by_its_name_and_opens_nothing() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook").to_str().unwrap().to_owned();
    for (options, field) in [
        (tillbook_open_options { must_exist: 2, ..sized() }, "must_exist"),
        (tillbook_open_options { read_only: -1, ..sized() }, "read_only"),
        (tillbook_open_options { durability: 3, ..sized() }, "durability"),
        (tillbook_open_options { interval_ms: 5, ..sized() }, "interval_ms"),
        (tillbook_open_options { durability: 1, interval_ms: 5, ..sized() }, "interval_ms"),
        (tillbook_open_options { fingerprint_key: text("  "), ..sized() }, "fingerprint_key"),
        (tillbook_open_options { struct_size: 4, ..sized() }, "options"),
        (tillbook_open_options { struct_size: 4096, ..sized() }, "options"),
    ] {
        let (status, message, _) = open(&path, &options);
        assert_eq!(status, INVALID, "{field}: {message}");
        assert!(message.starts_with(field), "{field}: {message}");
    }
    assert_eq!(open(&path, &tillbook_open_options { must_exist: 1, ..sized() }).0, Status::StoreMissing as i32);
    assert_eq!(open(&path, &tillbook_open_options { read_only: 1, ..sized() }).0, Status::StoreMissing as i32);
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    assert_eq!(tillbook_debug_live_handles(), 0);
}

#[test]
fn a_store_that_is_read_alone_is_read_by_many_and_changed_by_nobody() {
    let host = Host::open();
    host.fill(2);
    let path = host.file("till.tillbook");
    let reading = tillbook_open_options { read_only: 1, ..sized() };
    assert_eq!(open(&path, &reading).0, Status::AlreadyOpen as i32);
    assert_eq!(close(host.store), OK);
    let readers = [open(&path, &reading).2, open(&path, &reading).2];
    for reader in readers {
        let account = hosts::account(reader);
        let (mut list, mut report, people) = (null_mut(), null_mut(), host.file("people.csv"));
        // SAFETY: everything is what the header asks for.
        unsafe {
            done(|error| tillbook_customers_by_email(account, text("p1@example.org"), &mut list, error));
            refused(Status::ReadOnly, |error| {
                tillbook_customers_import(account, text(&people), null(), None, null_mut(), &mut report, error)
            });
        }
        assert_eq!((tillbook_list_free(list), tillbook_account_free(account)), (OK, OK));
    }
    assert_eq!(open(&path, &sized()).0, Status::AlreadyOpen as i32);
    assert_eq!(readers.map(close), [OK, OK]);
}

#[test]
fn a_write_within_an_interval_is_there_when_the_store_was_closed() {
    let options = tillbook_open_options { durability: 2, interval_ms: 3_600_000, ..sized() };
    let host = Host::open_with(&options);
    host.fill(3);
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_store_sync(host.store, error) });
    host.fill(4);
    assert_eq!(close(host.store), OK);
    let (_, _, store) = open(&host.file("till.tillbook"), &sized());
    let mut stat = null_mut();
    let mut fields: tillbook_stat_fields = sized();
    // SAFETY: everything is what the header asks for.
    unsafe {
        done(|error| tillbook_store_stat(store, &mut stat, error));
        assert_eq!((tillbook_stat_read(stat, &mut fields), fields.customers), (OK, 4));
    }
    assert_eq!((tillbook_stat_free(stat), close(store)), (OK, OK));
}

type Lines = Mutex<Vec<(i32, String)>>;

/// SAFETY: `user` is the list that the test made.
unsafe extern "C" fn note(level: i32, message: tillbook_str, user: *mut c_void) {
    // SAFETY: as above.
    unsafe { &*user.cast::<Lines>() }.lock().unwrap().push((level, read(message)));
    // SAFETY: everything may be NULL.
    let status = unsafe { tillbook_store_health(null(), null_mut()) };
    assert_eq!(status, Status::Reentrant as i32);
}

#[test]
fn a_log_is_told_until_the_store_is_closed() {
    let lines = Lines::default();
    let log_user = (&raw const lines).cast_mut().cast();
    let host = Host::open_with(&tillbook_open_options { log: Some(note), log_user, ..sized() });
    assert_eq!(lines.lock().unwrap().len(), 1);
    // SAFETY: the store may be made unusable.
    assert_eq!(unsafe { tillbook_debug_panic(host.store, null_mut()) }, Status::Panicked as i32);
    assert_eq!(close(host.store), OK);
    let lines = lines.into_inner().unwrap();
    assert!(lines.first().is_some_and(|(level, line)| *level == 3 && line.contains("created")), "{lines:?}");
    assert!(lines.iter().any(|(level, _)| *level == 1), "{lines:?}");
    assert!(lines.last().is_some_and(|(_, line)| line.contains("closed")), "{lines:?}");
}

#[test]
fn a_feature_that_nobody_knows_is_not_there() {
    let features = numbers::ALL.iter().find(|group| group.name == "tillbook_feature").unwrap();
    for feature in features.numbers {
        let here = match feature.name {
            "FORK_DETECTION" => cfg!(unix),
            "COMMAND_LINE" => cfg!(feature = "cli"),
            "SERVER" => cfg!(feature = "server"),
            _ => true,
        };
        assert_eq!(tillbook_has_feature(feature.code), i32::from(here), "{}", feature.name);
    }
    for unknown in [0, -1, i32::MAX, i32::MIN, features.numbers.len() as i32 + 1] {
        assert_eq!(tillbook_has_feature(unknown), 0, "{unknown}");
    }
}
