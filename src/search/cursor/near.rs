//! Operators on positions: near each other, often enough, early enough.

use tantivy::DocId;

use super::postings::{TermPostings, position};
use super::{BoxedCursor, Cursor, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::{PARAGRAPH_MARK, SENTENCE_MARK};
use crate::query::Within;
use crate::search::plan::Zone;

/// Tells which two occurrences are near enough.
pub(super) struct Reach {
    /// Most positions from the end of one to the start of the other; neighbours are 1 apart.
    most: u32,
    is_ordered: bool,
    /// Where the units begin that both must be in.
    marks: Option<TermPostings>,
    starts: Vec<u32>,
}

impl Reach {
    pub(super) fn new(
        context: &SegmentContext<'_>,
        within: Within,
        is_ordered: bool,
        zone: Zone,
    ) -> Result<Self> {
        let (most, mark) = match within {
            Within::Words(words) => (words, None),
            Within::Sentence => (u32::MAX, Some(SENTENCE_MARK)),
            Within::Paragraph => (u32::MAX, Some(PARAGRAPH_MARK)),
        };
        // A title is one sentence and one paragraph; only the body has marks.
        let mark = mark.filter(|_| zone == Zone::Body);
        let marks = match mark {
            Some(mark) => TermPostings::open_marks(context, mark)?,
            None => None,
        };
        Ok(Reach { most, is_ordered, marks, starts: Vec::new() })
    }

    fn enter(&mut self, doc: DocId) {
        self.starts.clear();
        if let Some(marks) = &mut self.marks
            && marks.seek(doc) == doc
        {
            marks.positions(&mut self.starts);
            self.starts.iter_mut().for_each(|flagged| *flagged = position(*flagged));
        }
    }

    fn holds(&self, before: &Occurrence, after: &Occurrence) -> bool {
        let Some(gap) = after.start.checked_sub(before.end) else { return false };
        let unit = |at: u32| self.starts.partition_point(|&start| start <= at);
        gap < self.most && unit(before.start) == unit(after.end.saturating_sub(1))
    }
}

/// Articles in which both sides stand near each other, in one zone.
pub(super) struct NearCursor {
    sides: [BoxedCursor; 2],
    reach: Reach,
    zone: Zone,
    doc: DocId,
    found: Vec<Occurrence>,
}

impl NearCursor {
    pub(super) fn new(sides: [BoxedCursor; 2], reach: Reach, zone: Zone) -> Self {
        let mut cursor = NearCursor { sides, reach, zone, doc: TERMINATED, found: Vec::new() };
        cursor.settle(0);
        cursor
    }

    fn settle(&mut self, target: DocId) {
        let mut candidate = target;
        loop {
            let [left, right] = &mut self.sides;
            let doc = left.seek(candidate);
            let other = if doc == TERMINATED { TERMINATED } else { right.seek(doc) };
            self.doc = other;
            if other == TERMINATED {
                return;
            }
            if other == doc {
                self.find();
                if !self.found.is_empty() {
                    return;
                }
            }
            candidate = if other == doc { doc + 1 } else { other };
        }
    }

    /// Pairs every occurrence with its nearest partner on each side that is allowed.
    fn find(&mut self) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        self.sides[0].occurrences(self.zone, &mut left);
        self.sides[1].occurrences(self.zone, &mut right);
        self.reach.enter(self.doc);
        self.found.clear();
        pair_up(&left, &right, &self.reach, &mut self.found);
        if !self.reach.is_ordered {
            pair_up(&right, &left, &self.reach, &mut self.found);
        }
        self.found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
        self.found.dedup();
    }
}

/// Adds the pairs of `before` and `after`: each with the nearest of the others.
fn pair_up(
    before: &[Occurrence],
    after: &[Occurrence],
    reach: &Reach,
    found: &mut Vec<Occurrence>,
) {
    for first in before {
        let next = after.partition_point(|second| second.start < first.end);
        found.extend(after.get(next).and_then(|second| pair(first, second, reach)));
    }
    let mut by_end: Vec<&Occurrence> = before.iter().collect();
    by_end.sort_by_key(|first| first.end);
    for second in after {
        let end = by_end.partition_point(|first| first.end <= second.start);
        let nearest = end.checked_sub(1).and_then(|index| by_end.get(index));
        found.extend(nearest.and_then(|first| pair(first, second, reach)));
    }
}

fn pair(before: &Occurrence, after: &Occurrence, reach: &Reach) -> Option<Occurrence> {
    reach.holds(before, after).then(|| Occurrence {
        start: before.start,
        end: after.end,
        marks: before.marks.iter().chain(&after.marks).copied().collect(),
    })
}

impl Cursor for NearCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        self.sides.iter().map(|side| side.cost()).min().unwrap_or(0).saturating_mul(8)
    }

    fn score(&mut self) -> f32 {
        self.sides.iter_mut().map(|side| side.score()).sum()
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        if zone == self.zone {
            found.extend(self.found.iter().cloned());
        }
    }
}

/// What a counted part must fulfil.
enum Condition {
    AtLeast(u32),
    WithinFirst(u32),
}

/// Articles in which a part occurs often enough, or early enough.
pub(super) struct CountedCursor {
    part: BoxedCursor,
    condition: Condition,
}

impl CountedCursor {
    /// At least `count` mentions, in body and title together.
    pub(super) fn at_least(part: BoxedCursor, count: u32) -> Self {
        CountedCursor::new(part, Condition::AtLeast(count))
    }

    /// Within the first `words` words of the body.
    pub(super) fn within_first(part: BoxedCursor, words: u32) -> Self {
        CountedCursor::new(part, Condition::WithinFirst(words))
    }

    fn new(part: BoxedCursor, condition: Condition) -> Self {
        let mut cursor = CountedCursor { part, condition };
        cursor.settle();
        cursor
    }

    fn settle(&mut self) -> DocId {
        while self.part.doc() != TERMINATED && !self.holds() {
            self.part.advance();
        }
        self.part.doc()
    }

    fn holds(&mut self) -> bool {
        let mut found = Vec::new();
        self.occurrences(Zone::Body, &mut found);
        match self.condition {
            Condition::WithinFirst(_) => !found.is_empty(),
            Condition::AtLeast(count) => {
                self.occurrences(Zone::Title, &mut found);
                found.len() >= count as usize
            }
        }
    }
}

impl Cursor for CountedCursor {
    fn doc(&self) -> DocId {
        self.part.doc()
    }

    fn advance(&mut self) -> DocId {
        self.part.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.part.doc() < target {
            self.part.seek(target);
            self.settle();
        }
        self.part.doc()
    }

    fn cost(&self) -> u32 {
        self.part.cost().saturating_mul(8)
    }

    fn score(&mut self) -> f32 {
        self.part.score()
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let from = found.len();
        self.part.occurrences(zone, found);
        if let Condition::WithinFirst(words) = self.condition {
            let mut index = 0;
            found.retain(|occurrence| {
                index += 1;
                index <= from || occurrence.end <= words
            });
        }
    }
}
