//! Stems: related words that speak for an article which lacks the word itself.

use tantivy::DocAddress;

use super::cursor::{SegmentContext, TermPostings};
use super::examine::Examined;
use super::plan::{Plan, Stem};
use crate::error::Result;
use crate::index::Snapshot;

/// What related words say for an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Support {
    /// What they add to the score.
    pub score: f32,
    /// Clauses that the article lacks but for a related word.
    pub clauses: Vec<u16>,
}

/// Returns what the stems of a plan say for articles, given in order of their addresses with what
/// was seen of each.
pub(super) fn support(
    snapshot: &Snapshot,
    plan: &Plan,
    articles: &[(DocAddress, &Examined)],
) -> Result<Vec<Support>> {
    let mut support = vec![Support::default(); articles.len()];
    for stem in &plan.stems {
        let mut open: Option<(u32, Option<TermPostings>)> = None;
        for ((address, examined), support) in articles.iter().zip(&mut support) {
            if has(examined, stem) {
                continue;
            }
            if open.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
                let context = SegmentContext::new(snapshot, address.segment_ord as usize, plan);
                open = Some((address.segment_ord, TermPostings::open(&context, &stem.term)?));
            }
            if let Some((_, Some(postings))) = &mut open
                && postings.seek(address.doc_id) == address.doc_id
            {
                if !stem.makes_match {
                    support.score += postings.score();
                }
                support.clauses.push(stem.of);
            }
        }
    }
    Ok(support)
}

/// Tells whether an article has the word itself.
fn has(examined: &Examined, stem: &Stem) -> bool {
    examined.body.iter().chain(&examined.title).any(|mark| mark.clause == stem.of)
}
