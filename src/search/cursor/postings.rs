//! The postings of one term, with what a mention is worth.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::SegmentContext;
use super::places::Places;
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::flagged::{FlaggedPosition, flag, flagged, is_exact, position, unite};
use crate::search::impacts::{InOrder, Positions, Stands};
use crate::search::plan::{WeightedTerm, Zone};

/// Opens the articles and mentions of one term after the other, over the same buffers.
#[derive(Default)]
pub(super) struct Blocks(Option<BlockSegmentPostings>);

impl Blocks {
    pub(super) fn open(
        &mut self,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
    ) -> Result<&mut BlockSegmentPostings> {
        Ok(match &mut self.0 {
            Some(block) => {
                let reset = inverted.reset_block_postings_from_terminfo(info, block);
                reset.map_err(unreadable)?;
                block
            }
            none => {
                let option = IndexRecordOption::WithFreqs;
                let opened = inverted.read_block_postings_from_terminfo(info, option);
                none.insert(opened.map_err(unreadable)?)
            }
        })
    }
}

/// Where the postings are read.
enum Source {
    /// One term, from the index.
    Packed { postings: Box<SegmentPostings>, lengths: Option<Rc<Lengths>> },
    /// A word in one zone, in memory.
    Kept { positions: Arc<Positions>, doc: DocId, rank: usize },
}

/// Where one term occurs in a segment; or a whole word in one zone, where that is kept in memory.
pub(in crate::search) struct TermPostings {
    source: Source,
    weight: f32,
    pub(super) zone: Zone,
    pub(super) is_exact: bool,
    pub(super) makes_match: bool,
}

impl TermPostings {
    /// Opens the postings of a term; `None` when the segment lacks it.
    pub(in crate::search) fn open(
        context: &SegmentContext<'_>,
        term: &WeightedTerm,
    ) -> Result<Option<TermPostings>> {
        let Some(Some(info)) = term.places.get(context.ordinal) else { return Ok(None) };
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = context.inverted(term.column)?.read_postings_from_terminfo(info, option);
        let postings = Box::new(opened.map_err(unreadable)?);
        let lengths = context.lengths(term.column)?;
        let source = Source::Packed { postings, lengths };
        let WeightedTerm { weight, zone, is_exact, makes_match, .. } = *term;
        Ok(Some(TermPostings { source, weight, zone, is_exact, makes_match }))
    }

    /// Opens the terms of a word: one by one, or zone by zone where they are kept.
    pub(super) fn open_word(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
    ) -> Result<Vec<TermPostings>> {
        let mut opened = Vec::with_capacity(terms.len());
        for zone in [Zone::Body, Zone::Title, Zone::Metadata] {
            let mut here = terms.iter().filter(|term| term.zone == zone).peekable();
            if here.peek().is_none() {
                continue;
            }
            match context.kept_positions(terms, zone)? {
                Some(positions) => opened.push(TermPostings::kept(positions, zone)),
                None => opened.extend(TermPostings::open_each(context, here)?),
            }
        }
        Ok(opened)
    }

    /// Opens a word zone by zone, if all zones are kept.
    pub(super) fn open_kept(
        context: &SegmentContext<'_>,
        terms: &[WeightedTerm],
    ) -> Result<Option<Vec<TermPostings>>> {
        let zones = context.kept_zones(terms)?;
        let kept = |(zone, positions)| TermPostings::kept(positions, zone);
        Ok(zones.map(|zones| zones.into_iter().map(kept).collect()))
    }

    /// Opens terms one by one.
    pub(super) fn open_each<'t>(
        context: &SegmentContext<'_>,
        terms: impl IntoIterator<Item = &'t WeightedTerm>,
    ) -> Result<Vec<TermPostings>> {
        let opened = terms.into_iter().map(|term| TermPostings::open(context, term).transpose());
        opened.flatten().collect()
    }

    fn kept(positions: Arc<Positions>, zone: Zone) -> TermPostings {
        let mut source = Source::Kept { positions, doc: 0, rank: 0 };
        source.seek(0);
        TermPostings { source, weight: 0.0, zone, is_exact: false, makes_match: true }
    }

    /// Opens the marks that say where sentences or paragraphs begin.
    pub(super) fn open_marks(
        context: &SegmentContext<'_>,
        mark: &str,
    ) -> Result<Option<TermPostings>> {
        let column = context.fields.marks;
        let inverted = context.inverted(column)?;
        let place = inverted.terms().get(mark).map_err(unreadable)?;
        let (places, zone) = (vec![place; context.ordinal + 1].into(), Zone::Body);
        let term =
            WeightedTerm { column, places, zone, weight: 0.0, is_exact: false, makes_match: true };
        Ok(TermPostings::open_word(context, &[term])?.pop())
    }

    #[inline]
    pub(super) fn doc(&self) -> DocId {
        match &self.source {
            Source::Packed { postings, .. } => postings.doc(),
            Source::Kept { doc, .. } => *doc,
        }
    }

    #[inline]
    pub(in crate::search) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target { self.doc() } else { self.source.seek(target) }
    }

    pub(super) fn cost(&self) -> u32 {
        match &self.source {
            Source::Packed { postings, .. } => postings.size_hint(),
            Source::Kept { positions, .. } => positions.docs().count(),
        }
    }

    /// Returns how often the term occurs in the current article.
    pub(super) fn mentions(&self) -> u32 {
        match &self.source {
            Source::Packed { postings, .. } => postings.term_freq(),
            Source::Kept { positions, rank, .. } => positions.mentions(*rank),
        }
    }

    /// Returns what a term scores in the current article. What a word scores as a whole is kept with
    /// its impacts.
    #[inline]
    pub(in crate::search) fn score(&self) -> f32 {
        match &self.source {
            Source::Packed { postings, lengths: Some(lengths) } => {
                self.weight * lengths.saturation(postings.doc(), postings.term_freq())
            }
            Source::Packed { lengths: None, .. } => 0.0,
            Source::Kept { .. } => 0.0,
        }
    }

    /// Appends the positions in the current article.
    pub(super) fn positions(&mut self, found: &mut Vec<FlaggedPosition>) {
        let is_exact = self.is_exact;
        match &mut self.source {
            Source::Packed { postings, .. } => {
                let from = found.len();
                postings.append_positions_with_offset(0, found);
                for position in &mut found[from..] {
                    *position = flagged(*position, is_exact);
                }
            }
            Source::Kept { positions, rank, .. } => positions.of(*rank).append_to(found),
        }
    }

    /// Returns the positions in the current article: where they are kept in memory, or read into a
    /// buffer.
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<FlaggedPosition>) -> Stands<'a> {
        if !self.is_kept() {
            buffer.clear();
            self.positions(buffer);
        }
        self.stands().unwrap_or(Stands::Long(buffer))
    }

    /// Goes to an article, wherever it lies, if the postings are kept in memory; `None` if they are
    /// not. Tells whether the article has the word.
    pub(super) fn jump(&mut self, target: DocId) -> Option<bool> {
        let Source::Kept { positions, doc, rank } = &mut self.source else { return None };
        if *doc == target {
            return Some(true);
        }
        let found = positions.docs().rank_from(*rank, target);
        if let Some(found) = found {
            (*doc, *rank) = (target, found);
        }
        Some(found.is_some())
    }

    /// Reads the positions article by article, where they are kept in memory.
    pub(super) fn in_order(&self) -> Option<InOrder<'_>> {
        match &self.source {
            Source::Kept { positions, .. } => positions.in_order(),
            Source::Packed { .. } => None,
        }
    }

    /// Tells whether the postings are kept in memory.
    #[inline]
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.source, Source::Kept { .. })
    }

    /// Returns the positions in the current article, `None` where they are not kept in memory.
    #[inline]
    pub(super) fn stands(&self) -> Option<Stands<'_>> {
        match &self.source {
            Source::Kept { positions, rank, .. } => Some(positions.of(*rank)),
            Source::Packed { .. } => None,
        }
    }
}

impl Source {
    /// Goes to the first article from `target` on, which is behind the current one.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Source::Packed { postings, .. } => postings.seek(target),
            Source::Kept { positions, doc, rank } => {
                let found = positions.docs().seek_from(*rank, target);
                (*doc, *rank) = found.unwrap_or((TERMINATED, usize::MAX));
                *doc
            }
        }
    }
}

/// Adds the positions of the terms that make a match in an article to a set, by way of a buffer.
pub(super) fn add_places(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    buffer: &mut Vec<u32>,
    places: &mut Places,
) {
    for term in terms.iter_mut().filter(|term| term.zone == zone && term.makes_match) {
        if term.seek(doc) != doc {
            continue;
        }
        term.read(buffer).each(|place| places.insert(position(place)));
    }
}

/// Tells whether a term that makes a match stands before a position, by way of a buffer.
pub(super) fn has_place_before(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    buffer: &mut Vec<u32>,
    end: u32,
) -> bool {
    let mut terms = terms.iter_mut().filter(|term| term.zone == zone && term.makes_match);
    terms.any(|term| {
        term.seek(doc) == doc && term.read(buffer).get(0).is_some_and(|first| position(first) < end)
    })
}

/// Collects the positions of several terms in the current article of a zone: sorted, each once,
/// exact when any term says so. Terms that make no match only say that.
pub(super) fn merge_positions(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    found: &mut Vec<FlaggedPosition>,
) {
    match_positions(terms, doc, zone, found);
    flag_positions(terms, doc, zone, found);
}

/// Collects the positions of the terms that make a match.
pub(super) fn match_positions(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    found: &mut Vec<FlaggedPosition>,
) {
    found.clear();
    for term in terms.iter_mut().filter(|term| term.zone == zone && term.makes_match) {
        if term.seek(doc) != doc {
            continue;
        }
        if found.is_empty() {
            term.positions(found);
            continue;
        }
        let (mut more, mut united) = (Vec::new(), Vec::new());
        term.positions(&mut more);
        unite(found, &more, &mut united);
        *found = united;
    }
}

/// Marks positions as exact where a term that makes no match says so.
pub(super) fn flag_positions(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    found: &mut [FlaggedPosition],
) {
    if found.iter().all(|flagged| is_exact(*flagged)) {
        return;
    }
    let mut typed = Vec::new();
    for term in terms.iter_mut().filter(|term| term.zone == zone && !term.makes_match) {
        if term.seek(doc) != doc {
            continue;
        }
        // It is a part of what matches: as often there means in the same places.
        if term.mentions() as usize == found.len() {
            found.iter_mut().for_each(|flagged| *flagged |= 1);
            return;
        }
        typed.clear();
        term.positions(&mut typed);
        flag(found, &typed);
    }
}
