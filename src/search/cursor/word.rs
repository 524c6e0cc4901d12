//! One word: a few terms, any of which will do.

use std::sync::Arc;

use tantivy::DocId;

use super::places::Places;
use super::postings::{TermPostings, add_places, has_place_before, merge_positions};
use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::search::flagged::{FlaggedPosition, is_exact, position};
use crate::search::impacts::Impacts;
use crate::search::plan::{WeightedTerm, Zone};

/// Walks through the articles that have any of the terms.
pub(super) struct WordCursor {
    terms: Vec<TermPostings>,
    /// What all terms of each word are worth together, where that is kept.
    impacts: Option<Vec<Arc<Impacts>>>,
    clause: u16,
    doc: DocId,
    positions: Vec<FlaggedPosition>,
}

impl WordCursor {
    pub(super) fn new(
        context: &SegmentContext<'_>,
        of: &[WeightedTerm],
        clause: u16,
    ) -> Result<Self> {
        let impacts = context.kept_impacts(of)?;
        let terms = match impacts {
            Some(_) => TermPostings::open_word(context, of)?,
            None => TermPostings::open_each(context, of)?,
        };
        Ok(WordCursor::at_first(terms, impacts.map(|impacts| vec![impacts]), clause))
    }

    /// Walks through the articles that have any form of some words, if all about them is kept.
    pub(super) fn kept(
        context: &SegmentContext<'_>,
        words: &[&[WeightedTerm]],
        clause: u16,
    ) -> Result<Option<Self>> {
        let mut impacts = Vec::with_capacity(words.len());
        for word in words {
            impacts.extend(context.kept_impacts(word)?);
        }
        let terms = TermPostings::open_kept(context, &words.concat())?;
        let are_kept = impacts.len() == words.len();
        Ok(terms.filter(|_| are_kept).map(|it| WordCursor::at_first(it, Some(impacts), clause)))
    }

    fn at_first(terms: Vec<TermPostings>, impacts: Option<Vec<Arc<Impacts>>>, clause: u16) -> Self {
        let mut cursor = WordCursor { terms, impacts, clause, doc: 0, positions: Vec::new() };
        cursor.doc = cursor.nearest();
        cursor
    }

    /// Reads where the word stands in a zone of the current article.
    fn words(&mut self, zone: Zone) -> &[FlaggedPosition] {
        merge_positions(&mut self.terms, self.doc, zone, &mut self.positions);
        &self.positions
    }

    fn nearest(&self) -> DocId {
        let matching = self.terms.iter().filter(|term| term.makes_match);
        matching.map(TermPostings::doc).min().unwrap_or(TERMINATED)
    }
}

impl Cursor for WordCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for term in self.terms.iter_mut().filter(|term| term.makes_match) {
                term.seek(target);
            }
            self.doc = self.nearest();
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        let matching = self.terms.iter().filter(|term| term.makes_match);
        matching.map(TermPostings::cost).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        if let Some(impacts) = &self.impacts {
            return impacts.iter().map(|impacts| impacts.value(self.doc)).sum();
        }
        let mut score = 0.0;
        for term in &mut self.terms {
            if term.seek(self.doc) == self.doc {
                score += term.score();
            }
        }
        score
    }

    fn most_mentions(&self) -> u32 {
        let here = self.terms.iter().filter(|term| term.makes_match && term.doc() == self.doc);
        here.map(TermPostings::mentions).fold(0, u32::saturating_add)
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        add_places(&mut self.terms, self.doc, zone, &mut self.positions, places);
        true
    }

    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        Some(has_place_before(&mut self.terms, self.doc, zone, &mut self.positions, end))
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let clause = self.clause;
        let words = self.words(zone).iter();
        found.extend(words.map(|&it| Occurrence::of_word(position(it), clause, is_exact(it))));
    }

    fn marks(&mut self, zone: Zone, found: &mut Vec<Mark>) {
        let clause = self.clause;
        let words = self.words(zone).iter();
        found.extend(words.map(|&it| Mark::of_word(position(it), clause, is_exact(it))));
    }
}
