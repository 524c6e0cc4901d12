//! A bar on standard error, when that is a terminal and the work is long.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use depeche::index::Progress;
use depeche::ingest::{self, Source};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::messages::Messages;

/// Work that ends sooner needs no bar.
const QUIET_FOR: Duration = Duration::from_secs(1);

/// Time between two turns of the sign of life while the index is written.
const TICK: Duration = Duration::from_millis(120);

const TEMPLATE_WITH_TOTAL: &str = "{msg} {wide_bar} {percent} % · {binary_bytes_per_sec} · {eta} ";
const TEMPLATE_WITHOUT_TOTAL: &str = "{spinner} {msg} {binary_bytes} · {binary_bytes_per_sec}";
const TEMPLATE_LAST_STEP: &str = "{spinner} {msg}";

/// The bar of a synchronisation.
pub(super) struct SyncBar {
    bar: ProgressBar,
    started: Instant,
    is_shown: bool,
    is_last_step: bool,
    messages: Messages,
}

impl SyncBar {
    /// Makes the bar for reading the sources; it appears after a while.
    pub(super) fn new(sources: &[Source], messages: Messages) -> Self {
        // Adding up the sizes walks the folders, so it is only done for eyes.
        let is_seen = io::stderr().is_terminal();
        let total = if is_seen { ingest::source_bytes(sources) } else { None };
        let bar = match total {
            Some(total) => ProgressBar::new(total).with_style(style(TEMPLATE_WITH_TOTAL)),
            None => ProgressBar::no_length().with_style(style(TEMPLATE_WITHOUT_TOTAL)),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let started = Instant::now();
        SyncBar { bar, started, is_shown: false, is_last_step: false, messages }
    }

    /// Takes note of where the synchronisation stands.
    pub(super) fn observe(&mut self, progress: Progress) {
        if !self.is_shown && self.started.elapsed() >= QUIET_FOR {
            self.is_shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        match progress {
            Progress::Reading { articles, bytes } => {
                self.bar.set_position(bytes);
                if self.is_shown {
                    self.bar.set_message(self.messages.reading(articles));
                }
            }
            Progress::Committing => self.show_last_step(),
            _ => {}
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }

    fn show_last_step(&mut self) {
        if self.is_shown && !self.is_last_step {
            self.is_last_step = true;
            self.bar.set_style(style(TEMPLATE_LAST_STEP));
            self.bar.set_message(self.messages.committing());
            self.bar.enable_steady_tick(TICK);
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
