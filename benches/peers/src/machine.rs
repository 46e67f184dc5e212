//! On what and with what was measured.

use rusqlite::version as sqlite;

use crate::fill::memory;

/// The machine, the versions, and the memory that each store may use.
pub fn described(customers: &[usize]) -> String {
    let caches: Vec<String> =
        customers.iter().map(|many| format!("{} MiB for {many} customers", memory(*many) >> 20)).collect();
    let lightning = heed::lmdb_version();
    let lightning = format!("{}.{}.{}", lightning.major, lightning.minor, lightning.patch);
    format!(
        "{}. SQLite {}, LMDB {lightning}. A cache of {} for each; what the system keeps of files is \
         without bound for all of them. Medians, [middle half of the rounds].",
        name(),
        sqlite(),
        caches.join(", "),
    )
}

/// The machine.
pub fn name() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {}, {}", processor(), system())
}

fn processor() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, model)| model.trim().to_owned())
}

fn system() -> String {
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{} {}", std::env::consts::OS, release.trim())
}
