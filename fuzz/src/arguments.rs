//! What a call is given: arguments by type and name, most of them good, one of them now and then bad.

use crate::examples;
use crate::host;
use crate::known::subject;
use crate::memory::Memory;
use crate::sequence::Sequence;
use crate::table::{Field, Kind, Struct, Text, Value};
use crate::words::{self, BAD_NUMBERS, BAD_TEXTS};

/// How many entries an array has at most.
const LONGEST_ARRAY: usize = 3;
/// How many bytes a buffer has at most.
const LONGEST_BUFFER: usize = 1000;
/// A text that is too long for most places, and one that is too long for a record.
const LONG: [usize; 4] = [300, 5_000, 70_000, 2 << 20];

/// Arguments in the making.
pub struct Arguments<'s, 'a> {
    /// The function that they are for.
    pub of: &'static str,
    pub sequence: &'s mut Sequence<'a>,
    pub memory: &'s mut Memory,
    /// Whether another call waits for what comes of this one, which had better go well.
    pub needed: bool,
    /// How many values are still good before the bad one.
    pub good: Option<usize>,
}

/// The length of an array: the place of the field that tells it, how many entries there are, and how many it tells of.
struct Length {
    place: usize,
    entries: usize,
    told: usize,
}

impl Arguments<'_, '_> {
    /// Lays the arguments of a function in a row.
    pub fn of(&mut self, shape: &'static Struct) -> *const u8 {
        let row = self.memory.piece(shape.size);
        self.fields(shape, row, shape.size, true);
        row
    }

    fn is_bad(&mut self) -> bool {
        let bad = self.good == Some(0);
        self.good = self.good.and_then(|left| left.checked_sub(1));
        bad
    }

    /// Fills in as many fields as there is room for. Where all are not needed, what is left out is zero.
    fn fields(&mut self, shape: &'static Struct, at: *mut u8, room: usize, all: bool) {
        let draw = &mut self.sequence.draw;
        let example = match examples::of(shape.name) {
            [] => None,
            _ if !self.needed && draw.one_in(4) => None,
            known => draw.choose(known).copied(),
        };
        let share = match example {
            _ if all => 8,
            Some(_) => u8::from(!self.needed),
            None => [8, 6, 3, 1][draw.below(4)],
        };
        let mut lengths: Vec<Length> = Vec::new();
        for (place, field) in shape.fields.iter().enumerate() {
            let is_length = shape.fields.iter().any(|other| other.length == Some(place));
            if field.offset + field.kind.size() > room || field.tells_size || is_length {
                continue;
            }
            let fixed = example.and_then(|example| example.iter().find(|(name, _)| *name == field.name));
            let is_user = matches!(field.kind, Kind::User);
            if share < 8 && fixed.is_none() && !is_user && self.sequence.draw.below(8) < usize::from(8 - share) {
                continue;
            }
            // SAFETY: the field lies within the room.
            let to = unsafe { at.add(field.offset) };
            match (fixed, field.length) {
                // SAFETY: the field has its place here.
                (Some((_, Value::Nothing)), length) => unsafe {
                    to.write_bytes(0, field.kind.size());
                    lengths.extend(length.map(|place| Length { place, entries: 0, told: 0 }));
                },
                (Some((_, Value::Number(number))), _) => write_number(to, field.kind.size(), *number),
                (Some((_, Value::Text(text))), _) => {
                    let text = self.expand(text);
                    // SAFETY: a text has its place here.
                    unsafe { to.cast::<Text>().write(text) };
                }
                (_, Some(place)) => {
                    let known = lengths.iter().find(|length| length.place == place).map(|length| length.entries);
                    let (entries, told) = self.array(shape, field, to, known);
                    lengths.push(Length { place, entries, told });
                }
                (_, None) => self.value(shape, field, &field.kind, to),
            }
        }
        for length in lengths {
            let field = &shape.fields[length.place];
            if field.offset + field.kind.size() <= room {
                // SAFETY: the field lies within the room.
                write_number(unsafe { at.add(field.offset) }, field.kind.size(), length.told as i64);
            }
        }
    }

    /// Makes an array, with as many entries as another one of the same length. Says how many it has, and how many the call
    /// is told of.
    fn array(
        &mut self,
        shape: &'static Struct,
        field: &'static Field,
        to: *mut u8,
        count: Option<usize>,
    ) -> (usize, usize) {
        let bad = self.is_bad() && count != Some(0);
        let (Kind::Given(entry) | Kind::Wanted(entry)) = field.kind else { panic!("{} is no array", field.name) };
        // What is filled with numbers is a buffer too.
        let is_buffer = entry.size() == 1 || matches!(field.kind, Kind::Wanted(Kind::Number(_)));
        let longest = if is_buffer { LONGEST_BUFFER } else { LONGEST_ARRAY };
        let count = count.unwrap_or_else(|| self.sequence.draw.below(longest + 1).max(usize::from(bad)));
        let entries = self.memory.piece(count * entry.size());
        if matches!(field.kind, Kind::Given(_)) {
            for place in 0..count {
                // SAFETY: the piece has room for so many entries.
                self.value(shape, field, entry, unsafe { entries.add(place * entry.size()) });
            }
        }
        let way = self.sequence.draw.below(4);
        let is_null = if bad { way == 0 } else { count == 0 && way == 3 };
        write_number(to, size_of::<usize>(), if is_null { 0 } else { entries as i64 });
        // No array is that long; of one that could be, the call would have to believe it.
        let told = match way {
            1 if bad => usize::MAX,
            2 | 3 if bad => isize::MAX as usize + 1,
            _ => count,
        };
        (count, told)
    }

    fn value(&mut self, shape: &'static Struct, field: &'static Field, kind: &'static Kind, to: *mut u8) {
        let bad = self.is_bad();
        let draw = &mut self.sequence.draw;
        let word = match kind {
            Kind::Number(_) => self.number(field, bad),
            Kind::Text => {
                let text = self.text(shape, field, bad);
                // SAFETY: a text has its place here.
                return unsafe { to.cast::<Text>().write(text) };
            }
            Kind::Struct(inner) => {
                let Sequence { draw, known, .. } = &mut *self.sequence;
                match draw.choose(known.find(self.of, field.name)) {
                    // What lends texts lends them no longer than its record lives.
                    Some(said) if inner.is_plain() && said.len() == inner.size && draw.below(2) == 1 => {
                        // SAFETY: a struct of that size has its place here.
                        unsafe { to.copy_from_nonoverlapping(said.as_ptr(), inner.size) };
                    }
                    _ => {
                        // SAFETY: as above.
                        unsafe { to.write_bytes(0, inner.size) };
                        self.fields(inner, to, inner.size, examples::of(inner.name).is_empty());
                    }
                }
                return;
            }
            Kind::Handle(kind) => self.sequence.handle(self.of, *kind, bad, field.may_be_null) as i64,
            Kind::Callback { .. } if bad || draw.one_in(8) => 0,
            Kind::Callback { function, fills } => {
                if let Some(shape) = fills {
                    let (at, room) = self.given(shape, false);
                    // SAFETY: the piece has as many bytes.
                    host::prepare(unsafe { std::slice::from_raw_parts(at, room) });
                }
                *function as i64
            }
            Kind::User => host::ours() as i64,
            Kind::Given(_) if bad && draw.one_in(3) || field.may_be_null && draw.one_in(4) => 0,
            Kind::Wanted(_) if bad && draw.one_in(3) || field.may_be_null && draw.one_in(16) => 0,
            Kind::Given(Kind::Struct(inner)) => self.given(inner, bad).0 as i64,
            Kind::Given(inner) => {
                let piece = self.memory.piece(inner.size());
                self.value(shape, field, inner, piece);
                piece as i64
            }
            Kind::Wanted(Kind::Struct(inner)) => self.wanted(inner, bad) as i64,
            Kind::Wanted(inner) => self.memory.piece(inner.size()) as i64,
        };
        write_number(to, kind.size(), word);
    }

    fn number(&mut self, field: &'static Field, bad: bool) -> i64 {
        let draw = &mut self.sequence.draw;
        let from = match field.named {
            _ if bad => BAD_NUMBERS,
            [] => words::numbers(field.name),
            named if words::SETTLED.contains(&field.name) && !draw.one_in(8) => {
                return named[self.sequence.settled % named.len()];
            }
            named => named,
        };
        draw.choose(from).copied().unwrap_or_default()
    }

    /// A struct that the call reads, and how long it is.
    fn given(&mut self, shape: &'static Struct, bad: bool) -> (*mut u8, usize) {
        let tells_size = shape.fields.first().is_some_and(|field| field.tells_size);
        let draw = &mut self.sequence.draw;
        let told = match draw.below(8) {
            way if bad => [0, 4, 7, shape.size + 1, shape.size + 8, u32::MAX as usize, 1 << 31, 3][way],
            7 => shape.size / 2 / 8 * 8,
            _ => shape.size,
        };
        let (told, room) = if tells_size { (told, told.clamp(4, shape.size + 8)) } else { (0, shape.size) };
        let at = self.memory.piece(room);
        // SAFETY: the piece has as many bytes.
        unsafe { at.write_bytes(0, room) };
        if tells_size {
            write_number(at, 4, told as i64);
        }
        self.fields(shape, at, room, !tells_size);
        (at, room)
    }

    /// A struct that the call fills in.
    fn wanted(&mut self, shape: &'static Struct, bad: bool) -> *mut u8 {
        let tells_size = shape.fields.first().is_some_and(|field| field.tells_size);
        let told = match self.sequence.draw.below(8) {
            way if bad => [0, 4, 7, 1, 2, 3, 5, 6][way],
            6 => shape.size + 24,
            7 => shape.size / 2 / 8 * 8,
            _ => shape.size,
        };
        let at = self.memory.piece(if tells_size { told.max(4) } else { shape.size });
        if tells_size {
            write_number(at, 4, told as i64);
        }
        at
    }

    fn text(&mut self, shape: &'static Struct, field: &'static Field, bad: bool) -> Text {
        let Sequence { draw, known, .. } = &mut *self.sequence;
        if bad {
            return match draw.below(8) {
                0 => Text { ptr: std::ptr::null(), len: 5 },
                1 => Text { ptr: std::ptr::null(), len: 0 },
                2 => Text { len: usize::MAX, ..self.memory.text(b"a") },
                3 => self.memory.text(&vec![b'x'; *draw.choose(&LONG).unwrap_or(&0)]),
                4 => {
                    // Without a slash, so that no path leads out of the run's own folder.
                    let some = (0..draw.below(12)).map(|_| draw.below(256) as u8).filter(|byte| *byte != b'/');
                    self.memory.text(&some.collect::<Vec<u8>>())
                }
                _ => self.memory.text(draw.choose(BAD_TEXTS).unwrap_or(&&b""[..])),
            };
        }
        let name = field.about.unwrap_or(field.name);
        if known.find(self.of, name).is_empty() {
            self.sequence.make_known(&subject(self.of, name));
        }
        let Sequence { draw, known, .. } = &mut *self.sequence;
        let known = known.find(self.of, name);
        let words = words::texts(shape.name, field.name);
        let from_known = match words {
            _ if known.is_empty() => false,
            Some(_) => draw.below(2) == 1,
            None => draw.below(8) < 7,
        };
        if from_known {
            return self.memory.text(draw.choose(known).map_or(&[], Vec::as_slice));
        }
        let word = draw.choose(words.unwrap_or(words::ANY)).copied().unwrap_or_default();
        self.expand(word)
    }

    /// A text with `#` and `<name>` replaced by what they stand for.
    fn expand(&mut self, word: &str) -> Text {
        let mut text = Vec::new();
        let mut rest = word;
        while let Some((start, after)) = rest.split_once(['#', '<']) {
            text.extend_from_slice(start.as_bytes());
            rest = after;
            if word.as_bytes()[word.len() - after.len() - 1] == b'#' {
                self.sequence.numbered += 1;
                text.extend_from_slice(self.sequence.numbered.to_string().as_bytes());
            } else if let Some((name, after)) = after.split_once('>') {
                let Sequence { draw, known, .. } = &mut *self.sequence;
                text.extend_from_slice(draw.choose(known.find(word, name)).map_or(b"none", Vec::as_slice));
                rest = after;
            }
        }
        text.extend_from_slice(rest.as_bytes());
        self.memory.text(&text)
    }
}

/// Writes as many bytes of a number as its type has.
fn write_number(to: *mut u8, bytes: usize, number: i64) {
    // SAFETY: a number of that many bytes has its place here; they are the first ones on machines of this kind.
    unsafe { to.copy_from_nonoverlapping(number.to_le_bytes().as_ptr(), bytes) };
}
