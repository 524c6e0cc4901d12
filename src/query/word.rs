//! One word with its own operators: `=mot`, `==Mot`, `~mot`, `mot*`, `m?t`, `mot^2`, `\mot`.

use std::ops::Range;

use super::ast::{Matching, Remark, Word};
use super::character::{at, is_wordly};
use super::chunk::{self, Style};
use super::limit::{MAX_WEIGHT, MIN_WEIGHT};
use super::remark::RemarkKind;

/// A word read from a query.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) word: Word,
    pub(super) weight: Option<f32>,
    /// The byte after the word and its operators.
    pub(super) end: usize,
    pub(super) remark: Option<Remark>,
}

/// Reads the word that begins at `start`, or returns `None` when no word begins there.
pub(super) fn read(text: &str, start: usize) -> Option<Reading> {
    if at(text, start) == Some('\\') {
        return literal(text, start + 1);
    }
    let (prefix, length) = prefix(text, start);
    let first = start + length;
    at(text, first).filter(|letter| letter.is_alphanumeric())?;
    let end = chunk::end(text, first, Style::Query);
    let chunk = text.get(first..end)?;
    match chunk::is_address(text, first) {
        true => Some(reading(first, chunk, prefix.unwrap_or(Matching::Inflected), end)),
        false => Some(with_suffixes(first, chunk, prefix, end)),
    }
}

/// Reads the word that begins at `start` as it stands, up to a space, a bracket or a quote.
pub(super) fn literal(text: &str, start: usize) -> Option<Reading> {
    at(text, start).filter(|letter| letter.is_alphanumeric())?;
    let end = chunk::end(text, start, Style::Literal);
    Some(reading(start, text.get(start..end)?, Matching::Inflected, end))
}

fn prefix(text: &str, start: usize) -> (Option<Matching>, usize) {
    let rest = text.get(start..).unwrap_or_default();
    if rest.starts_with("==") {
        return (Some(Matching::Identical), 2);
    }
    match rest.chars().next() {
        Some('=') => (Some(Matching::Exact), 1),
        Some('~') => (Some(Matching::Fuzzy), 1),
        _ => (None, 0),
    }
}

fn reading(first: usize, text: &str, matching: Matching, end: usize) -> Reading {
    let text = chunk::trim_end(text).to_owned();
    let span = first..first + text.len();
    Reading { word: Word { text, matching, span }, weight: None, end, remark: None }
}

fn with_suffixes(first: usize, chunk: &str, prefix: Option<Matching>, end: usize) -> Reading {
    let suffixes = Suffixes::strip(chunk);
    let core = suffixes.core;
    let masked = match (core.contains(['*', '?']), suffixes.has_star) {
        (true, true) => Some((format!("{core}*"), Matching::Wildcard)),
        (true, false) => Some((core.to_owned(), Matching::Wildcard)),
        (false, true) => Some((core.to_owned(), Matching::Prefix)),
        (false, false) => None,
    };
    let fuzzy = suffixes.is_fuzzy.then_some(Matching::Fuzzy);
    let signs = [masked.is_some(), prefix.is_some(), fuzzy.is_some() && prefix != fuzzy];
    let is_conflict = signs.into_iter().filter(|is_given| *is_given).count() > 1;
    let (text, matching) = masked
        .unwrap_or_else(|| (core.to_owned(), prefix.or(fuzzy).unwrap_or(Matching::Inflected)));
    let span = first..first + core.len();
    let remark = suffixes.remark(first..end).or_else(|| {
        is_conflict.then_some(Remark { kind: RemarkKind::OperatorsClash, span: first..end })
    });
    Reading { word: Word { text, matching, span }, weight: suffixes.weight, end, remark }
}

/// The operators at the end of a word.
#[derive(Debug, Default)]
struct Suffixes<'a> {
    core: &'a str,
    has_star: bool,
    is_fuzzy: bool,
    weight: Option<f32>,
    has_bad_weight: bool,
}

impl<'a> Suffixes<'a> {
    /// Takes operators off the end one by one, with the punctuation after them, until the rest
    /// would be read as that very word.
    fn strip(chunk: &'a str) -> Self {
        let mut found = Suffixes { core: chunk, ..Suffixes::default() };
        loop {
            let is_loose = |sign: char| !is_wordly(sign) && !matches!(sign, '*' | '~' | '+' | '#');
            let trimmed = found.core.trim_end_matches(is_loose);
            let bare = chunk::trim_end(found.core);
            found.core = match found.take_one(trimmed) {
                Some(core) => core,
                None if bare.len() < found.core.len() => bare,
                None => return found,
            };
        }
    }

    fn take_one(&mut self, trimmed: &'a str) -> Option<&'a str> {
        if let Some(core) = trimmed.strip_suffix('*') {
            self.has_star = true;
            return Some(core);
        }
        let core = trimmed.trim_end_matches(|digit: char| digit.is_ascii_digit());
        if let Some(core) = core.strip_suffix('~') {
            self.is_fuzzy = true;
            return Some(core);
        }
        let core = trimmed.trim_end_matches(|digit: char| digit.is_ascii_digit() || digit == '.');
        let weight = weight(trimmed.get(core.len()..)?)?;
        let core = core.strip_suffix('^')?;
        match weight {
            Some(weight) => self.weight = self.weight.or(Some(weight)),
            None => self.has_bad_weight = true,
        }
        Some(core)
    }

    fn remark(&self, span: Range<usize>) -> Option<Remark> {
        self.has_bad_weight.then_some(Remark { kind: RemarkKind::WeightOutOfRange, span })
    }
}

/// Reads a weight; `Some(None)` is a number outside of the range.
pub(super) fn weight(digits: &str) -> Option<Option<f32>> {
    digits.chars().next().filter(char::is_ascii_digit)?;
    let weight = digits.parse::<f32>().ok()?;
    Some(Some(weight).filter(|weight| (MIN_WEIGHT..=MAX_WEIGHT).contains(weight)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Matching::{Exact, Fuzzy, Identical, Inflected, Prefix, Wildcard};

    fn check(input: &str, text: &str, matching: Matching) {
        let word = read(input, 0).unwrap().word;
        assert_eq!((word.text.as_str(), word.matching), (text, matching), "{input}");
    }

    #[test]
    fn a_sign_before_the_word_says_how_to_compare() {
        check("=signée", "signée", Exact);
        check("==Été", "Été", Identical);
        check("~Zelenski", "Zelenski", Fuzzy);
    }

    #[test]
    fn a_sign_after_the_word_says_how_to_compare() {
        check("diploma*", "diploma", Prefix);
        check("Zelenski~", "Zelenski", Fuzzy);
        check("Zelenski~2", "Zelenski", Fuzzy);
        check("11 000*", "11 000", Prefix);
    }

    #[test]
    fn a_mask_stands_inside_the_word() {
        check("ch?teau", "ch?teau", Wildcard);
        check("ch*teau", "ch*teau", Wildcard);
        check("ch?t*", "ch?t*", Wildcard);
        check("château?", "château", Inflected);
    }

    #[test]
    fn a_backslash_takes_the_word_as_it_stands() {
        check(r"\OU", "OU", Inflected);
        check(r"\a*b^2", "a*b^2", Inflected);
    }

    #[test]
    fn a_weight_follows_the_word() {
        for (input, weight) in [("paix^2", Some(2.0)), ("paix*^0.5", Some(0.5)), ("paix^0", None)] {
            assert_eq!(read(input, 0).unwrap().weight, weight, "{input}");
        }
    }
}
