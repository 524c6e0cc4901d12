//! A pager, when a text is longer than the screen.

use std::env;
use std::io::Write;
use std::process::{Child, Command, Stdio};

use super::context::Context;
use super::failure::Failure;
use super::output;

/// Options of `less` unless the user has his own: leave at once when all fits (F), keep escape
/// sequences (R) and the screen (X), and leave on Ctrl-C (K), which ends this program as well.
const LESS_OPTIONS: &str = "FRXK";

/// Shows a text: through `$PAGER` or `less` when it is longer than the screen, else as it is.
pub(super) fn show(text: &str, context: &Context) -> Result<(), Failure> {
    let is_long = context.screen_lines.is_some_and(|lines| text.lines().count() >= lines);
    match is_long.then(start).flatten() {
        Some(pager) => {
            feed(pager, text);
            Ok(())
        }
        None => output::print(text),
    }
}

/// Starts the pager; `None` when there is none.
fn start() -> Option<Child> {
    let wanted = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let mut words = wanted.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words).stdin(Stdio::piped());
    // Texts are UTF-8 whatever the locale says.
    for (variable, value) in [("LESS", LESS_OPTIONS), ("LESSCHARSET", "utf-8")] {
        if env::var_os(variable).is_none() {
            command.env(variable, value);
        }
    }
    command.spawn().ok()
}

fn feed(mut pager: Child, text: &str) {
    if let Some(mut input) = pager.stdin.take() {
        // A reader who leaves the pager early has seen enough.
        let _ = input.write_all(text.as_bytes());
    }
    let _ = pager.wait();
}
