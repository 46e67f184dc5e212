//! Whatever a client sends, however slowly, and whenever the power goes: the answer is the provider's own or the connection
//! closes, nothing is written by halves, and what was acknowledged is there.
#![cfg(all(unix, feature = "cli", feature = "server"))]

mod wire;

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use tillbook::server::{Limits, ServerOptions};
use tillbook::{
    Clock, Entropy, Keys, ListQuery, Mode, OpenOptions, Provider, Store, SystemClock, SystemEntropy, Timestamp,
};
use wire::{PATIENCE, PUBLIC, SECRET, Serve, Wire, basic, request, send};

/// A server in this process, which ends with it.
struct Here {
    _folder: tempfile::TempDir,
    store: Store,
    address: SocketAddr,
}

impl Here {
    fn start(limits: impl FnOnce(&mut Limits)) -> Here {
        Here::with(OpenOptions::new(), limits)
    }

    fn with(options: OpenOptions, change: impl FnOnce(&mut Limits)) -> Here {
        let folder = tempfile::tempdir().unwrap();
        let store = options.open(folder.path().join("till.tillbook")).unwrap();
        let mut limits = Limits::default();
        change(&mut limits);
        let (mode, keys) =
            tillbook::server::keys(Provider::Omise, None, Some(SECRET.into()), Some(PUBLIC.into())).unwrap();
        let server = ServerOptions::new(store.clone())
            .serve(Provider::Omise, mode, keys, ([127, 0, 0, 1], 0).into())
            .control(true)
            .limits(limits)
            .bind()
            .unwrap();
        let address = server.listeners().next().unwrap().address();
        std::thread::spawn(move || server.run(std::future::pending()).unwrap());
        Here { _folder: folder, store, address }
    }

    fn customers(&self) -> u64 {
        self.store.account(Provider::Omise, Mode::Test).customers().list(&ListQuery::default()).unwrap().total
    }

    fn post(&self, body: &[u8], content_type: &str) -> wire::Answer {
        let headers = [basic(SECRET), format!("Content-Type: {content_type}")];
        send(self.address, &request("POST", "/customers", &headers.each_ref().map(String::as_str), body))
    }

    /// Whether there is room for a connection.
    fn lets_in(&self) -> bool {
        let answer = Wire::open(self.address).send(&request("GET", "/healthz", &[], b"")).answer();
        answer.is_some_and(|answer| answer.status == 200)
    }

    fn is_well(&self) -> bool {
        send(self.address, &request("GET", "/healthz", &[], b"")).status == 200
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_and_its_sender_comes_to_read_why() {
    let here = Here::start(|_| ());
    let body = [b"{\"description\": \"".as_slice(), &vec![b'a'; 2 << 20], b"\"}"].concat();
    assert!(here.post(&body, "application/json").is_omise(413, "bad_request"));
    // The same in chunks, whose length nobody tells beforehand.
    let mut chunked = format!("POST /customers HTTP/1.1\r\nHost: localhost\r\n{}\r\n", basic(SECRET)).into_bytes();
    chunked.extend(b"Transfer-Encoding: chunked\r\n\r\n");
    for _ in 0..3 {
        chunked.extend(format!("{:x}\r\n", 1 << 20).into_bytes());
        chunked.extend(vec![b'a'; 1 << 20]);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    assert!(send(here.address, &chunked).is_omise(413, "bad_request"));
    assert_eq!(here.customers(), 0);
    // Just below, it is the provider's to say what it takes.
    let answer = here.post(&body[..body.len() - 4000], "application/json");
    assert!(answer.is_omise(400, "bad_request"), "{}", answer.text());
}

#[test]
fn a_body_may_come_with_any_method_and_in_chunks() {
    let here = Here::start(|_| ());
    for number in 0..3 {
        here.post(format!("email=ann{number}@example.org").as_bytes(), "application/x-www-form-urlencoded");
    }
    let form = [basic(SECRET), "Content-Type: application/x-www-form-urlencoded".to_owned()];
    let form = form.each_ref().map(String::as_str);
    let listed = send(here.address, &request("GET", "/customers", &form, b"limit=2&order=reverse_chronological"));
    assert_eq!(listed.json()["data"].as_array().unwrap().len(), 2);
    assert_eq!(listed.json()["data"][0]["email"], "ann2@example.org");
    let id = listed.json()["data"][0]["id"].as_str().unwrap().to_owned();
    let unreadable = send(
        here.address,
        &request("DELETE", &format!("/customers/{id}"), &[&basic(SECRET), "Content-Type: application/json"], b"{"),
    );
    assert!(unreadable.is_omise(400, "bad_request"), "{}", unreadable.text());
    assert_eq!(here.customers(), 3);
    let head = format!(
        "POST /customers HTTP/1.1\r\nHost: localhost\r\n{}\r\nTransfer-Encoding: chunked\r\n\r\n",
        basic(SECRET)
    );
    let made = send(
        here.address,
        [head.as_bytes(), b"6\r\nemail=\r\n1\r\na\r\n3\r\n%40\r\n1\r\nb\r\n0\r\n\r\n"].concat().as_slice(),
    );
    assert_eq!((made.status, made.json()["email"].as_str()), (200, Some("a@b")), "{}", made.text());
    let broken = send(here.address, [head.as_bytes(), b"6\r\nemail=\r\nzz\r\n"].concat().as_slice());
    assert!(broken.is_omise(400, "bad_request"), "{}", broken.text());
    assert_eq!(here.customers(), 4);
}

#[test]
fn several_requests_go_over_one_connection() {
    let here = Here::start(|_| ());
    let mut wire = Wire::open(here.address);
    let key = basic(SECRET);
    for _ in 0..50 {
        wire.send(&request("POST", "/customers", &[&key], b"")).answer().unwrap();
        assert!(wire.send(&request("GET", "/nothing", &[&key], b"x")).answer().unwrap().is_omise(404, "not_found"));
    }
    // Sent all at once, they are answered one after the other.
    wire.send(&request("POST", "/customers", &[&key], b"").repeat(10));
    assert!((0..10).all(|_| wire.answer().is_some_and(|answer| answer.status == 200)));
    assert_eq!(here.customers(), 60);
}

// Requests of chance found that whoever closed its own side had its request done but never answered.
#[test]
fn a_client_that_has_sent_everything_is_still_answered() {
    let here = Here::start(|_| ());
    for _ in 0..20 {
        let mut wire = Wire::open(here.address);
        let answer = wire.send(&request("POST", "/customers", &[&basic(SECRET)], b"")).end().answer();
        assert_eq!(answer.expect("an answer").status, 200);
    }
}

#[test]
fn unknown_methods_are_refused_in_the_providers_words() {
    let here = Here::start(|_| ());
    for method in ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X-Y"] {
        for path in ["/customers", "/healthz/", "/nothing"] {
            let mut wire = Wire::open(here.address);
            let path = if method == "CONNECT" { "localhost:80" } else { path };
            let answer = wire.send(&request(method, path, &[&basic(SECRET)], b"")).answer_to(method).unwrap();
            match method {
                "HEAD" => assert!(answer.status == 404 && answer.body.is_empty()),
                _ => assert!(answer.is_omise(404, "not_found"), "{method} {path}: {}", answer.text()),
            }
        }
    }
    let star = send(here.address, &request("OPTIONS", "*", &[&basic(SECRET)], b""));
    assert!(star.is_omise(404, "not_found"), "{}", star.text());
}

#[test]
fn whatever_is_wrong_with_a_body_is_said_in_the_providers_words_and_changes_nothing() {
    let here = Here::start(|_| ());
    let deep = format!("{{\"metadata\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let objects = format!("{{\"metadata\": {}1{}}}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    for (body, content_type) in [
        (&b"{"[..], "application/json"),
        (b"[]", "application/json"),
        (b"\"x\"", "application/json"),
        (b"{\"email\": \"\xff\xfe\"}", "application/json"),
        (b"email=%ff", "application/x-www-form-urlencoded"),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded"),
        (b"email=a@b", "application/json"),
        (b"{\"email\": {\"a\": 1}}", "application/json"),
        (b"{\"metadata\": 1e999}", "application/json"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (deep.as_bytes(), "application/json"),
        (objects.as_bytes(), "application/json"),
    ] {
        let answer = here.post(body, content_type);
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]);
        assert!(answer.is_omise(400, "bad_request"), "{shown}: {} {}", answer.status, answer.text());
    }
    assert_eq!(here.customers(), 0);
    for path in
        ["/customers/%ff", "/customers/%", "/customers/%zz", "/%00", "//", "/customers//cards", "/..//customers"]
    {
        let answer = send(here.address, &request("GET", path, &[&basic(SECRET)], b""));
        assert!(answer.is_omise(404, "not_found"), "{path}: {}", answer.text());
    }
    let answer = send(here.address, &request("GET", "/customers?limit=%ff", &[&basic(SECRET)], b""));
    assert!(answer.is_omise(400, "bad_request"), "{}", answer.text());
    assert!(here.is_well());
}

#[test]
fn what_is_no_http_is_refused_in_the_providers_words() {
    let here = Here::start(|_| ());
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(5_000));
    for bytes in [
        &b"GARBAGE\r\n\r\n"[..],
        b"GET /customers\r\n\r\n",
        b"GET /\xff\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \xff\xfe\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        long.as_bytes(),
        many.as_bytes(),
    ] {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(50)]);
        let answer = Wire::open(here.address).send(bytes).end().answer();
        let answer = answer.unwrap_or_else(|| panic!("{shown}: closed"));
        let refused = answer.is_omise(400, "bad_request") || answer.is_omise(401, "authentication_failure");
        assert!(refused, "{shown}: {} {}", answer.status, answer.text());
        assert!(answer.header("x-request-id").is_some(), "{shown}");
    }
    // Behind a good request too.
    let mut wire = Wire::open(here.address);
    wire.send(&[request("GET", "/healthz", &[], b"").as_slice(), b"GARBAGE\r\n\r\n"].concat());
    assert_eq!(wire.answer().unwrap().status, 200);
    assert!(wire.answer().unwrap().is_omise(400, "bad_request"));
    assert!(wire.is_closed() && here.is_well());
}

#[test]
fn every_provider_refuses_in_words_of_its_own_what_reaches_no_end_point() {
    let all = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "all"]);
    let large = format!("POST /customers HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", 3 << 20);
    let large = [large.into_bytes(), vec![b'a'; 3 << 20]].concat();
    let elsewhere = b"GET /customers HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    let stranger = request("GET", "/customers", &[], b"");
    let mut shapes = std::collections::BTreeSet::new();
    for place in 0..all.listeners.len() {
        let provider = &all.listeners[place]["provider"];
        for (bytes, status) in [
            (&b"GARBAGE\r\n\r\n"[..], 400),
            (elsewhere, 400),
            (&large, 413),
            (&stranger, 401),
            (b"GET /\xff\r\n\r\n", 400),
        ] {
            let answer = send(all.address_of(place), bytes);
            let shown = format!("{provider} {status}: {} {}", answer.status, answer.text());
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")), "{shown}");
            // A provider whose interface is not written yet has no words of its own.
            if answer.text() != "{}" {
                // One of them has no status for what is too large.
                assert!(answer.status == status || (status, answer.status) == (413, 400), "{shown}");
            }
            shapes.insert(answer.json().as_object().unwrap().keys().cloned().collect::<Vec<_>>());
        }
        assert_eq!(send(all.address_of(place), &request("GET", "/healthz", &[], b"")).status, 200);
    }
    assert!(shapes.len() >= 3, "{shapes:?}");
}

#[test]
fn slow_clients_are_refused_or_closed_and_hinder_nobody() {
    let here = Here::start(|limits| {
        (limits.header_time, limits.body_time) = (Duration::from_millis(300), Duration::from_millis(300));
    });
    let started = Instant::now();
    let mut silent = Wire::open(here.address);
    let mut in_the_line = Wire::open(here.address);
    in_the_line.send(b"GET /cust");
    let mut in_the_headers = Wire::open(here.address);
    in_the_headers.send(b"GET /customers HTTP/1.1\r\nHost: loc");
    let mut in_the_body = Wire::open(here.address);
    let whole = request("POST", "/customers", &[&basic(SECRET)], b"email=ann@example.org");
    in_the_body.send(&whole[..whole.len() - 1]);
    assert!(here.is_well());
    assert!(in_the_body.answer().unwrap().is_omise(408, "bad_request"));
    assert!(silent.is_closed() && in_the_line.is_closed() && in_the_headers.is_closed() && in_the_body.is_closed());
    assert!(started.elapsed() < Duration::from_secs(5));
    // Byte by byte is too slow as well, although something always comes.
    let mut dripping = Wire::open(here.address);
    for byte in whole.chunks(1) {
        dripping.send(byte);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(dripping.is_closed());
    assert_eq!(here.customers(), 0);
}

#[test]
fn a_client_that_does_not_read_its_answers_is_given_up() {
    let here = Here::start(|limits| {
        (limits.connections, limits.body_time) = (1, Duration::from_millis(300));
    });
    let big = format!("description={}", "a".repeat(500_000));
    let id = here.post(big.as_bytes(), "application/x-www-form-urlencoded").json()["id"].as_str().unwrap().to_owned();
    let mut deaf = Wire::open(here.address);
    deaf.send(&request("GET", &format!("/customers/{id}"), &[&basic(SECRET)], b"").repeat(40));
    let started = Instant::now();
    while !here.lets_in() {
        assert!(started.elapsed() < PATIENCE, "its place is never given to another");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn one_connection_too_many_is_told_so() {
    let here = Here::start(|limits| limits.connections = 3);
    let mut kept: Vec<Wire> = (0..3).map(|_| Wire::open(here.address)).collect();
    for wire in &mut kept {
        assert_eq!(wire.send(&request("GET", "/healthz", &[], b"")).answer().unwrap().status, 200);
    }
    assert!(Wire::open(here.address).answer().unwrap().is_omise(429, "too_many_requests"));
    kept.pop();
    let started = Instant::now();
    while !here.lets_in() {
        assert!(started.elapsed() < PATIENCE);
    }
}

#[test]
fn ten_thousand_connections_opened_and_dropped_leave_it_well() {
    let serve = Serve::omise(&["--log", "off"]);
    let half = &request("POST", "/customers", &[&basic(SECRET)], b"email=ann@example.org")[..120];
    for number in 0..10_000 {
        let mut stream = TcpStream::connect(serve.address()).unwrap();
        match number % 4 {
            0 => {}
            1 => std::io::Write::write_all(&mut stream, b"GET /cust").unwrap(),
            2 => std::io::Write::write_all(&mut stream, half).unwrap(),
            _ => std::io::Write::write_all(&mut stream, &request("GET", "/healthz", &[], b"")).unwrap(),
        }
    }
    let started = Instant::now();
    while serve.get("/customers").status != 200 {
        assert!(started.elapsed() < PATIENCE);
    }
    let listed = serve.get("/customers").json();
    assert_eq!(listed["total"], 0, "a body that had not come whole was taken");
    assert!(serve.get("/metrics").text().contains("requests_in_flight{provider=\"omise\"} 1"));
}

/// Customers that were made and acknowledged by many clients at once until the server was gone.
fn acknowledged(serve: &Serve, stop: impl FnOnce()) -> Vec<String> {
    let address = serve.address();
    let (running, count, clients) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(0)), 8);
    let clients: Vec<_> = (0..clients)
        .map(|client| {
            let (running, count) = (Arc::clone(&running), Arc::clone(&count));
            std::thread::spawn(move || {
                let mut made = Vec::new();
                let Ok(stream) = TcpStream::connect(address) else { return made };
                drop(stream);
                let mut wire = Wire::open(address);
                while running.load(Ordering::Relaxed) {
                    let body = format!("email=client{client}.{}@example.org", made.len());
                    let Some(answer) =
                        wire.send(&request("POST", "/customers", &[&basic(SECRET)], body.as_bytes())).answer()
                    else {
                        break;
                    };
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    made.push(answer.json()["id"].as_str().unwrap().to_owned());
                    count.fetch_add(1, Ordering::Relaxed);
                }
                made
            })
        })
        .collect();
    let started = Instant::now();
    while count.load(Ordering::Relaxed) < 50 {
        assert!(started.elapsed() < PATIENCE, "too few customers are made");
        std::thread::sleep(Duration::from_millis(5));
    }
    stop();
    std::thread::sleep(Duration::from_millis(100));
    running.store(false, Ordering::Relaxed);
    clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
}

fn all_are_there(folder: &tempfile::TempDir, made: &[String]) {
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let account = store.account(Provider::Omise, Mode::Test);
    assert!(made.len() > 20, "only {} customers were made", made.len());
    let lost = made.iter().filter(|id| account.customers().get(id).unwrap().is_none()).count();
    assert_eq!(lost, 0, "of {} customers", made.len());
    assert!(store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn a_server_that_is_asked_to_stop_answers_what_runs_and_loses_nothing() {
    for signal in ["TERM", "INT"] {
        let mut serve = Serve::omise(&[]);
        let mut slow = Wire::open(serve.address());
        let whole = request("POST", "/customers", &[&basic(SECRET)], b"email=slow@example.org");
        let (most, rest) = whole.split_at(whole.len() - 4);
        slow.send(most);
        let mut made = acknowledged(&serve, || serve.signal(signal));
        // Nobody is let in any more, but whoever is within is answered.
        assert!(TcpStream::connect(serve.address()).is_err());
        let answer = slow.send(rest).answer().unwrap();
        assert_eq!((answer.status, answer.header("connection")), (200, Some("close")));
        made.push(answer.json()["id"].as_str().unwrap().to_owned());
        assert!(serve.wait().success());
        assert!(serve.log().contains("stopped"));
        all_are_there(&serve.folder, &made);
    }
}

#[test]
fn an_idle_server_stops_at_once() {
    let mut serve = Serve::omise(&[]);
    let mut idle = Wire::open(serve.address());
    idle.send(&request("GET", "/healthz", &[], b"")).answer().unwrap();
    let started = Instant::now();
    serve.terminate();
    assert!(serve.wait().success() && started.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_client_that_never_ends_cannot_keep_a_server_from_stopping() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let (mode, keys) = tillbook::server::keys(Provider::Omise, None, None, None).unwrap();
    let mut limits = Limits::default();
    limits.stop_time = Duration::from_millis(300);
    let server = ServerOptions::new(store).serve(Provider::Omise, mode, keys, ([127, 0, 0, 1], 0).into());
    let server = server.limits(limits).bind().unwrap();
    let mut endless = Wire::open(server.listeners().next().unwrap().address());
    endless.send(b"POST /customers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\na");
    let started = Instant::now();
    server.run(async { tokio::time::sleep(Duration::from_millis(300)).await }).unwrap();
    assert!((600..3000).contains(&started.elapsed().as_millis()), "{:?}", started.elapsed());
    // It has let go of the store.
    Store::open(folder.path().join("till.tillbook")).unwrap();
}

#[test]
fn a_server_within_another_asynchronous_program_is_refused_instead_of_stopping_it() {
    let folder = tempfile::tempdir().unwrap();
    let open = || ServerOptions::new(Store::open(folder.path().join("till.tillbook")).unwrap());
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let refused = open().bind().unwrap().run(std::future::ready(())).unwrap_err().to_string();
        assert!(refused.contains("on a thread of its own"), "{refused}");
        drop(open().bind().unwrap());
    });
    open().bind().unwrap().run(std::future::ready(())).unwrap();
}

#[test]
fn a_server_that_is_killed_loses_nothing_that_it_acknowledged() {
    let serve = Serve::omise(&[]);
    let made = acknowledged(&serve, || serve.signal("KILL"));
    let folder = serve.kill();
    all_are_there(&folder, &made);
    // The same keys find the same customers when it is started again.
    let again = Serve::start(folder, &["--provider", "omise", "--secret-key", SECRET]);
    assert_eq!(again.get(&format!("/customers/{}", made[0])).status, 200);
}

/// A clock and a source of randomness that a defect strikes when told.
#[derive(Clone, Default)]
struct Defect(Arc<AtomicBool>);

impl Defect {
    fn strike(&self) {
        assert!(!self.0.load(Ordering::SeqCst), "a defect, on purpose");
    }
}

struct BrokenClock(Defect);

impl Clock for BrokenClock {
    fn now(&self) -> Timestamp {
        self.0.strike();
        SystemClock.now()
    }
}

struct BrokenEntropy(Defect);

impl Entropy for BrokenEntropy {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.0.strike();
        SystemEntropy.fill(bytes)
    }
}

#[test]
fn a_defect_while_reading_is_one_refusal_in_the_providers_words() {
    let defect = Defect::default();
    let here = Here::with(OpenOptions::new().clock(BrokenClock(defect.clone())), |_| ());
    assert_eq!(here.post(b"", "").status, 200);
    defect.0.store(true, Ordering::SeqCst);
    assert!(here.post(b"", "").is_omise(500, "internal_error") || here.post(b"", "").status == 500);
    assert!(here.is_well());
    defect.0.store(false, Ordering::SeqCst);
    assert_eq!(here.post(b"", "").status, 200);
    assert_eq!(here.customers(), 2);
}

#[test]
fn a_defect_while_writing_makes_the_store_refuse_until_it_is_opened_again() {
    let defect = Defect::default();
    let here = Here::with(OpenOptions::new().entropy(BrokenEntropy(defect.clone())), |_| ());
    assert_eq!(here.post(b"", "").status, 200);
    defect.0.store(true, Ordering::SeqCst);
    let broken = here.post(b"", "");
    assert_eq!((broken.status, broken.json()["object"].as_str()), (500, Some("error")), "{}", broken.text());
    defect.0.store(false, Ordering::SeqCst);
    let refused = here.post(b"", "");
    assert_eq!((refused.status, refused.json()["object"].as_str()), (500, Some("error")), "{}", refused.text());
    let health = send(here.address, &request("GET", "/healthz", &[], b""));
    assert_eq!((health.status, health.json()), (503, json!({"status": "poisoned"})));
    assert_eq!(here.customers(), 1);
}

fn any_request() -> impl Strategy<Value = Vec<u8>> {
    let method = prop_oneof![
        Just("GET".to_owned()),
        Just("POST".to_owned()),
        Just("PATCH".to_owned()),
        Just("DELETE".to_owned()),
        "[A-Z!]{0,6}"
    ];
    let part = prop_oneof![
        Just("customers".to_owned()),
        Just("tokens".to_owned()),
        Just("schedules".to_owned()),
        Just("search".to_owned()),
        Just("_tillbook".to_owned()),
        Just("clock".to_owned()),
        Just("%ff".to_owned()),
        "[a-z%0-9.]{0,8}",
        "\\PC{0,4}"
    ];
    let path = prop::collection::vec(part, 0..4).prop_map(|parts| format!("/{}", parts.join("/")));
    let query = prop_oneof![Just(String::new()), "[?][a-z_]{1,6}=[0-9%-]{0,4}", "[?]\\PC{0,6}"];
    let header = prop_oneof![
        Just(basic(SECRET)),
        Just(basic(SECRET)),
        Just(basic(PUBLIC)),
        Just("Content-Type: application/json".to_owned()),
        Just("Content-Type: application/x-www-form-urlencoded".to_owned()),
        Just("Transfer-Encoding: chunked".to_owned()),
        Just("Expect: 100-continue".to_owned()),
        Just("Connection: close".to_owned()),
        "[A-Za-z-]{1,8}: [ -~]{0,12}",
        "\\PC{0,8}"
    ];
    let body = prop_oneof![
        Just(Vec::new()),
        prop::collection::vec(any::<u8>(), 0..64),
        "[a-z]{1,8}(\\[[a-z]{0,4}\\])?=[ -~]{0,8}".prop_map(String::into_bytes),
        "[\\[{\":,a-z0-9.e}\\]-]{0,40}".prop_map(String::into_bytes),
    ];
    let shaped = (method, path, query, prop::collection::vec(header, 0..4), body, -2i64..3).prop_map(
        |(method, path, query, headers, body, off)| {
            let length = (body.len() as i64 + off.min(0)).max(0);
            let mut head =
                format!("{method} {path}{query} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n");
            headers.iter().for_each(|header| head.push_str(&format!("{header}\r\n")));
            [head.as_bytes(), b"\r\n", &body].concat()
        },
    );
    prop_oneof![8 => shaped, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

/// The store's customers as the typed interface shows them, whatever the requests did.
fn kept(here: &Here) -> Vec<Value> {
    let query = ListQuery { limit: 10_000, ..ListQuery::default() };
    let page = here.store.account(Provider::Omise, Mode::Test).customers().list(&query).unwrap();
    page.items.iter().map(|customer| serde_json::to_value(&**customer).unwrap()).collect()
}

#[test]
fn any_bytes_are_answered_in_the_providers_shape_or_not_at_all() {
    let here = Here::start(|limits| limits.header_time = Duration::from_millis(500));
    let cases = std::env::var("TILLBOOK_HISTORIES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    proptest!(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }, |(bytes in any_request())| {
        let before = kept(&here);
        let method = String::from_utf8_lossy(bytes.split(|byte| *byte == b' ').next().unwrap_or_default()).into_owned();
        let mut wire = Wire::open(here.address);
        wire.send(&bytes).end();
        let mut granted = false;
        while let Some(answer) = wire.answer_to(&method) {
            if answer.status == 100 {
                continue;
            }
            granted |= answer.status < 300;
            prop_assert!(answer.status < 500, "{}", answer.text());
            prop_assert!(answer.header("x-request-id").is_some());
            // The page and the counts are no JSON, and no refusal is like them.
            let own = answer.status == 200 && !answer.header("content-type").unwrap().starts_with("application/json");
            if method != "HEAD" && !own {
                let body = answer.json();
                let shaped = body["object"].is_string() || body["error"].is_string() || answer.status == 200;
                prop_assert!(shaped, "{}", answer.text());
                prop_assert!(answer.status < 400 || body["code"].is_string() || body["error"].is_string());
            }
        }
        prop_assert!(granted || kept(&here) == before, "a refused request changed something");
        prop_assert!(here.is_well());
    });
    assert!(here.store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn a_server_does_not_begin_with_keys_that_everybody_has() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    for provider in Provider::ALL {
        let (mode, keys) = tillbook::server::keys(provider, None, None, None).unwrap();
        let bind = |keys: Keys| {
            ServerOptions::new(store.clone()).serve(provider, mode, keys, ([127, 0, 0, 1], 0).into()).bind().map(drop)
        };
        bind(keys.clone()).unwrap();
        let nothing = Keys { secret: "".into(), ..keys.clone() };
        assert!(bind(nothing).unwrap_err().to_string().starts_with("secret_key "), "{provider}");
        let public = Keys { public: Some("".into()), ..keys };
        assert!(bind(public).unwrap_err().to_string().starts_with("public_key "), "{provider}");
    }
}
