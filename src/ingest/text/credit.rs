//! Credits of pictures, alone on a line or glued to a caption.

use super::line::{Line, key, tail};
use super::line_starts::CREDITS;
use super::names::{AGENCIES, OUTLETS};

/// A credit is a few names.
const MAX_CREDIT_BYTES: usize = 110;

/// A Swiss signature, `ats/abc`, is the only credit in small letters.
const MAX_SIGNATURE_BYTES: usize = 16;

/// Cuts the credits that a page glued to the end of a caption.
pub(super) fn cut(lines: &mut [Line]) {
    for line in lines {
        if let Some(caption) = without_credit(&line.text).map(str::to_owned) {
            line.set(&caption);
        }
    }
}

/// Returns whether the line only says who made a picture.
pub(super) fn is_credit(line: &Line) -> bool {
    let text = line.text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    is_marked(text) || is_named(text) || is_slashed(text)
}

/// `© Agence`.
fn is_marked(text: &str) -> bool {
    text.len() <= MAX_CREDIT_BYTES && text.starts_with('©')
}

/// `Photo : Anne Martin`, `Crédit photo AFP`.
fn is_named(text: &str) -> bool {
    let folded = key(text);
    let rests = CREDITS.iter().filter_map(|start| folded.strip_prefix(start));
    let Some(rest) = rests.min_by_key(|rest| rest.len()) else { return false };
    let name = rest.trim_start_matches([' ', ':', '/', '©', '-', '–', '|']);
    let is_parted = rest.trim_start().starts_with([':', '/', '©', '|']);
    let is_agency = rest.starts_with(' ') && names_agency(name);
    let is_short = text.len() <= MAX_CREDIT_BYTES && name.split(' ').count() <= 8;
    is_short && is_name(text, name.len()) && (is_parted || is_agency)
}

/// A caption goes on in small letters and ends with a full stop, a name does not.
fn is_name(text: &str, bytes: usize) -> bool {
    let name = tail(text, bytes);
    let first = name.chars().find(|letter| letter.is_alphanumeric());
    first.is_some_and(|first| !first.is_lowercase()) && !text.ends_with(['.', '!', '?'])
}

/// `Anne MARTIN / POOL / AFP`, `KEYSTONE/Anne Martin`.
fn is_slashed(text: &str) -> bool {
    let is_signature =
        |part: &str| text.len() <= MAX_SIGNATURE_BYTES && AGENCIES.contains(&key(part).as_str());
    let is_shaped = text.len() <= MAX_CREDIT_BYTES && text.contains('/') && !text.contains(". ");
    let mut parts = text.split('/');
    let (first, last) = (parts.next().unwrap_or(""), parts.next_back().unwrap_or(""));
    is_shaped
        && !text.ends_with('.')
        && [first, last].iter().any(|part| is_agency(part.trim()) || is_signature(part))
}

/// Returns the caption before a credit such as `(archives).KEYSTONE/Anne Martin`.
fn without_credit(text: &str) -> Option<&str> {
    // One agency and one slash at least: the scan is short, and rare.
    let from = text.len().saturating_sub(MAX_CREDIT_BYTES);
    let ends = text.char_indices().rev().take_while(|(at, _)| *at >= from);
    let mut sentence_ends = ends.filter(|(_, letter)| ['.', '!', '?', ')', '…'].contains(letter));
    let (at, mark) = sentence_ends.find(|(at, mark)| {
        text.get(at + mark.len_utf8()..).is_some_and(|rest| {
            let rest = rest.trim();
            is_slashed(rest) || (is_marked(rest) && !rest.is_empty())
        })
    })?;
    text.get(..at + mark.len_utf8())
}

fn names_agency(name: &str) -> bool {
    let is_known = |part: &str| AGENCIES.contains(&part.trim()) || OUTLETS.contains(&part.trim());
    name.split([' ', '/', ',', '-']).any(is_known) || name.split([',', '/']).any(is_known)
}

/// Returns whether a name is that of an agency; short names must be in capitals.
pub(super) fn is_agency(name: &str) -> bool {
    const SHORT_BYTES: usize = 4;
    let is_spelled = name.len() > SHORT_BYTES || !name.contains(char::is_lowercase);
    is_spelled && AGENCIES.contains(&key(name).as_str())
}
