//! The real `tillbook serve` on a free port, and a client that sends what it is told, byte for byte.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// How long anything may take before a test gives it up.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Keys of Omise's test world.
pub const SECRET: &str = "skey_test_5xuy4w91xqz7d1w9u0t";
pub const PUBLIC: &str = "pkey_test_5xuy4w91xqz7d1w9u0t";

/// An answer, taken apart.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether it is a refusal as Omise words it, with this status and code.
    pub fn is_omise(&self, status: u16, code: &str) -> bool {
        let (body, kind) = (self.json(), self.header("content-type").unwrap_or_default());
        self.status == status
            && kind.starts_with("application/json")
            && body["object"] == "error"
            && body["code"] == code
            && body["message"].as_str().is_some_and(|message| !message.is_empty())
            && body["location"].as_str().is_some_and(|location| location.starts_with("https://"))
    }
}

/// The header that shows a key as user name of HTTP Basic.
pub fn basic(user: &str) -> String {
    format!("Authorization: Basic {}", STANDARD.encode(format!("{user}:")))
}

/// The bytes of a request; the headers come after Host and the length.
pub fn request(method: &str, path: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// A connection that reads answers one after the other.
pub struct Wire(BufReader<TcpStream>);

impl Wire {
    pub fn open(address: SocketAddr) -> Wire {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Wire(BufReader::new(stream))
    }

    /// Sends bytes; that the other side has closed shows when an answer is read.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Wire {
        let _ = self.0.get_mut().write_all(bytes);
        self
    }

    /// Sends no more.
    pub fn end(&mut self) -> &mut Wire {
        let _ = self.0.get_mut().shutdown(Shutdown::Write);
        self
    }

    /// The next answer; none when the other side closes instead.
    pub fn answer(&mut self) -> Option<Answer> {
        self.answer_to("GET")
    }

    /// The next answer to a method; that to HEAD has no body, whatever length it tells.
    pub fn answer_to(&mut self, method: &str) -> Option<Answer> {
        let status = self.line()?;
        let status = status.strip_prefix("HTTP/1.1 ").unwrap_or_else(|| panic!("no answer: {status}"));
        let status = status.get(..3).and_then(|digits| digits.parse().ok()).unwrap();
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(": ").unwrap();
            headers.push((name.to_owned(), value.to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        if method != "HEAD" {
            answer.body = vec![0; length];
            self.0.read_exact(&mut answer.body).ok()?;
        }
        Some(answer)
    }

    /// Whether the other side has closed, waiting for that.
    pub fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        match self.0.read_to_end(&mut rest) {
            Ok(_) => rest.is_empty(),
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }

    fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        match self.0.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(String::from_utf8(line).unwrap().trim_end_matches(['\r', '\n']).to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("no answer in time: {error}"),
        }
    }
}

/// Sends one request on a connection of its own.
pub fn send(address: SocketAddr, bytes: &[u8]) -> Answer {
    Wire::open(address).send(bytes).answer().expect("an answer")
}

/// A running `tillbook serve`.
pub struct Serve {
    pub folder: tempfile::TempDir,
    child: Child,
    _stdout: BufReader<ChildStdout>,
    /// What it printed of each listener.
    pub listeners: Vec<Value>,
}

impl Serve {
    /// Omise with the keys of this module and what else is asked for.
    pub fn omise(words: &[&str]) -> Serve {
        let mut all = vec!["--provider", "omise", "--secret-key", SECRET, "--public-key", PUBLIC];
        all.extend(words);
        Serve::start(tempfile::tempdir().unwrap(), &all)
    }

    /// The store of a folder with these words, at a free port. What it logs goes into the folder.
    pub fn start(folder: tempfile::TempDir, words: &[&str]) -> Serve {
        let log = File::options().create(true).append(true).open(folder.path().join("log")).unwrap();
        let mut child = command(&folder, words).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let wanted = if words.contains(&"all") { 5 } else { 1 };
        let listeners = (0..wanted).map(|_| {
            let mut line = String::new();
            stdout.read_line(&mut line).unwrap();
            let log = || std::fs::read_to_string(folder.path().join("log")).unwrap();
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}{}", log()))
        });
        let listeners = listeners.collect();
        Serve { folder, child, _stdout: stdout, listeners }
    }

    pub fn address(&self) -> SocketAddr {
        self.address_of(0)
    }

    pub fn address_of(&self, place: usize) -> SocketAddr {
        self.listeners[place]["url"].as_str().unwrap().strip_prefix("http://").unwrap().parse().unwrap()
    }

    /// Sends a request with the secret key.
    pub fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let headers = [basic(SECRET), "Content-Type: application/json".to_owned()];
        self.send(method, path, &headers.each_ref().map(String::as_str), &body)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &Value::Null)
    }

    /// Makes a customer, and answers with its id.
    pub fn customer(&self, email: &str) -> String {
        let made = self.call("POST", "/customers", &json!({ "email": email }));
        assert_eq!(made.status, 200, "{}", made.text());
        made.json()["id"].as_str().unwrap().to_owned()
    }

    pub fn send(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut wire = Wire::open(self.address());
        wire.send(&request(method, path, headers, body)).answer_to(method).expect("an answer")
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("till.tillbook")
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it in the middle of whatever it does, and gives its folder back.
    pub fn kill(mut self) -> tempfile::TempDir {
        self.child.kill().unwrap();
        self.wait();
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `tillbook serve` in a folder, at a free port unless the words say where.
pub fn command(folder: &tempfile::TempDir, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillbook"));
    command.current_dir(folder.path()).args(["serve", "till.tillbook"]).args(words);
    if !words.contains(&"--listen") {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command.arg("--json").env_remove("TILLBOOK_SECRET_KEY").env_remove("TILLBOOK_PUBLIC_KEY");
    command
}
