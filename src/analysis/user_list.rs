//! Lists that a user writes: one entry a line, `#` starts a comment.

use std::borrow::Cow;

use super::character::is_apostrophe;
use crate::error::{Error, ErrorKind, Result};

use unicode_normalization::UnicodeNormalization;

/// Longest list accepted, in bytes: far more than a person writes, far less than what would be
/// felt at every start.
const MAX_BYTES: usize = 1 << 20;

/// One line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Name of the list in messages.
    origin: &'a str,
    number: usize,
    /// The entry: composed accents, plain apostrophes, no comment.
    pub(super) text: Cow<'a, str>,
}

impl Line<'_> {
    /// Returns an error that names the list and the line.
    pub(super) fn error(&self, reason: impl std::fmt::Display) -> Error {
        let Line { origin, number, .. } = self;
        Error::new(ErrorKind::Input, format!("`{origin}`, line {number}: {reason}"))
    }
}

/// Returns the lines of a list that are neither blank nor comments.
///
/// # Errors
/// [`ErrorKind::Input`] when the list is longer than a list may be.
pub(super) fn lines<'a>(text: &'a str, origin: &'a str) -> Result<Vec<Line<'a>>> {
    if text.len() > MAX_BYTES {
        let message = format!("`{origin}` has more than {MAX_BYTES} bytes");
        return Err(Error::new(ErrorKind::Input, message));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entries = text.lines().zip(1..).map(|(line, number)| {
        let entry = line.split('#').next().unwrap_or_default().trim();
        Line { origin, number, text: plain(entry) }
    });
    Ok(entries.filter(|line| !line.text.is_empty()).collect())
}

/// Below U+0300 stand no marks to compose, and no apostrophe but the plain one.
fn is_plain(entry: &str) -> bool {
    entry.chars().all(|letter| letter < '\u{300}')
}

fn plain(entry: &str) -> Cow<'_, str> {
    if is_plain(entry) {
        return Cow::Borrowed(entry);
    }
    entry.nfc().map(|letter| if is_apostrophe(letter) { '\'' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_no_entries() {
        let text = "\u{feff}# tout\n\n  l’e\u{301}te\u{301}  # saison\r\n";
        let lines = lines(text, "liste.txt").unwrap();
        let [line] = lines.as_slice() else { panic!("one entry expected: {lines:?}") };
        assert_eq!((line.number, &*line.text), (3, "l'été"));
        assert_eq!(line.error("quoi").to_string(), "`liste.txt`, line 3: quoi");
    }

    #[test]
    fn an_endless_list_is_refused() {
        assert!(lines(&"mot\n".repeat(MAX_BYTES), "liste.txt").is_err());
    }
}
