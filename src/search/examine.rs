//! The second stage's eyes: where in an article its matches lie, and in which passages.

use tantivy::{DocAddress, DocId};

use super::cursor::{BoxedCursor, Mark, SegmentContext, is_many};
use super::flagged::{is_exact, position};
use super::impacts::ZonePositions;
use super::plan::{Kinship, Node, Plan, TermSet, Zone};
use super::rank::RankedPassage;
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
    /// The passages that have a match, best first, once they were ranked.
    pub ranked: Vec<RankedPassage>,
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
        let mut eyes = Eyes::open(&context, plan)?;
        let title_lengths = context.lengths(context.fields.title_exact)?;
        for address in in_segment {
            let mut article = Examined::default();
            eyes.look(address.doc_id, &mut article);
            for marks in [&mut article.body, &mut article.title] {
                marks.sort_unstable();
                marks.dedup();
            }
            article.passage_starts.extend(context.columns.passages(address.doc_id));
            article.title_words = title_lengths.as_ref().map_or(0, |it| it.words(address.doc_id));
            examined.push(article);
        }
        context.finish()?;
    }
    Ok(examined)
}

/// How matches are looked for.
enum Eyes {
    /// Of words whose positions are kept in memory: where each of them stands.
    Words(Vec<Standing>),
    Cursor(BoxedCursor),
}

/// Where a word stands.
struct Standing {
    clause: u16,
    /// Whether it is another wording of the clause before: what both mean is one mention.
    is_alternative: bool,
    zones: ZonePositions,
}

impl Eyes {
    fn open(context: &SegmentContext<'_>, plan: &Plan) -> Result<Eyes> {
        let mut sets = Vec::new();
        if !words(&plan.root, true, &mut sets) {
            return Ok(Eyes::Cursor(context.start()?));
        }
        let mut standings = Vec::with_capacity(sets.len());
        for Sought { set, is_alternative } in sets {
            let Some(zones) = context.kept_zones(&set.terms)? else {
                return Ok(Eyes::Cursor(context.start()?));
            };
            standings.push(Standing { clause: set.clause, is_alternative, zones });
        }
        Ok(Eyes::Words(standings))
    }

    /// Lists the marks of an article that matches; articles are looked at in order.
    fn look(&mut self, doc: DocId, article: &mut Examined) {
        match self {
            Eyes::Words(standings) => {
                standings.iter().for_each(|standing| standing.mark(doc, article));
            }
            Eyes::Cursor(cursor) => {
                if cursor.seek(doc) == doc {
                    cursor.marks(Zone::Body, &mut article.body);
                    cursor.marks(Zone::Title, &mut article.title);
                }
            }
        }
    }
}

impl Standing {
    /// Adds the marks in an article.
    fn mark(&self, doc: DocId, article: &mut Examined) {
        let clause = self.clause;
        for (zone, positions) in &self.zones {
            let Some(rank) = positions.docs().rank(doc) else { continue };
            let marks = match zone {
                Zone::Body => &mut article.body,
                Zone::Title => &mut article.title,
                Zone::Metadata => continue,
            };
            let known = if self.is_alternative { marks.len() } else { 0 };
            positions.of(rank).each(|place| {
                let mark = Mark::of_word(position(place), clause, is_exact(place));
                let is_same = |own: &Mark| (own.start, own.clause) == (mark.start, clause);
                if !marks[..known].iter().any(is_same) {
                    marks.push(mark);
                }
            });
        }
    }
}

/// A word that is marked.
struct Sought<'p> {
    set: &'p TermSet,
    /// See [`Standing`].
    is_alternative: bool,
}

/// Lists the words that are marked wherever they stand in an article that matches; `false` when
/// something else is marked. Whether a node that is not sure to hold does so, only a cursor can tell,
/// unless it is a word.
fn words<'p>(node: &'p Node, is_sure: bool, found: &mut Vec<Sought<'p>>) -> bool {
    match node {
        Node::Word(set) => {
            found.push(Sought { set, is_alternative: false });
            !is_many(&set.terms)
        }
        Node::Words { parts, .. } | Node::Any(parts) => {
            parts.iter().all(|part| words(part, false, found))
        }
        Node::All(parts) if is_sure => parts.iter().all(|part| words(part, true, found)),
        Node::Except(kept, _) if is_sure => words(kept, true, found),
        Node::Same(wordings) => {
            let first = found.len();
            let are_words = wordings.iter().all(|wording| match wording {
                // Related words make a match, and are not marked.
                Node::Word(set) if set.kinship == Kinship::Related => true,
                Node::Word(_) => words(wording, false, found),
                _ => false,
            });
            found.iter_mut().skip(first + 1).for_each(|sought| sought.is_alternative = true);
            are_words
        }
        Node::Nothing | Node::Everything | Node::Filter(_) => true,
        Node::Dated(_) | Node::Sourced(_) => true,
        Node::All(_) | Node::Except(..) | Node::Phrase(_) | Node::Written(_) => false,
        Node::Near { .. } | Node::AtLeast { .. } | Node::Lead { .. } => false,
    }
}
