//! Cursors: a plan at work on one segment, article by article.

mod alternatives;
mod boolean;
mod counted;
mod exact;
mod filter;
mod forms;
mod found;
mod kept;
mod loose;
mod many;
mod mentions;
mod near;
mod pairing;
mod phrase;
mod places;
mod postings;
mod same;
mod slot;
mod tally;
mod word;
mod written;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field as Column;
use tantivy::{DocId, InvertedIndexReader, SegmentReader};

use super::bm25::Lengths;
use super::failure::Failure;
use super::plan::{Node, Plan, TermSet, WrittenPlan, Zone, are_words};
use super::scan::Bits;
use super::texts::{MAX_READ, Texts};
use super::weights::Weights;
use crate::error::Result;
use crate::index::{Columns, Fields, Snapshot, unreadable};

pub(super) use alternatives::is_many;
pub(super) use filter::{Test, dated, sourced};
pub(super) use mentions::Mentions;
pub(super) use pairing::Hull;
pub(super) use places::Places;
pub(super) use postings::TermPostings;
pub(super) use tally::Tally;
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

impl Mark {
    /// A single word.
    pub(in crate::search) fn of_word(start: u32, clause: u16, is_exact: bool) -> Self {
        Mark { start, end: start + 1, clause, is_exact }
    }
}

/// A match as operators see it: its extent, and what is marked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub start: u32,
    pub end: u32,
    pub marks: Vec<Mark>,
}

impl Occurrence {
    /// A single word, marked.
    fn of_word(start: u32, clause: u16, is_exact: bool) -> Self {
        let mark = Mark::of_word(start, clause, is_exact);
        Occurrence { start, end: mark.end, marks: vec![mark] }
    }
}

/// Walks through the articles of a segment in order of their numbers: first to candidates, which
/// have all the words there must be, then it is seen on positions whether a candidate matches. Only
/// of an article that [`Cursor::holds`] anything else may be asked.
pub(super) trait Cursor {
    /// Returns the current candidate, [`TERMINATED`] after the last one.
    fn doc(&self) -> DocId;

    /// Goes to the first candidate that is not before `target`; never back.
    fn approach(&mut self, target: DocId) -> DocId;

    /// Tells whether the current candidate matches.
    fn holds(&mut self) -> bool {
        true
    }

    /// Goes to the first matching article that is not before `target`; never back.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut doc = self.approach(target);
        while doc != TERMINATED && !self.holds() {
            doc = self.approach(doc + 1);
        }
        doc
    }

    /// Goes to an article that is known to be a candidate; never back.
    fn go_to(&mut self, doc: DocId) {
        self.approach(doc);
    }

    /// Returns about how many articles there are, for choosing who leads.
    fn cost(&self) -> u32;

    /// Returns the score of the current article.
    fn score(&mut self) -> f32;

    /// Returns the score of the current article, or less when it is not above `threshold`.
    fn score_above(&mut self, _threshold: f32) -> f32 {
        self.score()
    }

    /// Counts the matches in some articles of a window, which are known to be candidates, in order and
    /// all at once; `false` when each has to be looked at.
    fn tally_each(&self, _start: DocId, _among: &Bits, _tallies: &mut Vec<Tally>) -> bool {
        false
    }

    /// Returns the score of an article that was counted so, or less when it is not above `threshold`.
    fn score_tally(&mut self, _doc: DocId, _tally: Tally, _threshold: f32) -> f32 {
        0.0
    }

    /// Returns a number that the mentions in the current candidate, all zones counted, do not
    /// exceed; no position is read for it.
    fn most_mentions(&self) -> u32 {
        u32::MAX
    }

    /// Adds the matches in one zone of the current article to a set of places; `false` when some
    /// are more than single words, in which case the set says nothing.
    fn add_words(&mut self, _zone: Zone, _places: &mut Places) -> bool {
        false
    }

    /// Appends the matches that the words before `end` make in one zone of the current article, in
    /// order of their starts, without their marks; `false` when some are neither words and phrases
    /// nor such near each other, in which case what was appended says nothing.
    fn add_hulls(&mut self, zone: Zone, end: u32, hulls: &mut Vec<Hull>) -> bool {
        let mut places = Places::default();
        let are_words = self.add_words(zone, &mut places);
        places.cut(end);
        hulls.extend(places.iter().map(Hull::of_word));
        are_words
    }

    /// Tells whether a match in one zone of the current article ends before a position; `None`
    /// when only [`Cursor::occurrences`] can tell.
    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        let mut places = Places::default();
        self.add_words(zone, &mut places).then(|| places.next(0).is_some_and(|first| first < end))
    }

    /// Appends the matches in one zone of the current article, in order of their starts.
    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>);

    /// Appends what is marked of the matches in one zone of the current article, in any order.
    fn marks(&mut self, zone: Zone, found: &mut Vec<Mark>) {
        let mut occurrences = Vec::new();
        self.occurrences(zone, &mut occurrences);
        found.extend(occurrences.into_iter().flat_map(|occurrence| occurrence.marks));
    }
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
    /// The only articles that are asked for, in order; all when `None`.
    asked: Option<Vec<DocId>>,
    positions: RefCell<Option<Rc<CompositeFile>>>,
    lengths: RefCell<HashMap<Column, Rc<Lengths>>>,
    texts: RefCell<Option<Rc<RefCell<Texts>>>>,
    many: RefCell<Vec<many::Shared>>,
    failure: Failure,
}

impl<'a> SegmentContext<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, ordinal: usize, plan: &'a Plan) -> Self {
        let segment = &snapshot.segments()[ordinal];
        let columns = &snapshot.columns()[ordinal];
        let fields = snapshot.fields();
        let (asked, positions, lengths, texts, many, failure) = Default::default();
        SegmentContext {
            snapshot,
            segment,
            columns,
            ordinal,
            fields,
            plan,
            asked,
            positions,
            lengths,
            texts,
            many,
            failure,
        }
    }

    /// Has cursors serve a few articles only, given in order; they may pass over all others.
    pub(super) fn asking(mut self, articles: Vec<DocId>) -> Self {
        self.asked = Some(articles);
        self
    }

    /// Returns the first article that is asked for.
    fn first(&self) -> DocId {
        self.asked.as_ref().and_then(|asked| asked.first().copied()).unwrap_or(0)
    }

    /// Checks, when the cursors are done, that all they needed could be read.
    pub(super) fn finish(&self) -> Result<()> {
        self.failure.check()
    }

    /// Tells whether articles were left out because too many would have had to be read.
    pub(super) fn is_exhausted(&self) -> bool {
        self.texts.borrow().as_ref().is_some_and(|texts| texts.borrow().is_exhausted())
    }

    /// Returns the dictionary and postings of a column.
    pub(super) fn inverted(&self, column: Column) -> Result<Arc<InvertedIndexReader>> {
        self.segment.inverted_index(column).map_err(unreadable)
    }

    /// Returns the positions of a column as they lie in the file.
    fn positions(&self, column: Column) -> Result<FileSlice> {
        let mut opened = self.positions.borrow_mut();
        let file = match &*opened {
            Some(file) => Rc::clone(file),
            None => {
                let bytes = self.segment.open_read(SegmentComponent::Positions);
                let file = CompositeFile::open(&bytes.map_err(unreadable)?).map_err(unreadable)?;
                Rc::clone(opened.insert(Rc::new(file)))
            }
        };
        Ok(file.open_read(column).unwrap_or_else(FileSlice::empty))
    }

    /// Starts the whole plan at its first article.
    pub(super) fn start(&self) -> Result<BoxedCursor> {
        self.compile(&self.plan.root)
    }

    pub(super) fn compile(&self, node: &Node) -> Result<BoxedCursor> {
        Ok(match node {
            Node::Nothing => Box::new(filter::Nothing),
            Node::Everything => match &self.asked {
                Some(asked) => Box::new(filter::Listed::new(asked.clone())),
                None => Box::new(filter::everything(self.segment)),
            },
            Node::Word(set) if is_many(&set.terms) => self.many(&set.terms, set.clause)?,
            Node::Word(TermSet { clause, terms, .. }) => {
                Box::new(word::WordCursor::new(self, terms, *clause)?)
            }
            Node::Phrase(plan) => Box::new(phrase::PhraseCursor::new(self, plan)?),
            Node::All(parts) => Box::new(boolean::AllCursor::new(self.compile_all(parts)?)),
            Node::Any(parts) => self.any(parts)?,
            Node::Same(wordings) => Box::new(same::SameCursor::new(self.compile_all(wordings)?)),
            Node::Written(plan) => {
                let candidates = self.compile(&plan.of)?;
                let (texts, sees_all) = (self.texts(plan)?, self.asked.is_some());
                Box::new(written::WrittenCursor::new(candidates, plan, texts, sees_all))
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
                let are_pairs = [left, right].iter().all(|side| are_pairs(side));
                let cursor = near::NearCursor::new(sides, reach, *zone, are_pairs);
                Box::new(cursor.starting(self.first()))
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
        let segments = self.snapshot.segments().len().try_into().unwrap_or(u32::MAX).max(1);
        let room = if self.asked.is_some() { u32::MAX } else { MAX_READ.div_ceil(segments) };
        let (analyzer, failure) = (plan.analyzer.clone(), self.failure.clone());
        let texts = Texts::open(self.segment, self.fields, analyzer, room, failure)?;
        let texts = Rc::new(RefCell::new(texts));
        self.texts.replace(Some(Rc::clone(&texts)));
        Ok(texts)
    }

    /// Returns which share of its score a mention has whatever the form that stands there.
    pub(super) fn lemma_share(&self) -> f32 {
        let Weights { lemma, exact, .. } = self.plan.weights;
        lemma / (lemma + exact).max(f32::MIN_POSITIVE)
    }

    /// Returns the lengths of a scored column; `None` for columns that are only matched.
    pub(super) fn lengths(&self, column: Column) -> Result<Option<Rc<Lengths>>> {
        // Phrases score by the column of lemmas, whatever they are looked up by.
        let is_pairs = column == self.fields.body_pairs;
        let column = if is_pairs { self.fields.body_lemma } else { column };
        let Some(penalties) = self.plan.scoring.penalties(column) else { return Ok(None) };
        if let Some(lengths) = self.lengths.borrow().get(&column) {
            return Ok(Some(Rc::clone(lengths)));
        }
        let norms = self.segment.get_fieldnorms_reader(column).map_err(unreadable)?;
        let lengths = Rc::new(Lengths::new(norms, Arc::clone(penalties)));
        self.lengths.borrow_mut().insert(column, Rc::clone(&lengths));
        Ok(Some(lengths))
    }
}

/// Tells whether no match is more than a phrase, or two words near each other.
fn are_pairs(node: &Node) -> bool {
    match node {
        Node::Near { sides, .. } => sides.iter().all(are_words),
        Node::Any(parts) => parts.iter().all(are_pairs),
        Node::Phrase(_) => true,
        node => are_words(node),
    }
}
