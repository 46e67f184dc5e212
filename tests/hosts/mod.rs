//! A host written in Rust that calls the C interface as any other would.
#![allow(unsafe_code, reason = "a C interface is called as C calls it")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::ptr::{null, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tillbook::capi::*;

pub mod kinds;

/// A store in a folder of its own, alone with the handles of this process.
pub struct Host {
    pub store: *mut tillbook_store,
    pub account: *mut tillbook_account,
    pub folder: tempfile::TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Host {
    pub fn open() -> Host {
        Host::open_with(null())
    }

    pub fn open_with(options: *const tillbook_open_options) -> Host {
        let alone = alone();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("till.tillbook");
        let mut store = null_mut();
        // SAFETY: everything is what the header asks for.
        done(|error| unsafe { tillbook_open(text(path.to_str().unwrap()), options, &mut store, error) });
        Host { store, account: account(store), folder, _alone: alone }
    }

    /// Where a file of the test lies.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Imports so many customers: `Person 0` with `p0@example.org`, and so on.
    pub fn fill(&self, customers: usize) {
        let rows: String = (0..customers).map(|row| format!("{row},Person {row},p{row}@example.org\n")).collect();
        let path = self.file("people.csv");
        std::fs::write(&path, format!("Customer ID,Name,E-Mail\n{rows}")).unwrap();
        let mut report = null_mut();
        // SAFETY: everything is what the header asks for.
        done(|error| unsafe {
            tillbook_customers_import(self.account, text(&path), null(), None, null_mut(), &mut report, error)
        });
        assert_eq!(tillbook_import_report_free(report), 0);
    }
}

impl Drop for Host {
    /// Whatever a test did, nothing of it is left.
    fn drop(&mut self) {
        tillbook_account_free(self.account);
        close(self.store);
        if !std::thread::panicking() {
            assert_eq!(tillbook_debug_live_handles(), 0, "the test forgot to free something");
        }
    }
}

/// Waits until no other test of this program holds handles.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Closes a store, and answers with the status.
pub fn close(store: *mut tillbook_store) -> i32 {
    // SAFETY: a store is not followed, and no error is wanted.
    unsafe { tillbook_close(store, null_mut()) }
}

/// The account of Omise's test world.
pub fn account(store: *const tillbook_store) -> *mut tillbook_account {
    account_of(store, (1, 1))
}

/// The account of a provider and a mode.
pub fn account_of(store: *const tillbook_store, (provider, mode): (i32, i32)) -> *mut tillbook_account {
    let mut account = null_mut();
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_account_open(store, provider, mode, &mut account, error) });
    account
}

/// A text as a host passes it.
pub fn text(text: &str) -> tillbook_str {
    tillbook_str { ptr: text.as_ptr().cast(), len: text.len() }
}

/// A text that was lent.
pub fn read(text: tillbook_str) -> String {
    if text.ptr.is_null() {
        return "(nothing)".to_owned();
    }
    // SAFETY: the library lent it, and its owner is still held.
    String::from_utf8(unsafe { std::slice::from_raw_parts(text.ptr.cast(), text.len) }.to_vec()).unwrap()
}

/// The text of a handle, which is freed.
pub fn take(text: *mut tillbook_text) -> String {
    let mut bytes = tillbook_str { ptr: null(), len: 0 };
    // SAFETY: `bytes` may be written.
    assert_eq!(unsafe { tillbook_text_read(text, &mut bytes) }, 0);
    let copy = read(bytes);
    assert_eq!(tillbook_text_free(text), 0);
    copy
}

/// A struct that tells its size.
pub fn sized<T>() -> T {
    // SAFETY: the structs of the interface may hold any bytes.
    let mut fields: T = unsafe { std::mem::zeroed() };
    // SAFETY: each begins with its size.
    unsafe { (&raw mut fields).cast::<u32>().write(size_of::<T>() as u32) };
    fields
}

/// A call that must go well.
#[track_caller]
pub fn done(call: impl FnOnce(*mut *mut tillbook_error) -> i32) {
    let (status, message) = told(call);
    assert_eq!((status, message.as_str()), (0, ""));
}

/// The status of a call, and what its error says.
pub fn told(call: impl FnOnce(*mut *mut tillbook_error) -> i32) -> (i32, String) {
    let mut error = null_mut();
    let status = call(&mut error);
    if error.is_null() {
        return (status, String::new());
    }
    let mut fields: tillbook_error_fields = sized();
    // SAFETY: `fields` tells its size.
    assert_eq!(unsafe { tillbook_error_read(error, &mut fields) }, 0);
    assert_eq!(fields.code, status, "the error tells another status than the call");
    let message = read(fields.message);
    assert_eq!(tillbook_error_free(error), 0);
    (status, message)
}
