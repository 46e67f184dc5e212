//! A file as redb would leave it, without leaving it so: what is written stays in memory.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

const BLOCK: usize = 4096;

/// A file that is only read; whatever is written to it is forgotten at the end.
#[derive(Debug)]
pub(super) struct Rehearsal {
    file: FileBackend,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    length: u64,
    /// How much of the file itself still counts: less than its length once it was shortened.
    file_length: u64,
    /// The blocks that differ from the file, by their number.
    blocks: BTreeMap<u64, Box<[u8; BLOCK]>>,
}

impl Rehearsal {
    pub(super) fn new(file: FileBackend) -> io::Result<Rehearsal> {
        let length = file.len()?;
        Ok(Rehearsal { file, written: Mutex::new(Written { length, file_length: length, blocks: BTreeMap::new() }) })
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        // Nothing here can panic half-way through a change.
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A block as it is now.
    fn block(&self, written: &Written, number: u64) -> io::Result<Box<[u8; BLOCK]>> {
        if let Some(block) = written.blocks.get(&number) {
            return Ok(block.clone());
        }
        let mut block = Box::new([0; BLOCK]);
        let start = number * BLOCK as u64;
        let in_file = usize::try_from(written.file_length.saturating_sub(start)).unwrap_or(BLOCK).min(BLOCK);
        self.file.read(start, &mut block[..in_file])?;
        Ok(block)
    }
}

/// The parts of a range of bytes by block: number, first byte within the block, how many bytes.
fn parts(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, usize)> {
    let mut place = offset;
    let end = offset + length as u64;
    std::iter::from_fn(move || {
        let within = (place % BLOCK as u64) as usize;
        let count = (end - place).min((BLOCK - within) as u64) as usize;
        let part = (place / BLOCK as u64, within, count);
        place += count as u64;
        (count > 0).then_some(part)
    })
}

impl StorageBackend for Rehearsal {
    fn len(&self) -> io::Result<u64> {
        Ok(self.written().length)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let written = self.written();
        if offset.checked_add(out.len() as u64).is_none_or(|end| end > written.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut done = 0;
        for (number, within, count) in parts(offset, out.len()) {
            out[done..done + count].copy_from_slice(&self.block(&written, number)?[within..within + count]);
            done += count;
        }
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut written = self.written();
        if length < written.length {
            let last = length / BLOCK as u64;
            let mut block = self.block(&written, last)?;
            block[(length % BLOCK as u64) as usize..].fill(0);
            written.blocks.retain(|number, _| *number < last);
            written.blocks.insert(last, block);
            written.file_length = written.file_length.min(length);
        }
        written.length = length;
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut written = self.written();
        written.length = written.length.max(offset + data.len() as u64);
        let mut done = 0;
        for (number, within, count) in parts(offset, data.len()) {
            let mut block = self.block(&written, number)?;
            block[within..within + count].copy_from_slice(&data[done..done + count]);
            written.blocks.insert(number, block);
            done += count;
        }
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// The rehearsal and a plain vector are written to alike and must read alike; the file keeps its bytes.
    #[test]
    fn it_reads_as_a_file_that_was_written() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let original: Vec<u8> = (0..20_000u32).map(|n| (n % 251) as u8).collect();
        file.write_all(&original).unwrap();
        let rehearsal = Rehearsal::new(FileBackend::new(file.reopen().unwrap()).unwrap()).unwrap();
        let mut plain = original.clone();
        let mut random = 7u64;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % below
        };
        for step in 0..2_000 {
            match next(4) {
                0 => {
                    let length = next(40_000);
                    rehearsal.set_len(length as u64).unwrap();
                    plain.resize(length, 0);
                }
                1 => {
                    let (offset, data) = (next(plain.len() + 1), vec![step as u8; next(9_000)]);
                    rehearsal.write(offset as u64, &data).unwrap();
                    plain.resize(plain.len().max(offset + data.len()), 0);
                    plain[offset..offset + data.len()].copy_from_slice(&data);
                }
                _ => {
                    let offset = next(plain.len() + 1);
                    let mut out = vec![0xee; next(plain.len() - offset + 1)];
                    rehearsal.read(offset as u64, &mut out).unwrap();
                    assert!(out == plain[offset..offset + out.len()], "step {step}");
                }
            }
            assert_eq!(rehearsal.len().unwrap(), plain.len() as u64);
        }
        assert!(rehearsal.read(plain.len() as u64, &mut [0]).is_err());
        drop(rehearsal);
        assert!(std::fs::read(file.path()).unwrap() == original);
    }
}
