//! SQLite's own interface in C, where a wrapper would cost: statements that are bound, stepped and read where they lie.

use std::ffi::c_int;
use std::ptr;
use std::slice;

use anyhow::{Result, ensure};
use rusqlite::{Connection, ffi};

/// Has SQLite not count its memory, for which every allocation would take a lock. To be called before anything else of it.
pub fn without_memory_statistics() -> Result<()> {
    // SAFETY: this option takes one int.
    let done = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0 as c_int) };
    ensure!(done == ffi::SQLITE_OK, "SQLite was in use already; set it up first");
    Ok(())
}

/// A statement that stays prepared; it is to be dropped before its connection is.
pub struct Statement(*mut ffi::sqlite3_stmt);

/// Something to bind.
#[derive(Debug, Clone, Copy)]
pub enum Bound<'a> {
    Text(&'a str),
    Number(i64),
}

/// The row on which a statement stands.
pub struct Row<'a>(&'a Statement);

impl Statement {
    pub fn prepare(db: &Connection, sql: &str) -> Result<Statement> {
        let mut statement = ptr::null_mut();
        // SAFETY: the connection is open, the text has the length given, and what is made is kept in `statement`.
        let done = unsafe {
            ffi::sqlite3_prepare_v3(
                db.handle(),
                sql.as_ptr().cast(),
                sql.len() as c_int,
                ffi::SQLITE_PREPARE_PERSISTENT as _,
                &mut statement,
                ptr::null_mut(),
            )
        };
        ensure!(done == ffi::SQLITE_OK, "SQLite cannot prepare {sql:?}");
        Ok(Statement(statement))
    }

    /// Shows each row of the answer.
    #[inline]
    pub fn each(&mut self, bound: &[Bound<'_>], mut show: impl FnMut(&Row<'_>)) {
        for (place, value) in bound.iter().enumerate() {
            let place = place as c_int + 1;
            // SAFETY: the statement is prepared and not stepped; the text outlives the steps, and is unbound by no one
            // but the next call, which binds it anew before it steps.
            unsafe {
                match value {
                    Bound::Text(text) => {
                        let length = text.len() as c_int;
                        ffi::sqlite3_bind_text(self.0, place, text.as_ptr().cast(), length, ffi::SQLITE_STATIC())
                    }
                    Bound::Number(number) => ffi::sqlite3_bind_int64(self.0, place, *number),
                }
            };
        }
        // SAFETY: the statement is prepared and bound.
        while unsafe { ffi::sqlite3_step(self.0) } == ffi::SQLITE_ROW {
            show(&Row(self));
        }
        // SAFETY: as above.
        unsafe { ffi::sqlite3_reset(self.0) };
    }

    /// Shows the first row of the answer and looks no further.
    #[inline]
    pub fn first<R>(&mut self, text: &str, show: impl FnOnce(&Row<'_>) -> R) -> Option<R> {
        // SAFETY: as in `each`.
        let shown = unsafe {
            ffi::sqlite3_bind_text(self.0, 1, text.as_ptr().cast(), text.len() as c_int, ffi::SQLITE_STATIC());
            ffi::sqlite3_step(self.0) == ffi::SQLITE_ROW
        }
        .then(|| show(&Row(self)));
        // SAFETY: as in `each`.
        unsafe { ffi::sqlite3_reset(self.0) };
        shown
    }
}

impl Row<'_> {
    /// A column's text, where it lies; it ends with the row.
    #[inline]
    pub fn text(&self, column: c_int) -> &[u8] {
        // SAFETY: the statement stands on a row, and the text stays until it is stepped or reset, for which `self` would
        // have to end.
        unsafe {
            let start = ffi::sqlite3_column_text(self.0.0, column);
            let length = ffi::sqlite3_column_bytes(self.0.0, column) as usize;
            if start.is_null() { &[] } else { slice::from_raw_parts(start, length) }
        }
    }

    pub fn number(&self, column: c_int) -> i64 {
        // SAFETY: the statement stands on a row.
        unsafe { ffi::sqlite3_column_int64(self.0.0, column) }
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: it was prepared and is finalized once; whoever has it drops it before its connection.
        unsafe { ffi::sqlite3_finalize(self.0) };
    }
}
