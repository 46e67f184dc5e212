//! What is counted, in the words of Prometheus.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use hyper::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The bounds of the histogram, in seconds.
const BOUNDS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// What is counted of a server.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    duration: Family<Served, Histogram>,
    in_flight: Family<Served, Gauge>,
    refused: Counter,
    bytes: Gauge<u64, AtomicU64>,
    customers: Family<Kept, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    provider: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Served {
    provider: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kept {
    provider: &'static str,
    mode: &'static str,
}

/// A request that is being answered.
pub(super) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("tillbook");
        let requests = Family::default();
        let duration = Family::new_with_constructor((|| Histogram::new(BOUNDS)) as fn() -> Histogram);
        let (in_flight, customers) = (Family::default(), Family::default());
        let (refused, bytes) = (Counter::default(), Gauge::default());
        registry.register("requests", "Requests that were answered", requests.clone());
        let about = "How long answers took";
        registry.register_with_unit("request_duration", about, Unit::Seconds, duration.clone());
        registry.register("requests_in_flight", "Requests that are being answered", in_flight.clone());
        registry.register("connections_refused", "Connections over the limit", refused.clone());
        registry.register_with_unit("store_size", "Size of the store's file", Unit::Bytes, bytes.clone());
        registry.register("customers", "Customers of the account", customers.clone());
        Metrics { registry, requests, duration, in_flight, refused, bytes, customers }
    }

    /// Counts a request for as long as it is being answered.
    pub fn enter(&self, provider: &'static str) -> InFlight {
        let gauge = self.in_flight.get_or_create(&Served { provider }).clone();
        gauge.inc();
        InFlight(gauge)
    }

    /// Counts an answer.
    pub fn answered(&self, provider: &'static str, method: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&Answered { provider, method, status }).inc();
        self.duration.get_or_create(&Served { provider }).observe(took.as_secs_f64());
    }

    /// Counts a connection that was one too many.
    pub fn refused(&self) {
        self.refused.inc();
    }

    /// Notes the size of the store's file.
    pub fn size(&self, bytes: u64) {
        self.bytes.set(bytes);
    }

    /// Notes how many customers an account has.
    pub fn customers(&self, provider: &'static str, mode: &'static str, customers: u64) {
        let gauge = self.customers.get_or_create(&Kept { provider, mode }).clone();
        gauge.set(i64::try_from(customers).unwrap_or(i64::MAX));
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A method's name; what is no method of HTTP is counted as one, so that nobody can make up ever more of them.
pub(super) fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}
