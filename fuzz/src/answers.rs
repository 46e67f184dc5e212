//! What must be true of every answer: its status is one that the header names for the function, outputs are given when
//! it went well and only then, an error says the status, and only what is held can be used.

use std::sync::LazyLock;

use crate::host;
use crate::sequence::Sequence;
use crate::table::status::{TILLBOOK_CLOSED, TILLBOOK_OK, TILLBOOK_POISONED};
use crate::table::{EXPORTS, Export, KINDS, Kind, Returned, Returns, Struct, Text};

/// A call and what came of it.
pub struct Answer {
    export: &'static Export,
    arguments: *const u8,
    /// The handles that it was given, and whether each was good.
    named: Vec<(usize, bool)>,
    /// The store that the first of them came from.
    root: Option<usize>,
    status: Option<i32>,
    success: bool,
}

impl Answer {
    /// What is known before the call.
    pub fn before(sequence: &Sequence, which: usize, arguments: *const u8) -> Answer {
        let export = &EXPORTS[which];
        let mut named = Vec::new();
        for field in export.arguments.fields {
            if let Kind::Handle(kind) = field.kind {
                // SAFETY: the field holds a handle.
                let handle = unsafe { arguments.add(field.offset).cast::<usize>().read() };
                let live = sequence.held.find(handle).is_some_and(|live| live.kind == kind);
                named.push((handle, live || handle == 0 && field.may_be_null));
            }
        }
        let root = named.first().and_then(|(handle, _)| sequence.held.find(*handle)).map(|live| live.root);
        if export.name.ends_with("_free") {
            named.iter().for_each(|(handle, _)| sequence.held.look_again(*handle));
        }
        Answer { export, arguments, named, root, status: None, success: false }
    }

    /// Looks at what came of the call, and takes what it gave.
    pub fn after(&mut self, sequence: &mut Sequence, returned: Returned) {
        let name = self.export.name;
        match (&self.export.returns, returned) {
            (Returns::Status { known, success }, Returned::Number(status)) => {
                let is_known = known.contains(&(status as i32));
                assert!(is_known, "{name} answered {status}, which its documentation does not name");
                self.status = Some(status as i32);
                self.success = status == i64::from(*success);
                let sound = self.named.iter().all(|(_, good)| *good);
                assert!(sound || !self.success, "{name} went well with a handle that is none");
            }
            (_, returned) => {
                if let Returned::Text(text) = returned {
                    host::read(text);
                }
                self.success = true;
            }
        }
        if self.success {
            self.keep_count(sequence);
        }
        self.take(sequence);
        if is_traced() {
            eprintln!("{name} {:x?} -> {:?}", self.named, self.status);
        }
    }

    /// What the call did to the handles that it was given.
    fn keep_count(&self, sequence: &mut Sequence) {
        let Some((handle, _)) = self.named.first() else { return };
        if self.export.name.ends_with("_free") || self.export.name == "tillbook_close" {
            sequence.held.release(*handle);
        } else if self.export.name.ends_with("_retain") {
            sequence.held.retain(*handle);
        }
    }

    fn take(&self, sequence: &mut Sequence) {
        let fields = self.export.arguments.fields;
        // SAFETY: every one of these fields is a pointer.
        let at = |offset| unsafe { self.arguments.add(offset).cast::<*const u8>().read() };
        let outputs = || {
            fields.iter().filter_map(|field| match field.kind {
                Kind::Wanted(kind) => Some((field, kind, at(field.offset))),
                _ => None,
            })
        };
        let is_error = |kind: &Kind| matches!(kind, Kind::Handle(kind) if KINDS[*kind] == "error");
        let all_given = outputs().all(|(_, kind, to)| !to.is_null() || is_error(kind));
        for (field, kind, to) in outputs().filter(|(_, _, to)| !to.is_null()) {
            if is_error(kind) {
                self.error(sequence, to);
            } else if self.success {
                let count = field.length.map_or(1, |length| self.number(fields[length].offset));
                let name = self.export.name;
                assert!(count <= isize::MAX as usize, "{name} believed that {} has {count} entries", field.name);
                for entry in 0..count {
                    // SAFETY: an array has as many entries as the call was told.
                    let from = unsafe { to.add(entry * kind.size()) };
                    let may_be_null = field.may_be_null || field.length.is_some();
                    self.output(sequence, field.name, kind, from, may_be_null);
                }
            } else if let (Kind::Handle(_), None, true) = (kind, field.length, all_given) {
                // SAFETY: the output is a handle.
                let handle = unsafe { to.cast::<usize>().read() };
                assert_eq!(handle, 0, "{} failed and gave a handle for {}", self.export.name, field.name);
            }
        }
    }

    fn number(&self, offset: usize) -> usize {
        // SAFETY: lengths of arrays are as long as this.
        unsafe { self.arguments.add(offset).cast::<usize>().read() }
    }

    fn output(&self, sequence: &mut Sequence, name: &'static str, kind: &Kind, from: *const u8, may_be_null: bool) {
        match kind {
            Kind::Handle(kind) => {
                // SAFETY: the output is a handle.
                let handle = unsafe { from.cast::<usize>().read() };
                assert!(handle != 0 || may_be_null, "{} went well and gave no {name}", self.export.name);
                if handle != 0 {
                    sequence.take(handle, *kind, name, self.root);
                }
            }
            // SAFETY: the output is a text.
            Kind::Text => self.lent(sequence, self.export.name, name, unsafe { from.cast::<Text>().read() }),
            Kind::Struct(shape) => self.told(sequence, shape, from),
            _ => {}
        }
    }

    /// A struct was filled in, as far as there was room.
    fn told(&self, sequence: &mut Sequence, shape: &'static Struct, from: *const u8) {
        let room = match shape.fields.first() {
            // SAFETY: the size stands first.
            Some(first) if first.tells_size => unsafe { from.cast::<u32>().read() as usize },
            _ => shape.size,
        };
        for field in shape.fields {
            if field.offset + field.kind.size() > room {
                break;
            }
            // SAFETY: the field lies within the room.
            let at = unsafe { from.add(field.offset) };
            match &field.kind {
                // SAFETY: the field is a text.
                Kind::Text => self.lent(sequence, shape.name, field.name, unsafe { at.cast::<Text>().read() }),
                // SAFETY: the field is a struct of that size, without gaps.
                Kind::Struct(inner) => {
                    sequence.known.learn(shape.name, field.name, unsafe { std::slice::from_raw_parts(at, inner.size) })
                }
                _ => {}
            }
        }
    }

    fn lent(&self, sequence: &mut Sequence, of: &str, name: &str, text: Text) {
        let lender = self.named.first().map_or(0, |(handle, _)| *handle);
        let said = if self.is_own(text) { host::read(text) } else { sequence.held.lend(lender, text) };
        // What a text holds is told by the name of the output that gave it.
        let text = sequence.held.find(lender).filter(|live| KINDS[live.kind] == "text");
        let name = text.map_or(name, |live| live.name);
        sequence.known.learn(of, name, &said);
        if is_traced() {
            eprintln!("    {of}.{name} is {:?}", String::from_utf8_lossy(&said));
        }
    }

    /// Whether a text lies in memory that the call was given.
    fn is_own(&self, text: Text) -> bool {
        let buffers =
            self.export.arguments.fields.iter().filter(|field| matches!(field.kind, Kind::Wanted(Kind::Number(1))));
        let mut buffers = buffers.filter_map(|field| Some((self.number(field.offset), field.length?)));
        buffers.any(|(at, length)| {
            let end = at + self.number(self.export.arguments.fields[length].offset);
            (at..=end).contains(&(text.ptr as usize))
        })
    }

    /// An error is given when it did not go well, and says the status that the call answered.
    fn error(&self, sequence: &mut Sequence, to: *const u8) {
        // SAFETY: the output is a handle.
        let handle = unsafe { to.cast::<usize>().read() };
        let failed = self.status != Some(TILLBOOK_OK);
        assert_eq!(handle != 0, failed, "{} answered {:?} with error {handle:x}", self.export.name, self.status);
        if failed {
            let kind = KINDS.iter().position(|kind| *kind == "error").expect("there are errors");
            sequence.take(handle, kind, "error", self.root);
        }
    }

    /// The place of the status among those that the function may answer.
    pub fn outcome(&self) -> usize {
        match self.export.returns {
            Returns::Status { known, .. } => {
                known.iter().position(|known| Some(*known) == self.status).unwrap_or_default()
            }
            Returns::Value => 0,
        }
    }

    pub fn success(&self) -> bool {
        self.success
    }

    /// The handles of a store that is of no use any more, which make room for a new one.
    pub fn retired(&self, sequence: &mut Sequence) -> Vec<usize> {
        let useless = matches!(self.status, Some(TILLBOOK_CLOSED | TILLBOOK_POISONED));
        if !useless || !self.named.iter().all(|(_, good)| *good) || sequence.draw.one_in(4) {
            return Vec::new();
        }
        let of_root = sequence.held.all().iter().filter(|live| Some(live.root) == self.root);
        of_root.map(|live| live.handle).collect()
    }
}

/// Whether every call is to be told of, for reading what a found sequence does.
fn is_traced() -> bool {
    static TRACED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("TILLBOOK_FUZZ_TRACE").is_some());
    *TRACED
}
