//! The page for the person behind the counter or the developer, and what it asks for below `/_tillbook/page/`. It only
//! reads, and only for whoever shows the secret key by HTTP Basic, which browsers ask for and remember.

use std::sync::Arc;

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use hyper::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::door::Door;
use super::routes::{answer, json};
use crate::account::{Account, Belongings, CustomerInFull, CustomerQuery};
use crate::error::{Error, Result};
use crate::model::{Card, Customer, Schedule, ScheduleStatus};
use crate::provider::Refusal;
use crate::rules::{recurrence, schedule as rules};
use crate::store::{ListQuery, Order, merchant_customer_ids, names, phones};

/// The page: one file, nothing from elsewhere.
const PAGE: &str = include_str!("page.html");
/// How many customers a search shows.
const FOUND: usize = 20;
/// How many cards and schedules of a customer are shown.
const SHOWN: usize = 100;
/// From how many digits on a telephone number is looked for.
const DIGITS: usize = 3;

/// The page itself. Its policy lets a browser run the page's own script and nothing that anybody may have put into the
/// data.
pub(super) async fn page(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    if let Some(refused) = door.refuse_stranger(&headers) {
        return refused;
    }
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; connect-src 'self'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        hash_of("script"),
        hash_of("style")
    );
    let mut response = answer(StatusCode::OK, "text/html; charset=utf-8", PAGE.to_owned());
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// The hash of what stands in the page's only element of a name, as a content security policy has it.
fn hash_of(element: &str) -> String {
    let content = PAGE.split_once(&format!("<{element}>")).map_or("", |(_, rest)| rest);
    let content = content.split_once(&format!("</{element}>")).map_or("", |(content, _)| content);
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// Which account this is.
pub(super) async fn about(State(door): State<Arc<Door>>, request: Parts) -> Response {
    show(&door, &request, |door, _| {
        let customers = door.account.customers().list(&ListQuery { limit: 1, ..ListQuery::default() })?.total;
        Ok(Some(json!({
            "provider": door.account.provider().name(),
            "mode": door.account.mode().name(),
            "version": env!("CARGO_PKG_VERSION"),
            "now": door.account.now().to_string(),
            "customers": customers,
        })))
    })
    .await
}

/// The customers that fit what is typed, or the newest when nothing is.
pub(super) async fn customers(State(door): State<Arc<Door>>, request: Parts) -> Response {
    show(&door, &request, |door, query| {
        let found = search(&door.account, parameter(query, "q").trim())?;
        Ok(Some(json!({ "customers": found.iter().map(|customer| line(customer)).collect::<Vec<_>>() })))
    })
    .await
}

/// One customer with everything that hangs off it, and as its provider shows it.
pub(super) async fn customer(State(door): State<Arc<Door>>, request: Parts) -> Response {
    show(&door, &request, |door, query| {
        let (account, id) = (&door.account, parameter(query, "id"));
        let Some(CustomerInFull { customer, cards, tax_identifiers }) = account.customers().in_full(&id)? else {
            return Ok(None);
        };
        let all = ListQuery { limit: SHOWN, ..ListQuery::default() };
        let schedules = match account.schedules().list_of(&id, &all) {
            Ok(page) => page.items,
            // Somebody has deleted the customer since it was read.
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let belongings = Belongings { cards: &cards, tax_identifiers: &tax_identifiers };
        // The text is kept as the provider writes it; a record that it cannot show is shown without.
        let exported = (door.dialect().exchange.export)(account.id(), &customer, belongings).ok();
        Ok(Some(json!({
            "customer": line(&customer),
            "own": customer.own.to_object(),
            "cards": cards.iter().take(SHOWN).map(|shown| card(shown, &customer)).collect::<Vec<_>>(),
            "schedules": schedules.iter().map(|shown| schedule(shown)).collect::<Vec<_>>(),
            "object": exported.and_then(|exported| serde_json::from_str::<Value>(&exported.object).ok()),
        })))
    })
    .await
}

/// The last requests.
pub(super) async fn requests(State(door): State<Arc<Door>>, request: Parts) -> Response {
    show(&door, &request, |door, _| Ok(Some(json!({ "requests": door.recent.list() })))).await
}

/// Answers whoever shows the secret key.
async fn show(
    door: &Arc<Door>,
    request: &Parts,
    look: impl FnOnce(&Door, &str) -> Result<Option<Value>> + Send + 'static,
) -> Response {
    if let Some(refused) = door.refuse_stranger(&request.headers) {
        return refused;
    }
    let query = request.uri.query().unwrap_or_default().to_owned();
    match door.work(move |door| look(door, &query)).await {
        Ok(Ok(Some(shown))) => json(StatusCode::OK, &shown),
        Ok(Ok(None)) => json(StatusCode::NOT_FOUND, &json!({ "error": "there is no such customer; search again" })),
        Ok(Err(_)) => door.refuse(Refusal::Internal),
        Err(refusal) => door.refuse(refusal),
    }
}

/// The value of a parameter of a query, empty when it is absent.
fn parameter(query: &str, name: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Looks for what is typed in every place where it could stand, the surest first.
fn search(account: &Account, typed: &str) -> Result<Vec<Arc<Customer>>> {
    if typed.is_empty() {
        let newest = ListQuery { limit: FOUND, order: Order::NewestFirst, ..ListQuery::default() };
        return Ok(account.customers().list(&newest)?.items);
    }
    let (text, query) = (Some(typed.to_owned()), CustomerQuery { limit: FOUND, ..CustomerQuery::default() });
    let digits = typed.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits >= DIGITS && typed.chars().all(|typed| typed.is_ascii_digit() || " +-().".contains(typed));
    let mut queries = vec![
        CustomerQuery { merchant_customer_id: text.clone(), ..query.clone() },
        CustomerQuery { barcode: text.clone(), ..query.clone() },
    ];
    if typed.contains('@') {
        queries.push(CustomerQuery { email: text.clone(), ..query.clone() });
    }
    if is_number {
        queries.push(CustomerQuery { phone: text.clone(), ..query.clone() });
    }
    if typed.chars().any(char::is_alphanumeric) {
        queries.push(CustomerQuery { name: text, ..query });
    }
    let mut found: Vec<Arc<Customer>> = account.customers().get(typed)?.into_iter().collect();
    for query in queries {
        for customer in account.customers().find(&query)?.items {
            if !found.iter().any(|known| known.id == customer.id) {
                found.push(customer);
            }
        }
    }
    found.truncate(FOUND);
    Ok(found)
}

/// What tells one customer from the others.
fn line(customer: &Customer) -> Value {
    json!({
        "id": customer.id,
        "name": names(customer).next(),
        "email": customer.email,
        "phone": phones(customer).next(),
        "merchant_customer_id": merchant_customer_ids(customer).next(),
        "created_at": customer.created_at.to_string(),
        "deleted": customer.deleted_at.is_some(),
    })
}

fn card(card: &Card, customer: &Customer) -> Value {
    json!({
        "id": card.id,
        "brand": card.brand,
        "last_digits": card.last_digits,
        "expires": format!("{:02}/{}", card.expiration_month, card.expiration_year),
        "name": card.name,
        "default": customer.default_card.as_deref() == Some(&card.id),
    })
}

fn schedule(schedule: &Schedule) -> Value {
    json!({
        "id": schedule.id,
        "in_words": recurrence::in_words(schedule.every, &schedule.recurrence),
        "amount": schedule.charge.amount,
        "currency": schedule.charge.currency,
        "status": in_life(rules::status(schedule)),
        "next": rules::next_occurrences(schedule).first().map(ToString::to_string),
        "end_on": schedule.end_on.to_string(),
    })
}

const fn in_life(status: ScheduleStatus) -> &'static str {
    match status {
        ScheduleStatus::Running => "running",
        ScheduleStatus::Expiring => "expiring",
        ScheduleStatus::Expired => "expired",
        ScheduleStatus::Suspended => "suspended",
        ScheduleStatus::Deleted => "deleted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_one_script_and_one_style_and_nothing_from_elsewhere() {
        for element in ["script", "style"] {
            assert_eq!(PAGE.matches(&format!("<{element}")).count(), 1, "{element}");
            assert!(hash_of(element).len() > 40);
            assert_ne!(hash_of(element), hash_of("nothing"));
        }
        for outside in ["http:", "https:", "src=", "@import", " style=", "onclick", "innerHTML"] {
            assert!(!PAGE.contains(outside), "{outside}");
        }
    }
}
