//! The work that is timed: the whole answer that a reader gets.

use std::hint::black_box;

use crate::error::{Error, ErrorKind, Result};
use crate::highlight::fragments;
use crate::query::Query;
use crate::search::{SearchRequest, Searcher};

/// How much an answer held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// Articles that matched.
    pub articles: u64,
    /// Passages that were shown.
    pub passages: u64,
}

/// Answers as for a reader: parse, search, count, mark and cut into fragments.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn answer(searcher: &Searcher, text: &str) -> Result<Answer> {
    answer_request(searcher, &SearchRequest::new(Query::parse(text).query))
}

/// Answers a request that is already made: search, count, mark and cut into fragments.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn answer_request(searcher: &Searcher, request: &SearchRequest) -> Result<Answer> {
    let results = searcher.search(request)?;
    let mut passages = 0;
    for hit in &results.hits {
        black_box(fragments(&hit.article.title, &hit.title_highlights));
        for passage in &hit.passages {
            black_box(fragments(&passage.text, &passage.highlights));
            passages += 1;
        }
    }
    Ok(Answer { articles: results.total_articles, passages })
}

/// Answers a query and makes sure that the answer is the one expected: a time says nothing when
/// the answer changes.
pub(super) fn answer_again(searcher: &Searcher, text: &str, expected: Answer) -> Result<()> {
    let found = answer(searcher, text)?;
    if found == expected {
        return Ok(());
    }
    let message =
        format!("query `{text}` found {} articles, then {}", expected.articles, found.articles);
    Err(Error::new(ErrorKind::Internal, message))
}
