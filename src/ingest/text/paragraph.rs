//! Joins lines to paragraphs: those that a page tore at a quote or a link, and wrapped ones.

use super::line::{Line, ends_sentence, tail};
use super::names::UNFINISHED;
use crate::article::unaccented;

/// A shorter line without full stop may be a heading or an item of a list.
const MIN_TORN_BYTES: usize = 40;

/// A longer line without full stop is no heading: a quote after it goes on with it.
const MAX_HEADING_BYTES: usize = 90;

/// Widest line that an editor or a mail program wraps to.
const MAX_WRAPPED_CHARS: usize = 100;

/// So many full lines show that a text is wrapped.
const MIN_WRAPPED_LINES: usize = 6;

/// A name that a page made a link of is not longer.
const MAX_NAME_BYTES: usize = 60;

const OPENING_QUOTES: [char; 3] = ['"', '«', '“'];
const CLOSING_QUOTES: [char; 3] = ['"', '»', '”'];

/// Returns the paragraphs with a blank line between them.
pub(super) fn join(lines: &[Line]) -> String {
    let is_wrapped = is_wrapped(lines);
    let mut body = String::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).filter(|next| !next.is_after_blank);
        let paragraph = tail(body.get(start..).unwrap_or_default(), MAX_HEADING_BYTES);
        let goes_on = is_wrapped && !line.is_after_blank && !starts_item(&line.text);
        if at > 0 && (goes_on || continues(paragraph, line, next)) {
            body.push_str(seam(&body, &line.text));
        } else if at > 0 {
            body.push_str("\n\n");
            start = body.len();
        }
        body.push_str(&line.text);
    }
    body
}

/// Decides whether a line goes on with the paragraph before it.
fn continues(paragraph: &str, line: &Line, next: Option<&Line>) -> bool {
    let text = line.text.as_str();
    if line.heading.is_some() || starts_item(text) {
        return false;
    }
    if starts_amid_sentence(text) {
        return true;
    }
    let is_lower = text.starts_with(char::is_lowercase);
    let is_open = !ends_sentence(paragraph) && !paragraph.ends_with([':', ';']);
    let is_long = paragraph.len() >= MIN_TORN_BYTES || text.len() >= MIN_TORN_BYTES;
    if line.is_after_blank {
        return is_lower && is_open && paragraph.len() >= MAX_HEADING_BYTES;
    }
    let is_said = is_lower && paragraph.ends_with(CLOSING_QUOTES);
    let is_torn = is_lower && is_open && is_long;
    is_said || is_torn || (is_open && lacks_end(paragraph)) || is_torn_piece(paragraph, text, next)
}

/// `, a déclaré le maire`.
fn starts_amid_sentence(text: &str) -> bool {
    let is_mark_alone = !text.contains(char::is_alphanumeric);
    text.starts_with([',', ';', ')', '»']) || is_mark_alone
}

/// The quoted words of a sentence, or a linked name in it, on a line of their own.
fn is_torn_piece(paragraph: &str, text: &str, next: Option<&Line>) -> bool {
    let is_open = !ends_sentence(paragraph) && !paragraph.ends_with(':');
    let goes_on = next.is_some_and(|next| {
        next.text.starts_with(char::is_lowercase) || starts_amid_sentence(&next.text)
    });
    let is_piece = goes_on && !ends_sentence(text);
    let is_quote = text.starts_with(OPENING_QUOTES);
    let is_name = text.len() <= MAX_NAME_BYTES && paragraph.len() >= MIN_TORN_BYTES;
    is_open
        && ((is_piece && (is_quote || is_name))
            || (is_quote && paragraph.len() >= MAX_HEADING_BYTES))
}

/// A sentence does not end with `de` or `que`.
fn lacks_end(paragraph: &str) -> bool {
    let last = paragraph.rsplit(char::is_whitespace).next().unwrap_or_default();
    UNFINISHED.contains(&unaccented(last).as_str()) && paragraph.contains(' ')
}

fn starts_item(text: &str) -> bool {
    ["- ", "– ", "— ", "• ", "* ", "· "].iter().any(|mark| text.starts_with(mark))
}

/// Returns what stands between two joined lines.
fn seam(before: &str, line: &str) -> &'static str {
    let is_hyphenated = before.ends_with('-') && !before.ends_with(" -");
    match line.chars().next() {
        Some(',' | '.' | ')' | '"' | '”') if !line.starts_with('"') || line.len() <= 2 => "",
        // The analysis knows whether `mili-` and `taire` make a word; the line end tells it.
        Some(first) if is_hyphenated && first.is_lowercase() => "\n",
        _ => " ",
    }
}

/// Returns whether most lines that another follows are filled to about the same width.
fn is_wrapped(lines: &[Line]) -> bool {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let followed = pairs.filter(|(_, next)| !next.is_after_blank).map(|(line, _)| line);
    let widths: Vec<usize> = followed.map(|line| line.text.chars().count()).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let full = widths.iter().filter(|width| **width * 4 >= widest * 3).count();
    widest <= MAX_WRAPPED_CHARS && full >= MIN_WRAPPED_LINES && full * 5 >= widths.len() * 4
}
