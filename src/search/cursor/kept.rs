//! What is kept of words from one search to the next, for one segment.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

use super::{Mentions, SegmentContext, Test, is_many};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::impacts::{Docs, Impacts, Joined, Key, Positions, TermPositions, ZonePositions};
use crate::search::plan::{WeightedTerm, Zone};
use crate::search::scan::Pools;

/// About how many bytes a position takes in memory for each byte that it takes in its file.
const BYTES_OF_PACKED_POSITION: usize = 3;

impl<'a> SegmentContext<'a> {
    /// Returns the room that all searches share.
    pub(in crate::search) fn pools(&self) -> &'a Pools {
        &self.plan.scoring.pools
    }

    /// Returns where the postings of a term lie; `None` where the segment lacks it.
    fn place<'t>(&self, term: &'t WeightedTerm) -> Option<&'t TermInfo> {
        term.places.get(self.ordinal)?.as_ref()
    }

    /// Returns the impacts of a word, its terms weighed and added up, if more than one search asked
    /// for it and they find room; `None` for others.
    pub(in crate::search) fn kept_impacts(
        &self,
        terms: &[WeightedTerm],
    ) -> Result<Option<Arc<Impacts>>> {
        let key = Key::weighed(self.ordinal, terms.iter());
        let matching = terms.iter().filter(|term| term.makes_match);
        let articles = matching.filter_map(|term| self.place(term)).map(|info| info.doc_freq);
        let articles = articles.fold(0, u32::saturating_add).min(self.segment.max_doc());
        let likely = Impacts::bytes_of(articles, self.segment.max_doc());
        let cache = &self.plan.scoring.impacts;
        cache.get_or_make(key, likely, self.plan.search, || self.joined_impacts(terms))
    }

    fn joined_impacts(&self, terms: &[WeightedTerm]) -> Result<Impacts> {
        let pairs = self.fields.body_pairs;
        // Readings of a pair are mentions of one thing.
        let are_one = terms.len() > 1 && terms.iter().all(|term| term.column == pairs);
        let parts = match is_many(terms) || are_one {
            true => Mentions::open(self, terms)?.into_parts(),
            false => self.term_impacts(terms)?,
        };
        Ok(Impacts::joined(&parts, self.segment.max_doc()))
    }

    /// Returns the impacts of each term of a word that the segment has.
    pub(in crate::search) fn term_impacts(&self, terms: &[WeightedTerm]) -> Result<Vec<Joined>> {
        let mut parts = Vec::with_capacity(terms.len());
        for term in terms {
            let Some(info) = self.place(term) else { continue };
            let impacts = Arc::new(self.read_impacts(term, info)?);
            parts.push(Joined { impacts, weight: term.weight, makes_match: term.makes_match });
        }
        Ok(parts)
    }

    fn read_impacts(&self, term: &WeightedTerm, info: &TermInfo) -> Result<Impacts> {
        let lengths = self.lengths(term.column)?;
        let option = match lengths {
            Some(_) => IndexRecordOption::WithFreqs,
            None => IndexRecordOption::Basic,
        };
        let opened = self.inverted(term.column)?.read_block_postings_from_terminfo(info, option);
        let mut postings = opened.map_err(unreadable)?;
        Ok(Impacts::read(&mut postings, lengths.as_deref(), self.segment.max_doc()))
    }

    /// Returns the positions of a word in one zone, if more than one search asked for them and they
    /// find room; `None` for others.
    pub(in crate::search) fn kept_positions(
        &self,
        terms: &[WeightedTerm],
        zone: Zone,
    ) -> Result<Option<Arc<Positions>>> {
        let here = || terms.iter().filter(move |term| term.zone == zone);
        let places = here().filter_map(|term| self.place(term));
        let packed = places.map(|info| info.positions_range.len()).fold(0, usize::saturating_add);
        let likely = packed.saturating_mul(BYTES_OF_PACKED_POSITION);
        let key = Key::of(self.ordinal, here());
        let cache = &self.plan.scoring.positions;
        cache.get_or_make(key, likely, self.plan.search, || {
            let (mut matching, mut telling) = (Vec::new(), Vec::new());
            for term in here() {
                let Some(info) = self.place(term) else { continue };
                let read = self.read_positions(term, info)?;
                if term.makes_match { matching.push(read) } else { telling.push(read) }
            }
            Ok(Positions::joined(matching, &telling, self.segment.max_doc()))
        })
    }

    /// Returns the positions of a word in all of its zones, if all of them are kept.
    pub(in crate::search) fn kept_zones(
        &self,
        terms: &[WeightedTerm],
    ) -> Result<Option<ZonePositions>> {
        let mut zones = ZonePositions::new();
        for term in terms {
            if zones.iter().any(|(zone, _)| *zone == term.zone) {
                continue;
            }
            let Some(positions) = self.kept_positions(terms, term.zone)? else { return Ok(None) };
            zones.push((term.zone, positions));
        }
        Ok(Some(zones))
    }

    /// Returns the articles that a filter lets pass, if more than one search asked for it and they
    /// find room; `None` for others.
    pub(in crate::search) fn kept_filter(
        &self,
        says: &str,
        test: impl FnOnce() -> Result<Test>,
    ) -> Result<Option<Arc<Docs>>> {
        let max_doc = self.segment.max_doc();
        let (key, likely) = (Key::filter(self.ordinal, says), Docs::bytes_of(max_doc, max_doc));
        self.plan.scoring.filters.get_or_make(key, likely, self.plan.search, || {
            let holds = test()?;
            Ok(Docs::new((0..max_doc).filter(|&doc| holds(doc)).collect(), max_doc))
        })
    }

    fn read_positions(&self, term: &WeightedTerm, info: &TermInfo) -> Result<TermPositions> {
        let (column, option) = (term.column, IndexRecordOption::WithFreqs);
        let postings = self.inverted(column)?.read_block_postings_from_terminfo(info, option);
        let packed = self.positions(column)?.read_bytes_slice(info.positions_range.clone());
        let (mut postings, packed) = (postings.map_err(unreadable)?, packed.map_err(unreadable)?);
        TermPositions::read(&mut postings, packed, term.is_exact).map_err(unreadable)
    }
}
