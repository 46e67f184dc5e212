//! The memory that one call is given. Every piece is allocated by itself and is exactly as long as it says, so that the
//! sanitizer sees each byte that is touched beyond it, and each that is touched after the call.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

use crate::table::Text;

/// What memory holds before a call writes it: no handle, no length and no truth value looks like that.
const UNWRITTEN: u8 = 0xa5;
const ALIGNMENT: usize = 8;

#[derive(Default)]
pub struct Memory(Vec<(*mut u8, Layout)>);

impl Memory {
    /// A piece of some length.
    pub fn piece(&mut self, size: usize) -> *mut u8 {
        let layout = Layout::from_size_align(size.max(1), ALIGNMENT).expect("no piece is that large");
        // SAFETY: the size is not zero.
        let piece = unsafe { alloc(layout) };
        if piece.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: it was just allocated with that size.
        unsafe { piece.write_bytes(UNWRITTEN, layout.size()) };
        self.0.push((piece, layout));
        piece
    }

    /// A copy of some bytes.
    pub fn text(&mut self, bytes: &[u8]) -> Text {
        let piece = self.piece(bytes.len());
        // SAFETY: the piece has as many bytes.
        unsafe { piece.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Text { ptr: piece, len: bytes.len() }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        for (piece, layout) in self.0.drain(..) {
            // SAFETY: allocated with that layout, and freed once.
            unsafe { dealloc(piece, layout) };
        }
    }
}
