//! What a hot lookup costs a program in C beside the same in Rust, in one run: round about, the one and then the other.
//! It is the processor's time that is measured, which other work on the machine disturbs least.
//!
//! `hot.c` is linked with the shared library and does what is done here, on a copy of the same file. Another language has
//! its own half, which `TILLBOOK_HALF` names with its language, and `TILLBOOK_KINDS` what it can be asked; `scripts/go bench`
//! does that.

#[path = "../till/customers.rs"]
mod customers;
#[path = "../../tests/c/library.rs"]
mod library;

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use rustix::time::{ClockId, clock_gettime};
use tillbook::transfer::export_customer;
use tillbook::{Account, Customer, OpenOptions};

use customers::{CUSTOMERS, HOT, fill, mix, open};

const ROUNDS: usize = 201;
/// How many lookups one measurement takes together.
const TURNS: u64 = 2_000;
/// How many keys the batch has.
const AT_ONCE: u64 = 100;

struct Rust {
    account: Account,
    ids: Vec<String>,
    emails: Vec<String>,
}

fn next(among: &[String], turn: u64) -> &str {
    &among[(mix(turn) % among.len() as u64) as usize]
}

fn look(customer: &Customer) -> usize {
    customer.email.as_ref().map_or(0, String::len) + customer.own.name.as_ref().map_or(0, String::len)
}

impl Rust {
    fn by_id(&self, turn: u64) -> usize {
        look(&self.account.customers().get(next(&self.ids, turn)).unwrap().unwrap())
    }

    fn by_email(&self, turn: u64) -> usize {
        look(&self.account.customers().by_email(next(&self.emails, turn)).unwrap()[0])
    }

    fn many(&self, turn: u64) -> usize {
        let wanted: Vec<&str> = (0..AT_ONCE).map(|key| next(&self.ids, turn * AT_ONCE + key)).collect();
        self.account.customers().get_many(&wanted).unwrap().iter().flatten().map(|customer| look(customer)).sum()
    }

    fn json(&self, turn: u64) -> usize {
        export_customer(&self.account, next(&self.ids, turn)).unwrap().unwrap().len()
    }
}

/// What is measured: its name in the table and for the C half, the same in Rust, how many records a turn finds.
#[expect(clippy::type_complexity, reason = "a table")]
const KINDS: [(&str, &str, fn(&Rust, u64) -> usize, u64); 9] = [
    ("by id", "id", Rust::by_id, 1),
    ("by e-mail", "email", Rust::by_email, 1),
    ("by 100 ids in one call, each", "many", Rust::many, AT_ONCE),
    ("by id, copied into a buffer", "copy", Rust::by_id, 1),
    ("as JSON", "json", Rust::json, 1),
    ("by id, there in SQLite", "sqlite", Rust::by_id, 1),
    ("by id, there in LMDB", "lmdb", Rust::by_id, 1),
    ("by e-mail, there in SQLite", "sqlite_email", Rust::by_email, 1),
    ("by e-mail, there in LMDB", "lmdb_email", Rust::by_email, 1),
];
/// Another store for the half in C: its header, the flag that builds it in, what is linked, what can be asked then, and the
/// package that has it.
const PEERS: [(&str, &str, &str, &str, &str); 2] = [
    ("sqlite3.h", "-DWITH_SQLITE", "-lsqlite3", " sqlite sqlite_email", "libsqlite3-dev"),
    ("lmdb.h", "-DWITH_LMDB", "-llmdb", " lmdb lmdb_email", "liblmdb-dev"),
];
/// What the C half can be asked.
const KINDS_OF_C: &str = "id email many copy json";

/// The other half.
struct Half {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

/// The half in C, built with those of the other stores whose headers are there: its language, where it lies, what it can be
/// asked.
fn half_in_c(folder: &Path) -> (String, String, String) {
    let program = folder.join("hot");
    let sources = ["benches/c/hot.c", "benches/c/peers.c"].map(|source| library::root().join(source));
    let (mut link, mut flags, mut kinds) =
        (library::shared_in(library::optimised()), vec!["-O2"], KINDS_OF_C.to_owned());
    for (header, flag, linked, asked, package) in PEERS {
        let found = ["/usr/include", "/usr/local/include"].iter().any(|at| Path::new(at).join(header).exists());
        if found {
            flags.push(flag);
            link.push(linked.into());
            kinds.push_str(asked);
        } else {
            eprintln!("{header} is missing, so its store is left out (Debian: {package})");
        }
    }
    library::compile_with(&link, &[&sources[0], &sources[1]], &flags, &program).unwrap();
    ("C".into(), program.display().to_string(), kinds)
}

impl Half {
    fn start(folder: &Path, program: &str) -> Half {
        let mut child = Command::new(program);
        for name in ["c.tillbook", "ids", "emails"] {
            child.arg(folder.join(name));
        }
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Half { child, to, from }
    }

    /// Nanoseconds, and what was seen meanwhile.
    fn measure(&mut self, kind: &str, first: u64, turns: u64) -> (f64, usize) {
        writeln!(self.to, "{kind} {first} {turns}").unwrap();
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        let (took, seen) = line.trim().split_once(' ').expect("the other half ended");
        (took.parse().unwrap(), seen.parse().unwrap())
    }

    fn end(mut self) {
        drop(self.to);
        assert!(self.child.wait().unwrap().success());
    }
}

/// A filled store, a copy of it for the other half, and the keys of its regulars.
fn prepare(folder: &Path) -> Rust {
    let path = folder.join("rust.tillbook");
    let open = || open(&path, OpenOptions::new());
    let account = open();
    let all = fill(&account);
    let hot: Vec<_> = all.iter().step_by(CUSTOMERS / HOT).collect();
    let ids: Vec<String> = hot.iter().map(|customer| customer.id.to_string()).collect();
    let emails: Vec<String> = hot.iter().filter_map(|customer| customer.email.clone()).collect();
    std::fs::write(folder.join("ids"), ids.join("\n")).unwrap();
    std::fs::write(folder.join("emails"), emails.join("\n")).unwrap();
    drop(account);
    std::fs::copy(&path, folder.join("c.tillbook")).unwrap();
    Rust { account: open(), ids, emails }
}

/// Nanoseconds that this process has worked.
fn processor_time() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let rust = prepare(folder.path());
    let given = std::env::var("TILLBOOK_HALF").ok();
    let given = given.as_deref().and_then(|half| half.split_once(' '));
    let (language, program, kinds) = match given {
        Some((language, program)) => (language.into(), program.into(), KINDS_OF_C.into()),
        None => half_in_c(folder.path()),
    };
    let asked = std::env::var("TILLBOOK_KINDS").unwrap_or(kinds);
    let mut half = Half::start(folder.path(), &program);
    println!("{:<36} {:>9} {language:>9} {:>9}", "ns for a customer, medians", "Rust", "more");
    for (name, kind, once, records) in
        KINDS.iter().copied().filter(|(_, kind, ..)| asked.split(' ').any(|one| one == *kind))
    {
        let turns = TURNS / records;
        let (mut in_rust, mut in_half, mut more) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..=ROUNDS as u64 {
            let began = processor_time();
            let seen: usize = (round * turns..(round + 1) * turns).map(|turn| black_box(once(&rust, turn))).sum();
            let took = processor_time() - began;
            let (took_there, seen_there) = half.measure(kind, round * turns, turns);
            assert_eq!(seen, seen_there, "the two halves do not see the same");
            // The first round warms up.
            if round > 0 {
                let each = (turns * records) as f64;
                in_rust.push(took / each);
                in_half.push(took_there / each);
                more.push((took_there - took) / each);
            }
        }
        println!("{name:<36} {:>9.0} {:>9.0} {:>9.0}", median(in_rust), median(in_half), median(more));
    }
    half.end();
}
