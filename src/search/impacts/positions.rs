//! Where in its articles a word stands, ready in memory.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::directory::OwnedBytes;
use tantivy::positions::PositionReader;
use tantivy::postings::BlockSegmentPostings;

use super::Docs;
use super::cache::Weighty;
use super::docs::Ranked;
use super::ends::Ends;
use super::stands::{Stands, Stored};
use crate::search::flagged::{FlaggedPosition, flag, flagged, position, unite};
use crate::search::plan::Zone;
use crate::search::scan::BLOCK;

/// Beyond so many terms it is less work to sort all places than to ask each term for each article.
const MANY_TERMS: usize = 12;

/// The positions of a word in one zone, article by article.
pub(in crate::search) struct Positions {
    docs: Arc<Docs>,
    ends: Ends,
    places: Stored,
}

/// The positions of a word in each of its zones.
pub(in crate::search) type ZonePositions = Vec<(Zone, Arc<Positions>)>;

/// The positions of one term as they are read.
#[derive(Default)]
pub(in crate::search) struct TermPositions {
    docs: Vec<DocId>,
    ends: Vec<u32>,
    places: Vec<FlaggedPosition>,
}

impl TermPositions {
    /// Reads postings with their mentions to their end, and what the file of positions holds of
    /// them, which is nothing for columns without positions.
    ///
    /// # Errors
    /// Those of the file.
    pub(in crate::search) fn read(
        postings: &mut BlockSegmentPostings,
        packed: OwnedBytes,
        is_exact: bool,
    ) -> io::Result<TermPositions> {
        let count = postings.doc_freq() as usize;
        let (mut docs, mut ends) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut end = 0;
        while !postings.docs().is_empty() {
            docs.extend_from_slice(postings.docs());
            for &mentions in postings.freqs() {
                end += mentions;
                ends.push(end);
            }
            postings.advance();
        }
        let mut places = Vec::new();
        if !packed.is_empty() {
            places.resize(end as usize, 0);
            PositionReader::open(packed)?.read(0, &mut places);
            add_steps(&mut places, &ends, is_exact);
        }
        Ok(TermPositions { docs, ends, places })
    }

    /// Returns the positions in the article of a rank.
    fn of(&self, rank: usize) -> &[FlaggedPosition] {
        self.places.get(range(&self.ends, rank)).unwrap_or_default()
    }
}

impl Positions {
    /// Joins the terms that make a match, and those that only tell where the typed form stands.
    pub(in crate::search) fn joined(
        mut matching: Vec<TermPositions>,
        telling: &[TermPositions],
        max_doc: DocId,
    ) -> Positions {
        if let ([_], []) = (matching.as_slice(), telling) {
            let TermPositions { docs, ends, places } = matching.swap_remove(0);
            return Positions::new(docs, ends, places, max_doc);
        }
        if matching.len() > MANY_TERMS && telling.is_empty() {
            return Positions::sorted(&matching, max_doc);
        }
        let mut docs: Vec<DocId> = matching.iter().flat_map(|term| &term.docs).copied().collect();
        docs.sort_unstable();
        docs.dedup();
        let (mut ends, mut places) = (Vec::with_capacity(docs.len()), Vec::new());
        let mut ranks = vec![0; matching.len() + telling.len()];
        let (mut here, mut united) = (Vec::new(), Vec::new());
        for &doc in &docs {
            here.clear();
            let (of_matching, of_telling) = ranks.split_at_mut(matching.len());
            for (term, rank) in matching.iter().zip(of_matching) {
                united.clear();
                unite(&here, found(term, doc, rank), &mut united);
                std::mem::swap(&mut here, &mut united);
            }
            for (term, rank) in telling.iter().zip(of_telling) {
                flag(&mut here, found(term, doc, rank));
            }
            places.extend_from_slice(&here);
            ends.push(places.len() as u32);
        }
        Positions::new(docs, ends, places, max_doc)
    }

    /// Joins many terms, each of which has few articles.
    fn sorted(matching: &[TermPositions], max_doc: DocId) -> Positions {
        let mut found: Vec<(DocId, FlaggedPosition)> = Vec::new();
        for term in matching {
            for (rank, &doc) in term.docs.iter().enumerate() {
                found.extend(term.of(rank).iter().map(|&place| (doc, place)));
            }
        }
        found.sort_unstable();
        // Of a place that several terms have, the last one says that it is exact, if any does.
        found.dedup_by(|next, kept| {
            let is_same = (next.0, position(next.1)) == (kept.0, position(kept.1));
            kept.1 |= if is_same { next.1 & 1 } else { 0 };
            is_same
        });
        let (mut docs, mut ends) = (Vec::new(), Vec::new());
        for (index, (doc, _)) in found.iter().enumerate() {
            if docs.last() != Some(doc) {
                docs.push(*doc);
                ends.push(0);
            }
            if let Some(end) = ends.last_mut() {
                *end = index as u32 + 1;
            }
        }
        let places = found.into_iter().map(|(_, place)| place).collect();
        Positions::new(docs, ends, places, max_doc)
    }

    /// Holds the positions of articles, given in order; each article's end where its number says.
    pub(in crate::search) fn new(
        docs: Vec<DocId>,
        ends: Vec<u32>,
        places: Vec<FlaggedPosition>,
        max_doc: DocId,
    ) -> Positions {
        let docs = Arc::new(Docs::in_little_room(docs, max_doc));
        Positions { docs, ends: Ends::new(ends), places: Stored::new(places) }
    }

    /// Returns the articles.
    pub(in crate::search) fn docs(&self) -> &Arc<Docs> {
        &self.docs
    }

    /// Returns the number of mentions in the article of a rank.
    pub(in crate::search) fn mentions(&self, rank: usize) -> u32 {
        self.ends.range(rank).len() as u32
    }

    /// Returns the positions in the article of a rank.
    #[inline]
    pub(in crate::search) fn of(&self, rank: usize) -> Stands<'_> {
        self.places.get(self.ends.range(rank))
    }

    /// Reads the positions of articles in order; `None` where they take more than two bytes each.
    pub(in crate::search) fn in_order(&self) -> Option<InOrder<'_>> {
        let places = self.places.short()?;
        Some(InOrder { docs: &self.docs, ends: &self.ends, places, rank: 0, block: None })
    }
}

/// Reads the positions of articles one after the other.
pub(in crate::search) struct InOrder<'a> {
    docs: &'a Docs,
    ends: &'a Ends,
    places: &'a [u16],
    /// Rank of the article read last, where articles stand as numbers.
    rank: usize,
    /// The block of the article read last, where they stand as bits.
    block: Option<(u32, Ranked)>,
}

impl<'a> InOrder<'a> {
    /// Returns the positions in an article that is not before the one read last; none where it lacks
    /// the word.
    #[inline]
    pub(in crate::search) fn of(&mut self, doc: DocId) -> &'a [u16] {
        let rank = self.rank_of(doc);
        rank.and_then(|rank| self.places.get(self.ends.range(rank))).unwrap_or_default()
    }

    #[inline]
    fn rank_of(&mut self, doc: DocId) -> Option<usize> {
        let number = doc / BLOCK;
        let block = match self.block {
            Some((own, block)) if own == number => Some(block),
            _ => self.docs.ranked(number as usize),
        };
        match block {
            Some(block) => {
                self.block = Some((number, block));
                block.has(doc).then(|| block.rank(doc))
            }
            None => {
                self.rank = self.docs.rank_from(self.rank, doc)?;
                Some(self.rank)
            }
        }
    }
}

/// Returns where a term stands in an article; articles are asked in order, and `rank` is that of
/// the next one that has the term.
fn found<'a>(term: &'a TermPositions, doc: DocId, rank: &mut usize) -> &'a [FlaggedPosition] {
    while term.docs.get(*rank).is_some_and(|&own| own < doc) {
        *rank += 1;
    }
    if term.docs.get(*rank) == Some(&doc) { term.of(*rank) } else { &[] }
}

#[inline]
fn range(ends: &[u32], rank: usize) -> Range<usize> {
    let start = rank.checked_sub(1).and_then(|before| ends.get(before));
    let start = start.map_or(0, |&end| end as usize);
    start..ends.get(rank).map_or(start, |&end| end as usize)
}

/// Turns the steps from one position to the next, article by article, into flagged positions.
fn add_steps(steps: &mut [u32], ends: &[u32], is_exact: bool) {
    let mut start = 0;
    for &end in ends {
        let mut position = 0;
        for step in steps.get_mut(start..end as usize).unwrap_or_default() {
            position += *step;
            *step = flagged(position, is_exact);
        }
        start = end as usize;
    }
}

impl Weighty for Positions {
    fn bytes(&self) -> usize {
        self.docs.bytes() + self.ends.bytes() + self.places.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions by article.
    fn term(articles: &[(DocId, &[u32])], is_exact: bool) -> TermPositions {
        let mut term = TermPositions::default();
        for (doc, positions) in articles {
            term.docs.push(*doc);
            term.places.extend(positions.iter().map(|&it| flagged(it, is_exact)));
            term.ends.push(term.places.len() as u32);
        }
        term
    }

    fn check(positions: &Positions, expected: &[(DocId, &[FlaggedPosition])]) {
        for (rank, (doc, places)) in expected.iter().enumerate() {
            assert_eq!(positions.docs().rank(*doc), Some(rank));
            let mut found = Vec::new();
            positions.of(rank).append_to(&mut found);
            assert_eq!(found, *places);
            let mut each = Vec::new();
            positions.of(rank).each(|place| each.push(place));
            assert_eq!(each, *places);
            assert_eq!(positions.of(rank).get(0), places.first().copied());
            assert_eq!(positions.mentions(rank) as usize, places.len());
        }
        assert_eq!(positions.mentions(expected.len()), 0);
    }

    #[test]
    fn steps_become_positions() {
        let mut positions = [3, 4, 0, 7, 1, 2];
        add_steps(&mut positions, &[2, 3, 6], true);
        assert_eq!(positions, [3, 7, 0, 7, 8, 10].map(|it| flagged(it, true)));
    }

    #[test]
    fn one_term_stays_as_it_is() {
        let own = term(&[(2, &[3, 7]), (5, &[0])], false);
        let positions = Positions::joined(vec![own], &[], 9);
        check(&positions, &[(2, &[6, 14]), (5, &[0])]);
    }

    #[test]
    fn a_very_long_article_has_its_positions() {
        let positions = Positions::joined(vec![term(&[(2, &[3, 40_000])], true)], &[], 9);
        check(&positions, &[(2, &[7, 80_001])]);
    }

    #[test]
    fn several_terms_become_one() {
        let lemma = term(&[(2, &[3, 7]), (5, &[0])], false);
        let other = term(&[(1, &[4]), (2, &[5, 7])], true);
        let sorted = Positions::sorted(
            &[term(&[(2, &[3, 7]), (5, &[0])], false), term(&[(1, &[4]), (2, &[5, 7])], true)],
            9,
        );
        check(&sorted, &[(1, &[9]), (2, &[6, 11, 15]), (5, &[0])]);
        let telling = term(&[(3, &[1]), (5, &[0, 6])], true);
        let positions = Positions::joined(vec![lemma, other], &[telling], 9);
        check(&positions, &[(1, &[9]), (2, &[6, 11, 15]), (5, &[1])]);
    }
}
