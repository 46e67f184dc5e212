//! The stories of the corpus as they stand in its files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tillbook::{Mode, Provider};

use crate::given::{Given, Told};

/// A story: a store of its own, and what is done with it.
#[derive(Clone)]
pub struct Story {
    pub file: PathBuf,
    /// The line on which it begins, counted from 1.
    pub number: usize,
    pub name: String,
    pub provider: Provider,
    pub mode: Mode,
    pub now: i64,
    pub lines: Vec<Line>,
}

#[derive(Clone)]
pub struct Line {
    pub number: usize,
    pub act: Act,
}

#[derive(Clone)]
pub enum Act {
    Clock(i64),
    Reopen,
    Call { request: Value, answer: Value },
    Do { name: String, with: Value, result: Outcome },
}

/// What must come of a call of the typed interface.
#[derive(Clone)]
pub enum Outcome {
    Answer(Value),
    Error(Value),
}

impl Story {
    /// As stories are listed: the file's name without its ending, and their own.
    pub fn title(&self) -> String {
        format!("{}/{}", self.file.file_stem().unwrap_or_default().to_string_lossy(), self.name)
    }
}

/// Where the corpus lies.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

/// Every story of every file.
///
/// # Errors
/// The first line that is not as it should be, and two stories of one name.
pub fn read() -> Told<Vec<Story>> {
    let entries = std::fs::read_dir(folder()).map_err(|problem| problem.to_string())?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut stories = Vec::new();
    for file in files {
        stories.append(&mut read_file(&file)?);
    }
    let mut names = HashSet::new();
    match stories.iter().find(|story| !names.insert(story.title())) {
        Some(again) => Err(format!("there are two stories called {}", again.title())),
        None => Ok(stories),
    }
}

/// The stories of one file.
///
/// # Errors
/// The first line that is not as it should be.
pub fn read_file(file: &Path) -> Told<Vec<Story>> {
    let text = std::fs::read_to_string(file).map_err(|problem| format!("{}: {problem}", file.display()))?;
    let mut stories: Vec<Story> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let number = place + 1;
        let at = |complaint: String| format!("{}:{number}: {complaint}", file.display());
        let value: Value = serde_json::from_str(line).map_err(|problem| at(problem.to_string()))?;
        let mut given = Given::of("the line", value).map_err(at)?;
        if let Some(name) = given.text("story").map_err(at)? {
            stories.push(begin(file, number, name, &mut given).map_err(at)?);
        } else {
            let story = stories.last_mut().ok_or_else(|| at("comes before the first story".to_owned()))?;
            story.lines.push(Line { number, act: act(&mut given).map_err(at)? });
        }
        given.nothing_else().map_err(at)?;
    }
    Ok(stories)
}

fn begin(file: &Path, number: usize, name: String, given: &mut Given) -> Told<Story> {
    Ok(Story {
        file: file.to_owned(),
        number,
        name,
        provider: given.needed("provider", Given::named)?,
        mode: given.needed("mode", Given::named)?,
        now: given.needed("now", Given::number)?,
        lines: Vec::new(),
    })
}

fn act(given: &mut Given) -> Told<Act> {
    if let Some(now) = given.number("clock")? {
        return Ok(Act::Clock(now));
    }
    if given.flag("reopen")? {
        return Ok(Act::Reopen);
    }
    if let Some(request) = given.any("call") {
        return Ok(Act::Call { request, answer: given.needed("answer", |given, name| Ok(given.any(name)))? });
    }
    let name = given.required("do")?;
    let with = given.any("with").unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    let result = match (given.any("answer"), given.any("error")) {
        (Some(answer), None) => Outcome::Answer(answer),
        (None, Some(error)) => Outcome::Error(error),
        _ => return Err("has neither an answer nor an error, or both".to_owned()),
    };
    Ok(Act::Do { name, with, result })
}
