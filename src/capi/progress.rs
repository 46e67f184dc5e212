//! How far long work has come, told to a host that can stop it.

use std::ffi::c_void;
use std::ops::ControlFlow;

use super::entry::call_back;
use super::sized::{Sized32 as _, sized};
use super::text::tillbook_str;

/// How far long work has come. What is counted stands at the function that does the work.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_progress_fields {
    /// The size of what follows and of itself, as the library that calls knows it.
    pub struct_size: u32,
    /// Nothing yet: 0.
    pub reserved: u32,
    /// How much is done.
    pub done: u64,
    /// How much there is.
    pub total: u64,
    /// Rows of a file that were decided so far, refused ones included; 0 for work that is no import.
    pub rows: u64,
    /// What is being worked on, such as the name of a table; nothing where there is only one thing to do.
    pub step: tillbook_str,
}

sized!(tillbook_progress_fields);

/// Is told how far long work has come, and answers whether it goes on: 0 to go on, anything else to stop, upon which the
/// function that does the work returns `TILLBOOK_CANCELLED`.
///
/// Called from the thread that called that function, and from no other. `progress` and its text are valid until it
/// returns. It must not call the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child
/// to which it forks must not come back from it: such a child is aborted.
pub type tillbook_progress =
    Option<unsafe extern "C" fn(progress: *const tillbook_progress_fields, user: *mut c_void) -> i32>;

/// Whom to tell.
#[derive(Clone, Copy)]
pub(super) struct Listener {
    progress: tillbook_progress,
    user: *mut c_void,
}

/// How far work has come, as [`tillbook_progress_fields`] says it.
#[derive(Clone, Copy, Default)]
pub(super) struct Reached {
    pub(super) done: u64,
    pub(super) total: u64,
    pub(super) rows: u64,
    pub(super) step: Option<&'static str>,
}

impl Listener {
    /// # Safety
    /// The function, where there is one, may be called with `user` until the call that this listener is for returns.
    pub(super) unsafe fn new(progress: tillbook_progress, user: *mut c_void) -> Listener {
        Listener { progress, user }
    }

    /// Tells it, and answers whether the work goes on.
    pub(super) fn tell(self, reached: Reached) -> ControlFlow<()> {
        let Some(progress) = self.progress else { return ControlFlow::Continue(()) };
        let fields = tillbook_progress_fields {
            struct_size: tillbook_progress_fields::SIZE,
            reserved: 0,
            done: reached.done,
            total: reached.total,
            rows: reached.rows,
            step: reached.step.map_or(tillbook_str::NONE, tillbook_str::lend),
        };
        // SAFETY: whoever made the listener promised it.
        match call_back(|| unsafe { progress(&raw const fields, self.user) }) {
            0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}
