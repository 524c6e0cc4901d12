//! Lines of a page, with what the rules ask about them.

use crate::article::unaccented;

/// A line without its outer blanks; never empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// As printed.
    pub(super) text: String,
    /// Folded, without outer marks, single blanks: what tables and comparisons use.
    pub(super) key: String,
    /// The first line, or the line before is blank.
    pub(super) is_after_blank: bool,
    /// Level of a Markdown heading.
    pub(super) heading: Option<usize>,
}

/// Prose is at least this long when it ends as a sentence does.
const MIN_PROSE_BYTES: usize = 80;

/// No headline or caption is as long as this.
const LONG_PROSE_BYTES: usize = 260;

const BREAKS: [char; 6] = ['\n', '\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// More closing marks than this are no end of a sentence, and are not searched.
const MAX_CLOSING_BYTES: usize = 32;

const CLOSING: [char; 9] = ['"', '»', '”', '’', '\'', ')', ']', ' ', '\u{a0}'];

impl Line {
    pub(super) fn new(text: &str, is_after_blank: bool) -> Self {
        let text = text.trim().to_owned();
        Line { key: key(&text), text, is_after_blank, heading: None }
    }

    /// Replaces the text.
    pub(super) fn set(&mut self, text: &str) {
        *self = Line { heading: self.heading, ..Line::new(text, self.is_after_blank) };
    }

    /// Returns whether the line ends as a sentence does, perhaps within quotes.
    pub(super) fn is_sentence(&self) -> bool {
        ends_sentence(&self.text)
    }

    /// Returns whether the line belongs to the text of an article, not to its frame.
    pub(super) fn is_prose(&self) -> bool {
        let length = self.text.len();
        length >= LONG_PROSE_BYTES || (length >= MIN_PROSE_BYTES && self.is_sentence())
    }

    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Cuts a text into its lines, blank ones left out.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut is_after_blank = true;
    for text in text.replace("\r\n", "\n").split(BREAKS) {
        if text.trim().is_empty() {
            is_after_blank = true;
        } else {
            lines.push(Line::new(text, is_after_blank));
            is_after_blank = false;
        }
    }
    lines
}

/// Keeps the lines that `is_kept` wants. What stood on both sides of a dropped line is not one
/// paragraph: a blank takes its place.
pub(super) fn retain(lines: &mut Vec<Line>, mut is_kept: impl FnMut(usize, &Line) -> bool) {
    let (mut at, mut has_gap) = (0, false);
    lines.retain_mut(|line| {
        let kept = is_kept(at, line);
        at += 1;
        line.is_after_blank |= kept && has_gap;
        has_gap = !kept;
        kept
    });
}

/// Folds a text for comparison: no accents, no capitals, no outer marks, single blanks.
pub(super) fn key(text: &str) -> String {
    let folded = unaccented(text);
    let bare = folded.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a text ends as a sentence does, perhaps within quotes.
pub(super) fn ends_sentence(text: &str) -> bool {
    tail(text, MAX_CLOSING_BYTES).trim_end_matches(CLOSING).ends_with(['.', '!', '?', '…'])
}

/// Returns the last bytes of a text, so that a rule costs the same on a text without end.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(bytes))..).unwrap_or(text)
}
