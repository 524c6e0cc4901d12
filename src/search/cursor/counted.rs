//! Parts that occur often enough, or early enough.

use tantivy::DocId;

use super::near::UnitStarts;
use super::{BoxedCursor, Cursor, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::index::SENTENCE_MARK;
use crate::search::plan::Zone;

const ZONES: [Zone; 3] = [Zone::Body, Zone::Title, Zone::Metadata];

/// What a counted part must fulfil.
enum Condition {
    AtLeast(u32),
    /// Words, and where the sentences begin, which take a position that is no word.
    WithinFirst(u32, Option<Box<UnitStarts>>),
}

/// Articles in which a part occurs often enough, or early enough.
pub(super) struct CountedCursor {
    part: BoxedCursor,
    condition: Condition,
}

impl CountedCursor {
    /// At least `count` mentions in the whole article; those that overlap count once.
    pub(super) fn at_least(part: BoxedCursor, count: u32) -> Self {
        CountedCursor::new(part, Condition::AtLeast(count))
    }

    /// Within the first `words` words of its zone.
    pub(super) fn within_first(
        context: &SegmentContext<'_>,
        part: BoxedCursor,
        words: u32,
    ) -> Result<Self> {
        let starts = UnitStarts::open(context, SENTENCE_MARK)?.map(Box::new);
        Ok(CountedCursor::new(part, Condition::WithinFirst(words, starts)))
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
        if let Condition::AtLeast(count) = self.condition
            && self.part.most_mentions() < count
        {
            return false;
        }
        let mut mentions = 0;
        for zone in ZONES {
            let mut found = Vec::new();
            self.occurrences(zone, &mut found);
            mentions += count_apart(found);
        }
        match self.condition {
            Condition::WithinFirst(..) => mentions > 0,
            Condition::AtLeast(count) => mentions >= count,
        }
    }
}

/// Counts as many occurrences as there are without overlap.
fn count_apart(mut found: Vec<Occurrence>) -> u32 {
    found.sort_unstable_by_key(|occurrence| occurrence.end);
    let (mut count, mut free) = (0, 0);
    for occurrence in found {
        if occurrence.start >= free {
            count += 1;
            free = occurrence.end;
        }
    }
    count
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
        let doc = self.part.doc();
        let Condition::WithinFirst(words, starts) = &mut self.condition else {
            return self.part.occurrences(zone, found);
        };
        let mut here = Vec::new();
        self.part.occurrences(zone, &mut here);
        let mut starts = starts.as_mut().filter(|_| zone == Zone::Body);
        here.retain(|occurrence| {
            let last = occurrence.end - 1;
            last < *words
                || last / 2 < *words
                    && starts.as_mut().is_some_and(|starts| starts.words_up_to(doc, last) <= *words)
        });
        found.append(&mut here);
    }
}
