//! Sentences of a paragraph, cut by rules of French typography.
//!
//! A candidate is a run of `.`, `!`, `?`, `…` with the quotes and brackets that close after it.
//! It ends a sentence unless what follows goes on in lower case, or what stands before asks for
//! more: a title, an initial, a list number.

use std::ops::Range;

use super::abbreviation::{self, Before};
use super::opening::{Kind, Opening};
use super::words::is_word;

/// Farthest look back for the start of an address; longer ones are cut at worst.
const MAX_ADDRESS_BYTES: usize = 128;

/// Longest number or letter of a list, in bytes: `3.12`, `VIII`.
const MAX_LIST_MARK_BYTES: usize = 4;

/// Brands that carry an exclamation mark.
const EXCLAIMED_BRANDS: [&str; 2] = ["Yahoo", "Jeopardy"];

/// The sentences of one paragraph, trimmed, each with at least one word.
pub(super) struct Sentences<'a> {
    text: &'a str,
    /// Where the current sentence begins.
    start: usize,
    /// Where its first word begins, once found.
    first_word: Option<usize>,
    /// How far the first word was looked for; each byte is looked at once.
    searched: usize,
    /// Where the scan goes on.
    cursor: usize,
    /// The last bracket opened and not closed.
    bracket: Option<usize>,
    /// Whether an odd number of straight quotes came before.
    in_straight_quotes: bool,
}

/// A run of terminators and of the signs that close after it.
struct Stop<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    /// It ends with a bracket that was opened within the sentence.
    closes_aside: bool,
}

impl Stop<'_> {
    /// Returns whether it is one full stop, nothing closed after it.
    fn is_bare_dot(&self) -> bool {
        self.text == "."
    }

    /// Returns whether neither `!` nor `?` is in it.
    fn is_dots(&self) -> bool {
        !self.text.contains(['!', '?'])
    }

    /// Returns whether it is points of suspension only.
    fn is_suspension(&self) -> bool {
        !self.is_bare_dot() && self.text.chars().all(|sign| matches!(sign, '.' | '…'))
    }
}

impl<'a> Sentences<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            start: 0,
            first_word: None,
            searched: 0,
            cursor: 0,
            bracket: None,
            in_straight_quotes: false,
        }
    }

    /// Returns the next terminator from the cursor on, keeping count of brackets and quotes.
    fn next_terminator(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(self.cursor..)?;
            let at = self.cursor + rest.iter().position(|&byte| MARKS[usize::from(byte)])?;
            self.cursor = at + 1;
            match bytes[at] {
                b'(' => self.bracket = Some(at),
                b')' => self.bracket = None,
                b'"' => self.in_straight_quotes = !self.in_straight_quotes,
                b'.' | b'!' | b'?' => return Some(at),
                _ if self.rest(at).starts_with('…') => return Some(at),
                _ => {}
            }
        }
    }

    /// Reads the run of terminators and closing signs at `start`, and moves the cursor past it.
    fn stop(&mut self, start: usize) -> Stop<'a> {
        let (mut end, mut closes_aside) = (start, false);
        while let Some((sign, len)) = self.next_in_run(end) {
            match sign {
                '"' => self.in_straight_quotes = false,
                ')' => {
                    closes_aside = self.opened_within(start);
                    self.bracket = None;
                }
                '.' | '!' | '?' | '…' => closes_aside = false,
                _ => {}
            }
            end += len;
        }
        self.cursor = end;
        Stop { start, end, text: self.text.get(start..end).unwrap_or_default(), closes_aside }
    }

    /// Returns the sign that continues a run at `at` and its length, white space before included.
    fn next_in_run(&self, at: usize) -> Option<(char, usize)> {
        let rest = self.rest(at);
        let sign = rest.chars().next()?;
        let closes_quote = |after: &str| {
            self.in_straight_quotes || !after.starts_with(is_word) && !after.starts_with(['«', '('])
        };
        let continues = match sign {
            '.' | '!' | '?' | '…' | '»' | '”' | ')' | ']' => true,
            '\'' | '’' => !rest.get(sign.len_utf8()..)?.starts_with(is_word),
            '"' => closes_quote(rest.get(1..)?),
            _ => false,
        };
        if continues {
            return Some((sign, sign.len_utf8()));
        }
        let spaced = rest.get(sign.len_utf8()..)?.chars().next()?;
        let closes = matches!(spaced, '!' | '?' | '»') || spaced == '"' && self.in_straight_quotes;
        (sign.is_whitespace() && closes).then_some((spaced, sign.len_utf8() + spaced.len_utf8()))
    }

    /// Returns whether the open bracket was opened after the first word of the sentence.
    fn opened_within(&mut self, before: usize) -> bool {
        let bracket = self.bracket;
        let first_word = self.find_first_word(before);
        bracket.zip(first_word).is_some_and(|(bracket, word)| bracket > word)
    }

    /// Returns where the first word of the sentence begins, if it does before `before`.
    fn find_first_word(&mut self, before: usize) -> Option<usize> {
        if self.first_word.is_none() && self.searched < before {
            let unseen = self.text.get(self.searched..before).unwrap_or_default();
            self.first_word = unseen.find(is_word).map(|at| self.searched + at);
            self.searched = before;
        }
        self.first_word
    }

    fn ends(&mut self, stop: &Stop<'_>) -> bool {
        if self.find_first_word(stop.start).is_none() {
            return false;
        }
        let opening = Opening::read(self.rest(stop.end));
        let before = self.text.get(self.start..stop.start).unwrap_or_default();
        match opening.kind {
            Kind::Nothing | Kind::Continuation => false,
            Kind::Digit if opening.is_glued || stop.is_suspension() => false,
            Kind::Capital if opening.is_glued => ends_glued(before, stop, &opening),
            _ if self.is_bracketed(stop) => stop.is_dots(),
            _ if stop.closes_aside => false,
            _ if stop.is_bare_dot() => self.ends_at_dot(before, &opening),
            _ => stop.is_dots() || !EXCLAIMED_BRANDS.iter().any(|brand| before.ends_with(brand)),
        }
    }

    /// Returns whether the run is all there is between brackets: `(...)`, `(!)`.
    fn is_bracketed(&self, stop: &Stop<'_>) -> bool {
        self.text.get(..stop.start).is_some_and(|before| before.ends_with(['(', '[']))
    }

    fn ends_at_dot(&self, before: &str, opening: &Opening<'_>) -> bool {
        if self.is_list_mark(before) {
            return false;
        }
        match abbreviation::before(before) {
            Before::Title => false,
            Before::Leading | Before::Initials => opening.is_starter(),
            Before::Trailing => !opening.is_reference(),
            Before::Number => !(opening.is_thousands() && is_short_number(before)),
            Before::Era | Before::Plain => true,
        }
    }

    /// Returns whether the sentence so far is the number or letter of a list: `1.`, `II.`, `b.`
    fn is_list_mark(&self, before: &str) -> bool {
        let mark = before.trim_start();
        let is_roman = || mark.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
        let is_number = || mark.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        mark.len() == 1 || mark.len() <= MAX_LIST_MARK_BYTES && (is_roman() || is_number())
    }

    fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Returns the sentence up to `end` without its outer white space, and begins the next.
    fn close(&mut self, end: usize) -> Range<usize> {
        let sentence = self.text.get(self.start..end).unwrap_or_default();
        let start = self.start + (sentence.len() - sentence.trim_start().len());
        (self.start, self.searched, self.first_word) = (end, end, None);
        start..start + sentence.trim().len()
    }
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while let Some(at) = self.next_terminator() {
            let stop = self.stop(at);
            if self.ends(&stop) {
                return Some(self.close(stop.end));
            }
        }
        let end = self.text.len();
        self.find_first_word(end)?;
        Some(self.close(end))
    }
}

/// Bytes that may begin a terminator, a bracket or a straight quote; `0xE2` begins `…`.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let listed = [b'.', b'!', b'?', b'(', b')', b'"', 0xE2];
    let mut at = 0;
    while at < listed.len() {
        marks[listed[at] as usize] = true;
        at += 1;
    }
    marks
};

/// Decides where a capital follows without space: scraped text glues sentences together.
fn ends_glued(before: &str, stop: &Stop<'_>, opening: &Opening<'_>) -> bool {
    let token = abbreviation::last_token(before);
    let is_word_end = token.chars().count() > 1 && !token.contains('.');
    let is_free = !stop.is_bare_dot()
        || is_word_end
            && matches!(
                abbreviation::before(before),
                Before::Plain | Before::Number | Before::Trailing
            );
    opening.is_capitalised() && is_free && !is_address(before)
}

fn is_short_number(before: &str) -> bool {
    abbreviation::last_token(before).len() <= 3
}

/// Returns whether a text ends within an address of the web or of mail.
fn is_address(before: &str) -> bool {
    let mut from = before.len().saturating_sub(MAX_ADDRESS_BYTES);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = before.get(from..).unwrap_or_default();
    let token = tail.rsplit(char::is_whitespace).next().unwrap_or(tail);
    token.contains(['@', '/']) || token.starts_with("www")
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
