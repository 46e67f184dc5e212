//! A host's callback calls the library, stops the work, forks or waits: the host is told, and the store goes on.
#![cfg(feature = "capi")]
#![allow(unsafe_code, reason = "a C interface is called as C calls it")]

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering};

use tillbook::Status;
use tillbook::capi::*;

mod hosts;
use hosts::{Host, close, done, read, sized, take, text, told};

const OK: i32 = Status::Ok as i32;
const CANCELLED: i32 = Status::Cancelled as i32;
const REENTRANT: i32 = Status::Reentrant as i32;

/// What a callback was told, and when it says that it is enough.
#[derive(Default)]
struct Told {
    steps: RefCell<Vec<(String, u64, u64, u64)>>,
    /// How many times it is told before it stops the work; never, when nothing.
    until: Option<usize>,
    bytes: RefCell<Vec<u8>>,
    writes: Cell<usize>,
    /// Stops the work by the function that takes the bytes.
    full: Cell<bool>,
    /// How many times anything was called after the work was stopped.
    late: Cell<usize>,
    stopped: Cell<bool>,
}

impl Told {
    fn until(many: usize) -> Told {
        Told { until: Some(many), ..Told::default() }
    }

    fn user(&self) -> *mut c_void {
        (&raw const *self).cast_mut().cast()
    }

    fn stop(&self, stop: bool) -> i32 {
        self.late.set(self.late.get() + usize::from(self.stopped.get()));
        self.stopped.set(self.stopped.get() || stop);
        stop.into()
    }
}

/// SAFETY: `user` is a [`Told`] that lives as long as the call.
unsafe extern "C" fn listen(progress: *const tillbook_progress_fields, user: *mut c_void) -> i32 {
    // SAFETY: as above, and the library passes its own struct.
    let (progress, told) = unsafe { (&*progress, &*user.cast::<Told>()) };
    assert_eq!(progress.struct_size as usize, size_of::<tillbook_progress_fields>());
    let mut steps = told.steps.borrow_mut();
    steps.push((read(progress.step), progress.done, progress.total, progress.rows));
    told.stop(told.until == Some(steps.len()))
}

/// SAFETY: `user` is a [`Told`] that lives as long as the call.
unsafe extern "C" fn swallow(bytes: tillbook_str, user: *mut c_void) -> i32 {
    // SAFETY: as above.
    let told = unsafe { &*user.cast::<Told>() };
    told.bytes.borrow_mut().extend(read(bytes).bytes());
    told.writes.set(told.writes.get() + 1);
    told.stop(told.full.get())
}

/// Every piece of long work, by name: its status, and its error.
fn long_work(host: &Host, name: &str, progress: tillbook_progress, user: *mut c_void) -> (i32, String) {
    let (people, copy, out) = (host.file("people.csv"), host.file("copy.tillbook"), host.file("out.jsonl"));
    let (mut check, mut import, mut count) = (null_mut(), null_mut(), 0);
    let mut copied: tillbook_backup_fields = sized();
    // SAFETY: everything is what the header asks for.
    let answer = unsafe {
        match name {
            "check" => told(|error| tillbook_store_check(host.store, progress, user, &mut check, error)),
            "check file" => {
                std::fs::copy(host.file("till.tillbook"), &copy).unwrap();
                told(|error| tillbook_check_file(text(&copy), progress, user, &mut check, error))
            }
            "backup" => {
                told(|error| tillbook_store_backup(host.store, text(&copy), progress, user, &mut copied, error))
            }
            "import" => {
                let path = text(&people);
                told(|error| tillbook_customers_import(host.account, path, null(), progress, user, &mut import, error))
            }
            "import from" => {
                let bytes = std::fs::read_to_string(&people).unwrap();
                told(|error| {
                    let bytes = text(&bytes);
                    tillbook_customers_import_from(host.account, bytes, null(), progress, user, &mut import, error)
                })
            }
            "export" => {
                let path = text(&out);
                told(|error| tillbook_customers_export(host.account, path, 1, progress, user, &mut count, error))
            }
            "export to" => told(|error| {
                tillbook_customers_export_to(host.account, 2, Some(swallow), progress, user, &mut count, error)
            }),
            other => panic!("there is no {other}"),
        }
    };
    let given = !check.is_null() || !import.is_null() || count > 0 || copied.bytes > 0;
    assert_eq!(given, answer.0 == OK, "{name} filled its output: {given}, and answered {answer:?}");
    assert_eq!((tillbook_check_report_free(check), tillbook_import_report_free(import)), (OK, OK));
    let _ = std::fs::remove_file(copy);
    answer
}

const LONG_WORK: [&str; 7] = ["check", "check file", "backup", "import", "import from", "export", "export to"];

#[test]
fn whatever_is_long_can_be_stopped_at_each_step_and_leaves_nothing_behind() {
    let host = Host::open();
    host.fill(5);
    let files = || {
        let entries = std::fs::read_dir(host.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files();
    for name in LONG_WORK {
        let whole = Told::default();
        assert_eq!(long_work(&host, name, Some(listen), whole.user()), (OK, String::new()), "{name}");
        let steps = whole.steps.take();
        assert!(steps.len() > 1, "{name} told {steps:?}");
        let _ = std::fs::remove_file(host.file("out.jsonl"));
        for until in 1..=steps.len() {
            let told = Told::until(until);
            let (status, message) = long_work(&host, name, Some(listen), told.user());
            assert_eq!(status, CANCELLED, "{name} was told {until} times: {message}");
            assert_eq!(told.steps.borrow().len(), until, "{name} went on after it was stopped");
            assert_eq!(told.late.get(), 0, "{name} called back after it was stopped");
            assert_eq!(files(), before, "{name} left something behind");
        }
        assert_eq!(long_work(&host, name, None, Told::default().user()).0, OK, "{name} needs nobody to tell");
        let _ = std::fs::remove_file(host.file("out.jsonl"));
    }
}

#[test]
fn progress_says_what_is_counted() {
    let host = Host::open();
    host.fill(5);
    let size = std::fs::metadata(host.file("people.csv")).unwrap().len();
    let steps = |name| {
        let told = Told::default();
        assert_eq!(long_work(&host, name, Some(listen), told.user()).0, OK);
        told.steps.take()
    };
    assert_eq!(steps("export"), [("(nothing)".to_owned(), 0, 5, 0), ("(nothing)".to_owned(), 5, 5, 0)]);
    assert_eq!(steps("import").last(), Some(&("(nothing)".to_owned(), size, size, 5)));
    let (check, file) = (steps("check"), steps("check file"));
    assert!(check.iter().any(|(table, done, total, _)| table == "customers" && (*done, *total) == (5, 5)), "{check:?}");
    assert_eq!(file[0].0, "pages");
    let backup = steps("backup");
    assert!(backup.iter().all(|(step, done, total, rows)| step == "(nothing)" && done <= total && *rows == 0));
    assert_eq!(backup.last().map(|step| step.1), backup.first().map(|step| step.2));
}

#[test]
fn an_export_that_its_taker_stops_says_so_and_calls_nothing_any_more() {
    let host = Host::open();
    host.fill(2_000);
    let told = Told::default();
    assert_eq!(long_work(&host, "export to", Some(listen), told.user()).0, OK);
    let lines = String::from_utf8(told.bytes.take()).unwrap().lines().count();
    assert_eq!(lines, 2_001);
    assert!(told.writes.get() > 1, "the export was held in memory");

    let full = Told { full: Cell::new(true), ..Told::default() };
    let (status, message) = long_work(&host, "export to", Some(listen), full.user());
    assert_eq!((status, full.writes.get(), full.late.get()), (CANCELLED, 1, 0), "{message}");

    // SAFETY: everything is what the header asks for, but for the function that is missing.
    let (status, message) = told_of(|error| unsafe {
        tillbook_customers_export_to(host.account, 1, None, None, null_mut(), &mut 0, error)
    });
    assert_eq!(status, Status::InvalidArgument as i32);
    assert!(message.starts_with("write "), "{message}");
}

use hosts::told as told_of;

/// A callback's attempts to call the library, by function.
static STORE: AtomicPtr<tillbook_store> = AtomicPtr::new(null_mut());
static ACCOUNT: AtomicPtr<tillbook_account> = AtomicPtr::new(null_mut());

/// Calls the library in every way that must not be: reading, writing, freeing, closing, opening, and the same work again.
fn call_in() -> Vec<(&'static str, i32)> {
    let (store, account) = (STORE.load(Ordering::Relaxed), ACCOUNT.load(Ordering::Relaxed));
    let request = tillbook_request { method: text("POST"), path: text("/customers"), ..sized() };
    let mut fields: tillbook_account_fields = sized();
    let mut list = null_mut();
    // SAFETY: everything is what the header asks for.
    unsafe {
        vec![
            ("tillbook_call", tillbook_call(account, &request, &mut null_mut(), null_mut())),
            ("tillbook_account_read", tillbook_account_read(account, &mut fields)),
            ("tillbook_customers_by_email", tillbook_customers_by_email(account, text("x"), &mut list, null_mut())),
            ("tillbook_store_health", tillbook_store_health(store, null_mut())),
            ("tillbook_store_check", tillbook_store_check(store, None, null_mut(), &mut null_mut(), null_mut())),
            ("tillbook_account_free", tillbook_account_free(account)),
            ("tillbook_open", tillbook_open(text("/nowhere"), null(), &mut null_mut(), null_mut())),
            ("tillbook_close", close(store)),
        ]
    }
}

extern "C" fn call_in_from_progress(_: *const tillbook_progress_fields, user: *mut c_void) -> i32 {
    // SAFETY: `user` is the list that the test made.
    unsafe { &*user.cast::<RefCell<Vec<_>>>() }.borrow_mut().extend(call_in());
    0
}

extern "C" fn call_in_from_write(_: tillbook_str, user: *mut c_void) -> i32 {
    call_in_from_progress(null(), user)
}

#[test]
fn a_callback_that_calls_the_library_is_told_and_the_work_goes_on() {
    let host = Host::open();
    host.fill(3);
    STORE.store(host.store, Ordering::Relaxed);
    ACCOUNT.store(host.account, Ordering::Relaxed);
    let calls: RefCell<Vec<(&'static str, i32)>> = RefCell::default();
    let user = (&raw const calls).cast_mut().cast();
    for name in LONG_WORK.into_iter().filter(|name| *name != "export to") {
        assert_eq!(long_work(&host, name, Some(call_in_from_progress), user), (OK, String::new()), "{name}");
        assert!(!calls.borrow().is_empty(), "{name} told nobody");
        for (function, status) in calls.take() {
            assert_eq!(status, REENTRANT, "{function} during {name}");
        }
    }
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe {
        tillbook_customers_export_to(host.account, 1, Some(call_in_from_write), None, user, &mut 0, error)
    });
    for (function, status) in calls.take() {
        assert_eq!(status, REENTRANT, "{function} during an export");
    }
}

/// The time that [`tell_time`] tells, and what came of the calls that it made.
static TIME: AtomicI64 = AtomicI64::new(0);
static WRONG: std::sync::Mutex<Vec<(&'static str, i32)>> = std::sync::Mutex::new(Vec::new());

extern "C" fn tell_time(_: *mut c_void) -> i64 {
    let wrong = call_in().into_iter().filter(|(_, status)| *status != REENTRANT);
    WRONG.lock().unwrap().extend(wrong);
    TIME.load(Ordering::Relaxed)
}

#[test]
fn a_clock_of_the_host_tells_the_time_and_may_not_call_in() {
    // 2026-05-04T09:30:00Z.
    TIME.store(1_777_887_000_000, Ordering::Relaxed);
    let options = tillbook_open_options { clock: Some(tell_time), ..sized() };
    let host = Host::open_with(&options);
    STORE.store(host.store, Ordering::Relaxed);
    ACCOUNT.store(host.account, Ordering::Relaxed);
    let mut fields: tillbook_account_fields = sized();
    // SAFETY: `fields` tells its size.
    assert_eq!(unsafe { tillbook_account_read(host.account, &mut fields) }, OK);
    assert_eq!((fields.provider, fields.mode, fields.now), (1, 1, 1_777_887_000_000));
    assert_eq!((fields.today.year, fields.today.month, fields.today.day), (2026, 5, 4));
    host.fill(1);
    let mut list = null_mut();
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_customers_by_email(host.account, text("p0@example.org"), &mut list, error) });
    let (mut customer, mut fields) = (null_mut(), sized::<tillbook_customer_fields>());
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_list_customer(list, 0, &mut customer, error) });
    // SAFETY: `fields` tells its size.
    assert_eq!(unsafe { tillbook_customer_read(customer, &mut fields) }, OK);
    assert_eq!(fields.created_at, 1_777_887_000_000);
    assert_eq!((tillbook_customer_free(customer), tillbook_list_free(list)), (OK, OK));
    assert_eq!(*WRONG.lock().unwrap(), []);
}

#[cfg(unix)]
extern "C" fn fork(_: *const tillbook_progress_fields, user: *mut c_void) -> i32 {
    // SAFETY: `user` is the number that the test made; the child comes back from here and ends in the test.
    unsafe {
        let child = &*user.cast::<Cell<i32>>();
        if child.get() < 0 {
            child.set(libc::fork());
        }
    }
    0
}

/// A child that came back from the callback in which it was made went on with its parent's work, and by giving it up took
/// away the file that its parent was writing.
#[cfg(unix)]
#[test]
fn a_child_that_comes_back_from_a_callback_is_stopped_and_its_parent_is_not_disturbed() {
    let host = Host::open();
    host.fill(3);
    for name in LONG_WORK.into_iter().filter(|name| *name != "export to") {
        let child = Cell::new(-1);
        let answer = long_work(&host, name, Some(fork), (&raw const child).cast_mut().cast());
        if child.get() == 0 {
            // SAFETY: it ends the child at once.
            unsafe { libc::_exit(0) };
        }
        assert_eq!(answer, (OK, String::new()), "{name}");
        let mut ended = 0;
        // SAFETY: it waits for the child that the callback made.
        assert_eq!(unsafe { libc::waitpid(child.get(), &mut ended, 0) }, child.get());
        assert!(libc::WIFSIGNALED(ended), "the child went on with the {name}");
    }
}

#[test]
fn a_fault_inside_is_caught_and_stops_the_store_until_it_is_opened_again() {
    let host = Host::open();
    host.fill(1);
    // SAFETY: the store may be made unusable.
    let (status, message) = told(|error| unsafe { tillbook_debug_panic(host.store, error) });
    assert_eq!(status, Status::Panicked as i32);
    assert!(message.contains("open it again"), "{message}");
    let poisoned = Status::Poisoned as i32;
    let mut list = null_mut();
    // SAFETY: everything is what the header asks for.
    unsafe {
        assert_eq!(told(|error| tillbook_store_health(host.store, error)).0, poisoned);
        assert_eq!(told(|error| tillbook_store_sync(host.store, error)).0, poisoned);
        assert_eq!(told(|error| tillbook_customers_by_email(host.account, text("x"), &mut list, error)).0, poisoned);
    }
    for name in ["check", "backup", "import", "import from", "export", "export to"] {
        assert_eq!(long_work(&host, name, None, Told::default().user()).0, poisoned, "{name}");
    }
    let mut id = null_mut();
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_store_id(host.store, &mut id, error) });
    assert_eq!(take(id).len(), 32);
    assert_eq!(close(host.store), OK);
    let (mut again, path) = (null_mut(), host.file("till.tillbook"));
    // SAFETY: everything is what the header asks for.
    unsafe {
        done(|error| tillbook_open(text(&path), null(), &mut again, error));
        done(|error| tillbook_store_health(again, error));
    }
    assert_eq!(close(again), OK);
}

/// A guard looked whether its thread was unwinding. A host that is written in Rust and called the library while it was
/// itself unwinding, to save what it could, stopped its store by each call that went well.
#[test]
fn a_host_that_is_unwinding_itself_does_not_stop_the_store() {
    struct Save<'a>(&'a Host);
    impl Drop for Save<'_> {
        fn drop(&mut self) {
            self.0.fill(1);
        }
    }
    let host = Host::open();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _save = Save(&host);
        std::panic::resume_unwind(Box::new("the host's own"));
    }));
    assert!(failed.is_err());
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_store_health(host.store, error) });
}
