//! Bars that show how far a long piece of work has come, on standard error and only where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for work that says itself how many rows there are.
pub(super) fn bar(doing: &'static str) -> ProgressBar {
    shaped("{msg} [{bar:32}] {percent:>3}%  {human_pos} of {human_len}").with_message(doing)
}

/// A bar for a file that is read.
pub(super) fn bytes() -> ProgressBar {
    shaped("[{bar:32}] {percent:>3}%  {bytes} of {total_bytes}, {msg}, {eta} left")
}

fn shaped(shape: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    // The default look is a bar as well.
    if let Ok(style) = ProgressStyle::with_template(shape) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
