//! `tillbook serve`: a store's accounts over HTTP, as their providers' own services answer.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use owo_colors::OwoColorize as _;
use serde_json::json;
use tillbook::server::{Listener, Server, ServerOptions, keys};
use tillbook::{Keys, ManualClock, Mode, OpenOptions, Provider, SecretText, Timestamp};
use tracing_subscriber::filter::LevelFilter;

use super::account::mode;
use super::failure::{Failure, Outcome};
use super::output::Out;
use super::table::{Column, Table};

const EXAMPLES: &str = "\
Examples:
  tillbook serve till.tillbook --provider omise
  tillbook serve till.tillbook --provider all --json
  tillbook serve till.tillbook --provider komoju --listen 127.0.0.1:0
  TILLBOOK_SECRET_KEY=skey_test_5xuy4w91xqz7d1w9u0t \\
    tillbook serve till.tillbook --provider omise
  tillbook serve till.tillbook --provider omise --control \\
    --test-clock 2026-02-03T04:05:06Z

Point the provider's own client at the address that is printed, with the keys
that are printed: keys that are not given are made, and are not shown again.
A browser shows the customers at the same address; its user name is the secret
key. Keys on the command line can be seen by other users of the machine, those
in the environment cannot. Ctrl-C or SIGTERM ends it once the requests under
way are answered.";

/// Where it listens unless told otherwise: the port is TILL on a telephone's keys.
const LISTEN: &str = "127.0.0.1:8455";
/// The word for all providers.
const ALL: &str = "all";

/// The words of `tillbook serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file; it is made when it is missing
    store: PathBuf,
    /// The provider whose interface is served; with `all` each has a port of its own, one after the other
    #[arg(long, value_name = "PROVIDER", value_parser = providers())]
    provider: Providers,
    /// The provider's test or live world; by default the one that the keys are of, else test
    #[arg(long, value_name = "MODE", value_parser = mode())]
    mode: Option<Mode>,
    /// Where to listen; port 0 stands for any free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = LISTEN)]
    listen: SocketAddr,
    /// The secret key; with Monri the merchant key, with Digital River and SHOPLINE the bearer token
    #[arg(long, value_name = "KEY", env = "TILLBOOK_SECRET_KEY", hide_env_values = true, value_parser = secret)]
    secret_key: Option<SecretText>,
    /// The public key; with Monri the authenticity token
    #[arg(long, value_name = "KEY", env = "TILLBOOK_PUBLIC_KEY", hide_env_values = true, value_parser = secret)]
    public_key: Option<SecretText>,
    /// Make a missing store without search indexes: smaller, but searches by parts of names and numbers look at everybody
    #[arg(long)]
    no_search_indexes: bool,
    /// Offer what the provider does outside its interface, below /_tillbook/
    #[arg(long)]
    control: bool,
    /// Let time stand still here until the control surface moves it
    #[arg(long, value_name = "TIME", value_parser = time)]
    test_clock: Option<Timestamp>,
    /// Answer requests for a host of this name too
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// How much to tell on standard error
    #[arg(long, value_name = "LEVEL", default_value = "info", value_parser = level())]
    log: LevelFilter,
    /// Print the addresses and the keys as JSON, one object on a line
    #[arg(long)]
    json: bool,
}

/// One provider, or all of them.
#[derive(Debug, Clone)]
struct Providers(Vec<Provider>);

/// Serves until it is told to stop.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let places = places(args)?;
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(args.log).init();
    let server = bind(args, places)?;
    if !args.listen.ip().is_loopback() {
        let warning = "whoever reaches this machine over the network can try the keys, and nothing is encrypted";
        writeln!(anstream::stderr(), "{} {warning}", "warning:".yellow().bold())?;
    }
    print(args, &server, out)?;
    server.run(told_to_stop())?;
    tracing::info!("stopped; everything that was answered is in the store");
    Ok(())
}

/// An account, its keys, and where it is served.
type Place = (Provider, Mode, Keys, SocketAddr);

/// What is served where and with which keys; what is wrong with that is wrong usage.
fn places(args: &Args) -> Outcome<Vec<Place>> {
    let Providers(providers) = &args.provider;
    if providers.len() > 1 && (args.secret_key.is_some() || args.public_key.is_some()) {
        return Err(Failure::usage(
            "keys do not go together with --provider all, for each provider has its own; leave them away to have them made",
        ));
    }
    let mut next = Some(args.listen.port());
    let place = |&provider: &Provider| {
        let port =
            next.ok_or_else(|| Failure::usage("there are too few ports behind this one; choose a smaller one"))?;
        next = if port == 0 { next } else { port.checked_add(1) };
        let (mode, keys) = keys(provider, args.mode, args.secret_key.clone(), args.public_key.clone()).map_err(
            |error| match error {
                tillbook::Error::InvalidArgument { .. } => Failure::usage(error.to_string()),
                error => error.into(),
            },
        )?;
        Ok((provider, mode, keys, SocketAddr::new(args.listen.ip(), port)))
    };
    providers.iter().map(place).collect()
}

fn bind(args: &Args, places: Vec<Place>) -> Outcome<Server> {
    let clock = args.test_clock.map(|time| Arc::new(ManualClock::at(time)));
    let open = OpenOptions::new().search_indexes(!args.no_search_indexes);
    let open = match &clock {
        Some(clock) => open.shared_clock(Arc::clone(clock) as Arc<_>),
        None => open,
    };
    let mut options = ServerOptions::new(open.open(&args.store)?).control(args.control);
    if let Some(clock) = clock {
        options = options.test_clock(clock);
    }
    for name in &args.allow_host {
        options = options.allow_host(name);
    }
    for (provider, mode, keys, address) in places {
        options = options.serve(provider, mode, keys, address);
    }
    Ok(options.bind()?)
}

/// Prints where what is served, and flushes: from now on connections are taken.
fn print(args: &Args, server: &Server, out: &mut Out) -> Outcome {
    if args.json {
        for listener in server.listeners() {
            let account = listener.account();
            let line = json!({
                "provider": account.provider.name(),
                "mode": account.mode.name(),
                "url": listener.url(),
                "secret_key": listener.secret_key(),
                "public_key": listener.public_key(),
            });
            writeln!(out, "{line}")?;
        }
    } else {
        let columns = ["PROVIDER", "MODE", "ADDRESS", "SECRET KEY", "PUBLIC KEY"].map(Column::whole);
        let mut table = Table::new(columns);
        for listener in server.listeners() {
            table.row(row(&listener));
        }
        out.table(&table)?;
    }
    Ok(out.flush()?)
}

fn row(listener: &Listener<'_>) -> [String; 5] {
    let account = listener.account();
    let (secret, public) = (listener.secret_key(), listener.public_key().unwrap_or_default());
    [account.provider.to_string(), account.mode.to_string(), listener.url(), secret.to_owned(), public.to_owned()]
}

/// Ready once the process is asked to end.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut interrupt), Ok(mut terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn providers() -> impl TypedValueParser<Value = Providers> {
    let names = Provider::ALL.map(Provider::name).into_iter().chain([ALL]);
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        ALL => Ok(Providers(Provider::ALL.to_vec())),
        name => name.parse().map(|provider| Providers(vec![provider])),
    })
}

fn level() -> impl TypedValueParser<Value = LevelFilter> {
    PossibleValuesParser::new(["off", "error", "warn", "info", "debug"]).try_map(|name| name.parse::<LevelFilter>())
}

fn secret(text: &str) -> Result<SecretText, &'static str> {
    if text.is_empty() { Err("give the key, or leave it away to have one made") } else { Ok(text.into()) }
}

fn time(text: &str) -> Result<Timestamp, tillbook::Error> {
    Timestamp::parse(text)
}
