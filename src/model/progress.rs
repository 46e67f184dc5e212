//! What a progress callback answers: whether the work goes on.

use std::ops::ControlFlow;

use crate::error::{Error, Result};

/// What a progress callback may answer: nothing, and the work goes on, or a [`ControlFlow`], whose `Break` stops it.
///
/// Work that is stopped fails with [`Error::Cancelled`]; what is left of it stands at each function that takes such a
/// callback. A callback must not write to the store that calls it.
///
/// ```
/// use std::ops::ControlFlow;
/// use tillbook::Store;
/// # let folder = tempfile::tempdir()?;
/// # let store = Store::open(folder.path().join("till.tillbook"))?;
/// store.check(|progress| println!("{} of {}", progress.done, progress.total))?;
/// let stopped = store.check(|_progress| ControlFlow::Break(()));
/// assert!(matches!(stopped, Err(tillbook::Error::Cancelled)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait GoOn: answer::Answer {
    /// [`Error::Cancelled`] unless the work goes on.
    #[doc(hidden)]
    fn go_on(self) -> Result<()>;
}

impl GoOn for () {
    fn go_on(self) -> Result<()> {
        Ok(())
    }
}

impl GoOn for ControlFlow<()> {
    fn go_on(self) -> Result<()> {
        match self {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Cancelled),
        }
    }
}

/// Only these two answers have a meaning.
mod answer {
    pub trait Answer {}
    impl Answer for () {}
    impl Answer for std::ops::ControlFlow<()> {}
}
