//! Articles of earlier commits that go, whatever is written meanwhile.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, Term};

/// The documents of some segments that have a term.
///
/// A deletion meets whatever segment is added at about the same time, also one that already holds
/// the article that takes the place of the old one.
#[derive(Debug, Clone)]
pub(super) struct Replaced {
    term: TermQuery,
    segments: Arc<HashSet<SegmentId>>,
}

impl Replaced {
    pub(super) fn new(term: Term, segments: Arc<HashSet<SegmentId>>) -> Self {
        Replaced { term: TermQuery::new(term, IndexRecordOption::Basic), segments }
    }
}

impl Query for Replaced {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let (term, segments) = (self.term.weight(scoring)?, Arc::clone(&self.segments));
        Ok(Box::new(ReplacedWeight { term, segments }))
    }
}

struct ReplacedWeight {
    term: Box<dyn Weight>,
    segments: Arc<HashSet<SegmentId>>,
}

impl Weight for ReplacedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match self.segments.contains(&reader.segment_id()) {
            true => self.term.scorer(reader, boost),
            false => Ok(Box::new(EmptyScorer)),
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.term.explain(reader, doc)
    }
}
