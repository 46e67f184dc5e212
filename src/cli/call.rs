//! `tillbook call`: a request to the provider's own interface, answered by the store.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::str::FromStr as _;

use form_urlencoded::Serializer;
use owo_colors::OwoColorize as _;
use tillbook::{Key, Method, Mode, OpenOptions, Provider, Request};

use super::account::{mode, provider};
use super::failure::{Failure, Outcome};
use super::output::{Out, without_terminal_controls};

const EXAMPLES: &str = r#"Examples:
  tillbook call till.tillbook omise POST /customers -d email=mei@example.org
  tillbook call till.tillbook omise POST /customers -d 'metadata[tier]=gold'
  tillbook call till.tillbook omise GET /customers -d limit=2 --quiet
  tillbook call till.tillbook omise PATCH \
    /customers/cust_test_5xuy4w91xqz7d1w9u0t --json '{"email": null}'
  tillbook call till.tillbook omise GET /customers -H 'Omise-Version:2017-11-02'
  echo '{"card": {"name": "Ann", "number": "4242424242424242",
    "expiration_month": 12, "expiration_year": 2040}}' |
    tillbook call till.tillbook omise POST /tokens --json -

Nothing is sent anywhere: the answer is what the provider would answer, error
bodies included. A POST makes the store when it is missing. What is given on
the command line can be seen by other users of the machine and stays in the
shell's history; standard input cannot and does not."#;

/// The words of `tillbook call`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    /// The provider whose interface is called
    #[arg(value_parser = provider())]
    provider: Provider,
    /// GET, POST, PUT, PATCH or DELETE
    #[arg(value_parser = method)]
    method: Method,
    /// The path, with a query where there is one
    path: String,
    /// A parameter; with GET it goes into the query, else into the body as a form
    #[arg(short = 'd', long = "data", value_name = "KEY=VALUE", value_parser = pair)]
    data: Vec<(String, String)>,
    /// A body in JSON; with `-` it is read from standard input
    #[arg(long, value_name = "BODY", conflicts_with = "data")]
    json: Option<String>,
    /// A header
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// The provider's test or live world
    #[arg(long, value_name = "MODE", default_value = "test", value_parser = mode())]
    mode: Mode,
    /// The key that the request is made with, secret or public; by default the one that the path asks for
    #[arg(long, value_name = "KEY", value_parser = ["secret", "public"])]
    key: Option<String>,
    /// Print the body alone, without the status line
    #[arg(short, long)]
    quiet: bool,
}

/// Shows nothing that may hold a card number.
impl std::fmt::Debug for Args {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Args").field("store", &self.store).finish_non_exhaustive()
    }
}

/// Prints the answer: its status line and its body.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let request = request(args)?;
    let store = OpenOptions::new().create(args.method == Method::Post).open(&args.store)?;
    let response = store.account(args.provider, args.mode).call(&request);
    let granted = response.is_success();
    if !args.quiet {
        let line = format!("{} {}", response.status, phrase(response.status));
        match granted {
            true => writeln!(out, "{}", line.trim_end().green().bold())?,
            false => writeln!(out, "{}", line.trim_end().red().bold())?,
        }
    }
    let text = response.text();
    let indented = out.is_terminal().then(|| serde_json::to_string_pretty(&response.json()).ok()).flatten();
    writeln!(out, "{}", without_terminal_controls(indented.as_deref().unwrap_or(&text)))?;
    match granted {
        true => Ok(()),
        false => Err(Failure::refused(format!(
            "the request was answered with {}; its body says why, so correct the request and try again",
            response.status
        ))),
    }
}

fn request(args: &Args) -> Outcome<Request> {
    let mut path = args.path.clone();
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    let in_query = args.method == Method::Get && !args.data.is_empty();
    if in_query {
        let query = Serializer::new(String::new()).extend_pairs(&args.data).finish();
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(&query);
    }
    let public = match args.key.as_deref() {
        Some(key) => key == "public",
        None => asks_for_public_key(args.provider, &path),
    };
    let mut request = Request::new(args.method, path);
    request.key = if public { Key::Public } else { Key::Secret };
    for (name, value) in &args.headers {
        request = request.header(name, value);
    }
    if !in_query && !args.data.is_empty() {
        let pairs: Vec<(&str, &str)> = args.data.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        request = request.form(&pairs);
    }
    if let Some(body) = &args.json {
        // Not read here: what is wrong with it is the provider's to say.
        request.body = match body.as_str() {
            "-" => standard_input()?,
            body => body.as_bytes().to_vec(),
        };
        if request.header_value("content-type").is_none() {
            request = request.header("Content-Type", "application/json");
        }
    }
    Ok(request)
}

fn standard_input() -> Outcome<Vec<u8>> {
    let mut body = Vec::new();
    std::io::stdin().lock().read_to_end(&mut body).map_err(|error| {
        Failure::refused(format!("reading standard input failed: {error}; pipe the body in, or give it after --json"))
    })?;
    Ok(body)
}

/// Whether a path is one that only the public key may call: tokens, with Omise (`omise 2.1`).
fn asks_for_public_key(provider: Provider, path: &str) -> bool {
    let segment = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    provider == Provider::Omise && segment == "tokens"
}

fn method(text: &str) -> Result<Method, tillbook::Error> {
    Method::from_str(text)
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value")?;
    Ok((key.to_owned(), value.to_owned()))
}

fn header(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once(':').ok_or("write it as 'Name: value'")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// What HTTP calls a status.
const fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "",
    }
}
