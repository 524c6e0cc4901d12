//! Stems: related words that speak for an article which lacks the word itself.

use std::sync::Arc;

use tantivy::{DocAddress, DocId};

use super::cursor::{SegmentContext, TermPostings};
use super::examine::Examined;
use super::impacts::Impacts;
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
    if plan.stems.is_empty() {
        return Ok(support);
    }
    // Clause by clause, whether each article has it.
    let count = articles.len();
    let mut has = vec![false; plan.clauses.len() * count];
    for (at, (_, examined)) in articles.iter().enumerate() {
        let marks = examined.body.iter().chain(&examined.title);
        marks.for_each(|mark| has[usize::from(mark.clause) * count + at] = true);
    }
    for stem in &plan.stems {
        let mut open: Option<(u32, Speaker)> = None;
        let has_word = &has[usize::from(stem.of) * count..][..count];
        for (((address, _), &has_word), support) in articles.iter().zip(has_word).zip(&mut support)
        {
            if has_word {
                continue;
            }
            if open.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
                let context = SegmentContext::new(snapshot, address.segment_ord as usize, plan);
                open = Some((address.segment_ord, Speaker::open(&context, stem)?));
            }
            if let Some((_, speaker)) = &mut open
                && let Some(score) = speaker.score(address.doc_id)
            {
                if !stem.makes_match {
                    support.score += score;
                }
                support.clauses.push(stem.of);
            }
        }
    }
    Ok(support)
}

/// The articles of a stem in one segment.
enum Speaker {
    Kept(Arc<Impacts>),
    Read(Option<TermPostings>),
}

impl Speaker {
    fn open(context: &SegmentContext<'_>, stem: &Stem) -> Result<Speaker> {
        Ok(match context.kept_impacts(std::slice::from_ref(&stem.term))? {
            Some(impacts) => Speaker::Kept(impacts),
            None => Speaker::Read(TermPostings::open(context, &stem.term)?),
        })
    }

    /// Returns what the stem scores in an article, `None` where the article lacks it; articles are
    /// asked in order.
    fn score(&mut self, doc: DocId) -> Option<f32> {
        match self {
            Speaker::Kept(impacts) => impacts.docs().rank(doc).map(|_| impacts.value(doc)),
            Speaker::Read(None) => None,
            Speaker::Read(Some(postings)) => (postings.seek(doc) == doc).then(|| postings.score()),
        }
    }
}
