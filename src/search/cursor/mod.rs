//! Cursors: a plan at work on one segment, article by article.

mod boolean;
mod counted;
mod filter;
mod forms;
mod near;
mod phrase;
mod postings;
mod same;
mod word;
mod written;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::schema::Field as Column;
use tantivy::{DocId, InvertedIndexReader, SegmentReader};

use super::bm25::Lengths;
use super::plan::{Node, Plan, WrittenPlan, Zone};
use super::scan::MIN_FORMS;
use super::texts::Texts;
use crate::error::Result;
use crate::index::{Columns, Fields, Snapshot, unreadable};

pub(super) use filter::{dated, sourced};
pub(super) use postings::TermPostings;
pub(super) use tantivy::TERMINATED;

/// A place where a clause matched; positions count words, `end` is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub start: u32,
    pub end: u32,
    pub clause: u16,
    /// All words stand in the form that was typed.
    pub is_exact: bool,
}

/// A match as operators see it: its extent, and what is marked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub start: u32,
    pub end: u32,
    pub marks: Vec<Mark>,
}

/// Walks through the matching articles of a segment in order of their numbers.
pub(super) trait Cursor {
    /// Returns the current article, [`TERMINATED`] after the last one.
    fn doc(&self) -> DocId;

    /// Goes to the next article.
    fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    /// Goes to the first article that is not before `target`; never back.
    fn seek(&mut self, target: DocId) -> DocId;

    /// Returns about how many articles there are, for choosing who leads.
    fn cost(&self) -> u32;

    /// Returns the score of the current article.
    fn score(&mut self) -> f32;

    /// Returns the score of the current article, or less when it is not above `threshold`.
    fn score_above(&mut self, _threshold: f32) -> f32 {
        self.score()
    }

    /// Returns a number that the mentions in the current article, all zones counted, do not exceed;
    /// no position is read for it.
    fn most_mentions(&self) -> u32 {
        u32::MAX
    }

    /// Appends the matches in one zone of the current article, in order of their starts.
    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>);
}

pub(super) type BoxedCursor = Box<dyn Cursor>;

/// What cursors of one segment share.
pub(super) struct SegmentContext<'a> {
    pub snapshot: &'a Snapshot,
    pub segment: &'a SegmentReader,
    pub columns: &'a Arc<Columns>,
    /// Number of the segment.
    pub ordinal: usize,
    pub fields: &'a Fields,
    plan: &'a Plan,
    lengths: RefCell<HashMap<Column, Rc<Lengths>>>,
    texts: RefCell<Option<Rc<RefCell<Texts>>>>,
}

impl<'a> SegmentContext<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, ordinal: usize, plan: &'a Plan) -> Self {
        let segment = &snapshot.segments()[ordinal];
        let columns = &snapshot.columns()[ordinal];
        let fields = snapshot.fields();
        let (lengths, texts) = Default::default();
        SegmentContext { snapshot, segment, columns, ordinal, fields, plan, lengths, texts }
    }

    /// Checks, when the cursors are done, that every text they needed could be read.
    pub(super) fn finish(&self) -> Result<()> {
        let texts = self.texts.borrow();
        let failure = texts.as_ref().and_then(|texts| texts.borrow_mut().take_failure());
        failure.map_or(Ok(()), Err)
    }

    /// Returns the dictionary and postings of a column.
    pub(super) fn inverted(&self, column: Column) -> Result<Arc<InvertedIndexReader>> {
        self.segment.inverted_index(column).map_err(unreadable)
    }

    /// Starts the whole plan at its first article.
    pub(super) fn start(&self) -> Result<BoxedCursor> {
        self.compile(&self.plan.root)
    }

    pub(super) fn compile(&self, node: &Node) -> Result<BoxedCursor> {
        Ok(match node {
            Node::Nothing => Box::new(filter::Nothing),
            Node::Everything => Box::new(filter::everything(self.segment)),
            Node::Word(set) if set.terms.len() > MIN_FORMS => {
                Box::new(forms::FormsCursor::new(self, set)?)
            }
            Node::Word(set) => Box::new(word::WordCursor::new(self, set)?),
            Node::Phrase(plan) => Box::new(phrase::PhraseCursor::new(self, plan)?),
            Node::All(parts) => Box::new(boolean::AllCursor::new(self.compile_all(parts)?)),
            Node::Any(parts) => boolean::any(self.compile_all(parts)?),
            Node::Same(wordings) => Box::new(same::SameCursor::new(self.compile_all(wordings)?)),
            Node::Written(plan) => {
                let candidates = self.compile(&plan.of)?;
                Box::new(written::WrittenCursor::new(candidates, plan, self.texts(plan)?))
            }
            Node::Words { parts, .. } => boolean::any(self.compile_all(parts)?),
            Node::Except(kept, excluded) => {
                let (kept, excluded) = (self.compile(kept)?, self.compile(excluded)?);
                Box::new(boolean::ExceptCursor::new(kept, excluded))
            }
            Node::Filter(part) => Box::new(filter::Unscored(self.compile(part)?)),
            Node::Dated(range) => {
                Box::new(filter::Looked::new(self.segment.max_doc(), dated(self, range)))
            }
            Node::Sourced(words) => {
                Box::new(filter::Looked::new(self.segment.max_doc(), sourced(self, words)?))
            }
            Node::Near { sides, zone, within, is_ordered } => {
                let [left, right] = &**sides;
                let sides = [self.compile(left)?, self.compile(right)?];
                let reach = near::Reach::new(self, *within, *is_ordered, *zone)?;
                Box::new(near::NearCursor::new(sides, reach, *zone))
            }
            Node::AtLeast { count, of } => {
                Box::new(counted::CountedCursor::at_least(self.compile(of)?, *count))
            }
            Node::Lead { words, of } => {
                let part = self.compile(of)?;
                Box::new(counted::CountedCursor::within_first(self, part, *words)?)
            }
        })
    }

    fn compile_all(&self, parts: &[Node]) -> Result<Vec<BoxedCursor>> {
        parts.iter().map(|part| self.compile(part)).collect()
    }

    /// Returns the texts of the segment, which all cursors share.
    fn texts(&self, plan: &WrittenPlan) -> Result<Rc<RefCell<Texts>>> {
        if let Some(texts) = &*self.texts.borrow() {
            return Ok(Rc::clone(texts));
        }
        let texts = Texts::open(self.segment, self.fields, plan.analyzer.clone())?;
        let texts = Rc::new(RefCell::new(texts));
        self.texts.replace(Some(Rc::clone(&texts)));
        Ok(texts)
    }

    /// Returns the lengths of a scored column; `None` for columns that are only matched.
    pub(super) fn lengths(&self, column: Column) -> Result<Option<Rc<Lengths>>> {
        let Some(penalties) = self.plan.penalties.get(&column) else { return Ok(None) };
        if let Some(lengths) = self.lengths.borrow().get(&column) {
            return Ok(Some(Rc::clone(lengths)));
        }
        let norms = self.segment.get_fieldnorms_reader(column).map_err(unreadable)?;
        let lengths = Rc::new(Lengths::new(norms, Rc::clone(penalties)));
        self.lengths.borrow_mut().insert(column, Rc::clone(&lengths));
        Ok(Some(lengths))
    }
}
