//! The keyed hash that stands for ids and addresses in keys.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// SipHash-1-3 with 128 bits under the file's own secret, so that nobody can choose colliding values.
pub(crate) struct KeyedHash {
    secret: [u8; 16],
    mask: u128,
    /// Whether the file has the indexes that searches read ranges of. It stands here because entries depend on it as they
    /// do on the secret, and on nothing else that the file says of itself.
    pub(crate) search: bool,
}

impl KeyedHash {
    pub(crate) fn new(secret: [u8; 16], bits: u8, search: bool) -> KeyedHash {
        let mask = if bits >= 128 { u128::MAX } else { (1 << bits) - 1 };
        KeyedHash { secret, mask, search }
    }

    /// The whole hash of several texts together, whatever the file's keys use of it.
    pub(crate) fn digest(&self, domain: u8, parts: &[&[u8]]) -> u128 {
        let mut hasher = SipHasher13::new_with_key(&self.secret);
        hasher.write_u8(domain);
        for part in parts {
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            hasher.write_u64(part.len() as u64);
            hasher.write(part);
        }
        hasher.finish128().as_u128()
    }

    /// The hash of a text; `domain` keeps equal texts of different meaning apart.
    pub(crate) fn of(&self, domain: u8, text: &str) -> [u8; 16] {
        self.in_keys(self.whole(domain, text))
    }

    /// The whole hash of a text, whatever the file's keys use of it: no two texts have the same.
    pub(crate) fn whole(&self, domain: u8, text: &str) -> [u8; 16] {
        let mut hasher = SipHasher13::new_with_key(&self.secret);
        hasher.write_u8(domain);
        hasher.write(text.as_bytes());
        hasher.finish128().as_u128().to_be_bytes()
    }

    /// What the file's keys use of a whole hash.
    pub(crate) fn in_keys(&self, whole: [u8; 16]) -> [u8; 16] {
        (u128::from_be_bytes(whole) & self.mask).to_be_bytes()
    }
}
