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
}

impl SameCursor {
    pub(super) fn new(wordings: Vec<BoxedCursor>) -> Self {
        let mut cursor = SameCursor { wordings, doc: 0 };
        cursor.doc = cursor.nearest();
        cursor
    }

    fn nearest(&self) -> DocId {
        self.wordings.iter().map(|wording| wording.doc()).min().unwrap_or(TERMINATED)
    }

    fn here(&mut self) -> impl Iterator<Item = &mut BoxedCursor> {
        let doc = self.doc;
        self.wordings.iter_mut().filter(move |wording| wording.doc() == doc)
    }
}

impl Cursor for SameCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.here().for_each(|wording| {
                wording.advance();
            });
            self.doc = self.nearest();
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for wording in &mut self.wordings {
                wording.seek(target);
            }
            self.doc = self.nearest();
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        self.wordings.iter().map(|wording| wording.cost()).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        self.here().map(|wording| wording.score()).fold(0.0, f32::max)
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.here().all(|wording| wording.add_words(zone, places))
    }

    /// A wording inside another one, as in « Organisation des Nations unies », is one mention.
    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let from = found.len();
        self.here().for_each(|wording| wording.occurrences(zone, found));
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
