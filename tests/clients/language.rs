//! The languages that clients are written in: where they are installed and how their stories are run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Failed;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Shell,
    Python,
    Node,
    Go,
    Browser,
}

impl Language {
    /// Its folder in `tests/clients` and among the installed clients.
    pub fn name(self) -> &'static str {
        match self {
            Language::Shell => "shell",
            Language::Python => "python",
            Language::Node => "node",
            Language::Go => "go",
            Language::Browser => "browser",
        }
    }

    /// What its clients are installed from, as `scripts/clients` leaves a copy of it when it is done.
    pub fn lock(self) -> &'static str {
        match self {
            Language::Shell => "",
            Language::Python => include_str!("python/requirements.txt"),
            Language::Node => include_str!("node/package-lock.json"),
            Language::Go => include_str!("go/go.sum"),
            Language::Browser => include_str!("browser/package-lock.json"),
        }
    }

    /// Where its clients are installed.
    fn installed(self) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("clients").join(self.name())
    }

    /// Where its stories are.
    pub fn stories(self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(self.name())
    }

    pub fn is_ready(self) -> bool {
        std::fs::read_to_string(self.installed().join("ready")).is_ok_and(|ready| ready == self.lock())
    }

    /// The command that runs a story.
    pub fn command(self, program: &[&str]) -> Result<Command, Failed> {
        let (installed, stories) = (self.installed(), self.stories());
        let mut command = match self {
            Language::Shell => Command::new("bash"),
            Language::Python => Command::new(installed.join("bin/python")),
            Language::Node | Language::Browser => Command::new("node"),
            Language::Go => Command::new(go_program()?),
        };
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("NODE_PATH", installed.join("node_modules"));
        // A proxy has no part in a story that stays on this machine, and Node's client would insist on a tunnel.
        for proxy in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        match program {
            [file, arguments @ ..] if self != Language::Go => command.arg(stories.join(file)).args(arguments),
            arguments => command.args(arguments),
        };
        Ok(command)
    }
}

/// The Go stories, built once from what `scripts/clients` fetched.
fn go_program() -> Result<&'static Path, Failed> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let installed = Language::Go.installed();
        let program = installed.join("story");
        let build = Command::new("go")
            .args(["build", "-o"])
            .args([program.as_path(), Path::new(".")])
            .current_dir(Language::Go.stories())
            .env("GOMODCACHE", installed.join("modules"))
            .env("GOCACHE", installed.join("cache"))
            .env("GOFLAGS", "-mod=readonly -modcacherw -buildvcs=false")
            .envs([("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("CGO_ENABLED", "0")])
            .output()
            .map_err(|error| format!("go did not start: {error}"))?;
        if build.status.success() { Ok(program) } else { Err(String::from_utf8_lossy(&build.stderr).into_owned()) }
    });
    built.as_deref().map_err(Failed::from)
}
