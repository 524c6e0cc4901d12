//! The pairs and triples of frequent words in a text, as terms of their column.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::column::{Column, Occurrence};
use super::term_table::TermId;
use crate::index::pairs::{PairKey, is_frequent, pair_term};

/// Number of what a word is called in pairs.
pub(super) type KeyNumber = u32;

/// Bits of the number of a key: three fit into 64, and the keys are about a thousand.
const KEY_BITS: u32 = 21;

/// Finds the pairs of a text as its words pass, and numbers their terms.
#[derive(Debug, Default)]
pub(super) struct PairTerms {
    numbers: HashMap<PairKey, KeyNumber>,
    keys: Vec<PairKey>,
    pairs: HashMap<u64, PairTerm, BuildHasherDefault<NumberHasher>>,
    triples: HashMap<u64, TermId, BuildHasherDefault<NumberHasher>>,
    /// The pairs of the sentence that is read.
    sentence: Vec<Pair>,
    /// Position of the word before, where it has a key.
    last: Option<u32>,
    last_keys: Vec<KeyNumber>,
}

/// Two neighbours in a text: the numbers of their keys, and the position of the first.
#[derive(Debug, Clone, Copy)]
struct Pair {
    first: KeyNumber,
    second: KeyNumber,
    position: u32,
}

impl Pair {
    /// Tells whether another one begins with the second word.
    fn overlaps(self, next: &Pair) -> bool {
        self.position + 1 == next.position && self.second == next.first
    }
}

/// The term of a pair.
#[derive(Debug, Clone, Copy)]
struct PairTerm {
    term: TermId,
    /// Whether it makes triples.
    is_frequent: bool,
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
            for &first in &self.last_keys {
                let pair = |&second| Pair { first, second, position: before };
                self.sentence.extend(keys.iter().map(pair));
            }
        }
        self.last = (!keys.is_empty()).then_some(position);
        self.last_keys.clear();
        self.last_keys.extend_from_slice(keys);
    }

    /// Numbers the pairs and triples met since the last time in their column, and lists where they
    /// stand.
    pub(super) fn end_sentence(&mut self, column: &mut Column, found: &mut Vec<Occurrence>) {
        let mut sentence = std::mem::take(&mut self.sentence);
        // What is left of the frequent pairs, to be joined to triples.
        sentence.retain(|pair| {
            let PairTerm { term, is_frequent } = self.pair(*pair, column);
            found.push(Occurrence { term, position: pair.position });
            is_frequent
        });
        for (index, second) in sentence.iter().enumerate() {
            let before = sentence[..index].iter().rev();
            let before = before.take_while(|first| first.position + 1 >= second.position);
            for first in before.filter(|first| first.overlaps(second)) {
                let term = self.triple([first.first, second.first, second.second], column);
                found.push(Occurrence { term, position: first.position });
            }
        }
        sentence.clear();
        self.sentence = sentence;
    }

    fn pair(&mut self, pair: Pair, column: &mut Column) -> PairTerm {
        let numbers = [pair.first, pair.second];
        *self.pairs.entry(code(numbers)).or_insert_with(|| {
            let keys = numbers.map(|number| self.keys[number as usize]);
            let term = column.term(pair_term(&keys).as_bytes());
            PairTerm { term, is_frequent: is_frequent(keys) }
        })
    }

    fn triple(&mut self, numbers: [KeyNumber; 3], column: &mut Column) -> TermId {
        *self.triples.entry(code(numbers)).or_insert_with(|| {
            let keys = numbers.map(|number| self.keys[number as usize]);
            column.term(pair_term(&keys).as_bytes())
        })
    }

    /// Returns the memory taken, in bytes.
    pub(super) fn memory(&self) -> usize {
        2 * self.pairs.len() * size_of::<(u64, PairTerm)>()
            + 2 * self.triples.len() * size_of::<(u64, TermId)>()
    }
}

/// Makes one number of those of two or three keys.
fn code<const N: usize>(numbers: [KeyNumber; N]) -> u64 {
    numbers.iter().fold(0, |code, &number| code << KEY_BITS | u64::from(number))
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

    fn check(text: &str, expected: &[(&str, u32)]) {
        let mut pairs = PairTerms::default();
        let mut column = Column::new(IndexRecordOption::WithFreqsAndPositions);
        Analyzer::default().analyze(text, |token| {
            let key = PairKey::of(token.exact, token.lemma).map(|key| pairs.number(key));
            if token.rule != Rule::Joined {
                pairs.look(token.position, key.as_slice());
            }
        });
        let mut found = Vec::new();
        pairs.end_sentence(&mut column, &mut found);
        let mut terms: Vec<(TermId, u32)> = found.iter().map(|it| (it.term, it.position)).collect();
        terms.sort();
        let term = |(id, position): (TermId, u32)| {
            (String::from_utf8_lossy(column.text(id)).into_owned(), position)
        };
        let terms: Vec<(String, u32)> = terms.into_iter().map(term).collect();
        let terms: Vec<(&str, u32)> = terms.iter().map(|(term, at)| (term.as_str(), *at)).collect();
        assert_eq!(terms, expected);
    }

    #[test]
    fn small_words_go_by_form_and_frequent_ones_by_lemma() {
        check(
            "les présidents de la République",
            &[
                ("=les president", 0),
                ("president =de", 1),
                ("=de =la", 2),
                ("=la republique", 3),
                ("president =de =la", 1),
                ("=de =la republique", 2),
            ],
        );
    }

    #[test]
    fn auxiliaries_go_by_lemma() {
        check("il y avait", &[("=il =y", 0), ("=y avoir", 1), ("=il =y avoir", 0)]);
    }

    #[test]
    fn a_form_of_two_small_words_is_told_apart() {
        check("il y a", &[("=il =y", 0), ("=y =a/avoir", 1), ("=il =y =a/avoir", 0)]);
        check("grâce à la pluie", &[("=a =la", 1)]);
    }

    #[test]
    fn rare_words_have_no_pairs() {
        check("la quintessence de l'escarpolette", &[("=de =l", 2)]);
    }
}
