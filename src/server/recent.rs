//! The last requests, without anything personal.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde::Serialize;

/// How many requests are remembered.
const REMEMBERED: usize = 100;

/// The last requests of a door.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<VecDeque<Seen>>);

/// What is remembered of a request.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Seen {
    /// When it was answered, by the machine's clock.
    pub time: String,
    /// Its method.
    pub method: &'static str,
    /// The shape of its path.
    pub route: String,
    /// The status of the answer.
    pub status: u16,
    /// How long the answer took, in milliseconds.
    pub milliseconds: f64,
}

impl Recent {
    /// Remembers a request and forgets the oldest.
    pub fn add(&self, seen: Seen) {
        let Ok(mut requests) = self.0.lock() else { return };
        if requests.len() == REMEMBERED {
            requests.pop_back();
        }
        requests.push_front(seen);
    }

    /// The requests, newest first.
    pub fn list(&self) -> Vec<Seen> {
        self.0.lock().map(|requests| requests.iter().cloned().collect()).unwrap_or_default()
    }
}
