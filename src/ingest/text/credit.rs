//! Credits of pictures, alone on a line or glued to a caption.

use super::line::{Line, key};
use super::line_starts::CREDITS;
use super::names::{AGENCIES, is_outlet};
use super::person::ends_as_initials;

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
    is_marked(text) || is_named(text) || is_shouted(text) || is_slashed(text) || is_desk(text)
}

/// `PHOTO ANNE MARTIN, COLLABORATION SPÉCIALE`
fn is_shouted(text: &str) -> bool {
    let is_start = ["PHOTO ", "PHOTOS ", "ILLUSTRATION ", "INFOGRAPHIE "]
        .iter()
        .any(|start| text.starts_with(start));
    is_start && text.len() <= MAX_CREDIT_BYTES && !text.contains(char::is_lowercase)
}

/// `abc/de/fgh`, the desk's mark below a dispatch.
fn is_desk(text: &str) -> bool {
    let is_mark = |part: &str| {
        (2..=MAX_MARK_BYTES).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    text.contains('/') && text.len() <= MAX_DESK_BYTES && text.split('/').all(is_mark)
}

/// Writers and editors of a dispatch have marks of so many letters.
const MAX_MARK_BYTES: usize = 4;

/// Five of them, with slashes.
const MAX_DESK_BYTES: usize = 24;

/// `© Agence`.
fn is_marked(text: &str) -> bool {
    text.len() <= MAX_CREDIT_BYTES && text.starts_with('©')
}

/// `Photo : Anne Martin`, `Crédit photo AFP`.
fn is_named(text: &str) -> bool {
    let folded = key(text);
    let rests = CREDITS.iter().filter_map(|start| folded.strip_prefix(start));
    let Some(rest) = rests.min_by_key(|rest| rest.len()) else { return false };
    let name = rest.trim_start_matches(PARTING);
    let is_parted = rest.trim_start().starts_with([':', '/', '©', '|']);
    let is_agency = rest.starts_with(' ') && names_agency(name);
    let is_short = text.len() <= MAX_CREDIT_BYTES && name.split(' ').count() <= 8;
    // `Crédit` says it, whatever follows; `Photo : la crue à l'aube` is a caption.
    let is_said = folded.starts_with("credit");
    is_short && !is_sentence(text) && ((is_parted && (is_said || is_name(text))) || is_agency)
}

const PARTING: [char; 7] = [' ', ':', '/', '©', '-', '–', '|'];

/// A caption goes on in small letters after the colon, a name does not.
fn is_name(text: &str) -> bool {
    let name = text.split_once([':', '/', '©', '|']).map_or("", |(_, name)| name);
    let first = name.chars().find(|letter| letter.is_alphanumeric());
    let small = name.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    first.is_some_and(|first| !first.is_lowercase()) && small.count() <= MAX_SMALL_WORDS
}

/// `Anne Martin pour Le Val` has one word in small letters, a caption more.
const MAX_SMALL_WORDS: usize = 2;

/// A caption ends with a full stop; so do the initials `L. H.-T.`
fn is_sentence(text: &str) -> bool {
    let last = text.rsplit([' ', ':', '\u{a0}']).next().unwrap_or_default();
    text.ends_with(['.', '!', '?']) && !ends_as_initials(last)
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
    let is_known = |part: &str| AGENCIES.contains(&part.trim()) || is_outlet(part);
    name.split([' ', '/', ',', '-']).any(is_known) || name.split([',', '/']).any(is_known)
}

/// Returns whether a name is that of an agency; short names must be in capitals.
pub(super) fn is_agency(name: &str) -> bool {
    const SHORT_BYTES: usize = 4;
    let is_spelled = name.len() > SHORT_BYTES || !name.contains(char::is_lowercase);
    is_spelled && AGENCIES.contains(&key(name).as_str())
}
