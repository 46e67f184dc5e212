//! One handle of every kind there is.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use tillbook::capi::*;

use super::{Host, account, account_of, done, sized, text};

/// A store that holds something of everything, and a handle of each kind beside the store's own.
pub struct Kinds {
    pub host: Host,
    pub handles: Vec<Handle>,
}

/// A handle, and what its kind is called, read and freed by.
pub struct Handle {
    pub kind: &'static str,
    pub handle: usize,
    pub read: fn(usize) -> i32,
    pub free: fn(usize) -> i32,
}

/// A kind of handle with what reads it into a struct, and what frees it.
macro_rules! handle {
    ($kind:literal, $handle:expr, $read:ident, $fields:ty, $free:ident) => {
        Handle {
            kind: $kind,
            handle: $handle as usize,
            read: |handle| {
                let mut fields: $fields = sized();
                // SAFETY: `fields` tells its size.
                unsafe { $read(handle as *const _, &mut fields) }
            },
            free: |handle| $free(handle as *mut _),
        }
    };
}

impl Kinds {
    pub fn open() -> Kinds {
        // A day does not end while the test runs.
        let host = Host::open_with(&tillbook_open_options { clock: Some(noon), ..sized() });
        host.fill(3);
        let handles = handles(&host);
        Kinds { host, handles }
    }
}

/// 2026-05-04, at noon.
extern "C" fn noon(_: *mut c_void) -> i64 {
    1_777_896_000_000
}

fn handles(host: &Host) -> Vec<Handle> {
    let omise = account(host.store);
    let (river, shopline) = (account_of(host.store, (4, 1)), account_of(host.store, (5, 1)));
    let path = host.file("people.csv");
    let (mut id, mut error, mut list, mut iterator) = (null_mut(), null_mut(), null_mut(), null_mut());
    let (mut customer, mut card, mut token, mut schedule) = (null_mut(), null_mut(), null_mut(), null_mut());
    let (mut dues, mut due, mut occurrence, mut tax_identifier) = (null_mut(), null_mut(), null_mut(), null_mut());
    let (mut member, mut entry, mut response) = (null_mut(), null_mut(), null_mut());
    let (mut stat, mut check, mut import) = (null_mut(), null_mut(), null_mut());
    let mut now: tillbook_account_fields = sized();
    let mut ann: tillbook_customer_fields = sized();
    let mut mei: tillbook_customer_fields = sized();
    let mut plan: tillbook_schedule_fields = sized();
    let visa = tillbook_card_details {
        number: text("4242 4242 4242 4242"),
        name: text("Ann Berg"),
        expiration_month: 12,
        expiration_year: 2098,
        ..sized()
    };
    let request = tillbook_request { method: text("GET"), path: text("/customers"), ..sized() };
    let credit = tillbook_new_ledger_entry { value: 100, remarks: text("welcome"), ..sized() };
    // SAFETY: everything is what the header asks for.
    unsafe {
        assert_eq!(tillbook_account_read(omise, &mut now), 0);
        done(|error| tillbook_store_id(host.store, &mut id, error));
        assert_ne!(tillbook_store_health(null(), &mut error), 0);
        done(|error| tillbook_customers_by_email(omise, text("p1@example.org"), &mut list, error));
        done(|error| tillbook_customers_iterate(omise, null(), &mut iterator, error));
        done(|error| tillbook_list_customer(list, 0, &mut customer, error));
        assert_eq!(tillbook_customer_read(customer, &mut ann), 0);
        done(|error| tillbook_cards_attach(omise, ann.id, &visa, &mut card, error));
        done(|error| tillbook_tokens_create(omise, &visa, &mut token, error));
        let daily = tillbook_new_schedule {
            customer: ann.id,
            amount: 4500,
            currency: text("THB"),
            recurrence: tillbook_recurrence {
                kind: 1,
                every: 1,
                weekdays: 0,
                days_of_month: 0,
                ordinal: 0,
                weekday: 0,
            },
            start_on: now.today,
            end_on: tillbook_date { year: now.today.year + 1, ..now.today },
            ..sized()
        };
        done(|error| tillbook_schedules_create(omise, &daily, &mut schedule, error));
        assert_eq!(tillbook_schedule_read(schedule, &mut plan), 0);
        done(|error| tillbook_schedules_due(omise, now.now, 10, &mut dues, error));
        done(|error| tillbook_list_due(dues, 0, &mut due, error));
        let nothing = tillbook_str { ptr: null(), len: 0 };
        done(|error| {
            let skipped = 3;
            let message = text("asked not to");
            tillbook_schedules_record(omise, plan.id, now.today, skipped, nothing, message, &mut occurrence, error)
        });
        let (kind, value) = (text("de"), text("DE111111125"));
        done(|error| tillbook_tax_identifiers_create(river, kind, value, &mut tax_identifier, error));
        let new = tillbook_new_customer { email: text("mei@example.org"), ..sized() };
        done(|error| tillbook_customers_create(shopline, &new, &mut member, error));
        assert_eq!(tillbook_customer_read(member, &mut mei), 0);
        done(|error| tillbook_ledgers_post(shopline, mei.id, 1, &credit, &mut entry, error));
        done(|error| tillbook_call(omise, &request, &mut response, error));
        done(|error| tillbook_store_stat(host.store, &mut stat, error));
        done(|error| tillbook_store_check(host.store, None, null_mut(), &mut check, error));
        done(|error| tillbook_customers_import(omise, text(&path), null(), None, null_mut(), &mut import, error));
    }
    assert_eq!((tillbook_list_free(dues), tillbook_customer_free(member)), (0, 0));
    assert_eq!((tillbook_account_free(river), tillbook_account_free(shopline)), (0, 0));
    let bytes = |handle| {
        let mut bytes = tillbook_str { ptr: null(), len: 0 };
        // SAFETY: `bytes` may be written.
        unsafe { tillbook_text_read(handle as *const _, &mut bytes) }
    };
    let next = |handle| {
        let mut customer = null_mut();
        // SAFETY: everything is what the header asks for.
        let status = unsafe { tillbook_iterator_next(handle as *mut _, &mut customer, null_mut()) };
        assert_eq!(tillbook_customer_free(customer), 0);
        status
    };
    let text =
        Handle { kind: "text", handle: id as usize, read: bytes, free: |text| tillbook_text_free(text as *mut _) };
    let free = |iterator| tillbook_iterator_free(iterator as *mut _);
    let iterator = Handle { kind: "iterator", handle: iterator as usize, read: next, free };
    vec![
        text,
        iterator,
        handle!("account", omise, tillbook_account_read, tillbook_account_fields, tillbook_account_free),
        handle!("error", error, tillbook_error_read, tillbook_error_fields, tillbook_error_free),
        handle!("list", list, tillbook_list_read, tillbook_list_fields, tillbook_list_free),
        handle!("customer", customer, tillbook_customer_read, tillbook_customer_fields, tillbook_customer_free),
        handle!("card", card, tillbook_card_read, tillbook_card_fields, tillbook_card_free),
        handle!("token", token, tillbook_token_read, tillbook_token_fields, tillbook_token_free),
        handle!("schedule", schedule, tillbook_schedule_read, tillbook_schedule_fields, tillbook_schedule_free),
        handle!("due", due, tillbook_due_read, tillbook_due_fields, tillbook_due_free),
        handle!(
            "occurrence",
            occurrence,
            tillbook_occurrence_read,
            tillbook_occurrence_fields,
            tillbook_occurrence_free
        ),
        handle!(
            "tax_identifier",
            tax_identifier,
            tillbook_tax_identifier_read,
            tillbook_tax_identifier_fields,
            tillbook_tax_identifier_free
        ),
        handle!(
            "ledger_entry",
            entry,
            tillbook_ledger_entry_read,
            tillbook_ledger_entry_fields,
            tillbook_ledger_entry_free
        ),
        handle!("response", response, tillbook_response_read, tillbook_response_fields, tillbook_response_free),
        handle!("stat", stat, tillbook_stat_read, tillbook_stat_fields, tillbook_stat_free),
        handle!(
            "check_report",
            check,
            tillbook_check_report_read,
            tillbook_check_report_fields,
            tillbook_check_report_free
        ),
        handle!(
            "import_report",
            import,
            tillbook_import_report_read,
            tillbook_import_report_fields,
            tillbook_import_report_free
        ),
    ]
}

/// The kinds that the library can free, as its list of exports has them.
pub fn freed_by_the_library() -> Vec<String> {
    let exports = include_str!("../../abi/exports.txt");
    let kinds = exports.lines().filter_map(|name| name.strip_prefix("tillbook_")?.strip_suffix("_free"));
    kinds.map(str::to_owned).collect()
}
