//! The machine has no memory for one more handle: the host is told just that, and goes on once it freed something.
#![cfg(feature = "capi")]
#![allow(unsafe_code, reason = "a C interface is called as C calls it, and memory is refused where it is given out")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicBool, Ordering};

use tillbook::Status;
use tillbook::capi::*;

mod hosts;
use hosts::{Host, close, done, text, told};

/// Gives no memory for the places of handles, which alone are as wide as a line of the processor's cache, when it is told to.
struct Scarce;

static NONE_LEFT: AtomicBool = AtomicBool::new(false);

// SAFETY: whatever is given out is the system's.
unsafe impl GlobalAlloc for Scarce {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() == 64 && layout.size() >= 64 << 10 && NONE_LEFT.load(Ordering::Relaxed) {
            return null_mut();
        }
        // SAFETY: the caller promises what the system asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static MEMORY: Scarce = Scarce;

fn id_of(store: *const tillbook_store) -> (i32, String, *mut tillbook_text) {
    let mut id = null_mut();
    // SAFETY: everything is what the header asks for.
    let (status, message) = told(|error| unsafe { tillbook_store_id(store, &mut id, error) });
    (status, message, id)
}

/// Handles were said to be too many when there was no memory for the place of another one.
#[test]
fn a_handle_for_which_there_is_no_memory_is_refused_as_that_and_nothing_else() {
    const OK: i32 = Status::Ok as i32;
    const IO: i32 = Status::Io as i32;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    NONE_LEFT.store(true, Ordering::Relaxed);
    let mut store = null_mut();
    // SAFETY: everything is what the header asks for.
    let status = unsafe { tillbook_open(text(path.to_str().unwrap()), null(), &mut store, null_mut()) };
    assert!(status == IO && store.is_null() && !path.exists(), "{status}");

    NONE_LEFT.store(false, Ordering::Relaxed);
    let host = Host::open();
    NONE_LEFT.store(true, Ordering::Relaxed);
    let mut held = Vec::new();
    let (status, message) = loop {
        match id_of(host.store) {
            (OK, _, id) => held.push(id),
            (status, message, id) => {
                assert!(id.is_null());
                break (status, message);
            }
        }
        assert!(held.len() < 5_000, "memory is given out all the same");
    };
    assert_eq!(status, IO, "{message}");
    assert!(message.contains("memory") && message.contains("free what is no longer needed"), "{message}");
    assert!(!message.contains("too many") && !message.contains("disk"), "{message}");

    // What needs no handle goes on, and so does what needs one when another was freed.
    let mut fields: tillbook_account_fields = hosts::sized();
    // SAFETY: `fields` tells its size.
    assert_eq!(unsafe { tillbook_account_read(host.account, &mut fields) }, OK);
    held.drain(..10).for_each(|id| assert_eq!(tillbook_text_free(id), OK));
    let (status, message, id) = id_of(host.store);
    assert_eq!((status, message.as_str()), (OK, ""));
    held.push(id);
    NONE_LEFT.store(false, Ordering::Relaxed);
    held.extend((0..2_000).map(|_| id_of(host.store)).map(|(status, _, id)| {
        assert_eq!(status, OK);
        id
    }));
    held.into_iter().for_each(|id| assert_eq!(tillbook_text_free(id), OK));
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_open(text(path.to_str().unwrap()), null(), &mut store, error) });
    assert_eq!(close(store), OK);
}
