//! Operators on articles: all, any, except.

use tantivy::DocId;

use super::{BoxedCursor, Cursor, Occurrence, TERMINATED};
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
                let doc = part.seek(candidate);
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

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.cost())
    }

    fn score(&mut self) -> f32 {
        self.parts.iter_mut().map(|part| part.score()).sum()
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        for part in &mut self.parts {
            part.occurrences(zone, found);
        }
        found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    }
}

/// Articles that any part has.
pub(super) fn any(mut parts: Vec<BoxedCursor>) -> BoxedCursor {
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    let mut cursor = AnyCursor { parts, doc: 0 };
    cursor.doc = cursor.nearest();
    Box::new(cursor)
}

/// See [`any`].
struct AnyCursor {
    parts: Vec<BoxedCursor>,
    doc: DocId,
}

impl AnyCursor {
    fn nearest(&self) -> DocId {
        self.parts.iter().map(|part| part.doc()).min().unwrap_or(TERMINATED)
    }
}

impl Cursor for AnyCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn advance(&mut self) -> DocId {
        for part in &mut self.parts {
            if part.doc() == self.doc && self.doc != TERMINATED {
                part.advance();
            }
        }
        self.doc = self.nearest();
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for part in &mut self.parts {
                part.seek(target);
            }
            self.doc = self.nearest();
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        self.parts.iter().map(|part| part.cost()).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        let doc = self.doc;
        self.parts.iter_mut().filter(|part| part.doc() == doc).map(|part| part.score()).sum()
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        for part in &mut self.parts {
            if part.doc() == self.doc {
                part.occurrences(zone, found);
            }
        }
        found.sort_by_key(|occurrence| (occurrence.start, occurrence.end));
    }
}

/// Articles of one part that the other does not have. Nothing of the other is ever shown.
pub(super) struct ExceptCursor {
    kept: BoxedCursor,
    excluded: BoxedCursor,
}

impl ExceptCursor {
    pub(super) fn new(kept: BoxedCursor, excluded: BoxedCursor) -> Self {
        let mut cursor = ExceptCursor { kept, excluded };
        cursor.pass_excluded();
        cursor
    }

    fn pass_excluded(&mut self) -> DocId {
        let mut doc = self.kept.doc();
        while doc != TERMINATED && self.excluded.seek(doc) == doc {
            doc = self.kept.advance();
        }
        doc
    }
}

impl Cursor for ExceptCursor {
    fn doc(&self) -> DocId {
        self.kept.doc()
    }

    fn advance(&mut self) -> DocId {
        self.kept.advance();
        self.pass_excluded()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.kept.doc() < target {
            self.kept.seek(target);
            self.pass_excluded();
        }
        self.kept.doc()
    }

    fn cost(&self) -> u32 {
        self.kept.cost()
    }

    fn score(&mut self) -> f32 {
        self.kept.score()
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        self.kept.occurrences(zone, found);
    }
}
