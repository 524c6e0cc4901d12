//! The second stage's eyes: where in an article its matches lie, and in which passages.

use tantivy::DocAddress;

use super::cursor::{BoxedCursor, Mark, SegmentContext};
use super::plan::{Plan, Zone};
use crate::error::Result;
use crate::index::Snapshot;

/// The matches of one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Examined {
    /// Marks in the body, in order.
    pub body: Vec<Mark>,
    /// Marks in the title, in order.
    pub title: Vec<Mark>,
    /// Number of words of the title, about.
    pub title_words: u32,
    /// Position of the first word of every passage.
    pub passage_starts: Vec<u32>,
}

impl Examined {
    /// Returns the passage that holds a position.
    pub(super) fn passage_of(&self, position: u32) -> usize {
        let after = self.passage_starts.partition_point(|&start| start <= position);
        after.saturating_sub(1)
    }
}

/// Looks into articles, given in order of their addresses.
pub(super) fn examine(
    snapshot: &Snapshot,
    plan: &Plan,
    addresses: &[DocAddress],
) -> Result<Vec<Examined>> {
    let mut examined = Vec::with_capacity(addresses.len());
    for in_segment in addresses.chunk_by(|left, right| left.segment_ord == right.segment_ord) {
        let Some(first) = in_segment.first() else { continue };
        let articles = in_segment.iter().map(|address| address.doc_id).collect();
        let segment = first.segment_ord as usize;
        let context = SegmentContext::new(snapshot, segment, plan).asking(articles);
        let mut cursor = context.start()?;
        let title_lengths = context.lengths(context.fields.title_exact)?;
        for address in in_segment {
            let mut article = Examined::default();
            if cursor.seek(address.doc_id) == address.doc_id {
                article.body = marks(&mut cursor, Zone::Body);
                article.title = marks(&mut cursor, Zone::Title);
            }
            article.passage_starts.extend(context.columns.passages(address.doc_id));
            article.title_words = title_lengths.as_ref().map_or(0, |it| it.words(address.doc_id));
            examined.push(article);
        }
        context.finish()?;
    }
    Ok(examined)
}

fn marks(cursor: &mut BoxedCursor, zone: Zone) -> Vec<Mark> {
    let mut marks = Vec::new();
    cursor.marks(zone, &mut marks);
    marks.sort_unstable();
    marks.dedup();
    marks
}
