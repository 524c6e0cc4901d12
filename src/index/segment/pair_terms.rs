//! The pairs of frequent words in a text, as terms of their column.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::column::{Column, Occurrence};
use super::term_table::TermId;
use crate::index::pairs::{PairKey, pair_term};

/// Number of what a word is called in pairs.
pub(super) type KeyNumber = u32;

/// Finds the pairs of a text as its words pass, and numbers their terms.
#[derive(Debug, Default)]
pub(super) struct PairTerms {
    numbers: HashMap<PairKey, KeyNumber>,
    keys: Vec<PairKey>,
    terms: HashMap<u64, TermId, BuildHasherDefault<NumberHasher>>,
    /// The pairs of the sentence that is read, each with the position of its first word.
    sentence: Vec<(u64, u32)>,
    /// Position of the word before, where it has a key.
    last: Option<u32>,
    last_keys: Vec<KeyNumber>,
}

impl PairTerms {
    /// Returns the number of what a word is called.
    pub(super) fn number(&mut self, key: PairKey) -> KeyNumber {
        let next = self.keys.len() as KeyNumber;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
        }
        number
    }

    /// Begins a new text: no word stands before its first.
    pub(super) fn begin(&mut self) {
        self.last = None;
    }

    /// Looks at the next word and the pairs that it makes with the one before.
    #[inline]
    pub(super) fn look(&mut self, position: u32, keys: &[KeyNumber]) {
        if let Some(before) = self.last
            && before + 1 == position
        {
            for first in &self.last_keys {
                let pairs = keys.iter().map(|second| u64::from(*first) << 32 | u64::from(*second));
                self.sentence.extend(pairs.map(|pair| (pair, before)));
            }
        }
        self.last = (!keys.is_empty()).then_some(position);
        self.last_keys.clear();
        self.last_keys.extend_from_slice(keys);
    }

    /// Numbers the pairs met since the last time in their column, and lists where they stand.
    pub(super) fn end_sentence(&mut self, column: &mut Column, found: &mut Vec<Occurrence>) {
        for (pair, position) in self.sentence.drain(..) {
            let term = *self.terms.entry(pair).or_insert_with(|| {
                let [first, second] = [pair >> 32, pair & u64::from(u32::MAX)];
                let [first, second] = [first, second].map(|key| self.keys[key as usize]);
                column.term(pair_term(first, second).as_bytes())
            });
            found.push(Occurrence { term, position });
        }
    }

    /// Returns the memory taken, in bytes.
    pub(super) fn memory(&self) -> usize {
        2 * self.terms.len() * size_of::<(u64, TermId)>()
    }
}

/// Mixes one number: pairs of small numbers need no more.
#[derive(Debug, Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0 ^ u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let product = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ product >> 32;
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::IndexRecordOption;

    use super::*;
    use crate::analysis::{Analyzer, Rule};

    fn check(text: &str, expected: &[&str]) {
        let mut pairs = PairTerms::default();
        let mut column = Column::new(IndexRecordOption::WithFreqsAndPositions);
        Analyzer::default().analyze(text, |token| {
            let key = PairKey::of(token.exact, token.lemma).map(|key| pairs.number(key));
            if token.rule != Rule::Joined {
                pairs.look(token.position, key.as_slice());
            }
        });
        pairs.end_sentence(&mut column, &mut Vec::new());
        let name = |key: u64| pairs.keys[key as usize];
        let mut terms: Vec<(TermId, String)> = Vec::new();
        for (pair, term) in &pairs.terms {
            terms.push((*term, pair_term(name(pair >> 32), name(pair & u64::from(u32::MAX)))));
        }
        terms.sort();
        let terms: Vec<&str> = terms.iter().map(|(_, term)| term.as_str()).collect();
        assert_eq!(terms, expected);
    }

    #[test]
    fn small_words_go_by_form_and_frequent_ones_by_lemma() {
        check(
            "les présidents de la République",
            &["=les president", "president =de", "=de =la", "=la republique"],
        );
    }

    #[test]
    fn auxiliaries_go_by_lemma() {
        check("il y a", &["=il =y", "=y avoir"]);
    }

    #[test]
    fn rare_words_have_no_pairs() {
        check("la quintessence de l'escarpolette", &["=de =l"]);
    }
}
