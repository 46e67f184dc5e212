//! Tags: E7 and E8 (4.F).

use serde_json::json;

use super::customers::member_of;
use super::rules::{MOST_TAGS, check_tags, each_once};
use super::words::{Words, value_of};
use super::{Answer, Call};
use crate::error::Error;

/// What E8 does with the tags that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Add,
    Remove,
}

const MODES: Words<Mode> = &[("add", Mode::Add), ("remove", Mode::Remove)];

impl Call<'_> {
    /// E7.
    pub(super) fn replace_tags(&self, id: &str) -> Answer {
        self.existing(id)?;
        let tags = self.body()?.texts("tags")?.ok_or_else(missing)?;
        self.set_tags(id, |_| tags)
    }

    /// E8.
    pub(super) fn change_tags(&self, id: &str) -> Answer {
        self.existing(id)?;
        let body = self.body()?;
        let tags = body.texts("tags")?.ok_or_else(missing)?;
        let mode = body.text("update_mode")?.and_then(|mode| value_of(MODES, &mode));
        let mode = mode.ok_or_else(|| Error::invalid("update_mode", "must be add or remove; send one of them"))?;
        self.set_tags(id, |mut present| match mode {
            Mode::Add => {
                present.extend(tags);
                present
            }
            Mode::Remove => {
                present.retain(|tag| !tags.contains(tag));
                present
            }
        })
    }

    /// Gives a customer the tags that come of its present ones. Too many are no error: nothing changes, and the answer
    /// holds those that are there (32).
    fn set_tags(&self, id: &str, of: impl FnOnce(Vec<String>) -> Vec<String>) -> Answer {
        let mut kept = None;
        let changed = self.change(
            id,
            |member| {
                let wanted = each_once(of(member.tags.clone()));
                if wanted.len() > MOST_TAGS && wanted.len() > member.tags.len() {
                    // A tag of the wrong length is still an error (31).
                    check_tags(&member.tags, &wanted)?;
                    kept = Some(member.tags.clone());
                    return Err(Error::invalid("tags", "are more than 60; take some away"));
                }
                member.tags = wanted;
                Ok(())
            },
            None,
        );
        let tags = match (kept, changed) {
            (Some(kept), _) => kept,
            (None, changed) => member_of(&*changed?).tags,
        };
        Ok(json!({ "tags": tags }))
    }
}

fn missing() -> Error {
    Error::invalid("tags", "are missing; send a list of texts")
}
