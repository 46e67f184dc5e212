//! What a provider does outside its interface, below `/_tillbook/`, for whoever holds the secret key.
//!
//! The clock is the server's own, and so are the words of its refusals. It only moves when told, and only forwards: a
//! stored time is never before an earlier one, so a clock that was set back would have no effect that anybody could see.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use hyper::StatusCode;
use serde_json::{Value, json};

use super::door::{Door, http};
use super::routes::json;
use crate::error::Result;
use crate::model::Timestamp;
use crate::provider::{CONTROL, Key, Refusal, Request as ProviderRequest};

/// What is said when the clock was moved and the store failed behind it.
const HALF_MOVED: &str =
    "the clock has moved, but not all that fell due could be recorded; send the same request again to record the rest";

/// The time that the store goes by.
pub(super) async fn clock(State(door): State<Arc<Door>>, request: Request) -> Response {
    answer(&door, request, |door, _| match door.house.clock {
        Some(_) => shown(door.house.store.now()),
        None => no_clock(),
    })
    .await
}

/// Moves the clock and records what fell due of the schedules whose charges are simulated, unless `simulate` is false:
/// then what fell due waits to be recorded as failed or skipped. Each account is a write of its own. Should one fail, the
/// clock has moved and the accounts before it are done: the same request again does the rest.
pub(super) async fn set_clock(State(door): State<Arc<Door>>, request: Request) -> Response {
    answer(&door, request, |door, request| {
        let Some(clock) = &door.house.clock else { return no_clock() };
        let Some((time, simulate)) = move_to(&request.body) else {
            let sentence = "now is missing or unreadable; send a body like {\"now\": \"2026-02-03T04:05:06Z\"}";
            return refused(StatusCode::BAD_REQUEST, sentence);
        };
        // Work that a defect stopped while it held the lock has left nothing half done in the clock.
        let clock = clock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if time < door.house.store.now() {
            return refused(StatusCode::CONFLICT, "the clock only moves forwards; send a time after the one it shows");
        }
        clock.set(time);
        let simulated = door.house.accounts.iter().filter(|_| simulate);
        let charged: Result<Vec<u64>> = simulated.map(|account| account.schedules().simulate_due()).collect();
        match charged {
            Ok(_) => shown(door.house.store.now()),
            Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR, HALF_MOVED),
        }
    })
    .await
}

/// Whatever else there is: the provider's, or a path that it does not know.
pub(super) async fn provider(State(door): State<Arc<Door>>, request: Request) -> Response {
    let name = request.uri().path().strip_prefix(CONTROL).unwrap_or_default().to_owned();
    answer(&door, request, move |door, request| {
        let answered = (door.dialect().control)(&door.account, &name, request);
        http(answered.unwrap_or_else(|| door.refusal(Refusal::UnknownPath)))
    })
    .await
}

/// Answers whoever shows the secret key as the provider's clients do.
async fn answer(
    door: &Arc<Door>,
    request: Request,
    answer: impl FnOnce(&Door, &ProviderRequest) -> Response + Send + 'static,
) -> Response {
    let request = match super::body::read(request, &door.house.limits).await {
        Ok(request) => request,
        Err(refusal) => return door.refuse(refusal),
    };
    let answered =
        door.work(move |door| match (door.dialect().access.authenticate)(&door.keys, &request, door.account.now()) {
            Ok(Key::Secret) => answer(door, &request),
            Ok(Key::Public) => door.refuse(Refusal::Unauthorized),
            Err(refused) => http(refused),
        });
    answered.await.unwrap_or_else(|refusal| door.refuse(refusal))
}

/// The time to which the clock is to be moved, and whether what falls due is recorded.
fn move_to(body: &[u8]) -> Option<(Timestamp, bool)> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let time = Timestamp::parse(body.get("now")?.as_str()?).ok()?;
    let simulate = body.get("simulate").map_or(Some(true), Value::as_bool)?;
    Some((time, simulate))
}

fn shown(now: Timestamp) -> Response {
    json(StatusCode::OK, &json!({ "now": now.to_string() }))
}

fn no_clock() -> Response {
    refused(StatusCode::CONFLICT, "the clock is the machine's; start the server with --test-clock to set one")
}

fn refused(status: StatusCode, sentence: &str) -> Response {
    json(status, &json!({ "error": sentence }))
}
