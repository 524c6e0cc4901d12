//! The one way to standard output and standard error. `println!` would panic on a closed pipe.

use std::io::{self, BufWriter, StdoutLock, Write};

use depeche::render::clean;

use super::failure::Failure;

/// Standard output for many small writes.
pub(super) struct Output {
    writer: BufWriter<StdoutLock<'static>>,
}

impl Output {
    pub(super) fn new() -> Self {
        Output { writer: BufWriter::new(io::stdout().lock()) }
    }

    /// Writes a text as it is.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.writer.write_all(text.as_bytes())?)
    }

    /// Writes what is still waiting.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }
}

/// Writes a text to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut output = Output::new();
    output.write(text)?;
    output.finish()
}

/// Writes lines to standard error, without control characters: paths and reasons come from
/// outside.
pub(super) fn warn(text: &str) {
    let lines: String = text.lines().map(|line| format!("{}\n", clean(line))).collect();
    // When standard error is closed there is nobody left to tell.
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}
