//! Bytes that change on the disk, as worn SD cards have it: the check finds them, or they did not matter. Never a panic.

mod filled_store;
mod raw_tables;

use filled_store::filled;
use raw_tables::Raw;
use tillbook::*;

/// How many places are flipped, one at a time.
const FLIPS: u64 = 300;

#[test]
fn flipped_bytes_are_found_or_without_effect() {
    // redb answers some damage with a panic, which the store turns into an error; its words are not wanted here.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = std::panic::catch_unwind(flip);
    let _ = std::panic::take_hook();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

fn flip() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let content = Raw::everything(&path);
    let whole = std::fs::read(&path).unwrap();
    let used = whole.iter().rposition(|byte| *byte != 0).unwrap() as u64;
    let mut random = 1u64;
    let (mut found, mut harmless) = (0, 0);
    for n in 0..FLIPS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Every tenth flip is in the header, where each byte counts.
        let place = if n % 10 == 0 { (random >> 33) % 320 } else { (random >> 33) % used } as usize;
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (random >> 20 & 7);
        std::fs::write(&path, &bytes).unwrap();
        match Store::check_file(&path, |_| {}) {
            Ok(report) if report.is_sound() => {
                assert!(Raw::everything(&path) == content, "a flip at {place} changes the content unseen");
                harmless += 1;
            }
            Ok(_) => found += 1,
            Err(error) => {
                let known = [Status::NotAStore, Status::Damaged, Status::Io, Status::NewerFormat, Status::AlreadyOpen];
                assert!(known.contains(&error.status()), "a flip at {place}: {error}");
                found += 1;
            }
        }
    }
    assert!(found > 20 && harmless > 20, "{found} found, {harmless} harmless");
}

/// Opening without a check must not panic either, whatever redb makes of the file.
#[test]
fn a_damaged_file_opens_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let whole = std::fs::read(&path).unwrap();
    for place in (0..512).step_by(3) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        std::fs::write(&path, &bytes).unwrap();
        let _ = Store::open(&path);
    }
    for length in [1, 9, 100, 4096, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        assert!(Store::open(&path).is_err(), "{length} bytes open");
    }
}
