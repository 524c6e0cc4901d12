//! Operators on articles: all, any, except.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::DocId;

use super::{BoxedCursor, Cursor, Hull, Mark, Occurrence, Places, TERMINATED};
use crate::search::plan::Zone;

/// Articles that every part has.
pub(super) struct AllCursor {
    /// Rarest first.
    parts: Vec<BoxedCursor>,
    doc: DocId,
}

impl AllCursor {
    pub(super) fn new(mut parts: Vec<BoxedCursor>) -> Self {
        parts.sort_by_key(|part| part.cost());
        let mut cursor = AllCursor { parts, doc: TERMINATED };
        cursor.settle(0);
        cursor
    }

    fn settle(&mut self, target: DocId) {
        let mut candidate = target;
        'search: loop {
            for part in &mut self.parts {
                let doc = part.approach(candidate);
                if doc == TERMINATED {
                    self.doc = TERMINATED;
                    return;
                }
                if doc > candidate {
                    candidate = doc;
                    continue 'search;
                }
            }
            self.doc = if self.parts.is_empty() { TERMINATED } else { candidate };
            return;
        }
    }
}

impl Cursor for AllCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn holds(&mut self) -> bool {
        self.parts.iter_mut().all(|part| part.holds())
    }

    fn cost(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.cost())
    }

    fn score(&mut self) -> f32 {
        self.parts.iter_mut().map(|part| part.score()).sum()
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.parts.iter_mut().all(|part| part.add_words(zone, places))
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        for part in &mut self.parts {
            part.occurrences(zone, found);
        }
        found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    }

    fn marks(&mut self, zone: Zone, marks: &mut Vec<Mark>) {
        self.parts.iter_mut().for_each(|part| part.marks(zone, marks));
    }
}

/// Articles that any part has.
pub(super) fn any(mut parts: Vec<BoxedCursor>) -> BoxedCursor {
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    let waiting = (0..).zip(&parts).map(|(index, part)| Reverse((part.doc(), index))).collect();
    let (here, holding, doc) = (Vec::new(), Vec::new(), TERMINATED);
    let mut cursor = AnyCursor { parts, waiting, here, holding, doc };
    cursor.gather();
    Box::new(cursor)
}

/// See [`any`]. Hundreds of alternatives may be asked for, of which an article has a few: only
/// those are looked at.
struct AnyCursor {
    parts: Vec<BoxedCursor>,
    /// The other parts by where they stand, the furthest back first.
    waiting: BinaryHeap<Reverse<(DocId, usize)>>,
    /// Parts that have the current candidate, in order.
    here: Vec<usize>,
    /// Those of which it holds.
    holding: Vec<usize>,
    doc: DocId,
}

impl AnyCursor {
    /// Takes the parts that stand at the nearest article.
    fn gather(&mut self) {
        self.doc = self.waiting.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc);
        while self.doc != TERMINATED
            && let Some(next) = self.waiting.peek_mut()
            && next.0.0 == self.doc
        {
            let Reverse((_, index)) = PeekMut::pop(next);
            self.here.push(index);
        }
    }
}

impl Cursor for AnyCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for index in self.here.drain(..) {
                self.waiting.push(Reverse((self.parts[index].approach(target), index)));
            }
            while let Some(mut next) = self.waiting.peek_mut()
                && next.0.0 < target
            {
                next.0.0 = self.parts[next.0.1].approach(target);
            }
            self.gather();
        }
        self.doc
    }

    fn holds(&mut self) -> bool {
        self.holding.clear();
        for &index in &self.here {
            if self.parts[index].holds() {
                self.holding.push(index);
            }
        }
        !self.holding.is_empty()
    }

    fn cost(&self) -> u32 {
        self.parts.iter().map(|part| part.cost()).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        self.holding.iter().map(|&index| self.parts[index].score()).sum()
    }

    fn most_mentions(&self) -> u32 {
        let mentions = self.here.iter().map(|&index| self.parts[index].most_mentions());
        mentions.fold(0, u32::saturating_add)
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.holding.iter().all(|&index| self.parts[index].add_words(zone, places))
    }

    fn add_hulls(&mut self, zone: Zone, end: u32, hulls: &mut Vec<Hull>) -> bool {
        let mut holding = self.holding.iter();
        let are_whole = holding.all(|&index| self.parts[index].add_hulls(zone, end, hulls));
        hulls.sort_unstable();
        hulls.dedup();
        are_whole
    }

    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        let mut has = false;
        for &index in &self.holding {
            has |= self.parts[index].has_before(zone, end)?;
        }
        Some(has)
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        for &index in &self.holding {
            self.parts[index].occurrences(zone, found);
        }
        found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    }

    fn marks(&mut self, zone: Zone, marks: &mut Vec<Mark>) {
        self.holding.iter().for_each(|&index| self.parts[index].marks(zone, marks));
    }
}

/// Articles of one part that the other does not have. Nothing of the other is ever shown.
pub(super) struct ExceptCursor {
    kept: BoxedCursor,
    excluded: BoxedCursor,
}

impl ExceptCursor {
    pub(super) fn new(kept: BoxedCursor, excluded: BoxedCursor) -> Self {
        ExceptCursor { kept, excluded }
    }
}

impl Cursor for ExceptCursor {
    fn doc(&self) -> DocId {
        self.kept.doc()
    }

    fn approach(&mut self, target: DocId) -> DocId {
        self.kept.approach(target)
    }

    fn holds(&mut self) -> bool {
        let doc = self.kept.doc();
        self.kept.holds() && (self.excluded.approach(doc) != doc || !self.excluded.holds())
    }

    fn cost(&self) -> u32 {
        self.kept.cost()
    }

    fn score(&mut self) -> f32 {
        self.kept.score()
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.kept.add_words(zone, places)
    }

    fn has_before(&mut self, zone: Zone, end: u32) -> Option<bool> {
        self.kept.has_before(zone, end)
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        self.kept.occurrences(zone, found);
    }

    fn marks(&mut self, zone: Zone, marks: &mut Vec<Mark>) {
        self.kept.marks(zone, marks);
    }
}
