//! The first stage: every matching article is counted, the best are kept.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::{DocAddress, DocId, SegmentReader};

use super::cursor::{Cursor, SegmentContext, TERMINATED};
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
        let mut cursor = context.start()?;
        let key = KeyOf::new(sort, segment, &context)?;
        let support_ceiling = cursor.support_ceiling();
        while cursor.doc() != TERMINATED {
            let doc = cursor.doc();
            if !segment.is_deleted(doc) {
                total += 1;
                let address = DocAddress::new(ordinal as u32, doc);
                offer(&mut best, &mut *cursor, &key, support_ceiling, address);
            }
            cursor.advance();
        }
    }
    let mut candidates: Vec<_> = best.heap.into_iter().map(|Reverse(kept)| kept).collect();
    candidates.sort_unstable_by(|left, right| right.cmp(left));
    Ok(Collected { total, candidates })
}

fn offer(
    best: &mut Best,
    cursor: &mut dyn Cursor,
    key: &KeyOf,
    support_ceiling: f32,
    address: DocAddress,
) {
    let mut score = cursor.score();
    // Supporting evidence is looked up only where it can still change who is kept.
    let can_matter = best.threshold() <= f64::from(score + support_ceiling);
    if support_ceiling > 0.0 && can_matter {
        score += cursor.support();
    }
    best.offer(Candidate { key: key.of(address.doc_id, score), score, address });
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
