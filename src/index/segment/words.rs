//! What the words of a text are called in the columns, remembered by word.

use super::pair_terms::KeyNumber;
use super::term_table::TermId;
use crate::analysis::WordKey;

/// No term: the column does not have this word.
pub(super) const NO_TERM: TermId = TermId::MAX;

/// A word has no other lemmas, and no name in pairs.
pub(super) const NO_MORE: u32 = u32::MAX;

/// The terms of a word in the columns of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordTerms {
    pub exact: TermId,
    /// [`NO_TERM`] for a lemma that is implied.
    pub lemma: TermId,
    /// [`NO_TERM`] for a word whose stem is not kept.
    pub stem: TermId,
    /// Where the rest is that few words have, or [`NO_MORE`]; see [`Words::more`].
    pub more: u32,
}

/// Terms of a word besides those that every word has.
#[derive(Debug, Default)]
pub(super) struct More {
    /// Of other lemmas.
    pub lemmas: Vec<TermId>,
    /// What the word is called in pairs.
    pub keys: Vec<KeyNumber>,
}

const UNKNOWN: WordTerms =
    WordTerms { exact: NO_TERM, lemma: NO_TERM, stem: NO_TERM, more: NO_MORE };

/// The terms of the words of one analyzer, by their key.
#[derive(Debug, Default)]
pub(super) struct Words {
    generation: u32,
    known: Vec<WordTerms>,
    /// For each word that has more: the number of its lemmas and of its keys, then both.
    more: Vec<u32>,
}

impl Words {
    /// Returns the terms of a word that was kept.
    #[inline]
    pub(super) fn find(&self, key: WordKey) -> Option<WordTerms> {
        let known = self.known.get(key.number as usize);
        known.filter(|terms| key.generation == self.generation && terms.exact != NO_TERM).copied()
    }

    /// Keeps the terms of a word.
    pub(super) fn keep(&mut self, key: WordKey, mut terms: WordTerms, more: &More) -> WordTerms {
        if key.generation != self.generation {
            self.generation = key.generation;
            self.known.clear();
            self.more.clear();
        }
        if !(more.lemmas.is_empty() && more.keys.is_empty()) {
            terms.more = self.more.len() as u32;
            self.more.extend([more.lemmas.len() as u32, more.keys.len() as u32]);
            self.more.extend(&more.lemmas);
            self.more.extend(&more.keys);
        }
        let number = key.number as usize;
        if self.known.len() <= number {
            self.known.resize(number + 1, UNKNOWN);
        }
        self.known[number] = terms;
        terms
    }

    /// Returns the terms of a word's other lemmas, and what it is called in pairs.
    #[inline]
    pub(super) fn more(&self, terms: WordTerms) -> (&[TermId], &[KeyNumber]) {
        match self.more.get(terms.more as usize..) {
            Some([lemmas, keys, rest @ ..]) => {
                rest[..(lemmas + keys) as usize].split_at(*lemmas as usize)
            }
            _ => (&[], &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_generation_are_forgotten() {
        let mut words = Words::default();
        let key = |number, generation| WordKey { number, generation };
        let terms = WordTerms { exact: 7, ..UNKNOWN };
        let more = More { lemmas: vec![5, 6], keys: vec![4] };
        let kept = words.keep(key(3, 0), terms, &more);
        assert_eq!(words.more(kept), (&[5, 6][..], &[4][..]));
        assert_eq!(words.more(UNKNOWN), (&[][..], &[][..]));
        assert_eq!(words.find(key(3, 0)).map(|terms| terms.exact), Some(7));
        assert!(words.find(key(2, 0)).is_none() && words.find(key(3, 1)).is_none());
        words.keep(key(2, 1), terms, &More::default());
        assert!(words.find(key(3, 1)).is_none() && words.find(key(2, 1)).is_some());
    }
}
