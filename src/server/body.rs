//! From HTTP to a provider's request.

use axum::body::Body;
use http_body_util::BodyExt as _;
use hyper::Method as HttpMethod;
use hyper::body::Body as _;
use zeroize::Zeroizing;

use super::options::Limits;
use crate::provider::{Method, Refusal, Request};

/// How many times more than a body may have is read of one that has too much, so that its sender comes to read why.
const PATIENCE: usize = 8;

/// A request as the provider's code takes it. The body is read whole, whatever the method: clients send one with GET and
/// DELETE too.
pub(super) async fn read(request: hyper::Request<Body>, limits: &Limits) -> Result<Request, Refusal> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let mut read = Request::new(method(&parts.method), path);
    for (name, value) in &parts.headers {
        let value = std::str::from_utf8(value.as_bytes()).map_err(|_| Refusal::Unreadable)?;
        read = read.header(name.as_str(), value);
    }
    let reading = collect(body, limits.body_bytes);
    let mut body = tokio::time::timeout(limits.body_time, reading).await.map_err(|_| Refusal::Timeout)??;
    read.body = std::mem::take(&mut *body);
    Ok(read)
}

/// The method; names of methods are in capitals.
fn method(method: &HttpMethod) -> Method {
    match *method {
        HttpMethod::GET => Method::Get,
        HttpMethod::POST => Method::Post,
        HttpMethod::PUT => Method::Put,
        HttpMethod::PATCH => Method::Patch,
        HttpMethod::DELETE => Method::Delete,
        _ => Method::Other,
    }
}

/// The whole body, in a buffer that leaves no copy behind when it grows.
async fn collect(mut body: Body, limit: usize) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let expected = body.size_hint().exact().unwrap_or_default();
    let expected = usize::try_from(expected).unwrap_or(usize::MAX);
    let mut collected = Zeroizing::new(Vec::with_capacity(expected.min(limit)));
    let mut seen = 0usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::Unreadable)?;
        let Some(bytes) = frame.data_ref() else { continue };
        seen = seen.saturating_add(bytes.len());
        if seen > limit.saturating_mul(PATIENCE) {
            return Err(Refusal::TooLarge);
        }
        if seen <= limit {
            if collected.capacity() < seen {
                let mut larger = Zeroizing::new(Vec::with_capacity((2 * seen).min(limit)));
                larger.extend_from_slice(&collected);
                collected = larger;
            }
            collected.extend_from_slice(bytes);
        }
    }
    if seen > limit { Err(Refusal::TooLarge) } else { Ok(collected) }
}
