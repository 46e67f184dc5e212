//! One sequence of calls: it begins with nothing and ends with nothing.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crate::answers::Answer;
use crate::arguments::Arguments;
use crate::counts;
use crate::damaged;
use crate::draw::Draw;
use crate::held::{Held, KEPT};
use crate::host;
use crate::known::Known;
use crate::memory::Memory;
use crate::table::status::TILLBOOK_PANICKED;
use crate::table::{EXPORTS, Export, Field, KINDS, Kind, Returns, TICKETS};

/// How many calls a sequence has at most.
const MOST: usize = 3000;
/// How many calls make what another call needs, one within the other.
const DEEPEST: usize = 6;
/// A call that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(30);

/// Files that lie there when a sequence begins.
const FILES: [(&str, &str); 3] = [
    (
        "customers.csv",
        "email,name,phone\nana@example.hr,Ana,091 234\nnobody,,\nhanako@example.jp,Hanako Yamada,+81312345678\n",
    ),
    ("customers.jsonl", "{\"email\":\"somchai@example.com\",\"description\":\"A\"}\n{\"email\":7}\n{}\n"),
    ("nothing.csv", ""),
];

unsafe extern "C" {
    fn tillbook_debug_live_handles() -> u64;
}

thread_local! {
    static PANIC_IS_WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the function that is being called panics on purpose.
pub fn panic_is_wanted() -> bool {
    PANIC_IS_WANTED.get()
}

/// For each kind of handle: the functions that give one, and the name under which they do.
static MAKERS: LazyLock<Vec<Vec<(usize, &str)>>> = LazyLock::new(|| {
    let made_by = |export: &'static Export, kind| {
        let gives = |field: &&Field| matches!(field.kind, Kind::Wanted(Kind::Handle(given)) if *given == kind);
        export.arguments.fields.iter().find(gives).map(|field| field.name)
    };
    let makers =
        |kind| EXPORTS.iter().enumerate().filter_map(move |(place, export)| Some((place, made_by(export, kind)?)));
    (0..KINDS.len()).map(|kind| makers(kind).collect()).collect()
});

/// The functions that make what was not there before, as far as their names say so.
static MAKE_NEW: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let ends = ["_create", "_open", "_add", "_post", "_record", "_call", "_list", "_iterate"];
    (0..EXPORTS.len()).filter(|place| ends.iter().any(|end| EXPORTS[*place].name.ends_with(end))).collect()
});

/// For each kind of handle: the function that frees one, and the one that reads what it is.
static ENDERS: LazyLock<Vec<Option<usize>>> = LazyLock::new(|| {
    each_kind(|kind, named| match kind {
        "store" => named == "tillbook_close",
        kind => named == format!("tillbook_{kind}_free"),
    })
});
static READERS: LazyLock<Vec<Option<usize>>> =
    LazyLock::new(|| each_kind(|kind, named| named == format!("tillbook_{kind}_read")));

fn each_kind(is: impl Fn(&str, &str) -> bool) -> Vec<Option<usize>> {
    KINDS.iter().map(|kind| EXPORTS.iter().position(|export| is(kind, export.name))).collect()
}

pub struct Sequence<'a> {
    pub draw: Draw<'a>,
    pub held: Held,
    pub known: Known,
    /// How many texts were made that were not there before.
    pub numbered: u32,
    /// Which of the values is taken that stay the same for most of a sequence.
    pub settled: usize,
    /// The handle that the next call is about, when it is not drawn.
    meant: Option<usize>,
    calls: usize,
    depth: usize,
}

/// Makes the calls that some bytes stand for.
pub fn run(bytes: &[u8]) {
    host::begin();
    let mut sequence = Sequence {
        draw: Draw(bytes),
        held: Held::default(),
        known: Known::default(),
        numbered: 0,
        settled: 0,
        meant: None,
        calls: 0,
        depth: 0,
    };
    for (name, content) in FILES {
        std::fs::write(name, content).expect("the run's folder can be written to");
    }
    std::fs::write("damaged.tillbook", damaged::store()).expect("the run's folder can be written to");
    sequence.settled = sequence.draw.below(256);
    let newest_first = sequence.draw.one_in(2);
    while !sequence.draw.is_over() && sequence.calls < MOST {
        if sequence.draw.one_in(16) {
            let day = 86_400_000;
            host::pass([day, 31 * day, -day, 1000][sequence.draw.below(4)]);
        }
        let ticket = sequence.draw.below(TICKETS.len());
        sequence.call(TICKETS[ticket] as usize);
    }
    sequence.end(newest_first);
}

impl Sequence<'_> {
    /// Calls a function, and says whether it did what it is for.
    fn call(&mut self, which: usize) -> bool {
        let export = &EXPORTS[which];
        self.calls += 1;
        self.depth += 1;
        let mut memory = Memory::default();
        let good = (self.depth == 1 && self.draw.one_in(4)).then(|| self.draw.below(export.arguments.fields.len() + 8));
        let needed = self.depth > 1;
        let arguments =
            Arguments { of: export.name, sequence: self, memory: &mut memory, needed, good }.of(export.arguments);
        self.meant = None;
        host::say_yes_after(match self.draw.below(16) {
            14 => self.draw.below(8) as u64 + 1,
            15 => host::ALWAYS,
            _ => 0,
        });
        let mut answer = Answer::before(self, which, arguments);
        PANIC_IS_WANTED.set(matches!(export.returns, Returns::Status { success: TILLBOOK_PANICKED, .. }));
        let began = Instant::now();
        // SAFETY: the arguments are those of the function, as the header declares them.
        let returned = unsafe { (export.call)(arguments) };
        let took = began.elapsed();
        PANIC_IS_WANTED.set(false);
        assert!(took < LONGEST, "{} took {took:?}", export.name);
        answer.after(self, returned);
        counts::count(which, answer.outcome(), answer.success(), took);
        let retired = answer.retired(self);
        for handle in retired {
            self.end_of(handle);
        }
        self.depth -= 1;
        answer.success()
    }

    /// A handle of a kind, made when there is none; or what is no such handle.
    pub fn handle(&mut self, of: &str, kind: usize, bad: bool, may_be_null: bool) -> usize {
        if let Some(meant) = self.meant {
            return meant;
        }
        if bad {
            let live: Vec<usize> = self.held.all().iter().map(|live| live.handle).collect();
            let some = self.draw.choose(&live).copied().unwrap_or_default();
            return match self.draw.below(6) {
                0 => 0,
                1 => some,
                2 => some.wrapping_add(1 + self.draw.below(64)),
                3 => some.wrapping_add(64 << self.draw.below(16)),
                4 => [1, 64, 0xdead_beef, usize::MAX, isize::MAX as usize, 4096][self.draw.below(6)],
                _ => self.draw.choose(self.held.gone()).copied().unwrap_or_default(),
            };
        }
        if may_be_null && self.draw.one_in(16) {
            return 0;
        }
        // Some functions want what others gave under a name: a list of cards is not one of customers.
        let fits = |name: &str| {
            let one = name.strip_suffix("ies").or(name.strip_suffix('s'));
            one.is_some_and(|one| of.split_once("tillbook_list_").is_some_and(|(_, wanted)| wanted.starts_with(one)))
        };
        let of_name = MAKERS[kind].iter().copied().filter(|(_, name)| fits(name)).collect::<Vec<_>>();
        let is_narrow = KINDS[kind] == "list" && !of_name.is_empty();
        let makers = if is_narrow { &of_name } else { &MAKERS[kind] };
        let held = |held: &Held| match held.of_kind(kind, |live| !is_narrow || fits(live.name)) {
            narrow if narrow.is_empty() => held.of_kind(kind, |_| true),
            narrow => narrow,
        };
        let fitting = self.held.of_kind(kind, |live| !is_narrow || fits(live.name)).len();
        if fitting == 0 || fitting < 3 && self.draw.one_in(8) {
            self.make(kind, makers);
        }
        let held = held(&self.held);
        self.draw.choose(&held).copied().unwrap_or_default()
    }

    /// Makes a record of a kind, when none is known that could be named.
    pub fn make_known(&mut self, kind: &str) {
        if let Some(kind) = KINDS.iter().position(|known| *known == kind) {
            self.make(kind, &MAKERS[kind]);
        }
    }

    /// Calls what gives a handle of a kind, until there is one more.
    fn make(&mut self, kind: usize, makers: &[(usize, &str)]) {
        let new: Vec<usize> = makers.iter().map(|(maker, _)| *maker).filter(|maker| MAKE_NEW.contains(maker)).collect();
        for attempt in 0..2 {
            if attempt > 0 && self.draw.is_over() || self.depth >= DEEPEST || self.calls >= MOST {
                return;
            }
            let maker = match self.draw.choose(&new) {
                Some(new) if !self.draw.one_in(3) => *new,
                _ => self.draw.choose(makers).map_or(0, |(maker, _)| *maker),
            };
            let before = self.held.of_kind(kind, |_| true).len();
            self.call(maker);
            if self.held.of_kind(kind, |_| true).len() > before {
                return;
            }
        }
    }

    /// Takes a new handle, and reads what it is.
    pub fn take(&mut self, handle: usize, kind: usize, name: &'static str, root: Option<usize>) {
        self.held.take(handle, kind, name, root);
        if let Some(reader) = READERS[kind] {
            assert!(self.plainly(reader, handle), "a new {} cannot be read", KINDS[kind]);
        }
        let held = self.held.of_kind(kind, |_| true);
        if held.len() > KEPT {
            self.end_of(held[0]);
        }
    }

    /// Gives back every hold of a handle.
    fn end_of(&mut self, handle: usize) {
        while let Some(live) = self.held.find(handle) {
            let kind = live.kind;
            let ender = ENDERS[kind].unwrap_or_else(|| panic!("nothing frees a {}", KINDS[kind]));
            assert!(self.plainly(ender, handle), "a {} cannot be freed", KINDS[kind]);
        }
    }

    /// Calls a function about a handle, with nothing left to chance.
    fn plainly(&mut self, which: usize, handle: usize) -> bool {
        let draw = std::mem::replace(&mut self.draw, Draw(&[]));
        self.meant = Some(handle);
        let success = self.call(which);
        self.draw = draw;
        success
    }

    fn end(mut self, newest_first: bool) {
        while let Some(live) = if newest_first { self.held.all().last() } else { self.held.all().first() } {
            self.end_of(live.handle);
        }
        // SAFETY: it takes nothing.
        let left = unsafe { tillbook_debug_live_handles() };
        assert_eq!(left, 0, "handles are left when everything was freed");
        for entry in std::fs::read_dir(".").expect("the run's folder can be read") {
            let path = entry.expect("the run's folder can be read").path();
            std::fs::remove_file(path).expect("a file of the run can be deleted");
        }
    }
}
