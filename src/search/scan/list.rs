//! The postings of one term, read window by window.

use std::rc::Rc;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::bits::{Bits, WINDOW};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::{Lengths, MAX_SATURATION};
use crate::search::cursor::SegmentContext;
use crate::search::plan::WeightedTerm;

/// Scores of the articles of a window, by their distance from its start.
pub(super) type Scores = [f32; WINDOW as usize];

/// Where one term occurs in a segment, and what a mention is worth.
pub(super) struct List {
    inverted: Arc<InvertedIndexReader>,
    info: TermInfo,
    lengths: Option<Rc<Lengths>>,
    weight: f32,
    /// Reads all articles in turn; opened when they are asked for.
    walk: Option<Walk>,
    /// Reads single articles.
    probe: Option<SegmentPostings>,
}

struct Walk {
    block: BlockSegmentPostings,
    /// Next entry of the block.
    at: usize,
    has_mentions: bool,
}

impl List {
    /// Opens a list; `None` when the segment lacks the term.
    pub(super) fn open(context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<Option<List>> {
        let Some(Some(info)) = term.places.get(context.ordinal) else { return Ok(None) };
        Ok(Some(List {
            inverted: context.inverted(term.column)?,
            info: info.clone(),
            lengths: context.lengths(term.column)?,
            weight: term.weight,
            walk: None,
            probe: None,
        }))
    }

    pub(super) fn doc_freq(&self) -> u32 {
        self.info.doc_freq
    }

    pub(super) fn weight(&self) -> f32 {
        self.weight
    }

    pub(super) fn multiply(&mut self, times: f32) {
        self.weight *= times;
    }

    /// Returns the highest score of any article.
    pub(super) fn ceiling(&self) -> f32 {
        if self.lengths.is_some() { self.weight * MAX_SATURATION } else { 0.0 }
    }

    /// Returns an article before which there is nothing left to read.
    pub(super) fn next(&self) -> DocId {
        self.walk.as_ref().map_or(0, Walk::doc)
    }

    /// Adds the articles of a window to a set.
    pub(super) fn mark(&mut self, start: DocId, bits: &mut Bits) -> Result<()> {
        let Some(walk) = self.walk(start, false)? else { return Ok(()) };
        walk.read(start, |docs, _| {
            for &doc in docs {
                bits.set((doc - start) as usize);
            }
        });
        Ok(())
    }

    /// Adds the articles of a window to a set, and their scores to its scores.
    pub(super) fn score(
        &mut self,
        start: DocId,
        bits: &mut Bits,
        scores: &mut Scores,
    ) -> Result<()> {
        let Some(lengths) = self.lengths.clone() else { return self.mark(start, bits) };
        let weight = self.weight;
        let Some(walk) = self.walk(start, true)? else { return Ok(()) };
        walk.read(start, |docs, mentions| {
            for (&doc, &mentions) in docs.iter().zip(mentions) {
                let index = (doc - start) as usize % WINDOW as usize;
                bits.set(index);
                scores[index] += weight * lengths.saturation(doc, mentions);
            }
        });
        Ok(())
    }

    /// Returns the score of one article, 0 when it lacks the term; articles are asked in order.
    pub(super) fn probe(&mut self, doc: DocId) -> Result<f32> {
        let Some(lengths) = &self.lengths else { return Ok(0.0) };
        if self.probe.is_none() {
            let option = IndexRecordOption::WithFreqs;
            let opened = self.inverted.read_postings_from_terminfo(&self.info, option);
            self.probe = Some(opened.map_err(unreadable)?);
        }
        let Some(probe) = &mut self.probe else { return Ok(0.0) };
        let found = if probe.doc() < doc { probe.seek(doc) } else { probe.doc() };
        let is_here = found == doc;
        Ok(if is_here { self.weight * lengths.saturation(doc, probe.term_freq()) } else { 0.0 })
    }

    /// Returns the walk at the first article of a window, opened anew when it was for another
    /// purpose; `None` when nothing is left.
    fn walk(&mut self, start: DocId, has_mentions: bool) -> Result<Option<&mut Walk>> {
        if self.walk.as_ref().is_none_or(|walk| walk.has_mentions != has_mentions) {
            let option =
                if has_mentions { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            let opened = self.inverted.read_block_postings_from_terminfo(&self.info, option);
            let block = opened.map_err(unreadable)?;
            self.walk = Some(Walk { block, at: 0, has_mentions });
        }
        let Some(walk) = &mut self.walk else { return Ok(None) };
        if walk.doc() < start {
            walk.at = walk.block.seek(start);
        }
        Ok((walk.doc() != TERMINATED).then_some(walk))
    }
}

impl Walk {
    fn doc(&self) -> DocId {
        self.block.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Hands over the articles of a window and how often each has the term, block by block.
    fn read(&mut self, start: DocId, mut take: impl FnMut(&[DocId], &[u32])) {
        let end = start.saturating_add(WINDOW);
        loop {
            let docs = self.block.docs().get(self.at..).unwrap_or_default();
            let is_inside = docs.last().is_some_and(|&last| last < end);
            let here = if is_inside { docs.len() } else { docs.partition_point(|&doc| doc < end) };
            let mentions = match self.has_mentions {
                true => self.block.freqs().get(self.at..).unwrap_or_default(),
                false => &[],
            };
            take(&docs[..here], mentions);
            if here < docs.len() || docs.is_empty() {
                self.at += here;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
