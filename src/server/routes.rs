//! Which paths the server answers itself; all others are the provider's.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, get};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use hyper::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::control;
use super::door::{Door, http};
use super::observe::observe;
use super::page;
use crate::provider::{CONTROL, Refusal, basic_of};
use crate::store::ListQuery;

/// The routes of a door.
pub(super) fn router(door: Arc<Door>) -> Router {
    // A path of the server's own that is asked with another method is the provider's to refuse.
    let own = |method_router: axum::routing::MethodRouter<Arc<Door>>| method_router.fallback(provider);
    let below = |name: &str| format!("{CONTROL}{name}");
    let mut router = Router::new()
        .route("/", own(get(page::page)))
        .route(&below("page/about"), own(get(page::about)))
        .route(&below("page/customers"), own(get(page::customers)))
        .route(&below("page/customer"), own(get(page::customer)))
        .route(&below("page/requests"), own(get(page::requests)))
        .route("/healthz", own(get(health)))
        .route("/metrics", own(get(metrics)))
        .route("/openapi.json", own(get(description)));
    if door.house.control {
        router = router
            .route(&below("clock"), own(get(control::clock).post(control::set_clock)))
            .route(&below("{name}"), any(control::provider));
    }
    router.fallback(provider).layer(middleware::from_fn_with_state(Arc::clone(&door), observe)).with_state(door)
}

/// Whatever is the provider's.
async fn provider(State(door): State<Arc<Door>>, request: Request) -> Response {
    let request = match super::body::read(request, &door.house.limits).await {
        Ok(request) => request,
        Err(refusal) => return door.refuse(refusal),
    };
    let answered = door.work(|door| door.account.serve(&door.keys, request)).await;
    answered.map_or_else(|refusal| door.refuse(refusal), http)
}

/// Whether the store works; anybody may ask.
async fn health(State(door): State<Arc<Door>>) -> Response {
    match door.house.store.health() {
        Ok(()) => json(StatusCode::OK, &json!({"status": "ok"})),
        Err(error) => json(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": error.status().name()})),
    }
}

/// The description of the provider's end points, at this address; anybody may read it.
async fn description(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    let mut description: Value = serde_json::from_str(door.dialect().description).unwrap_or_default();
    // Whoever asks came by this host, so it is one by which the end points are reached.
    let host = headers.get(hyper::header::HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    let host = host.unwrap_or_else(|| door.address.to_string());
    if let Some(described) = description.as_object_mut() {
        described.insert("servers".to_owned(), json!([{ "url": format!("http://{host}") }]));
    }
    json(StatusCode::OK, &description)
}

/// What is counted, for whoever holds the secret key.
async fn metrics(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    if let Some(refused) = door.refuse_stranger(&headers) {
        return refused;
    }
    let text = door
        .work(|door| {
            let (house, id) = (&door.house, door.account.id());
            if let Ok(file) = std::fs::metadata(house.store.path()) {
                house.metrics.size(file.len());
            }
            if let Ok(page) = door.account.customers().list(&ListQuery { limit: 1, ..ListQuery::default() }) {
                house.metrics.customers(id.provider.name(), id.mode.name(), page.total);
            }
            house.metrics.text()
        })
        .await;
    match text {
        Ok(Ok(text)) => answer(StatusCode::OK, "application/openmetrics-text; version=1.0.0; charset=utf-8", text),
        Ok(Err(_)) => door.refuse(Refusal::Internal),
        Err(refusal) => door.refuse(refusal),
    }
}

impl Door {
    /// Refuses whoever does not show the secret key by HTTP Basic, as user name or as password, whatever the provider.
    pub fn refuse_stranger(&self, headers: &HeaderMap) -> Option<Response> {
        let shown = headers.get(hyper::header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let holds = |shown: &str| self.keys.is_secret(shown);
        let admitted = shown.and_then(basic_of).is_some_and(|(user, word)| holds(&user) | holds(&word));
        if admitted {
            return None;
        }
        let mut refused = self.refuse(Refusal::Unauthorized);
        let challenge = HeaderValue::from_static("Basic realm=\"tillbook\", charset=\"UTF-8\"");
        refused.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        Some(refused)
    }
}

/// An answer in JSON that is the server's own.
pub(super) fn json(status: StatusCode, value: &Value) -> Response {
    answer(status, "application/json; charset=utf-8", value.to_string())
}

/// An answer that is the server's own and that nobody keeps.
pub(super) fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
