//! One word: a few terms, any of which will do.

use tantivy::DocId;

use super::places::Places;
use super::postings::{
    TermPostings, add_places, has_place_before, is_exact, merge_positions, position,
};
use super::{Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::search::plan::{WeightedTerm, Zone};

/// Walks through the articles that have any of the terms.
pub(super) struct WordCursor {
    terms: Vec<TermPostings>,
    clause: u16,
    doc: DocId,
    positions: Vec<u32>,
}

impl WordCursor {
    pub(super) fn new(
        context: &SegmentContext<'_>,
        of: &[WeightedTerm],
        clause: u16,
    ) -> Result<Self> {
        let mut terms = Vec::with_capacity(of.len());
        for term in of {
            terms.extend(TermPostings::open(context, term)?);
        }
        let mut cursor = WordCursor { terms, clause, doc: 0, positions: Vec::new() };
        cursor.doc = cursor.nearest();
        Ok(cursor)
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
        merge_positions(&mut self.terms, self.doc, zone, &mut self.positions);
        let clause = self.clause;
        found.extend(
            self.positions
                .iter()
                .map(|&flagged| Occurrence::of_word(position(flagged), clause, is_exact(flagged))),
        );
    }

    fn marks(&mut self, zone: Zone, marks: &mut Vec<Mark>) {
        merge_positions(&mut self.terms, self.doc, zone, &mut self.positions);
        let clause = self.clause;
        let mark = |&flagged: &u32| Mark::of_word(position(flagged), clause, is_exact(flagged));
        marks.extend(self.positions.iter().map(mark));
    }
}
