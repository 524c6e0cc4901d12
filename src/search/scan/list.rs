//! One term as part of a word, or a word as a whole: its articles, and what its mentions are worth.

use std::sync::Arc;

use tantivy::DocId;

use super::bits::{SectionBounds, WINDOW};
use super::scale::Scale;
use crate::search::impacts::{Docs, Impacts, Joined, Weighed};

/// Scores of the articles of a window, by their distance from its start.
pub(super) type Scores = [f32; WINDOW as usize];

pub(super) struct List {
    docs: Arc<Docs>,
    /// What its mentions are worth, where it scores.
    impacts: Option<Arc<Impacts>>,
    pub(super) weight: f32,
    /// How its bounds are told, once that is known.
    weighed: Option<Weighed>,
}

impl List {
    pub(super) fn new(impacts: Arc<Impacts>, weight: f32) -> List {
        let docs = Arc::clone(impacts.docs());
        List { docs, impacts: Some(impacts), weight, weighed: None }
    }

    pub(super) fn of(part: Joined) -> List {
        List::new(part.impacts, part.weight)
    }

    /// Articles without scores.
    pub(super) fn unscored(docs: &Arc<Docs>) -> List {
        List { docs: Arc::clone(docs), impacts: None, weight: 0.0, weighed: None }
    }

    /// Has bounds be told in a scale.
    pub(super) fn tell_in(&mut self, scale: Scale) {
        self.weighed = self.impacts.as_ref().map(|impacts| impacts.weighed(self.weight, scale));
    }

    /// Returns the articles.
    pub(super) fn docs(&self) -> &Docs {
        &self.docs
    }

    /// Returns the highest score of any article.
    pub(super) fn ceiling(&self) -> f32 {
        self.impacts.as_ref().map_or(0.0, |impacts| self.weight * impacts.peak())
    }

    /// Adds the highest score of each section of a window to its bound.
    pub(super) fn add_ceilings(&self, start: DocId, bounds: &mut SectionBounds) {
        if let (Some(impacts), Some(weighed)) = (&self.impacts, self.weighed) {
            impacts.add_peaks(start, weighed, bounds);
        }
    }

    /// Returns the score of the article of a rank.
    #[inline]
    pub(super) fn score_of(&self, rank: usize) -> f32 {
        self.impacts.as_ref().map_or(0.0, |impacts| self.weight * impacts.value_of(rank))
    }

    /// Returns the score of one article, 0 when it lacks the term.
    pub(super) fn score(&self, doc: DocId) -> f32 {
        self.impacts.as_ref().map_or(0.0, |impacts| self.weight * impacts.value(doc))
    }
}
