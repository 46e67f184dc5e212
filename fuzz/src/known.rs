//! Texts that records said, by the name of what they are, so that later calls name what exists.

use crate::table::KINDS;

/// How many texts are kept under one name.
const KEPT: usize = 12;
/// Longer ones are not worth repeating.
const LONGEST: usize = 1000;

#[derive(Default)]
pub struct Known(Vec<(String, Vec<Vec<u8>>)>);

impl Known {
    /// Keeps what a struct or a function's output of some name said.
    pub fn learn(&mut self, of: &str, name: &str, said: &[u8]) {
        if said.is_empty() || said.len() > LONGEST {
            return;
        }
        let name = subject(of, name);
        let place = self.0.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.0.push((name, Vec::new()));
            self.0.len() - 1
        });
        let texts = &mut self.0[place].1;
        if !texts.iter().any(|text| text == said) {
            texts.push(said.to_vec());
            if texts.len() > KEPT {
                texts.remove(0);
            }
        }
    }

    /// What is known under a name, or else under the end of it.
    pub fn find(&self, of: &str, name: &str) -> &[Vec<u8>] {
        let name = subject(of, name);
        let mut end = Some(name.as_str());
        while let Some(wanted) = end {
            if let Some((_, texts)) = self.0.iter().find(|(known, _)| known == wanted) {
                return texts;
            }
            end = wanted.split_once('_').map(|(_, end)| end);
        }
        &[]
    }
}

/// What a name stands for: an `id` is of the kind that the function or struct is named for, and `customer_id` and
/// `after` are ids too.
pub fn subject(of: &str, name: &str) -> String {
    let of_kind = |named: &str| KINDS.iter().filter(|kind| named.contains(*kind)).max_by_key(|kind| kind.len());
    match name {
        "id" | "ids" | "after" | "before" => of_kind(of).map_or(name, |kind| kind).to_owned(),
        _ => name.strip_suffix("_id").filter(|start| KINDS.contains(start)).unwrap_or(name).to_owned(),
    }
}
