//! Words in a row, taken apart, with the runs among them that have synonyms.

use std::ops::Range;

use super::{Planner, Scope};
use crate::analysis::{Synonym, Unit};
use crate::query::{Field, Matching, Query, Word};
use crate::search::results::Notice;

/// Most synonyms that a query may call in: some of the list for each word of a long query, and
/// still no more cursors than the query's own limit on words allows.
const MAX_SYNONYMS: usize = 64;

/// Words side by side, in order.
pub(super) struct Row<'q, 'a> {
    /// What the words fall into.
    pub units: Vec<Unit>,
    /// The word that each unit was typed in.
    pub typed_in: Vec<&'q Word>,
    /// Runs in order, apart from each other.
    pub runs: Vec<Run<'a>>,
}

/// Units that synonyms may stand for.
pub(super) struct Run<'a> {
    pub units: Range<usize>,
    pub synonyms: Vec<&'a Synonym>,
}

impl<'q> Row<'q, '_> {
    /// Returns every unit with the word that it was typed in.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'q Word, &Unit)> {
        self.typed_in.iter().copied().zip(&self.units)
    }
}

impl<'a> Planner<'a> {
    /// Takes typed text apart; a compound's parts and its joined form belong together.
    pub(super) fn units(&mut self, text: &str) -> Vec<Unit> {
        Unit::group(self.analyzer.analyze_query(text))
    }

    /// Tells whether a plain query ignores a unit beside others.
    pub(super) fn is_ignored(&self, unit: &Unit) -> bool {
        matches!(unit, Unit::Single(token) if self.stop_words.ignores(token))
    }

    /// Takes words apart that stand side by side and are compared alike.
    pub(super) fn row<'q>(&mut self, words: &[&'q Word], scope: Scope) -> Row<'q, 'a> {
        let mut units = Vec::with_capacity(words.len());
        let mut typed_in = Vec::with_capacity(words.len());
        for word in words {
            units.extend(self.units(&word.text));
            typed_in.resize(units.len(), *word);
        }
        let is_inflected = words.iter().all(|word| word.matching == Matching::Inflected);
        let runs = if is_inflected { self.runs(&units, scope) } else { Vec::new() };
        Row { units, typed_in, runs }
    }

    /// Finds the units that have synonyms, as far as the query may call in more of them.
    pub(super) fn runs(&mut self, units: &[Unit], scope: Scope) -> Vec<Run<'a>> {
        let is_text = scope.field.is_none_or(|field| field == Field::Title);
        if self.is_strict || !is_text {
            return Vec::new();
        }
        let mut runs = Vec::new();
        for found in self.synonyms.find(units, self.analyzer) {
            let mut synonyms = found.synonyms;
            let left = MAX_SYNONYMS - self.synonyms_used;
            if synonyms.len() > left {
                synonyms.truncate(left);
                self.notify(Notice::TooManySynonyms { kept: MAX_SYNONYMS });
            }
            self.synonyms_used += synonyms.len();
            if !synonyms.is_empty() {
                runs.push(Run { units: found.units, synonyms });
            }
        }
        runs
    }

    /// Says which synonyms are searched beside what was typed.
    pub(super) fn note_synonyms(&mut self, typed: &[Unit], synonyms: &[&Synonym]) {
        let words = typed.iter().flat_map(Unit::parts).map(|token| token.written.as_str());
        let typed = words.collect::<Vec<_>>().join(" ");
        let added = synonyms.iter().map(|synonym| synonym.text.clone()).collect();
        self.notify(Notice::Synonyms { typed, added });
    }

    /// Remembers a notice once.
    pub(super) fn notify(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

/// Cuts parts into stretches of inflected words, and single other parts.
pub(super) fn stretches(parts: &[Query]) -> impl Iterator<Item = &[Query]> {
    parts.chunk_by(|left, right| is_inflected(left) && is_inflected(right))
}

/// Returns the words of a stretch, when it is one of words.
pub(super) fn words(stretch: &[Query]) -> Option<Vec<&Word>> {
    stretch.iter().map(word).collect()
}

fn word(part: &Query) -> Option<&Word> {
    match part {
        Query::Word(word) => Some(word),
        _ => None,
    }
}

fn is_inflected(part: &Query) -> bool {
    matches!(part, Query::Word(Word { matching: Matching::Inflected, .. }))
}
