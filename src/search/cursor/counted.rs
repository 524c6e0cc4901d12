//! Parts that occur often enough, or early enough.

use tantivy::DocId;

use super::near::UnitStarts;
use super::places::Places;
use super::{BoxedCursor, Cursor, Occurrence, SegmentContext};
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
        CountedCursor { part, condition }
    }

    /// Counts the mentions in one zone of the current article; those that overlap count once.
    fn count(&mut self, zone: Zone) -> u32 {
        let mut places = Places::default();
        if self.part.add_words(zone, &mut places) {
            return places.count();
        }
        let mut found = Vec::new();
        self.part.occurrences(zone, &mut found);
        count_apart(found)
    }

    /// Tells whether a mention stands early enough in one zone of the current article.
    fn opens(&mut self, zone: Zone) -> bool {
        let end = self.end(zone);
        self.part.has_before(zone, end).unwrap_or_else(|| {
            let mut found = Vec::new();
            self.part.occurrences(zone, &mut found);
            found.iter().any(|occurrence| occurrence.end <= end)
        })
    }

    /// Returns the position behind the first words of one zone of the current article.
    fn end(&mut self, zone: Zone) -> u32 {
        match &mut self.condition {
            Condition::WithinFirst(words, Some(starts)) if zone == Zone::Body => {
                starts.end_of_words(self.part.doc(), *words)
            }
            Condition::WithinFirst(words, _) => *words,
            Condition::AtLeast(_) => u32::MAX,
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

    fn approach(&mut self, target: DocId) -> DocId {
        self.part.approach(target)
    }

    fn holds(&mut self) -> bool {
        match self.condition {
            Condition::WithinFirst(..) => {
                self.part.holds() && ZONES.into_iter().any(|zone| self.opens(zone))
            }
            Condition::AtLeast(count) => {
                self.part.most_mentions() >= count
                    && self.part.holds()
                    && ZONES.into_iter().map(|zone| self.count(zone)).sum::<u32>() >= count
            }
        }
    }

    fn cost(&self) -> u32 {
        self.part.cost().saturating_mul(8)
    }

    fn score(&mut self) -> f32 {
        self.part.score()
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        let end = self.end(zone);
        let mut own = Places::default();
        let are_words = self.part.add_words(zone, &mut own);
        own.cut(end);
        own.iter().for_each(|position| places.insert(position));
        are_words
    }

    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        let end = end.min(self.end(zone));
        self.part.has_before(zone, end)
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let end = self.end(zone);
        let mut here = Vec::new();
        self.part.occurrences(zone, &mut here);
        found.extend(here.into_iter().filter(|occurrence| occurrence.end <= end));
    }
}
