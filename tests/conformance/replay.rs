//! A story as Rust tells it: through the typed interface and `Account::call`.

use std::sync::Arc;

use serde_json::{Value, json};
use tillbook::{Account, Key, ManualClock, Method, OpenOptions, Request, Store, Timestamp};

use crate::compare::Variables;
use crate::corpus::{Act, Outcome, Story};
use crate::given::{Given, Stop, Told};
use crate::typed;

/// What the fingerprints of cards are made with, so that the corpus can say what they are.
const FINGERPRINT_KEY: &str = "conformance";

/// A till on which a story is told.
struct Till {
    account: Option<Account>,
    clock: Arc<ManualClock>,
    folder: tempfile::TempDir,
}

/// Tells a story.
///
/// # Errors
/// The first line that came to something else.
pub fn tell(story: &Story) -> Told<()> {
    let mut till = Till::of(story)?;
    let mut variables = Variables::default();
    for line in &story.lines {
        let told = till.came(story, &variables, &line.act).and_then(|came| judge(&mut variables, &line.act, &came));
        told.map_err(|complaint| format!("{}:{}: {complaint}", story.file.display(), line.number))?;
    }
    Ok(())
}

/// Compares what came of an act with what must come of it.
fn judge(variables: &mut Variables, act: &Act, came: &Value) -> Told<()> {
    let expected = match act {
        Act::Clock(_) | Act::Reopen => return Ok(()),
        Act::Call { answer, .. } | Act::Do { result: Outcome::Answer(answer), .. } => json!({"answer": answer}),
        Act::Do { result: Outcome::Error(error), .. } => json!({"error": error}),
    };
    let mut judged = came.clone();
    if let (Some(Value::Object(all)), Some(wanted)) = (judged.get_mut("error"), expected.get("error")) {
        all.retain(|name, _| name == "status" || wanted.get(name).is_some());
    }
    variables
        .fits(&expected, &judged, "the line")
        .map_err(|complaint| format!("{complaint}\nexpected: {expected}\n    came: {}", variables.named(&judged)))
}

impl Till {
    fn of(story: &Story) -> Told<Till> {
        let folder = tempfile::tempdir().map_err(|problem| problem.to_string())?;
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(story.now)));
        let mut till = Till { account: None, clock, folder };
        till.open(story)?;
        Ok(till)
    }

    /// Opens the store, once it is closed where it was open.
    fn open(&mut self, story: &Story) -> Told<()> {
        self.account = None;
        let options = OpenOptions::new().shared_clock(self.clock.clone()).fingerprint_key(FINGERPRINT_KEY);
        let store: Store = options.open(self.folder.path().join("till.tillbook")).map_err(|error| error.to_string())?;
        self.account = Some(store.account(story.provider, story.mode));
        Ok(())
    }

    /// Does what a line says, and answers with what came of it, as the line would have it.
    fn came(&mut self, story: &Story, variables: &Variables, act: &Act) -> Told<Value> {
        match act {
            Act::Clock(now) => self.clock.set(Timestamp::from_millis(*now)),
            Act::Reopen => self.open(story)?,
            Act::Call { request, answer } => return self.call(variables.fill(request)?, answer),
            Act::Do { name, with, .. } => return self.act(name, variables.fill(with)?),
        }
        Ok(Value::Null)
    }

    fn account(&self) -> Told<&Account> {
        self.account.as_ref().ok_or_else(|| "the store is closed".to_owned())
    }

    fn call(&self, request: Value, expected: &Value) -> Told<Value> {
        let request = read_request(request)?;
        let response = self.account()?.try_call(&request).map_err(|error| error.to_string())?;
        let text = response.text().into_owned();
        let read = if expected["body"].is_string() { None } else { serde_json::from_str(&text).ok() };
        let mut answer = json!({"status": response.status, "body": read.unwrap_or(Value::String(text))});
        if let Some(Value::Object(names)) = expected.get("headers") {
            let header = |name: &String| Some((name.clone(), json!(response.header_value(name)?)));
            answer["headers"] = Value::Object(names.keys().filter_map(header).collect());
        }
        Ok(json!({"answer": answer}))
    }

    fn act(&self, name: &str, with: Value) -> Told<Value> {
        match typed::call(self.account()?, name, with) {
            Ok(answer) => Ok(json!({"answer": answer})),
            Err(Stop::Refused(error)) => Ok(json!({"error": described(&error)})),
            Err(Stop::Malformed(complaint)) => Err(complaint),
        }
    }
}

fn read_request(value: Value) -> Told<Request> {
    let mut given = Given::of("call", value)?;
    let method: Method = given.required("method")?.parse().map_err(|error: tillbook::Error| error.to_string())?;
    let mut request = Request::new(method, given.required("path")?);
    request.key = given.named("key")?.unwrap_or(Key::Secret);
    if let Some(headers) = given.any("headers") {
        let Value::Object(headers) = headers else { return Err("headers are no object".to_owned()) };
        for (name, value) in headers {
            let value = value.as_str().ok_or_else(|| format!("header {name} is no text"))?;
            request = request.header(name, value);
        }
    }
    match (given.any("json"), given.text("body")?) {
        (Some(json), None) => request = request.json(&json),
        (None, body) => request.body = body.unwrap_or_default().into_bytes(),
        (Some(_), Some(_)) => return Err("json and body are both given".to_owned()),
    }
    given.nothing_else()?;
    Ok(request)
}

/// Everything that the corpus may say of an error.
fn described(error: &tillbook::Error) -> Value {
    let mut all = json!({
        "status": error.status().name(),
        "message": error.to_string(),
        "retryable": error.retryable(),
    });
    if let Some(field) = error.field() {
        all["field"] = json!(field);
    }
    all
}
