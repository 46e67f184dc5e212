//! A server for one story.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use libtest_mimic::Failed;
use serde_json::Value;

use crate::LIMIT;
use crate::story::Story;

/// What a story tells its server and no log may repeat: card numbers, and where all of its customers live.
const PRIVATE: [&str; 4] = ["4242424242424242", "5555555555554444", "4111111111111111", "example.com"];

/// `tillbook serve` on a store, on a port of its own.
pub struct Server {
    process: Child,
    /// Its address and keys, as it printed them.
    told: Value,
    log: Option<JoinHandle<String>>,
}

impl Server {
    pub fn start(store: &Path, provider: &str, more: &[&str]) -> Result<Server, Failed> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tillbook"))
            .arg("serve")
            .arg(store)
            .args(["--provider", provider, "--listen", "127.0.0.1:0", "--json", "--control"])
            .args(more)
            .env_remove("TILLBOOK_SECRET_KEY")
            .env_remove("TILLBOOK_PUBLIC_KEY")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let log = drain(process.stderr.take());
        let out = process.stdout.take();
        let mut server = Server { process, told: Value::Null, log: Some(log) };
        let mut line = String::new();
        if let Some(out) = out {
            BufReader::new(out).read_line(&mut line)?;
        }
        match serde_json::from_str(&line) {
            Ok(told) => server.told = told,
            Err(_) => {
                let log = server.end();
                return Err(format!("tillbook serve did not say where it listens: {line}{log}").into());
            }
        }
        Ok(server)
    }

    fn told(&self, name: &str) -> &str {
        self.told[name].as_str().unwrap_or_default()
    }

    /// A story's program with this server in its environment.
    pub fn invite(&self, story: &Story, folder: &Path) -> Result<Command, Failed> {
        let mut command = story.language.command(story.program)?;
        command
            .current_dir(folder)
            .env("TILLBOOK_URL", self.told("url"))
            .env("TILLBOOK_SECRET_KEY", self.told("secret_key"))
            .env("TILLBOOK_PUBLIC_KEY", self.told("public_key"));
        Ok(command)
    }

    /// Asks it to stop and sees that it ends well, and that its log tells of no defect and of nobody.
    pub fn stop(mut self) -> Result<(), Failed> {
        Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        let asked = Instant::now();
        let status = loop {
            match self.process.try_wait()? {
                Some(status) => break Some(status),
                None if asked.elapsed() > LIMIT => break None,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let log = self.end();
        let keys = [self.told["secret_key"].as_str(), self.told["public_key"].as_str()];
        let private = PRIVATE.into_iter().chain(keys.into_iter().flatten());
        if let Some(found) = private.into_iter().find(|text| log.contains(text)) {
            return Err(format!("the server's log repeats {found:?}:\n{log}").into());
        }
        let ended_well = status.is_some_and(|status| status.success());
        if ended_well && !log.contains("panicked") && !log.contains("defect") {
            Ok(())
        } else {
            Err(format!("the server ended with {status:?}:\n{log}").into())
        }
    }

    /// What a power cut does to it.
    pub fn kill(mut self) {
        self.end();
    }

    /// Sees that the process is gone; its log.
    fn end(&mut self) -> String {
        let _ = self.process.kill();
        let _ = self.process.wait();
        self.log.take().and_then(|log| log.join().ok()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads what a process writes, so that it never waits for a reader.
pub fn drain(from: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = from.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
