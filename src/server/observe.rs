//! What is done around every request: it is named, admitted, counted, remembered and logged, never with what it is about.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::Method;
use hyper::header::HeaderValue;

use super::door::Door;
use super::metrics::method_name;
use super::recent::Seen;
use super::request_id;
use crate::provider::Refusal;
use crate::store::{Clock as _, SystemClock};

/// What the paths that the page asks for begin with.
const OWN_PAGE: &str = "/_tillbook/page/";

/// Answers a request and tells of it.
pub(super) async fn observe(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id::of(request.headers());
    let method = request.method().clone();
    let route = door.words.shape(request.uri().path());
    let in_flight = door.house.metrics.enter(door.account.provider().name());
    let mut response = if door.hosts.admit(&method, request.uri(), request.headers()) {
        next.run(request).await
    } else {
        tracing::warn!(
            request_id = id,
            "the request came in another host's name; name hosts of yours with --allow-host"
        );
        door.refuse(Refusal::Unreadable)
    };
    drop(in_flight);
    if let Ok(value) = HeaderValue::try_from(id.as_str()) {
        for name in request_id::headers(door.dialect()) {
            response.headers_mut().entry(name).or_insert_with(|| value.clone());
        }
    }
    door.tell(&id, &method, route, response.status().as_u16(), started.elapsed());
    response
}

impl Door {
    /// Tells of an answer.
    pub fn tell(&self, id: &str, method: &Method, route: String, status: u16, took: Duration) {
        let (provider, method) = (self.account.provider().name(), method_name(method));
        let milliseconds = (took.as_secs_f64() * 1e5).round() / 100.0;
        tracing::info!(request_id = id, provider, method, route, status, milliseconds, "answered");
        self.house.metrics.answered(provider, method, status, took);
        // The page and what it asks for would soon push out all else.
        if route == "/" || route.starts_with(OWN_PAGE) {
            return;
        }
        self.recent.add(Seen { time: SystemClock.now().to_string(), method, route, status, milliseconds });
    }
}
