//! The boundary: what every function of the interface goes through.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::error::tillbook_error;
use super::object::{Held, Kind, Open};
use super::place::{self, forks};
use super::slot;
use crate::account::Account;
use crate::error::{Error, Result, Status};

thread_local! {
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

/// Runs the body of a function: no panic leaves it, and a callback may not come in.
///
/// `error`, unless it is null, receives what went wrong, or null.
///
/// # Safety
/// `error` is null or may be written.
pub(super) unsafe fn entry(error: *mut *mut tillbook_error, body: impl FnOnce() -> Result<()>) -> i32 {
    let mut body = Some(body);
    // SAFETY: as the caller promises.
    unsafe { guard(error, &mut || body.take().map_or(Ok(()), |body| body())) }
}

/// Apart from [`entry`], of which every function has its own copy.
///
/// # Safety
/// As [`entry`].
unsafe fn guard(error: *mut *mut tillbook_error, body: &mut dyn FnMut() -> Result<()>) -> i32 {
    if !error.is_null() {
        // SAFETY: the caller promises that it may be written.
        unsafe { error.write_unaligned(std::ptr::null_mut()) };
    }
    let done = caught(|| if IN_CALLBACK.get() { Err(Error::Reentrant) } else { body() });
    match done.unwrap_or(Err(Error::Panicked)) {
        Ok(()) => Status::Ok as i32,
        // SAFETY: as above.
        Err(failure) => unsafe { tell(error, &failure) },
    }
}

/// Tells the host what went wrong.
///
/// # Safety
/// As [`entry`].
#[cold]
unsafe fn tell(error: *mut *mut tillbook_error, failure: &Error) -> i32 {
    if !error.is_null() {
        let made = caught(|| super::error::publish(failure));
        // SAFETY: the caller promises that it may be written.
        unsafe { error.write_unaligned(made.unwrap_or(std::ptr::null_mut())) };
    }
    failure.status() as i32
}

/// What came of work; nothing when it panicked. What the panic carried is dropped, which could panic as well; what that one
/// carries is forgotten.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let carried = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => return Some(done),
        Err(carried) => carried,
    };
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(carried))) {
        std::mem::forget(another);
    }
    None
}

/// Runs a host's callback, during which this thread may not call the library.
pub(super) fn call_back<T>(callback: impl FnOnce() -> T) -> T {
    struct Outside(bool);
    impl Drop for Outside {
        fn drop(&mut self) {
            IN_CALLBACK.set(self.0);
        }
    }
    let _outside = Outside(IN_CALLBACK.replace(true));
    let process = forks();
    let answer = callback();
    if forks() != process {
        // A child that the callback forked has come back from it. It would go on with its parent's work in its parent's
        // file, and even giving up would take away what the parent is writing, so it must do nothing at all any more.
        std::process::abort();
    }
    answer
}

/// Makes a store unusable unless it is told that all went well: what a panic left half done must not be seen.
struct PoisonUnlessDefused<'a>(&'a Open);

impl PoisonUnlessDefused<'_> {
    fn defuse(self) {
        std::mem::forget(self);
    }
}

impl Drop for PoisonUnlessDefused<'_> {
    fn drop(&mut self) {
        self.0.store.poison();
    }
}

/// Works with an open store. A panic makes it unusable.
pub(super) fn with_store<T>(handle: usize, work: impl FnOnce(&Open) -> Result<T>) -> Result<T> {
    slot::with_open(handle, |open| {
        let poison = PoisonUnlessDefused(open);
        let done = work(open);
        poison.defuse();
        done
    })
}

/// Works with an account of an open store. A panic makes the store unusable.
pub(super) fn with_account<T>(handle: usize, work: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    let (store, number) = slot::of_account(handle)?;
    with_account_of(store, number, work)
}

/// Works with the account of a number, of an open store.
pub(super) fn with_account_of<T>(store: usize, number: u8, work: impl FnOnce(&Account) -> Result<T>) -> Result<T> {
    with_store(store, |open| work(open.account(number)?))
}

/// Gives the host a handle to an object.
///
/// # Safety
/// `out` may be written.
pub(super) unsafe fn hand_out<R: Held, H>(out: *mut *mut H, object: Arc<R>) -> Result<()> {
    let handle = slot::publish(R::KIND, R::into_object(object))?;
    // SAFETY: the caller promises that it may be written.
    unsafe { out.write(handle as *mut H) };
    Ok(())
}

/// Handles of one call that are the host's only when all of them are made: until then they are freed with this.
#[derive(Default)]
pub(super) struct Together(Vec<Made>);

struct Made {
    out: *mut usize,
    handle: usize,
    kind: Kind,
}

impl Together {
    /// Makes a handle to an object, meant for an output.
    pub(super) fn make<R: Held, H>(&mut self, out: *mut *mut H, object: Arc<R>) -> Result<()> {
        let handle = slot::publish(R::KIND, R::into_object(object))?;
        self.0.push(Made { out: out.cast(), handle, kind: R::KIND });
        Ok(())
    }

    /// Gives the host all of them.
    ///
    /// # Safety
    /// Every output may be written.
    pub(super) unsafe fn hand_out(mut self) {
        for made in self.0.drain(..) {
            // SAFETY: the caller promises it; a handle is as large as the pointer that it is shown as.
            unsafe { made.out.write(made.handle) };
        }
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        for made in &self.0 {
            // A handle that nobody was given cannot have been freed, so there is nothing to be told of.
            let _ = slot::free(made.handle, made.kind);
        }
    }
}

/// An output that must be given; it is null or nothing until the call went well.
///
/// # Safety
/// `out` is null or may be written.
pub(super) unsafe fn output<T>(out: *mut T, name: &'static str, nothing: T) -> Result<*mut T> {
    refuse_no_place(out.is_null() || !out.is_aligned(), name)?;
    // SAFETY: the caller promises that it may be written.
    unsafe { out.write(nothing) };
    Ok(out)
}

/// An output that receives a handle, for which there is room before the work is done.
///
/// # Safety
/// As [`output`].
pub(super) unsafe fn handle_output<H>(out: *mut *mut H, name: &'static str) -> Result<*mut *mut H> {
    // SAFETY: the caller promises it.
    let out = unsafe { output(out, name, std::ptr::null_mut()) }?;
    place::prepare()?;
    Ok(out)
}

fn refuse_no_place(is_none: bool, name: &'static str) -> Result<()> {
    if is_none {
        return Err(Error::invalid(name, "is no place for a result; pass the address of a variable that receives it"));
    }
    Ok(())
}

/// Frees what a host holds; null is left alone.
pub(super) fn release<R: Held>(handle: usize) -> i32 {
    if handle == 0 {
        return Status::Ok as i32;
    }
    // SAFETY: no error is wanted.
    unsafe { entry(std::ptr::null_mut(), || slot::free(handle, R::KIND)) }
}

/// Takes one more reference to what a host holds.
pub(super) fn retain<R: Held>(handle: usize) -> i32 {
    // SAFETY: no error is wanted.
    unsafe { entry(std::ptr::null_mut(), || slot::retain(handle, R::KIND)) }
}
