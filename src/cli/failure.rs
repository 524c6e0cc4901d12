//! What goes wrong, told on standard error.

use std::error::Error as _;
use std::io;
use std::process::ExitCode;

use depeche::{Error, ErrorKind};

use super::messages::Messages;
use super::output;

/// Exit code of every failure, as grep has it.
const FAILED: u8 = 2;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something went wrong.
    Error(Error),
    /// The reader of the output has seen enough: `depeche search … | head`.
    OutputClosed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    /// Takes what standard output says.
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::BrokenPipe => Failure::OutputClosed,
            _ => Failure::Error(
                Error::new(ErrorKind::Storage, "cannot write the output").caused_by(cause),
            ),
        }
    }
}

impl Failure {
    /// Tells what went wrong and returns the exit code.
    pub(super) fn report(self, messages: Messages) -> ExitCode {
        match self {
            Failure::OutputClosed => ExitCode::SUCCESS,
            Failure::Error(error) => {
                output::warn(&text(&error, messages));
                ExitCode::from(FAILED)
            }
        }
    }
}

/// Returns the message, its causes below it, and the hint.
fn text(error: &Error, messages: Messages) -> String {
    let mut text = format!("depeche: {error}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("  {error}\n"));
        cause = error.source();
    }
    if let Some(hint) = error.hint() {
        text.push_str(&format!("{}{hint}\n", messages.hint_label()));
    }
    text
}

#[cfg(test)]
mod tests {
    use depeche::Language;

    use super::*;

    #[test]
    fn causes_stand_below_and_the_hint_last() {
        let cause = Error::new(ErrorKind::Input, "b").caused_by("c");
        let error = Error::new(ErrorKind::Input, "a").caused_by(cause).with_hint("d");
        let english = text(&error, Messages::new(Language::English));
        assert_eq!(english, "depeche: a\n  b\n  c\nhint: d\n");
        let french = text(&error, Messages::new(Language::French));
        assert_eq!(french, "depeche: a\n  b\n  c\nconseil\u{202f}: d\n");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let closed = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(matches!(closed, Failure::OutputClosed));
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, Failure::Error(_)));
    }
}
