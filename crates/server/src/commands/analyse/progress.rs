//! A bar on standard error while an analysis runs; nothing when that is not a terminal.

use analysis::Watch;
use indicatif::{ProgressBar, ProgressStyle};
use messages::Lang;
use std::sync::Mutex;

/// Steps of the bar.
const STEPS: f64 = 1_000.0;

/// Draws how far an analysis has come. Stopping is the terminal's: Ctrl-C ends the program.
pub struct Bar {
    bar: ProgressBar,
    done: Mutex<f64>,
    parts: f64,
}

impl Bar {
    /// A bar that has not begun.
    pub fn new(lang: Lang) -> Self {
        Self::of(lang, 1)
    }

    /// A bar over so many computations after each other.
    pub fn of(lang: Lang, parts: u32) -> Self {
        let bar = ProgressBar::new(STEPS as u64);
        let style = ProgressStyle::with_template(&format!("{} {{bar:40}} {{percent}} % ({{eta}})", lang.text("analyse-working")));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, done: Mutex::new(0.0), parts: f64::from(parts) }
    }
}

impl Watch for Bar {
    fn advanced(&self, part: f64) {
        // A poisoned lock would only mean a bar that is a little wrong.
        let mut done = self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *done += part / self.parts;
        self.bar.set_position((*done * STEPS) as u64);
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
