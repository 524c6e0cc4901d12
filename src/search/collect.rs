//! The first stage: every matching article is counted, the best are kept.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::{DocAddress, DocId, SegmentReader};

use super::cursor::{Cursor, Scanned, SegmentContext, TERMINATED, WindowScan};
use super::plan::Plan;
use super::request::Sort;
use crate::error::Result;
use crate::index::{Snapshot, dates};

/// An article on its way to the answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// What the order goes by: the score, or the date.
    pub key: f64,
    pub score: f32,
    pub address: DocAddress,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    /// Better candidates are greater; ties go to the article indexed first.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_key = self.key.total_cmp(&other.key);
        by_key.then(self.score.total_cmp(&other.score)).then(other.address.cmp(&self.address))
    }
}

/// What the first stage found.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub total: u64,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

/// Runs a plan over all segments and keeps the best `limit` articles.
pub(super) fn collect(
    snapshot: &Snapshot,
    plan: &Plan,
    sort: Sort,
    limit: usize,
) -> Result<Collected> {
    let mut best = Best { heap: BinaryHeap::new(), limit };
    let mut total = 0;
    for (ordinal, segment) in snapshot.segments().iter().enumerate() {
        let context = SegmentContext::new(segment, snapshot.fields(), plan);
        let key = KeyOf::new(sort, segment, &context)?;
        let taker = Taker { best: &mut best, key, ordinal: ordinal as u32, segment };
        total += match context.start_scan()? {
            Some(scan) => taker.scan(scan),
            None => taker.walk(&mut *context.start()?),
        };
    }
    let mut candidates: Vec<_> = best.heap.into_iter().map(|Reverse(kept)| kept).collect();
    candidates.sort_unstable_by(|left, right| right.cmp(left));
    Ok(Collected { total, candidates })
}

/// Takes in the articles of one segment.
struct Taker<'a> {
    best: &'a mut Best,
    key: KeyOf,
    ordinal: u32,
    segment: &'a SegmentReader,
}

impl Taker<'_> {
    /// Takes what a scan finds, window by window; returns the number of living articles.
    fn scan(mut self, mut scan: WindowScan) -> u64 {
        let ceiling = scan.support_ceiling();
        let mut found = Vec::new();
        let mut total = 0;
        while scan.next_window(&mut found) {
            for &Scanned { doc, score } in &found {
                if !self.segment.is_deleted(doc) {
                    total += 1;
                    self.offer(doc, score, ceiling, &mut || scan.support(doc));
                }
            }
        }
        total
    }

    /// Takes what a cursor finds, article by article; returns the number of living articles.
    fn walk(mut self, cursor: &mut dyn Cursor) -> u64 {
        let ceiling = cursor.support_ceiling();
        let mut total = 0;
        while cursor.doc() != TERMINATED {
            let doc = cursor.doc();
            if !self.segment.is_deleted(doc) {
                total += 1;
                let score = cursor.score();
                self.offer(doc, score, ceiling, &mut || cursor.support());
            }
            cursor.advance();
        }
        total
    }

    /// Supporting evidence is looked up only where it can still change who is kept.
    fn offer(
        &mut self,
        doc: DocId,
        mut score: f32,
        ceiling: f32,
        support: &mut dyn FnMut() -> f32,
    ) {
        if ceiling > 0.0 && self.best.threshold() <= self.key.of(doc, score + ceiling) {
            score += support();
        }
        let (key, address) = (self.key.of(doc, score), DocAddress::new(self.ordinal, doc));
        self.best.offer(Candidate { key, score, address });
    }
}

/// The best candidates so far.
struct Best {
    heap: BinaryHeap<Reverse<Candidate>>,
    limit: usize,
}

impl Best {
    fn threshold(&self) -> f64 {
        if self.heap.len() < self.limit {
            return f64::NEG_INFINITY;
        }
        self.heap.peek().map_or(f64::INFINITY, |Reverse(worst)| worst.key)
    }

    fn offer(&mut self, candidate: Candidate) {
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(candidate));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate > worst.0
        {
            *worst = Reverse(candidate);
        }
    }
}

/// What articles are ordered by.
enum KeyOf {
    Score,
    /// Seconds, negated when the earliest come first.
    Date {
        dates: tantivy::columnar::Column<i64>,
        sign: f64,
    },
}

impl KeyOf {
    fn new(sort: Sort, segment: &SegmentReader, context: &SegmentContext<'_>) -> Result<Self> {
        let sign = match sort {
            Sort::Relevance => return Ok(KeyOf::Score),
            Sort::Newest => 1.0,
            Sort::Oldest => -1.0,
        };
        Ok(KeyOf::Date { dates: dates(segment, context.fields)?, sign })
    }

    fn of(&self, doc: DocId, score: f32) -> f64 {
        match self {
            KeyOf::Score => f64::from(score),
            KeyOf::Date { dates, sign } => {
                dates.first(doc).map_or(f64::NEG_INFINITY, |date| sign * date as f64)
            }
        }
    }
}
