//! Fingerprints of card numbers, under a key that is not in the store's file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::entropy::Entropy;
use crate::engine::{beside, io_error};
use crate::error::{Error, Result};
use crate::model::{CardNumber, SecretText};

const KEY_LENGTH: usize = 32;

/// The key of the fingerprints: the host's, or one in a file beside the store that only its owner can read.
pub(crate) struct FingerprintKey {
    path: PathBuf,
    /// Whether a missing file may be made.
    may_make: bool,
    key: OnceLock<Zeroizing<Vec<u8>>>,
    /// Whether a key was made although cards have fingerprints under another, and nobody was told yet.
    replaced: AtomicBool,
    /// Held while the key's file is read or made, so that two who need it first do not each make one.
    making: Mutex<()>,
}

/// Whether cards have fingerprints already.
type InUse<'a> = &'a dyn Fn() -> bool;

impl FingerprintKey {
    pub(crate) fn new(store: &Path, given: Option<SecretText>, may_make: bool) -> FingerprintKey {
        let key = OnceLock::new();
        if let Some(given) = given {
            let _ = key.set(Zeroizing::new(given.expose().as_bytes().to_vec()));
        }
        let replaced = AtomicBool::new(false);
        FingerprintKey { replaced, path: beside(store, "-key"), may_make, key, making: Mutex::new(()) }
    }

    /// HMAC-SHA-256 of the number's digits, as 44 characters of base64: equal for equal numbers (`omise 5.2`).
    pub(crate) fn of(&self, number: &CardNumber, entropy: &dyn Entropy, in_use: InUse<'_>) -> Result<String> {
        Ok(STANDARD.encode(self.mac(number.digits().as_bytes(), entropy, in_use)?))
    }

    /// HMAC-SHA-256 of several pieces that may hold a card number, as 44 characters of base64; never a number's own
    /// fingerprint.
    pub(crate) fn of_pieces(&self, pieces: &[&[u8]], entropy: &dyn Entropy, in_use: InUse<'_>) -> Result<String> {
        // Lengths go in as well, so that bytes cannot move from one piece to the next.
        let length = pieces.iter().map(|piece| 8 + piece.len()).sum();
        let mut whole = Zeroizing::new(Vec::with_capacity(length));
        for piece in pieces {
            whole.extend((piece.len() as u64).to_be_bytes());
            whole.extend_from_slice(piece);
        }
        Ok(STANDARD.encode(self.mac(&whole, entropy, in_use)?))
    }

    fn mac(&self, text: &[u8], entropy: &dyn Entropy, in_use: InUse<'_>) -> Result<impl AsRef<[u8]>> {
        let key = self.key(entropy, in_use)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(key)
            .map_err(|_| Error::invalid("fingerprint_key", "is unusable; supply at least one byte"))?;
        mac.update(text);
        Ok(mac.finalize().into_bytes())
    }

    /// The key, read or made when it is first needed: inside a write or outside of one, by any thread.
    fn key(&self, entropy: &dyn Entropy, in_use: InUse<'_>) -> Result<&Zeroizing<Vec<u8>>> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        // Whoever panicked here left either the whole file or none.
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = self.load_or_make(entropy, in_use)?;
        Ok(self.key.get_or_init(|| key))
    }

    /// Reads the key file, or makes it: whole and synced, or not at all.
    fn load_or_make(&self, entropy: &dyn Entropy, in_use: InUse<'_>) -> Result<Zeroizing<Vec<u8>>> {
        if let Some(key) = self.load()? {
            return Ok(key);
        }
        if !self.may_make {
            return Err(Error::ReadOnly);
        }
        let mut key = Zeroizing::new(vec![0; KEY_LENGTH]);
        entropy.fill(&mut key).map_err(io_error("reading randomness"))?;
        let mut how = OpenOptions::new();
        how.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
        let unfinished = beside(&self.path, "-new");
        let doing = "writing the fingerprint key";
        let mut file = how.open(&unfinished).map_err(io_error(doing))?;
        file.write_all(&key).and_then(|()| file.sync_all()).map_err(io_error(doing))?;
        std::fs::rename(&unfinished, &self.path).map_err(io_error(doing))?;
        crate::engine::sync_directory(&self.path)?;
        self.replaced.store(in_use(), Ordering::Relaxed);
        Ok(key)
    }

    /// The file of a key that was made in place of a lost one, once.
    pub(crate) fn replaced(&self) -> Option<&Path> {
        self.replaced.swap(false, Ordering::Relaxed).then_some(&self.path)
    }

    fn load(&self) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let mut file = match std::fs::File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Io { doing: "reading the fingerprint key", source }),
        };
        let mut key = Zeroizing::new(Vec::with_capacity(KEY_LENGTH + 1));
        file.read_to_end(&mut key).map_err(io_error("reading the fingerprint key"))?;
        if key.len() != KEY_LENGTH {
            return Err(Error::invalid(
                "fingerprint_key",
                format!(
                    "in {} must be {KEY_LENGTH} bytes long; put the right file back",
                    crate::error::shown(&self.path)
                ),
            ));
        }
        Ok(Some(key))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::time::Duration;

    use super::*;
    use crate::store::SystemEntropy;

    /// Randomness that lets everybody else come as far before it answers.
    struct Slow;

    impl Entropy for Slow {
        fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
            std::thread::sleep(Duration::from_millis(50));
            SystemEntropy.fill(bytes)
        }
    }

    #[test]
    fn several_threads_that_need_the_key_first_make_one_and_it_is_the_one_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("till.tillbook");
        let key = FingerprintKey::new(&store, None, true);
        let begin = Barrier::new(4);
        let digests: Vec<String> = std::thread::scope(|scope| {
            let digest = || {
                begin.wait();
                key.of_pieces(&[b"request"], &Slow, &|| false).unwrap()
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(digest)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let again = FingerprintKey::new(&store, None, false).of_pieces(&[b"request"], &Slow, &|| false).unwrap();
        assert_eq!(digests, vec![again; 4]);
    }
}
