//! A bar that shows how far a long piece of work has come.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error; nothing is drawn where that is no terminal.
pub(super) fn bar(length: u64, doing: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let shape = "{msg} [{bar:32}] {percent:>3}%  {human_pos} of {human_len}  {per_sec}  {eta} left";
    // The default look is a bar as well.
    if let Ok(style) = ProgressStyle::with_template(shape) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.with_message(doing)
}
