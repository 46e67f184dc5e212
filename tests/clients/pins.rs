//! Which versions of the clients are pinned, told once.

use libtest_mimic::Failed;

use crate::language::Language;
use crate::story::STORIES;

const PAGE: &str = include_str!("../../docs/clients.md");

/// The version that a package is pinned to; nothing for what no package manager installs.
pub fn version(language: Language, package: &str) -> Option<&'static str> {
    let pins = match language {
        Language::Shell => return None,
        Language::Python => include_str!("python/requirements.txt"),
        Language::Node => include_str!("node/package.json"),
        Language::Go => include_str!("go/go.mod"),
        Language::Browser => include_str!("browser/package.json"),
    };
    let before = match language {
        Language::Node | Language::Browser => format!("\"{package}\": \""),
        Language::Python => format!("{package}=="),
        _ => format!("{package} v"),
    };
    let version =
        pins.lines().find_map(|line| line.trim_start().trim_start_matches("require ").strip_prefix(&before))?;
    version.split(|end: char| !(end.is_ascii_alphanumeric() || end == '.')).next()
}

/// The page names every client with its pinned version, and no lock file names an address to fetch from.
pub fn agree() -> Result<(), Failed> {
    for story in &STORIES {
        let version = version(story.language, story.client).unwrap_or_default();
        let named = format!("`{}` {version}", story.client);
        if !PAGE.contains(named.trim_end()) {
            return Err(format!("docs/clients.md does not name {named}").into());
        }
    }
    for language in [Language::Python, Language::Node, Language::Go, Language::Browser] {
        if let Some(line) = language.lock().lines().find(|line| line.contains("://")) {
            return Err(format!("the {} lock file names an address: {line}", language.name()).into());
        }
    }
    Ok(())
}
