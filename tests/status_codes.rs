//! A status code keeps its number and its name for ever: other languages and other people's logs hold them.

use tillbook::Status;

#[test]
fn no_number_changes_its_meaning() {
    let pinned = [
        (0, "ok", false),
        (100, "invalid_argument", false),
        (101, "invalid_card", false),
        (102, "missing_card", false),
        (103, "too_large", false),
        (104, "invalid_handle", false),
        (105, "buffer_too_small", false),
        (200, "not_found", false),
        (201, "used_token", false),
        (202, "expired_token", false),
        (203, "already_exists", false),
        (204, "deleted", false),
        (205, "conflict", false),
        (300, "store_missing", false),
        (301, "not_a_store", false),
        (302, "newer_format", false),
        (303, "already_open", true),
        (304, "damaged", false),
        (305, "io", true),
        (306, "poisoned", false),
        (307, "outcome_unknown", false),
        (308, "read_only", false),
        (400, "unsupported", false),
        (401, "panicked", false),
        (402, "closed", false),
        (403, "forked", false),
        (404, "reentrant", false),
        (405, "cancelled", false),
    ];
    let table: Vec<_> = Status::ALL.iter().map(|status| (*status as i32, status.name(), status.retryable())).collect();
    assert_eq!(table, pinned);
}

#[test]
fn every_meaning_is_one_sentence() {
    for status in Status::ALL {
        let meaning = status.meaning();
        assert!(meaning.ends_with('.') && meaning.matches(". ").count() == 0, "{status}: {meaning}");
        assert_eq!(status.to_string(), status.name());
    }
}
