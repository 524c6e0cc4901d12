//! Phrases: which quote closes which, and the words between them.

use std::ops::Range;

use super::ast::{Matching, Query, Remark};
use super::character::{at, is_quote};
use super::remark::RemarkKind;
use super::word;

/// Where each closing quote stands for the last time, so that no search runs in vain.
#[derive(Debug)]
pub(super) struct Closers<'a> {
    text: &'a str,
    last: [(char, Option<usize>); 4],
}

impl<'a> Closers<'a> {
    /// Looks the text through once.
    pub(super) fn new(text: &'a str) -> Self {
        Closers { text, last: ['"', '»', '”', '“'].map(|quote| (quote, text.rfind(quote))) }
    }

    /// Returns the place of the quote that closes the one before `from`: its own mate, or else
    /// any closing quote, since keyboards and software mix them.
    pub(super) fn find(&self, opener: char, from: usize) -> Option<Range<usize>> {
        let mates: &[char] = match opener {
            '"' => &['"'],
            '«' => &['»'],
            '“' | '”' | '‟' => &['”'],
            '„' => &['“', '”'],
            _ => return None,
        };
        self.first_of(mates, from).or_else(|| self.first_of(&['"', '»', '”'], from))
    }

    fn first_of(&self, quotes: &[char], from: usize) -> Option<Range<usize>> {
        let is_ahead = |(quote, last): &(char, Option<usize>)| {
            quotes.contains(quote) && last.is_some_and(|last| last >= from)
        };
        self.last.iter().find(|last| is_ahead(last))?;
        let start = from + self.text.get(from..)?.find(quotes)?;
        Some(start..start + at(self.text, start)?.len_utf8())
    }
}

/// The words of a phrase.
#[derive(Debug, Default)]
pub(super) struct Slots {
    pub(super) slots: Vec<Query>,
    pub(super) words: usize,
    pub(super) remarks: Vec<Remark>,
}

/// Reads the words between two quotes, at most `room` of them; `a|b` gives one place two words.
pub(super) fn read(text: &str, within: Range<usize>, room: usize) -> Slots {
    let text = text.get(..within.end).unwrap_or_default();
    let mut found = Slots::default();
    let mut byte = within.start;
    let mut is_alternative = false;
    while let Some(character) = at(text, byte) {
        if found.words == room {
            found.remarks.push(Remark { kind: RemarkKind::TooManyClauses, span: byte..text.len() });
            return found;
        }
        let Some(reading) = word::read(text, byte).filter(|_| !is_quote(character)) else {
            is_alternative |= character == '|';
            byte += character.len_utf8();
            continue;
        };
        found.remarks.extend(reading.remark);
        if reading.weight.is_some() {
            let span = byte..reading.end;
            found.remarks.push(Remark { kind: RemarkKind::WeightInPhrase, span });
        }
        byte = reading.end;
        found.push(Query::Word(reading.word), is_alternative);
        is_alternative = false;
    }
    found
}

impl Slots {
    fn push(&mut self, word: Query, is_alternative: bool) {
        self.words += 1;
        match self.slots.last_mut() {
            Some(Query::Any(words)) if is_alternative => words.push(word),
            Some(slot) if is_alternative => {
                let first = std::mem::replace(slot, Query::Nothing);
                *slot = Query::Any(vec![first, word]);
            }
            _ => self.slots.push(word),
        }
    }

    /// Compares every plain word by `matching`, for `="…"` and `=="…"`.
    pub(super) fn compare_by(&mut self, matching: Matching) {
        for slot in &mut self.slots {
            let words = match slot {
                Query::Any(words) => words.as_mut_slice(),
                word => std::slice::from_mut(word),
            };
            for word in words {
                if let Query::Word(word) = word
                    && word.matching == Matching::Inflected
                {
                    word.matching = matching;
                }
            }
        }
    }
}
