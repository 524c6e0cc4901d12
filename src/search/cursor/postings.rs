//! The postings of one term, with what a mention is worth.

use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::SegmentContext;
use super::places::Places;
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::impacts::{Impacts, Positions};
use crate::search::plan::{WeightedTerm, Zone};

/// A position and whether the typed form stands there, in one number that sorts by position.
pub(super) type FlaggedPosition = u32;

/// Returns the position of a flagged one.
pub(super) fn position(flagged: FlaggedPosition) -> u32 {
    flagged >> 1
}

/// Joins a position and whether the typed form stands there.
pub(super) fn flagged(position: u32, is_exact: bool) -> FlaggedPosition {
    position << 1 | u32::from(is_exact)
}

/// Tells whether the typed form stands there.
pub(super) fn is_exact(flagged: FlaggedPosition) -> bool {
    flagged & 1 == 1
}

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

/// Where the postings of a term are read.
enum Source {
    /// From the index.
    Packed { postings: Box<SegmentPostings>, lengths: Option<Rc<Lengths>> },
    /// In memory.
    Kept { impacts: Arc<Impacts>, positions: Arc<Positions>, doc: DocId, rank: usize },
}

/// Where one term occurs in a segment.
pub(in crate::search) struct TermPostings {
    source: Source,
    weight: f32,
    pub(super) zone: Zone,
    pub(super) is_exact: bool,
    pub(super) makes_match: bool,
}

impl TermPostings {
    /// Opens the postings; `None` when the segment lacks the term.
    pub(in crate::search) fn open(
        context: &SegmentContext<'_>,
        term: &WeightedTerm,
    ) -> Result<Option<TermPostings>> {
        let Some(Some(info)) = term.places.get(context.ordinal) else { return Ok(None) };
        Ok(Some(TermPostings {
            source: Source::open(context, term.column, info)?,
            weight: term.weight,
            zone: term.zone,
            is_exact: term.is_exact,
            makes_match: term.makes_match,
        }))
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
        TermPostings::open(context, &term)
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
            Source::Kept { impacts, .. } => impacts.count(),
        }
    }

    /// Returns how often the term occurs in the current article.
    pub(super) fn mentions(&self) -> u32 {
        match &self.source {
            Source::Packed { postings, .. } => postings.term_freq(),
            Source::Kept { positions, rank, .. } => positions.mentions(*rank),
        }
    }

    #[inline]
    pub(in crate::search) fn score(&self) -> f32 {
        match &self.source {
            Source::Packed { postings, lengths: Some(lengths) } => {
                self.weight * lengths.saturation(postings.doc(), postings.term_freq())
            }
            Source::Packed { lengths: None, .. } => 0.0,
            Source::Kept { impacts, doc, .. } => self.weight * impacts.value(*doc),
        }
    }

    /// Returns the positions in the current article, by way of a buffer.
    fn places<'b>(&'b mut self, buffer: &'b mut Vec<u32>) -> &'b [u32] {
        match &mut self.source {
            Source::Packed { postings, .. } => {
                buffer.clear();
                postings.append_positions_with_offset(0, buffer);
                buffer
            }
            Source::Kept { positions, rank, .. } => positions.of(*rank),
        }
    }

    /// Appends the positions in the current article.
    pub(super) fn positions(&mut self, found: &mut Vec<FlaggedPosition>) {
        self.first_positions(usize::MAX, found);
    }

    /// Appends the first positions in the current article, so many as are wanted; more come from where
    /// they are packed together.
    fn first_positions(&mut self, most: usize, found: &mut Vec<FlaggedPosition>) {
        let is_exact = self.is_exact;
        match &mut self.source {
            Source::Packed { postings, .. } => {
                let from = found.len();
                postings.append_positions_with_offset(0, found);
                for position in &mut found[from..] {
                    *position = flagged(*position, is_exact);
                }
            }
            Source::Kept { positions, rank, .. } => {
                let positions = positions.of(*rank).iter().take(most);
                found.extend(positions.map(|&it| flagged(it, is_exact)));
            }
        }
    }
}

impl Source {
    fn open(context: &SegmentContext<'_>, column: Column, info: &TermInfo) -> Result<Source> {
        if let Some(positions) = context.kept_positions(column, info)?
            && let Some(impacts) = context.kept_impacts(column, info)?
        {
            let mut source = Source::Kept { impacts, positions, doc: 0, rank: 0 };
            source.seek(0);
            return Ok(source);
        }
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = context.inverted(column)?.read_postings_from_terminfo(info, option);
        let postings = Box::new(opened.map_err(unreadable)?);
        Ok(Source::Packed { postings, lengths: context.lengths(column)? })
    }

    /// Goes to the first article from `target` on, which is behind the current one.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Source::Packed { postings, .. } => postings.seek(target),
            Source::Kept { impacts, doc, rank, .. } => {
                (*doc, *rank) = impacts.seek(target).unwrap_or((TERMINATED, usize::MAX));
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
        if term.seek(doc) == doc {
            term.places(buffer).iter().for_each(|&position| places.insert(position));
        }
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
        let is_here = term.seek(doc) == doc;
        is_here && term.places(buffer).first().is_some_and(|&first| first < end)
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
    match_positions(terms, doc, zone, usize::MAX, found);
    flag_positions(terms, doc, zone, found);
}

/// Collects the positions of the terms that make a match, so many of each as are wanted.
pub(super) fn match_positions(
    terms: &mut [TermPostings],
    doc: DocId,
    zone: Zone,
    most: usize,
    found: &mut Vec<FlaggedPosition>,
) {
    found.clear();
    for term in terms.iter_mut().filter(|term| term.zone == zone && term.makes_match) {
        if term.seek(doc) != doc {
            continue;
        }
        if found.is_empty() {
            term.first_positions(most, found);
            continue;
        }
        let mut more = Vec::new();
        term.first_positions(most, &mut more);
        unite(found, &more);
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

/// Adds sorted positions to sorted positions.
fn unite(found: &mut Vec<FlaggedPosition>, more: &[FlaggedPosition]) {
    let mut united = Vec::with_capacity(found.len() + more.len());
    let (mut left, mut right) = (found.iter().copied().peekable(), more.iter().copied().peekable());
    while let (Some(&one), Some(&other)) = (left.peek(), right.peek()) {
        if position(one) <= position(other) {
            left.next();
        }
        if position(other) <= position(one) {
            right.next();
        }
        united.push(match position(one).cmp(&position(other)) {
            Ordering::Less => one,
            Ordering::Equal => one | other,
            Ordering::Greater => other,
        });
    }
    united.extend(left);
    united.extend(right);
    *found = united;
}

/// Flags the positions where the typed form stands.
fn flag(found: &mut [FlaggedPosition], typed: &[FlaggedPosition]) {
    let mut at = 0;
    for flagged in found {
        while typed.get(at).is_some_and(|typed| position(*typed) < position(*flagged)) {
            at += 1;
        }
        match typed.get(at) {
            Some(typed) if position(*typed) == position(*flagged) => *flagged |= typed & 1,
            Some(_) => {}
            None => return,
        }
    }
}
