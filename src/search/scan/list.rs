//! One term as part of a word: its impacts, and what a mention is worth.

use std::sync::Arc;

use tantivy::DocId;

use super::bits::{Bits, Bounds, WINDOW};
use crate::search::impacts::Impacts;

/// Scores of the articles of a window, by their distance from its start.
pub(super) type Scores = [f32; WINDOW as usize];

pub(super) struct List {
    pub(super) impacts: Arc<Impacts>,
    pub(super) weight: f32,
}

impl List {
    /// Returns the highest score of any article.
    pub(super) fn ceiling(&self) -> f32 {
        self.weight * self.impacts.peak()
    }

    /// Adds the highest score of each block of a window to its bound.
    pub(super) fn add_ceilings(&self, start: DocId, bounds: &mut Bounds) {
        self.impacts.add_peaks(start, self.weight, bounds);
    }

    /// Adds the articles of a window to a set.
    pub(super) fn mark(&self, start: DocId, bits: &mut Bits) {
        self.impacts.mark(start, bits);
    }

    /// Returns the score of one article, 0 when it lacks the term.
    pub(super) fn score(&self, doc: DocId) -> f32 {
        self.weight * self.impacts.value(doc)
    }
}
