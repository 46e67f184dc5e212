//! What the clients go through, and how a story is told.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::Failed;

use crate::LIMIT;
use crate::language::Language::{self, Browser, Go, Node, Python, Shell};
use crate::server::{Server, drain};

/// When the stories begin: the clock of their server stands still there until they move it.
const TIME: &str = "2027-03-01T09:00:00Z";

/// A provider's client in one language, and what it is to go through.
pub struct Story {
    /// Its name among the tests.
    pub name: &'static str,
    /// The provider that is served.
    pub provider: &'static str,
    /// What its program is written in.
    pub language: Language,
    /// The published package, or what stands for one where a provider publishes none.
    pub client: &'static str,
    /// The file in the language's folder and its arguments; Go's is one program for all.
    pub program: &'static [&'static str],
    /// What the server is started with besides the clock.
    pub serve: &'static [&'static str],
    /// How it is told.
    pub tell: fn(&Story) -> Result<(), Failed>,
}

/// The keys of the examples on Monri's page.
const MONRI: [&str; 4] = ["--secret-key", "qwert1234", "--public-key", "7db11ea5d4a1af32421b564c79b946d1ead3daf0"];
const GO: &str = "github.com/omise/omise-go";

/// All of them.
pub const STORIES: [Story; 14] = [
    story("omise_python", "omise", Python, "omise", &["omise_story.py", "2019-05-29"]),
    story("omise_python_2017", "omise", Python, "omise", &["omise_story.py", "2017-11-02"]),
    Story { tell: cut, ..story("omise_python_kill_9", "omise", Python, "omise", &["omise_kill.py"]) },
    story("omise_node", "omise", Node, "omise", &["omise.js", "2019-05-29"]),
    story("omise_node_2017", "omise", Node, "omise", &["omise.js", "2017-11-02"]),
    story("omise_go", "omise", Go, GO, &["2019-05-29"]),
    story("omise_go_2017", "omise", Go, GO, &["2017-11-02"]),
    story("komoju_curl", "komoju", Shell, "curl", &["komoju.sh"]),
    story("komoju_node", "komoju", Node, "http", &["komoju.js"]),
    story("komoju_basic", "komoju", Python, "socket", &["komoju_story.py"]),
    Story { serve: &MONRI, ..story("monri_signed", "monri", Python, "http.client", &["monri_story.py"]) },
    story("digital_river", "digital-river", Python, "openapi-python-client", &["digital_river_story.py"]),
    story("shopline_python", "shopline", Python, "shopline-sdk-python", &["shopline_story.py"]),
    Story { tell: page, ..story("page_in_chromium", "omise", Browser, "playwright-core", &["page.js"]) },
];

const fn story(
    name: &'static str,
    provider: &'static str,
    language: Language,
    client: &'static str,
    program: &'static [&'static str],
) -> Story {
    Story { name, provider, language, client, program, serve: &[], tell }
}

/// A story from an empty store to a sound one.
fn tell(story: &Story) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    tell_in(story, folder.path())
}

/// The page in a browser. A browser that dies on a small machine says nothing about the page, so it may begin once more;
/// what it said the first time is told.
fn page(story: &Story) -> Result<(), Failed> {
    page_once(story).or_else(|failed| {
        eprintln!("{} begins once more after: {}", story.name, text(&failed));
        page_once(story)
    })
}

/// The page, with people of the till's own knowledge.
fn page_once(story: &Story) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let people = story.language.stories().join("people.csv");
    let mut import = Command::new(env!("CARGO_BIN_EXE_tillbook"));
    import.arg("import").arg(folder.path().join("till.tillbook")).arg(people).args(["--provider", story.provider]);
    finish(import)?;
    tell_in(story, folder.path())
}

fn tell_in(story: &Story, folder: &Path) -> Result<(), Failed> {
    let store = folder.join("till.tillbook");
    let server = Server::start(&store, story.provider, &[&["--test-clock", TIME], story.serve].concat())?;
    let told = server.invite(story, folder).and_then(finish);
    let stopped = server.stop();
    // Where both went wrong the server's log says why.
    match (told, stopped) {
        (Err(told), Err(stopped)) => return Err(format!("{}\n{}", text(&told), text(&stopped)).into()),
        (told, stopped) => told.and(stopped)?,
    }
    check(&store)
}

/// Customers are made without a pause, and at some of them the server is killed: whatever its client was told is there
/// afterwards.
fn cut(story: &Story) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let store = folder.path().join("till.tillbook");
    let mut told = Vec::new();
    for customers in [1, 7, 40] {
        let server = Server::start(&store, story.provider, &[])?;
        let mut creating = server.invite(story, folder.path())?;
        let mut creating = creating.arg("create").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let complaints = drain(creating.stderr.take());
        let mut lines = BufReader::new(creating.stdout.take().ok_or("no output")?).lines();
        told.extend(lines.by_ref().take(customers).collect::<Result<Vec<String>, _>>()?);
        server.kill();
        told.extend(lines.collect::<Result<Vec<String>, _>>()?);
        let status = creating.wait()?;
        if !status.success() {
            return Err(format!("creating ended with {status}:\n{}", complaints.join().unwrap_or_default()).into());
        }
    }
    std::fs::write(folder.path().join("told"), told.join("\n"))?;
    let server = Server::start(&store, story.provider, &[])?;
    let mut recalling = server.invite(story, folder.path())?;
    recalling.arg("recall");
    finish(recalling)?;
    server.stop()?;
    check(&store)
}

/// Runs a story's program to its end; what it wrote says why if it does not end well and in time.
fn finish(command: Command) -> Result<(), Failed> {
    let output = assert_cmd::Command::from_std(command).timeout(LIMIT).output()?;
    if output.status.success() {
        return Ok(());
    }
    let [out, errors] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    let code = output.status.code();
    let ended = code.map_or(format!("was stopped, for it has {LIMIT:?}"), |code| format!("ended with {code}"));
    Err(format!("the story {ended}:\n{out}{errors}").into())
}

fn check(store: &Path) -> Result<(), Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_tillbook")).arg("check").arg(store).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("tillbook check: {}", String::from_utf8_lossy(&output.stdout)).into())
}

fn text(failed: &Failed) -> &str {
    failed.message().unwrap_or_default()
}
