//! Monri's keys: the digest of 2.2, and the access tokens of 2.4.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256, Sha512};

use super::fault::Fault;
use super::route::EndPoint;
use super::views::TokenView;
use super::{Answer, DIALECT, show};
use crate::error::Error;
use crate::model::{Mode, Timestamp};
use crate::provider::dialect::{CONTROL, Refusal};
use crate::provider::keys::{Keys, bearer, same};
use crate::provider::params::{Param, Params};
use crate::provider::request::{Key, Method, Request};
use crate::provider::response::Response;
use crate::provider::route::Route;

/// How long an access token lives, in seconds.
const LIFETIME: i64 = 900;
/// What an access token may be asked for.
const SCOPES: [&str; 3] = ["customers", "payment-methods", "payments"];

/// A new merchant key and authenticity token; they do not tell which world they belong to.
pub(super) fn make(_: Mode, random: &mut dyn FnMut(usize) -> String) -> Keys {
    Keys { secret: random(40).into(), public: Some(random(40).into()) }
}

/// A request shows the merchant key by a digest over itself, or by an access token.
pub(super) fn authenticate(keys: &Keys, request: &Request, now: Timestamp) -> Result<Key, Response> {
    if is_signed(keys, request) || bearer(request).is_some_and(|token| admits(keys, token, request, now)) {
        Ok(Key::Secret)
    } else {
        Err(Fault::from(Refusal::Unauthorized).response())
    }
}

/// Whether a request has a header `WP3-v2.1 token timestamp digest` with the digest that 2.2 asks for. The older
/// scheme, whose digest leaves the path out (2.3), is refused. A timestamp may have any age.
fn is_signed(keys: &Keys, request: &Request) -> bool {
    let header = request.header_value("authorization").unwrap_or_default();
    let parts: Vec<&str> = header.split(' ').collect();
    let &["WP3-v2.1", token, timestamp, digest] = parts.as_slice() else { return false };
    let is_time = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = keys.public.as_ref().is_some_and(|public| same(public.expose(), token));
    is_time && is_known && same(&digest_of(keys, timestamp, token, request), digest)
}

/// SHA-512 over the merchant key, the timestamp, the token, the path with its query as it was sent, and a POST's body.
fn digest_of(keys: &Keys, timestamp: &str, token: &str, request: &Request) -> String {
    let body = if request.method == Method::Post { request.body.as_slice() } else { &[] };
    let parts = [keys.secret.expose(), timestamp, token, &request.path];
    let signed = parts.into_iter().fold(Sha512::new(), |sum, part| sum.chain_update(part)).chain_update(body);
    hex(&signed.finalize())
}

/// Whether an access token is one of ours, still good, and enough for a request; any good one learns that a path is
/// unknown. The control surface is nothing that a token may be asked for: it wants the merchant key.
fn admits(keys: &Keys, token: &str, request: &Request, now: Timestamp) -> bool {
    if request.bare_path().starts_with(CONTROL) {
        return false;
    }
    let Some((claims, signature)) = token.rsplit_once('.') else { return false };
    let Some((end, scopes)) = claims.split_once('.') else { return false };
    let route = Route::of(request, DIALECT.prefix);
    let needed: &[&str] = match route.as_ref().and_then(EndPoint::of) {
        Some(EndPoint::ListPaymentMethodsOf(_) | EndPoint::ListPaymentMethods) => &["customers", "payment-methods"],
        Some(_) => &["customers"],
        None => &[],
    };
    signature_of(keys, claims).is_some_and(|expected| same(&expected, signature))
        && end.parse().is_ok_and(|end: i64| now.as_millis() < end)
        && needed.iter().all(|needed| scopes.split('+').any(|scope| scope == *needed))
}

/// The signature of an access token's claims, which no other keys give.
fn signature_of(keys: &Keys, claims: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(keys.secret.expose().as_bytes()).ok()?;
    mac.update(keys.public.as_ref()?.expose().as_bytes());
    mac.update(b" access token ");
    mac.update(claims.as_bytes());
    Some(hex(&mac.finalize().into_bytes()))
}

/// E9 as it comes over the wire.
pub(super) fn grant(keys: &Keys, request: &Request, now: Timestamp) -> Option<Response> {
    let route = Route::of(request, DIALECT.prefix)?;
    let asked = matches!(EndPoint::of(&route), Some(EndPoint::GrantToken));
    asked.then(|| super::response(200, token(request, now, Some(keys))))
}

/// E9. In process, where no keys are known and every caller is trusted, the credentials are taken as they are: the token
/// is the one that a server with these keys gives.
pub(super) fn token(request: &Request, now: Timestamp, keys: Option<&Keys>) -> Answer {
    let unauthorized = || Fault::from(Refusal::Unauthorized);
    let params = Params::of_body(request)?;
    let secret = params.secret("client_secret").ok().flatten().ok_or_else(unauthorized)?;
    let public = params.secret("client_id").ok().flatten().ok_or_else(unauthorized)?;
    if let Some(keys) = keys {
        let known = keys.public.as_ref().is_some_and(|known| same(known.expose(), public.expose()));
        if !(known && same(keys.secret.expose(), secret.expose())) {
            return Err(unauthorized());
        }
    }
    if params.given("grant_type").and_then(Param::as_str) != Some("client_credentials") {
        return Err(Error::invalid("grant_type", "is unknown; send client_credentials").into());
    }
    let scopes = params.list("scopes")?.unwrap_or_default();
    let scopes: Option<Vec<&str>> =
        scopes.into_iter().map(|scope| SCOPES.into_iter().find(|known| scope.as_str() == Some(known))).collect();
    let scopes = scopes.filter(|scopes| !scopes.is_empty()).ok_or_else(unauthorized)?;
    let claims = format!("{}.{}", now.plus_seconds(LIFETIME).as_millis(), scopes.join("+"));
    let keys = Keys { secret, public: Some(public) };
    let signature = signature_of(&keys, &claims).ok_or_else(unauthorized)?;
    show(&TokenView { token: format!("{claims}.{signature}"), lifetime: LIFETIME })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
