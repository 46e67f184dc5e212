//! A test program that plays another process as well: with a role in its environment, its test `another_process` does
//! what the role says and tells of it, until it is over or killed.
#![allow(dead_code, reason = "every test program uses a part of it")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The variable that makes this test program play another program; its value is what to do.
const ROLE: &str = "TILLBOOK_TEST_ROLE";
const STORE: &str = "TILLBOOK_TEST_STORE";

/// Another process that plays a role with a store.
pub struct Other {
    pub child: Child,
    /// What the role waits on where it waits.
    pub stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Other {
    /// Starts this test program's test `another_process` alone, with a role.
    pub fn start(role: &str, path: &Path) -> Other {
        Other::run(Command::new(std::env::current_exe().unwrap()), role, path)
    }

    /// As `start`, where no file may grow beyond so many KiB: a write past that fails as on a full disk.
    pub fn start_with_little_room(kib: u64, role: &str, path: &Path) -> Other {
        let mut shell = Command::new("bash");
        shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"")]);
        shell.arg(std::env::current_exe().unwrap());
        Other::run(shell, role, path)
    }

    fn run(mut command: Command, role: &str, path: &Path) -> Other {
        let mut child = command
            .args(["--exact", "another_process", "--nocapture", "--test-threads=1"])
            .env(ROLE, role)
            .env(STORE, path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Other { child, stdin, stdout }
    }

    /// The next line that the role says; the test harness's own lines are left out.
    pub fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.stdout.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            // A line without its end was cut off by the kill: it acknowledges nothing.
            if let Some(said) = line.strip_prefix("said ").and_then(|said| said.strip_suffix('\n')) {
                return Some(said.to_owned());
            }
        }
    }

    /// Kills it at once, as a power cut would but for what the system has in memory.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.stdin.take();
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The role of this process and the store it plays with; none when it is not another process.
pub fn role() -> Option<(String, PathBuf)> {
    Some((std::env::var(ROLE).ok()?, std::env::var_os(STORE)?.into()))
}

/// Says something to the test that started this process.
pub fn say(what: &str) {
    let mut stdout = std::io::stdout().lock();
    // The harness begins its line about this test without ending it.
    write!(stdout, "\nsaid {what}\n").and_then(|()| stdout.flush()).unwrap();
}
