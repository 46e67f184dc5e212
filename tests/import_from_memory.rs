//! A file that lies in memory must be imported as the same file on the disk is.

mod support;

use std::ops::ControlFlow;

use support::Till;
use tillbook::transfer::{Encoding, ImportOptions, ImportReport, Progress, Rows, import, import_from};
use tillbook::{AccountId, Mode, Provider, Result, Status};

const TABLE: &str = "Customer ID,Name\r\n17,José Köhler\r\n,too,many,fields\r\n18,Zoë\r\n";

/// What came of an import of bytes into a fresh till, from the disk or from memory, with every step that was told.
fn imported(bytes: &[u8], from_memory: bool, options: ImportOptions) -> (Result<ImportReport>, Vec<Progress>, String) {
    let till = Till::open();
    let mut steps = Vec::new();
    let step = |progress| steps.push(progress);
    let report = match from_memory {
        true => import_from(&till.account, bytes, options, step),
        // A name without an ending: the format follows from how the bytes begin.
        false => import(&till.account, &till.file("customers", bytes), options, step),
    };
    assert!(till.store.check(|_| {}).unwrap().is_sound());
    let customers = format!("{:?}", till.customers());
    (report, steps, customers)
}

/// What came of it, which is the same from both places.
fn both(bytes: impl AsRef<[u8]>) -> Result<ImportReport> {
    let [mut report, mut dry] = [false, true].map(|dry_run| {
        let options = ImportOptions { dry_run, rows_at_once: 2, ..ImportOptions::default() };
        let [disk, memory] = [false, true].map(|from_memory| imported(bytes.as_ref(), from_memory, options));
        assert_eq!(format!("{disk:?}"), format!("{memory:?}"));
        memory.0
    });
    assert_eq!(format!("{:?}", report.as_mut().err()), format!("{:?}", dry.as_mut().err()));
    report
}

#[test]
fn every_encoding_is_taken() {
    let utf_16 = |unit: fn(u16) -> [u8; 2]| format!("\u{feff}{TABLE}").encode_utf16().flat_map(unit).collect();
    let latin: Vec<u8> = TABLE.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let samples: [(Encoding, Vec<u8>); 5] = [
        (Encoding::Utf8, TABLE.into()),
        (Encoding::Utf8, format!("\u{feff}{TABLE}").into()),
        (Encoding::Utf16Little, utf_16(u16::to_le_bytes)),
        (Encoding::Utf16Big, utf_16(u16::to_be_bytes)),
        (Encoding::Windows1252, latin),
    ];
    for (encoding, bytes) in samples {
        let report = both(bytes).unwrap();
        assert_eq!((report.encoding, report.created, report.refused), (encoding, 2, 1));
        assert_eq!(report.refusals[0].line, 3);
    }
}

#[test]
fn every_format_is_told_by_how_it_begins() {
    let json = r#"{"email":"a@example.org"}"#;
    for (bytes, created, refused) in [
        ("E-Mail\na@example.org\n".to_owned(), 1, 0),
        (format!("[{json},7,{json}]"), 2, 1),
        (format!("{json}\n{{\"email\":\n{json}\n"), 2, 1),
        (format!(r#"{{"object":"list","data":[{json}],"total":9}}"#), 1, 0),
        (String::new(), 0, 0),
    ] {
        let report = both(&bytes).unwrap();
        assert_eq!((report.created, report.refused), (created, refused), "{bytes}");
    }
}

#[test]
fn what_is_no_table_and_no_json_is_refused_alike() {
    for bytes in [&b"PK\x03\x04 a workbook"[..], b"ab\0cd", b"shoe size\n39\n"] {
        assert_eq!(both(bytes).err().map(|error| error.status()), Some(Status::InvalidArgument), "{bytes:?}");
    }
}

#[test]
fn what_was_stopped_is_taken_up_again() {
    let till = Till::open();
    let rows: String = (0..50).map(|row| format!("{row},Person {row}\n")).collect();
    let bytes = format!("Customer ID,Name\n{rows}");
    let options = ImportOptions { rows_at_once: 10, ..ImportOptions::default() };
    let stop = |progress: Progress| match progress.rows {
        20.. => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let stopped = import_from(&till.account, bytes.as_bytes(), options, stop);
    assert_eq!(stopped.err().map(|error| error.status()), Some(Status::Cancelled));
    let report = import_from(&till.account, bytes.as_bytes(), options, |_| {}).unwrap();
    assert_eq!((report.created, report.unchanged), (30, 20));
}

/// Whoever logs what a program holds must not log its customers.
#[test]
fn rows_in_memory_are_not_shown_when_they_are_debugged() {
    let account = AccountId { provider: Provider::Omise, mode: Mode::Test };
    let long = format!("Name\n{}", "Ann Example\n".repeat(20_000));
    let shown = format!("{:?}", Rows::from_bytes(long.as_bytes(), account).unwrap());
    assert!(shown.len() < 10_000 && !shown.contains("Example"), "{shown}");
}
