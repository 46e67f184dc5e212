//! The program's own functions, while the library waits for them.

use std::cell::{Cell, RefCell};

use pyo3::prelude::*;
use tillbook::{Clock, Error, SystemClock, Timestamp};

use crate::errors::raised;
use crate::fork;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
    static TIME: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// Refuses a call from inside a callback, which would wait for itself.
pub fn refuse_inside(py: Python<'_>) -> PyResult<()> {
    if INSIDE.get() { Err(raised(py, &Error::Reentrant)) } else { Ok(()) }
}

/// Runs a callback, during which this thread may not call the library.
pub fn call_back<T>(callback: impl FnOnce() -> T) -> T {
    struct Outside(bool);
    impl Drop for Outside {
        fn drop(&mut self) {
            INSIDE.set(self.0);
        }
    }
    let _outside = Outside(INSIDE.replace(true));
    let process = fork::process();
    let answer = callback();
    if fork::process() != process {
        // A child that the callback forked has come back from it, and would go on with its parent's work in its
        // parent's file.
        std::process::abort();
    }
    answer
}

/// Runs a callback that the library waits for without the interpreter. What it raises is kept until the call is over; none
/// then, and while something is kept.
pub fn asked<T>(callback: impl FnOnce(Python<'_>) -> PyResult<T>) -> Option<T> {
    if RAISED.with_borrow(Option::is_some) {
        return None;
    }
    match Python::attach(|py| call_back(|| callback(py))) {
        Ok(answer) => Some(answer),
        Err(error) => {
            RAISED.set(Some(error));
            None
        }
    }
}

/// What a callback raised during the call that is over now.
pub fn take_raised() -> Option<PyErr> {
    RAISED.take()
}

/// The time of the call that is at work on this thread. A program's clock is asked before the call, because it may fail
/// and may wait, which nothing may do while a write is open.
pub struct TimeOfCall;

impl Clock for TimeOfCall {
    fn now(&self) -> Timestamp {
        TIME.get().unwrap_or_else(|| SystemClock.now())
    }
}

/// Runs a call at a time.
pub fn at<T>(time: Option<Timestamp>, call: impl FnOnce() -> T) -> T {
    struct Past(Option<Timestamp>);
    impl Drop for Past {
        fn drop(&mut self) {
            TIME.set(self.0);
        }
    }
    let _past = Past(TIME.replace(time));
    call()
}
