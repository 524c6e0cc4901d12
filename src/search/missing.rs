//! Which words of a short query the first hit lacks, when no article has them all.

use std::collections::BTreeSet;

use tantivy::DocAddress;

use super::collect::Collected;
use super::cursor::SegmentContext;
use super::plan::Plan;
use super::request::SearchRequest;
use super::results::Notice;
use super::{Searcher, Seen};
use crate::analysis::{fold, is_stop_form};
use crate::error::Result;
use crate::query::{Query, Word};

/// Lengths of plain queries whose articles are expected to have every content word; a longer one
/// is a question or a headline.
const EXPECTED_WHOLE: std::ops::RangeInclusive<usize> = 2..=4;

impl Searcher {
    /// Tells which words the best hit of a short plain query lacks; `None` when some article has
    /// all of them. A best hit that has them costs a look at what was seen of it.
    pub(super) fn missing_words(
        &self,
        request: &SearchRequest,
        plan: &Plan,
        found: &Collected,
        seen: &Seen,
    ) -> Result<Option<Notice>> {
        let Some(first) = found.candidates.first() else { return Ok(None) };
        let Some(article) = seen.get(first.address) else { return Ok(None) };
        let marks = article.body.iter().chain(&article.title);
        let met: BTreeSet<u16> = marks.map(|mark| mark.clause).collect();
        let words = content_words(&request.query);
        if met.len() >= plan.clauses.len() || !EXPECTED_WHOLE.contains(&words.len()) {
            return Ok(None);
        }
        let all = || Query::All(words.iter().map(|&word| Query::Word(word.clone())).collect());
        let has_whole = match found.has_whole {
            Some(false) => false,
            // What stands for a word is not the word.
            Some(true) if !plan.is_loosened => true,
            _ => self.count(request, &all())? > 0,
        };
        if has_whole {
            return Ok(None);
        }
        let mut missing = Vec::new();
        for word in words {
            if !self.matches(&Query::Word(word.clone()), first.address)? {
                missing.push(word.text.clone());
            }
        }
        Ok((!missing.is_empty()).then_some(Notice::MissingWords { words: missing }))
    }

    /// Tells whether an article matches a query.
    pub(super) fn matches(&self, query: &Query, address: DocAddress) -> Result<bool> {
        let plan = self.plan(&SearchRequest::new(query.clone()))?;
        let (segment, article) = (address.segment_ord as usize, address.doc_id);
        let context = SegmentContext::new(&self.snapshot, segment, &plan).asking(vec![article]);
        Ok(context.start()?.seek(article) == article)
    }
}

/// Lists the words of a query that is nothing but words side by side, small ones aside.
fn content_words(query: &Query) -> Vec<&Word> {
    let Query::Words(parts) = query else { return Vec::new() };
    let mut words = Vec::new();
    for part in parts {
        let Query::Word(word) = part else { return Vec::new() };
        if !is_stop_form(&fold(&word.text)) {
            words.push(word);
        }
    }
    words
}
