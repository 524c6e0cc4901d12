//! Wordings of one clause: a word and its synonyms.

use std::cmp::Reverse;

use tantivy::DocId;

use super::places::Places;
use super::{BoxedCursor, Cursor, Occurrence, TERMINATED};
use crate::search::plan::Zone;

/// Articles that have any of the wordings; the best of them scores.
pub(super) struct SameCursor {
    wordings: Vec<BoxedCursor>,
    doc: DocId,
    /// Those of which the current candidate holds.
    holding: Vec<usize>,
}

impl SameCursor {
    pub(super) fn new(wordings: Vec<BoxedCursor>) -> Self {
        let mut cursor = SameCursor { wordings, doc: 0, holding: Vec::new() };
        cursor.doc = cursor.nearest();
        cursor
    }

    fn nearest(&self) -> DocId {
        self.wordings.iter().map(|wording| wording.doc()).min().unwrap_or(TERMINATED)
    }

    /// Applies something to each wording of which the current article holds.
    fn each(&mut self, mut apply: impl FnMut(&mut BoxedCursor)) {
        for &index in &self.holding {
            apply(&mut self.wordings[index]);
        }
    }
}

impl Cursor for SameCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for wording in &mut self.wordings {
                wording.approach(target);
            }
            self.doc = self.nearest();
        }
        self.doc
    }

    fn holds(&mut self) -> bool {
        self.holding.clear();
        for (index, wording) in self.wordings.iter_mut().enumerate() {
            if wording.doc() == self.doc && wording.holds() {
                self.holding.push(index);
            }
        }
        !self.holding.is_empty()
    }

    fn cost(&self) -> u32 {
        self.wordings.iter().map(|wording| wording.cost()).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        let mut best = 0.0_f32;
        self.each(|wording| best = best.max(wording.score()));
        best
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        let mut are_words = true;
        self.each(|wording| are_words = are_words && wording.add_words(zone, places));
        are_words
    }

    /// A wording inside another one, as in « Organisation des Nations unies », is one mention.
    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let from = found.len();
        self.each(|wording| wording.occurrences(zone, found));
        let mut mentions = found.split_off(from);
        mentions.sort_by_key(|mention| (mention.start, Reverse(mention.end)));
        let mut end = 0;
        mentions.retain(|mention| {
            let is_inside = mention.end <= end;
            end = end.max(mention.end);
            !is_inside
        });
        found.extend(mentions);
    }
}
