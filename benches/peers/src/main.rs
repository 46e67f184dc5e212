//! Tillbook beside other embedded stores: the same customers, the same questions, the same answers, by turns in one run.
//!
//! `make bench-peers` builds and runs it; `docs/decisions/0027-how-it-is-measured.md` says how each store is used, and why.

mod customer;
mod engine;
mod figures;
mod fill;
mod flat;
mod keys;
mod machine;
mod measure;
mod plot;
mod progress;
mod readme;
mod report;
mod results;
mod rounds;
mod stores;
mod table;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Parser;

use engine::Engine;
use measure::Filled;
use progress::Progress;
use results::Results;
use stores::sqlite::{self, Layout};

/// Measures Tillbook beside other embedded stores.
#[derive(Parser)]
struct Arguments {
    /// Under two minutes: fewer customers and rounds, and nothing is written but to the folder of the run.
    #[arg(long)]
    quick: bool,
    /// How many customers there are; may be given several times.
    #[arg(long)]
    customers: Vec<usize>,
    /// How often everything is measured.
    #[arg(long)]
    rounds: Option<usize>,
    /// How many customers are imported; 0 leaves the import out.
    #[arg(long)]
    import: Option<usize>,
    /// Where the stores lie while they are measured; on the disk that is to be measured.
    #[arg(long, default_value = "target/peers")]
    folder: PathBuf,
    /// Where tables, figures and plots are written; the folder of the run unless it is told.
    #[arg(long)]
    results: Option<PathBuf>,
    /// A page between whose marks the shortest table is written anew.
    #[arg(long)]
    readme: Option<PathBuf>,
    /// A folder with what was measured from other languages, a file for each.
    #[arg(long)]
    doors: Option<PathBuf>,
}

/// What is measured.
struct Plan {
    customers: Vec<usize>,
    rounds: usize,
    imported: usize,
    import_rounds: usize,
    searches: usize,
    create_rounds: usize,
}

impl Plan {
    fn of(arguments: &Arguments) -> Plan {
        let quick = arguments.quick;
        let usual = if quick { vec![100_000] } else { vec![10_000, 100_000, 1_000_000] };
        Plan {
            customers: if arguments.customers.is_empty() { usual } else { arguments.customers.clone() },
            rounds: arguments.rounds.unwrap_or(if quick { 7 } else { 21 }),
            imported: arguments.import.unwrap_or(200_000),
            import_rounds: if quick { 1 } else { 3 },
            searches: if quick { 300 } else { 1000 },
            create_rounds: if quick { 4 } else { 15 },
        }
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    sqlite::without_memory_statistics()?;
    let plan = Plan::of(&arguments);
    std::fs::create_dir_all(&arguments.folder).with_context(|| {
        format!("the folder {} cannot be made; name another with --folder", arguments.folder.display())
    })?;
    arguments.readme.as_deref().map(readme::check).transpose()?;
    let run = tempfile::tempdir_in(&arguments.folder)?;
    let progress = Progress::new();
    let mut results = Results::default();
    if plan.imported > 0 {
        let memory = fill::memory(plan.imported);
        measure::imports::measure(run.path(), plan.imported, plan.import_rounds, memory, &progress, &mut results)?;
    }
    for customers in &plan.customers {
        let folder = tempfile::tempdir_in(run.path())?;
        at_size(&plan, folder.path(), *customers, &progress, &mut results)?;
    }
    progress.end();
    let to = arguments.results.as_deref().unwrap_or(&arguments.folder);
    report::write(&results, to, arguments.doors.as_deref())?;
    if let Some(page) = &arguments.readme {
        readme::write(&results, page)?;
    }
    println!("{}", table::all(&results));
    println!("{}\n", machine::described(&plan.customers));
    println!("{:<22} {:>10} {:>10} {:>8}", "figure", "Tillbook", "peer", "ratio");
    figures::lines(&results).iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Everything that is measured with so many customers.
fn at_size(plan: &Plan, folder: &Path, customers: usize, progress: &Progress, results: &mut Results) -> Result<()> {
    let engines = fill::all(folder, customers, progress)?;
    let filled = Filled { customers, engines: &engines, rounds: plan.rounds, progress };
    measure::lookups::measure(&filled, results)?;
    measure::threads::measure(&filled, results)?;
    measure::pages::measure(&filled, results)?;
    measure::searches::measure(&filled, results, plan.searches)?;
    let sqlite = sqlite::Creates::new(&fill::place(folder, Layout::Rowid, customers));
    let mut writing: Vec<&dyn Engine> = Vec::new();
    for engine in &engines {
        if engine.creator()?.is_some() {
            writing.push(engine.as_ref());
        }
    }
    writing.push(&sqlite);
    measure::creates::measure(&writing, customers, plan.create_rounds, progress, results)
}
