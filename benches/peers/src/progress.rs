//! What is being done, on the error output.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

pub struct Progress(ProgressBar);

impl Progress {
    pub fn new() -> Progress {
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{elapsed:>4} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(500));
        Progress(bar)
    }

    /// Where nobody watches, each new thing is a line.
    pub fn say(&self, what: &str) {
        if self.0.is_hidden() {
            eprintln!("{:>4} s  {what}", self.0.elapsed().as_secs());
        }
        self.0.set_message(what.to_owned());
    }

    /// The same, of which only who watches is told.
    pub fn update(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }

    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
