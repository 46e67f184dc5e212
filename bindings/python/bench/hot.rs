//! The Rust half of the measurement: looks up hot customers as it is told on its input, and says how long it worked.

use std::hint::black_box;
use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use rustix::time::{ClockId, clock_gettime};
use tillbook::{Account, Customer, Mode, Provider, Store};

const AT_ONCE: usize = 100;

struct Till {
    account: Account,
    ids: Vec<String>,
    emails: Vec<String>,
}

impl Till {
    fn open(store: &str, ids: &str, emails: &str) -> Result<Till, Box<dyn std::error::Error>> {
        let lines = |path: &str| std::fs::read_to_string(path).map(|text| text.lines().map(str::to_owned).collect());
        let account = Store::open(store)?.account(Provider::Omise, Mode::Test);
        Ok(Till { account, ids: lines(ids)?, emails: lines(emails)? })
    }

    /// Looks up every key once, in the order of the file, and says how much text was seen.
    fn round(&self, kind: &str) -> tillbook::Result<usize> {
        let customers = self.account.customers();
        let mut seen = 0;
        match kind {
            "id" => {
                for id in &self.ids {
                    seen += customers.get(id)?.map_or(0, |customer| look(&customer));
                }
            }
            "email" => {
                for email in &self.emails {
                    seen += customers.by_email(email)?.iter().map(|customer| look(customer)).sum::<usize>();
                }
            }
            _ => {
                for ids in self.ids.chunks(AT_ONCE) {
                    seen += customers.get_many(ids)?.iter().flatten().map(|customer| look(customer)).sum::<usize>();
                }
            }
        }
        Ok(seen)
    }
}

fn look(customer: &Customer) -> usize {
    black_box(customer.own.name.as_ref().map_or(0, String::len))
}

/// Nanoseconds that this process has worked.
fn processor_time() -> i64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec * 1_000_000_000 + now.tv_nsec
}

fn serve(arguments: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let [_, store, ids, emails] = arguments else {
        return Err("pass a store, a file of ids and one of addresses".into());
    };
    let till = Till::open(store, ids, emails)?;
    let mut out = std::io::stdout().lock();
    for kind in std::io::stdin().lock().lines() {
        let began = processor_time();
        let seen = till.round(&kind?)?;
        writeln!(out, "{} {seen}", processor_time() - began)?;
        out.flush()?;
    }
    Ok(())
}

fn main() -> ExitCode {
    match serve(&std::env::args().collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
