//! What the host holds at a moment, and what it held before.

use crate::host;
use crate::table::Text;

/// How many handles of a kind a sequence keeps.
pub const KEPT: usize = 10;
/// How many handles that are gone it remembers.
const REMEMBERED: usize = 24;
/// How many texts lent by one record are looked at again.
const LENT: usize = 40;

/// A handle that is to be freed.
pub struct Live {
    pub handle: usize,
    pub kind: usize,
    /// The name of the output that gave it.
    pub name: &'static str,
    /// The store that it came from.
    pub root: usize,
    holds: usize,
    /// Texts that it lent, and what they said.
    lent: Vec<(Text, Vec<u8>)>,
}

#[derive(Default)]
pub struct Held {
    live: Vec<Live>,
    gone: Vec<usize>,
}

impl Held {
    pub fn all(&self) -> &[Live] {
        &self.live
    }

    pub fn gone(&self) -> &[usize] {
        &self.gone
    }

    pub fn find(&self, handle: usize) -> Option<&Live> {
        self.live.iter().find(|live| live.handle == handle)
    }

    pub fn of_kind(&self, kind: usize, fits: impl Fn(&Live) -> bool) -> Vec<usize> {
        self.live.iter().filter(|live| live.kind == kind && fits(live)).map(|live| live.handle).collect()
    }

    pub fn take(&mut self, handle: usize, kind: usize, name: &'static str, root: Option<usize>) {
        assert!(self.find(handle).is_none(), "a handle was given out that is held already");
        self.gone.retain(|gone| *gone != handle);
        self.live.push(Live { handle, kind, name, root: root.unwrap_or(handle), holds: 1, lent: Vec::new() });
    }

    pub fn retain(&mut self, handle: usize) {
        if let Some(live) = self.live.iter_mut().find(|live| live.handle == handle) {
            live.holds += 1;
        }
    }

    /// One hold was given back.
    pub fn release(&mut self, handle: usize) {
        let Some(place) = self.live.iter().position(|live| live.handle == handle) else { return };
        self.live[place].holds -= 1;
        if self.live[place].holds == 0 {
            self.live.remove(place);
            self.gone.push(handle);
            if self.gone.len() > REMEMBERED {
                self.gone.remove(0);
            }
        }
    }

    /// A record lent a text.
    pub fn lend(&mut self, handle: usize, text: Text) -> Vec<u8> {
        let said = host::read(text);
        let lender = self.live.iter_mut().find(|live| live.handle == handle);
        if let Some(live) = lender.filter(|live| live.lent.len() < LENT) {
            live.lent.push((text, said.clone()));
        }
        said
    }

    /// Reads again what a record lent: it must be there and the same as long as the record is held.
    pub fn look_again(&self, handle: usize) {
        for (text, said) in self.find(handle).map_or(&[][..], |live| &live.lent) {
            assert_eq!(&host::read(*text), said, "a text changed while its record was held");
        }
    }
}
