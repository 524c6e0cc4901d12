//! The first stage: every matching article is counted, the best are kept.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::{DocAddress, DocId};

use super::cursor::SegmentContext;
use super::plan::Plan;
use super::request::Sort;
use super::scan::{Scan, Taker};
use crate::error::Result;
use crate::index::{Columns, Snapshot};

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
    /// Better candidates are greater; ties go to the article indexed first, until all are known.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_key = self.key.total_cmp(&other.key);
        by_key.then(self.score.total_cmp(&other.score)).then(other.address.cmp(&self.address))
    }
}

/// What the first stage found.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub total: u64,
    /// Whether there may be more: of words looked at letter by letter, too many had to be read.
    pub is_cut: bool,
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// Whether some article has every word; `None` where the query is not words side by side.
    pub has_whole: Option<bool>,
}

/// Runs a plan over all segments and keeps the best `limit` articles.
pub(super) fn collect(
    snapshot: &Snapshot,
    plan: &Plan,
    sort: Sort,
    limit: usize,
) -> Result<Collected> {
    let mut best = Best { heap: BinaryHeap::new(), limit };
    let (mut total, mut is_cut, mut has_whole) = (0, false, None);
    for ordinal in 0..snapshot.segments().len() {
        let context = SegmentContext::new(snapshot, ordinal, plan);
        let key = KeyOf::new(sort, context.columns);
        let mut keeper = Keeper { best: &mut best, key, segment: ordinal as u32 };
        let mut scan = Scan::new(&context, plan)?;
        total += scan.run(&mut keeper)?;
        has_whole = scan.met_all().max(has_whole);
        scan.rest();
        context.finish()?;
        is_cut |= context.is_exhausted();
    }
    let mut candidates: Vec<_> = best.heap.into_iter().map(|Reverse(kept)| kept).collect();
    candidates.sort_unstable_by(|left, right| right.cmp(left));
    Ok(Collected { total, is_cut, candidates, has_whole })
}

/// Keeps the best articles of one segment.
struct Keeper<'a> {
    best: &'a mut Best,
    key: KeyOf<'a>,
    segment: u32,
}

impl Taker for Keeper<'_> {
    fn threshold(&self) -> Option<f32> {
        matches!(self.key, KeyOf::Score).then(|| self.best.threshold() as f32)
    }

    fn admits(&self, doc: DocId, score: f32) -> bool {
        self.best.admits(&self.candidate(doc, score))
    }

    fn take(&mut self, doc: DocId, score: f32) {
        self.best.offer(self.candidate(doc, score));
    }
}

impl Keeper<'_> {
    fn candidate(&self, doc: DocId, score: f32) -> Candidate {
        let (key, address) = (self.key.of(doc, score), DocAddress::new(self.segment, doc));
        Candidate { key, score, address }
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

    fn admits(&self, candidate: &Candidate) -> bool {
        self.heap.len() < self.limit
            || self.heap.peek().is_some_and(|Reverse(worst)| candidate > worst)
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
enum KeyOf<'a> {
    Score,
    /// Seconds, negated when the earliest come first.
    Date {
        columns: &'a Columns,
        sign: f64,
    },
}

impl<'a> KeyOf<'a> {
    fn new(sort: Sort, columns: &'a Columns) -> Self {
        match sort {
            Sort::Relevance => KeyOf::Score,
            Sort::Newest => KeyOf::Date { columns, sign: 1.0 },
            Sort::Oldest => KeyOf::Date { columns, sign: -1.0 },
        }
    }

    fn of(&self, doc: DocId, score: f32) -> f64 {
        match self {
            KeyOf::Score => f64::from(score),
            KeyOf::Date { columns, sign } => {
                columns.date(doc).map_or(f64::NEG_INFINITY, |date| sign * date as f64)
            }
        }
    }
}
