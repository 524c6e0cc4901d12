//! Conditions that select articles without scoring them.

use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use super::{BoxedCursor, Cursor, Occurrence, SegmentContext, TERMINATED};
use crate::error::Result;
use crate::query::DateRange;
use crate::search::plan::Zone;

/// No article at all.
pub(super) struct Nothing;

impl Cursor for Nothing {
    fn doc(&self) -> DocId {
        TERMINATED
    }

    fn approach(&mut self, _target: DocId) -> DocId {
        TERMINATED
    }

    fn cost(&self) -> u32 {
        0
    }

    fn score(&mut self) -> f32 {
        0.0
    }

    fn occurrences(&mut self, _zone: Zone, _found: &mut Vec<Occurrence>) {}
}

/// Articles of which a condition holds that is looked up by number.
pub(super) struct Looked<C> {
    holds: C,
    max_doc: DocId,
    doc: DocId,
}

/// Selects every article.
pub(super) fn everything(segment: &SegmentReader) -> Looked<impl Fn(DocId) -> bool + use<>> {
    Looked::new(segment.max_doc(), |_| true)
}

/// A condition on the number of an article.
pub(in crate::search) type Test = Box<dyn Fn(DocId) -> bool>;

/// Returns whether an article is dated within a range; one without a date is in none.
pub(in crate::search) fn dated(context: &SegmentContext<'_>, range: &DateRange) -> Test {
    let columns = Arc::clone(context.columns);
    let first = range.from.map_or(i64::MIN, |date| date.first_second());
    let last = range.to.map_or(i64::MAX, |date| date.last_second());
    Box::new(move |doc| columns.date(doc).is_some_and(|date| (first..=last).contains(&date)))
}

/// Returns whether the name of an article's source has the words one behind the other.
pub(in crate::search) fn sourced(context: &SegmentContext<'_>, words: &[String]) -> Result<Test> {
    let columns = Arc::clone(context.columns);
    let is_named = columns.sources_named(words, || context.snapshot.analyzer())?;
    let is_named = move |source: usize| is_named.get(source).copied().unwrap_or(false);
    Ok(Box::new(move |doc| columns.source(doc).is_some_and(&is_named)))
}

impl<C: Fn(DocId) -> bool> Looked<C> {
    pub(super) fn new(max_doc: DocId, holds: C) -> Self {
        let mut cursor = Looked { holds, max_doc, doc: 0 };
        cursor.settle(0);
        cursor
    }

    fn settle(&mut self, from: DocId) -> DocId {
        let found = (from..self.max_doc).find(|&doc| (self.holds)(doc));
        self.doc = found.unwrap_or(TERMINATED);
        self.doc
    }
}

impl<C: Fn(DocId) -> bool> Cursor for Looked<C> {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target { self.settle(target) } else { self.doc }
    }

    fn cost(&self) -> u32 {
        // Looking up is dear; it only ever leads when nothing else can.
        u32::MAX
    }

    fn score(&mut self) -> f32 {
        0.0
    }

    fn occurrences(&mut self, _zone: Zone, _found: &mut Vec<Occurrence>) {}
}

/// Some articles, in order.
pub(super) struct Listed {
    articles: Vec<DocId>,
    at: usize,
}

impl Listed {
    pub(super) fn new(articles: Vec<DocId>) -> Self {
        Listed { articles, at: 0 }
    }
}

impl Cursor for Listed {
    fn doc(&self) -> DocId {
        self.articles.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn approach(&mut self, target: DocId) -> DocId {
        self.at += self.articles[self.at..].partition_point(|&doc| doc < target);
        self.doc()
    }

    fn cost(&self) -> u32 {
        u32::MAX
    }

    fn score(&mut self) -> f32 {
        0.0
    }

    fn occurrences(&mut self, _zone: Zone, _found: &mut Vec<Occurrence>) {}
}

/// A part that selects and is neither scored nor shown.
pub(super) struct Unscored(pub(super) BoxedCursor);

impl Cursor for Unscored {
    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn approach(&mut self, target: DocId) -> DocId {
        self.0.approach(target)
    }

    fn holds(&mut self) -> bool {
        self.0.holds()
    }

    fn cost(&self) -> u32 {
        self.0.cost()
    }

    fn score(&mut self) -> f32 {
        0.0
    }

    /// Metadata is never shown; its mentions serve operators on positions.
    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        if zone == Zone::Metadata {
            self.0.occurrences(zone, found);
        }
    }
}
