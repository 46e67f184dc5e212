//! Opening a store.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::prelude::*;
use tillbook::{Durability, LogLevel, OpenOptions, SecretText};

use crate::callback::{TimeOfCall, at, call_back, refuse_inside, take_raised};
use crate::errors::{OrRaise as _, invalid};
use crate::groups::{Durable, Given};
use crate::shared::{Shared, ask, caught};
use crate::show::Show as _;
use crate::store::Store;

/// How long a write may wait for the disk where that is not said.
const INTERVAL: Duration = Duration::from_secs(1);

/// Opens the store at a path, creating it when it is missing.
///
/// `must_exist` refuses to create it. `read_only` opens it for reading alone. `cache_bytes` bounds the cache.
/// `search_indexes` False makes a new store without the indexes of searches by parts of names, numbers and addresses: it is
/// smaller, and such searches look at every customer, with the same answer.
/// `durability` is "each_write" or "interval", with `interval` as a timedelta or seconds, a second unless given.
/// `fingerprint_key` is the key of the cards' fingerprints; without it a file beside the store holds one. `clock` is
/// asked for the time, a datetime with a time zone, once at the beginning of every call that needs it. `log` is told
/// what the store does, a level and a sentence without anybody's data; what it raises goes to sys.unraisablehook.
///
/// Raises StoreMissingError, NotAStoreError, NewerFormatError, AlreadyOpenError, DamagedError, IoError,
/// InvalidArgumentError or ReadOnlyError.
#[pyfunction]
#[pyo3(signature = (path, *, must_exist = false, read_only = false, cache_bytes = None, durability = None, interval = None, fingerprint_key = None, clock = None, log = None, search_indexes = true))]
pub fn open(
    py: Python<'_>,
    path: PathBuf,
    must_exist: bool,
    read_only: bool,
    cache_bytes: Option<usize>,
    durability: Option<Given<Durable>>,
    interval: Option<&Bound<'_, PyAny>>,
    fingerprint_key: Option<String>,
    clock: Option<Py<PyAny>>,
    log: Option<Py<PyAny>>,
    search_indexes: bool,
) -> PyResult<Store> {
    refuse_inside(py)?;
    let mut options = OpenOptions::new().create(!must_exist).read_only(read_only).search_indexes(search_indexes);
    options = options.durability(durability_of(py, durability, interval)?);
    if let Some(bytes) = cache_bytes {
        options = options.cache_bytes(bytes);
    }
    if let Some(key) = fingerprint_key {
        options = options.fingerprint_key(SecretText::new(key));
    }
    if clock.is_some() {
        options = options.clock(TimeOfCall);
    }
    if let Some(log) = log {
        options = options.log(move |level, line| tell(&log, level, line));
    }
    let time = ask(py, clock.as_ref())?;
    let opened = py.detach(|| at(time, || caught(|| options.open(path)))).unwrap_or(Err(tillbook::Error::Panicked));
    let opened = take_raised().map_or_else(|| opened.or_raise(py), Err)?;
    Ok(Store::new(Shared::new(opened, clock)))
}

/// When a write is on the disk, as it was asked for.
fn durability_of(
    py: Python<'_>,
    durability: Option<Given<Durable>>,
    interval: Option<&Bound<'_, PyAny>>,
) -> PyResult<Durability> {
    let durability = durability.map_or(Durable::EachWrite, |given| given.0);
    match (durability, interval) {
        (Durable::EachWrite, None) => Ok(Durability::EachWrite),
        (Durable::EachWrite, Some(_)) => {
            Err(invalid(py, "interval", "is given without durability=\"interval\"; give both"))
        }
        (Durable::Interval, None) => Ok(Durability::Interval(INTERVAL)),
        (Durable::Interval, Some(interval)) => duration_of(interval).map(Durability::Interval),
    }
}

/// A timedelta, or a number of seconds.
fn duration_of(interval: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let seconds = match interval.extract::<Duration>() {
        Ok(duration) => return Ok(duration),
        Err(_) => interval.extract::<f64>().ok(),
    };
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| {
        invalid(interval.py(), "interval", "is no length of time; pass a timedelta or a number of seconds")
    })
}

/// Tells the program's log. What that raises has nobody to go to.
fn tell(log: &Py<PyAny>, level: LogLevel, line: &str) {
    Python::try_attach(|py| {
        let told = call_back(|| log.bind(py).call1((level.show(py)?, line)));
        if let Err(error) = told {
            error.write_unraisable(py, Some(log.bind(py)));
        }
    });
}
