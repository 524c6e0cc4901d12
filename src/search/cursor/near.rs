//! Two parts near each other, decided on their positions.

use tantivy::DocId;

use super::postings::{TermPostings, position};
use super::{BoxedCursor, Cursor, Mark, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::{PARAGRAPH_MARK, SENTENCE_MARK};
use crate::query::Within;
use crate::search::plan::Zone;

/// Tells which two occurrences are near enough.
pub(super) struct Reach {
    within: Within,
    is_ordered: bool,
    /// Where sentences or paragraphs begin; `None` in zones that are one of both.
    marks: Option<UnitStarts>,
}

impl Reach {
    pub(super) fn new(
        context: &SegmentContext<'_>,
        within: Within,
        is_ordered: bool,
        zone: Zone,
    ) -> Result<Self> {
        let mark = match within {
            Within::Words(_) | Within::Sentence => SENTENCE_MARK,
            Within::Paragraph => PARAGRAPH_MARK,
        };
        // A title is one sentence and one paragraph; only the body has marks.
        let marks = match zone {
            Zone::Body => UnitStarts::open(context, mark)?,
            Zone::Title | Zone::Metadata => None,
        };
        Ok(Reach { within, is_ordered, marks })
    }

    fn enter(&mut self, doc: DocId) {
        if let Some(marks) = &mut self.marks {
            marks.enter(doc);
        }
    }

    /// Drops occurrences that cannot take part: those that leave their sentence or paragraph.
    fn admit(&mut self, occurrences: &mut Vec<Occurrence>) {
        if let (Within::Sentence | Within::Paragraph, Some(marks)) = (self.within, &mut self.marks)
        {
            occurrences.retain(|found| marks.unit(found.start) == marks.unit(found.end - 1));
        }
    }

    /// Tells whether two occurrences, of which one begins behind the end of the other, are near.
    fn holds(&mut self, before: &Occurrence, after: &Occurrence) -> bool {
        let Some(gap) = after.start.checked_sub(before.end) else { return false };
        let (last, first) = (before.end - 1, after.start);
        let marks = self.marks.as_mut();
        match self.within {
            Within::Words(most) if gap < most => true,
            // Every sentence has a word, so that at most every other position is none.
            Within::Words(most) if gap / 2 > most => false,
            Within::Words(most) => {
                marks.is_some_and(|marks| gap - (marks.unit(first) - marks.unit(last)) < most)
            }
            Within::Sentence | Within::Paragraph => {
                marks.is_none_or(|marks| marks.unit(last) == marks.unit(first))
            }
        }
    }
}

/// Where the sentences or paragraphs of an article begin, read when they are asked for.
pub(super) struct UnitStarts {
    postings: TermPostings,
    doc: DocId,
    is_read: bool,
    starts: Vec<u32>,
}

impl UnitStarts {
    /// Opens the starts of a segment; `None` when it has no article with a body.
    pub(super) fn open(context: &SegmentContext<'_>, mark: &str) -> Result<Option<Self>> {
        let postings = TermPostings::open_marks(context, mark)?;
        Ok(postings.map(|postings| UnitStarts {
            postings,
            doc: TERMINATED,
            is_read: false,
            starts: Vec::new(),
        }))
    }

    fn enter(&mut self, doc: DocId) {
        if self.doc != doc {
            (self.doc, self.is_read) = (doc, false);
        }
    }

    /// Returns how many words an article has up to a position, that one included, where the units
    /// are sentences: each but the first stands behind a position without a word.
    pub(super) fn words_up_to(&mut self, doc: DocId, position: u32) -> u32 {
        self.enter(doc);
        position + 2 - self.unit(position).max(1)
    }

    /// Returns the number of units that begin up to a position.
    fn unit(&mut self, position: u32) -> u32 {
        if !self.is_read {
            self.read();
        }
        self.starts.partition_point(|&start| start <= position) as u32
    }

    fn read(&mut self) {
        self.is_read = true;
        self.starts.clear();
        if self.postings.seek(self.doc) == self.doc {
            self.postings.positions(&mut self.starts);
            self.starts.iter_mut().for_each(|flagged| *flagged = position(*flagged));
            // A stretch without words begins where the next one does.
            self.starts.dedup();
        }
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
        self.reach.enter(self.doc);
        let [left, right] = &mut self.sides;
        let [left, right] = [left, right].map(|side| {
            let mut found = Vec::new();
            side.occurrences(self.zone, &mut found);
            self.reach.admit(&mut found);
            found
        });
        self.found.clear();
        pair_up(&left, &right, &mut self.reach, &mut self.found);
        if !self.reach.is_ordered {
            pair_up(&right, &left, &mut self.reach, &mut self.found);
            pair_within(&left, &right, &mut self.found);
            pair_within(&right, &left, &mut self.found);
        }
        self.found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
        self.found.dedup();
    }
}

/// Adds the pairs of `before` and `after`: each with the nearest of the others.
fn pair_up(
    before: &[Occurrence],
    after: &[Occurrence],
    reach: &mut Reach,
    found: &mut Vec<Occurrence>,
) {
    for first in before {
        let next = after.partition_point(|second| second.start < first.end);
        if let Some(second) = after.get(next).filter(|second| reach.holds(first, second)) {
            found.push(pair(first, second));
        }
    }
    let mut by_end: Vec<&Occurrence> = before.iter().collect();
    by_end.sort_by_key(|first| (first.end, first.start));
    for second in after {
        let end = by_end.partition_point(|first| first.end <= second.start);
        let nearest = end.checked_sub(1).and_then(|index| by_end.get(index));
        if let Some(first) = nearest.filter(|first| reach.holds(first, second)) {
            found.push(pair(first, second));
        }
    }
}

/// Adds, for each wide occurrence, such as a pair itself, one of the others that lies between its
/// words: nothing is nearer.
fn pair_within(wide: &[Occurrence], others: &[Occurrence], found: &mut Vec<Occurrence>) {
    if !wide.iter().any(has_room) {
        return;
    }
    let longest = others.iter().map(|other| other.end - other.start).max().unwrap_or(0);
    for outer in wide.iter().filter(|outer| has_room(outer)) {
        let from = others.partition_point(|inner| inner.start + longest <= outer.start);
        let reachable = others[from..].iter().take_while(|inner| inner.start < outer.end);
        let mut between = reachable.filter(|inner| lies_between(inner, outer));
        found.extend(between.next().map(|inner| pair(outer, inner)));
    }
    let widest = wide.iter().map(|outer| outer.end - outer.start).max().unwrap_or(0);
    for inner in others {
        let from = wide.partition_point(|outer| outer.start + widest <= inner.start);
        let reachable = wide[from..].iter().take_while(|outer| outer.start < inner.end);
        let mut around = reachable.filter(|outer| lies_between(inner, outer));
        found.extend(around.next().map(|outer| pair(outer, inner)));
    }
}

/// Tells whether words of others may stand between those of an occurrence.
fn has_room(occurrence: &Occurrence) -> bool {
    let [first, ..] = occurrence.marks.as_slice() else { return false };
    first.end < occurrence.end
}

fn lies_between(inner: &Occurrence, outer: &Occurrence) -> bool {
    let shares = |mark: &Mark| {
        outer.marks.iter().any(|other| mark.start < other.end && other.start < mark.end)
    };
    inner.start < outer.end && outer.start < inner.end && !inner.marks.iter().any(shares)
}

fn pair(one: &Occurrence, other: &Occurrence) -> Occurrence {
    let mut marks: Vec<Mark> = one.marks.iter().chain(&other.marks).copied().collect();
    marks.sort_unstable();
    marks.dedup();
    let (start, end) = (one.start.min(other.start), one.end.max(other.end));
    Occurrence { start, end, marks }
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
