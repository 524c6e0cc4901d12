//! Words at the root of a query, the common case: their postings are added up term by term, in
//! windows of articles that fit the processor's nearest memory.

use std::rc::Rc;

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;

use super::word::WordCursor;
use super::{BoxedCursor, SegmentContext, TERMINATED, forms};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::bm25::Lengths;
use crate::search::plan::{Node, TermSet, WeightedTerm};

/// Articles added up together: scores and parts of so many take 32 KiB.
const WINDOW: usize = 4096;

/// Parts that one number per article can tell apart.
const MAX_PARTS: usize = 32;

/// Scans a segment window by window.
pub(in crate::search) struct WindowScan {
    parts: Vec<Part>,
    support: Vec<WordCursor>,
    /// Added to the score of an article that has every part.
    bonus: f32,
    max_doc: DocId,
    window: Window,
}

/// One word, or whatever else stands among words.
enum Part {
    Terms(Vec<TermBlocks>),
    Cursor(BoxedCursor),
}

/// The postings of one term, read block by block.
struct TermBlocks {
    postings: BlockSegmentPostings,
    /// Next entry of the block.
    at: usize,
    weight: f32,
    lengths: Option<Rc<Lengths>>,
    makes_match: bool,
}

/// Scores of the articles of a window.
struct Window {
    start: DocId,
    scores: Vec<f32>,
    /// One bit for every part that an article has.
    parts: Vec<u32>,
    /// One bit for every article that has any part.
    touched: Vec<u64>,
}

/// An article that a scan found.
pub(in crate::search) struct Scanned {
    pub doc: DocId,
    pub score: f32,
}

impl WindowScan {
    /// Opens a scan; `None` when something else than words is at the root.
    pub(super) fn new(context: &SegmentContext<'_>, root: &Node) -> Result<Option<Self>> {
        let (nodes, support, bonus) = match root {
            Node::Word(_) => (std::slice::from_ref(root), &[][..], 0.0),
            Node::Words { parts, support, bonus } => (&parts[..], &support[..], *bonus),
            _ => return Ok(None),
        };
        if nodes.len() > MAX_PARTS {
            return Ok(None);
        }
        let parts = nodes.iter().map(|node| Part::new(context, node)).collect::<Result<_>>()?;
        let support = support.iter().map(|set| WordCursor::new(context, set));
        Ok(Some(WindowScan {
            parts,
            support: support.collect::<Result<_>>()?,
            bonus,
            max_doc: context.segment.max_doc(),
            window: Window::new(),
        }))
    }

    /// Returns the most that [`WindowScan::support`] can add.
    pub(in crate::search) fn support_ceiling(&self) -> f32 {
        self.support.iter().map(WordCursor::ceiling).sum()
    }

    /// Returns what supporting evidence adds to the score of an article; articles are asked in
    /// order.
    pub(in crate::search) fn support(&mut self, doc: DocId) -> f32 {
        self.support.iter_mut().map(|term| term.score_at(doc)).sum()
    }

    /// Adds up the next window that has any article and lists what it found, in order; `false`
    /// after the last one.
    pub(in crate::search) fn next_window(&mut self, found: &mut Vec<Scanned>) -> bool {
        found.clear();
        let next = self.parts.iter().map(Part::doc).min().unwrap_or(TERMINATED);
        if next >= self.max_doc {
            return false;
        }
        self.window.start = next - next % WINDOW as DocId;
        for (index, part) in self.parts.iter_mut().enumerate() {
            part.add(&mut self.window, 1 << index);
        }
        let all = u32::MAX >> (MAX_PARTS - self.parts.len());
        self.window.drain(all, self.bonus, found);
        true
    }
}

impl Part {
    fn new(context: &SegmentContext<'_>, node: &Node) -> Result<Part> {
        match node {
            Node::Word(set) if set.terms.len() <= forms::MIN_FORMS => Part::terms(context, set),
            other => Ok(Part::Cursor(context.compile(other)?)),
        }
    }

    fn terms(context: &SegmentContext<'_>, set: &TermSet) -> Result<Part> {
        let mut terms = Vec::with_capacity(set.terms.len());
        for term in &set.terms {
            terms.extend(TermBlocks::open(context, term)?);
        }
        // Terms that only add to what matches come after those that make matches.
        terms.sort_by_key(|term| !term.makes_match);
        Ok(Part::Terms(terms))
    }

    fn doc(&self) -> DocId {
        match self {
            Part::Cursor(cursor) => cursor.doc(),
            Part::Terms(terms) => {
                let matching = terms.iter().filter(|term| term.makes_match);
                matching.map(TermBlocks::doc).min().unwrap_or(TERMINATED)
            }
        }
    }

    fn add(&mut self, window: &mut Window, part: u32) {
        match self {
            Part::Terms(terms) => {
                for term in terms {
                    term.add(window, part);
                }
            }
            Part::Cursor(cursor) => {
                while cursor.doc() < window.end() {
                    window.add((cursor.doc() - window.start) as usize, cursor.score(), part);
                    cursor.advance();
                }
            }
        }
    }
}

impl TermBlocks {
    fn open(context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<Option<Self>> {
        let column = term.term.field();
        let inverted = context.segment.inverted_index(column).map_err(unreadable)?;
        let option = IndexRecordOption::WithFreqs;
        let postings = inverted.read_block_postings(&term.term, option).map_err(unreadable)?;
        let Some(postings) = postings else { return Ok(None) };
        Ok(Some(TermBlocks {
            postings,
            at: 0,
            weight: term.weight,
            lengths: context.lengths(column)?,
            makes_match: term.makes_match,
        }))
    }

    fn doc(&self) -> DocId {
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Adds the articles of the window.
    fn add(&mut self, window: &mut Window, part: u32) {
        let (start, end) = (window.start, window.end());
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
            let here = docs.partition_point(|&doc| doc < end);
            for (&doc, &mentions) in docs[..here].iter().zip(freqs) {
                // A term that makes no match may lie before the window.
                let Some(index) = doc.checked_sub(start) else { continue };
                let index = index as usize;
                if !self.makes_match && window.parts[index] & part == 0 {
                    continue;
                }
                let score = self
                    .lengths
                    .as_ref()
                    .map_or(0.0, |lengths| self.weight * lengths.saturation(doc, mentions));
                window.add(index, score, part);
            }
            if here < docs.len() || docs.is_empty() {
                self.at += here;
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

impl Window {
    fn new() -> Self {
        Window {
            start: 0,
            scores: vec![0.0; WINDOW],
            parts: vec![0; WINDOW],
            touched: vec![0; WINDOW / 64],
        }
    }

    fn end(&self) -> DocId {
        self.start + WINDOW as DocId
    }

    #[inline]
    fn add(&mut self, index: usize, score: f32, part: u32) {
        self.scores[index] += score;
        self.parts[index] |= part;
        self.touched[index / 64] |= 1 << (index % 64);
    }

    /// Lists the articles of the window and empties it.
    fn drain(&mut self, all: u32, bonus: f32, found: &mut Vec<Scanned>) {
        for (word, touched) in self.touched.iter_mut().enumerate() {
            while *touched != 0 {
                let index = word * 64 + touched.trailing_zeros() as usize;
                *touched &= *touched - 1;
                let has_all = std::mem::take(&mut self.parts[index]) == all;
                let score = std::mem::take(&mut self.scores[index]);
                let score = if has_all { score + bonus } else { score };
                found.push(Scanned { doc: self.start + index as DocId, score });
            }
        }
    }
}
