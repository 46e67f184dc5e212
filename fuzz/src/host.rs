//! What the host's side does when the library calls back.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;

use crate::table::status::{TILLBOOK_OK, TILLBOOK_REENTRANT};
use crate::table::{EXPORTS, Kind, Returned, Returns, Struct, Text};

/// What every callback is handed, and only that.
static OURS: u64 = 0;

/// The newest time that was told: 1 March 2026.
const BEGINNING: i64 = 1_772_323_200_000;

pub const ALWAYS: u64 = u64::MAX;

thread_local! {
    static TIME: Cell<i64> = const { Cell::new(BEGINNING) };
    static CALLED: Cell<u64> = const { Cell::new(0) };
    /// After how many callbacks one of them answers yes, counted down; 0 for never, `ALWAYS` for each of them.
    static PATIENCE: Cell<u64> = const { Cell::new(0) };
    /// What the next callback fills in, which leads to memory of the call that calls back.
    static PREPARED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

pub fn ours() -> *mut c_void {
    (&raw const OURS).cast_mut().cast()
}

pub fn begin() {
    TIME.set(BEGINNING);
    CALLED.set(0);
    PATIENCE.set(0);
    PREPARED.take();
}

/// Lets time pass, or go back, as clocks of tills do.
pub fn pass(millis: i64) {
    TIME.set(TIME.get() + millis);
}

/// After how many callbacks one answers yes, for example to the question whether to stop.
pub fn say_yes_after(callbacks: u64) {
    PATIENCE.set(callbacks);
}

pub fn time() -> i64 {
    pass(7);
    TIME.get()
}

pub fn is_ours(user: *mut c_void) {
    // None was given in a struct that ends before it.
    assert!(user == ours() || user.is_null(), "a callback was handed what does not belong to it");
}

/// Reads every byte that was lent.
pub fn read(text: Text) -> Vec<u8> {
    if text.ptr.is_null() {
        assert_eq!(text.len, 0, "a text that is not there has a length");
        return Vec::new();
    }
    // SAFETY: what is to be found out; the sanitizer tells when it is not so.
    unsafe { std::slice::from_raw_parts(text.ptr, text.len) }.to_vec()
}

/// Reads every text of a struct that was lent.
pub fn look(at: *mut c_void, shape: &'static Struct) {
    for field in shape.fields {
        if matches!(field.kind, Kind::Text) {
            // SAFETY: the struct is as the header declares it.
            read(unsafe { at.byte_add(field.offset).cast::<Text>().read() });
        }
    }
}

/// Keeps what a callback is to fill in.
pub fn prepare(bytes: &[u8]) {
    PREPARED.set(bytes.to_vec());
}

/// Fills in a struct with what was prepared, as far as both reach.
pub fn fill(at: *mut c_void, shape: &'static Struct) {
    PREPARED.with_borrow(|prepared| {
        // SAFETY: the struct is as the header declares it.
        unsafe { at.cast::<u8>().copy_from_nonoverlapping(prepared.as_ptr(), prepared.len().min(shape.size)) };
    });
}

/// A callback was called. Now and then it calls back in, where it must be refused. Answers yes or no.
pub fn called<T: From<bool>>() -> T {
    let called = CALLED.get() + 1;
    CALLED.set(called);
    if called.is_multiple_of(64) {
        call_in(called as usize / 64 % EXPORTS.len());
    }
    let left = PATIENCE.get();
    PATIENCE.set(if left == ALWAYS { ALWAYS } else { left.saturating_sub(1) });
    T::from(left == 1 || left == ALWAYS)
}

/// Calls a function from within a callback, all its arguments zero.
fn call_in(which: usize) {
    let export = &EXPORTS[which];
    let arguments = vec![0_u64; export.arguments.size.div_ceil(8)];
    // SAFETY: as many bytes as the function has arguments; every function takes zeros.
    let returned = unsafe { (export.call)(arguments.as_ptr().cast()) };
    if let (Returns::Status { .. }, Returned::Number(status)) = (&export.returns, returned) {
        // Freeing nothing is never refused.
        let frees_nothing = export.arguments.fields.len() == 1 && status == i64::from(TILLBOOK_OK);
        assert!(
            frees_nothing || status == i64::from(TILLBOOK_REENTRANT),
            "{} answered {status} within a callback",
            export.name
        );
    }
}
