//! One article with a query's matches marked in all of its text.

use std::ops::Range;

use super::passages::Marker;
use super::request::SearchRequest;
use super::{Searcher, examine};
use crate::article::Article;
use crate::error::Result;
use crate::highlight::{Highlight, Locator};
use crate::index::span;
use crate::query::Query;

/// A whole article, marked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MarkedArticle {
    /// The article.
    pub article: Article,
    /// Highlights in the title.
    pub title_highlights: Vec<Highlight>,
    /// Highlights in the body.
    pub highlights: Vec<Highlight>,
    /// Bytes of each passage in the body.
    pub passages: Vec<Range<usize>>,
}

impl Searcher {
    /// Returns an article with the matches of a query marked, or `None` when there is no such
    /// article. An article that does not match has no highlights.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the index is damaged.
    pub fn mark(&self, id: &str, query: &Query) -> Result<Option<MarkedArticle>> {
        let Some(address) = self.snapshot().address(id)? else { return Ok(None) };
        let plan = self.plan(&SearchRequest::new(query.clone()))?;
        let examined = examine::examine(self.snapshot(), &plan, &[address])?;
        let examined = examined.into_iter().next().unwrap_or_default();
        let packed = self.snapshot().packed(address)?;
        let (article, body) = (packed.article()?, packed.body()?);
        let mut analyzer = self.analyzers.take(self.snapshot());
        let mut locator = Locator::new(&mut analyzer);
        let mut marker = Marker::new(&packed, &examined, &plan, &mut locator);
        let title_highlights = marker.title_highlights(&article.title);
        let highlights = marker.body_highlights(&body);
        self.analyzers.give_back(analyzer);
        let passages = (0..packed.passage_count()).map(|index| span(packed.passage(index)));
        let passages = passages.collect();
        let article = Article { body, ..article };
        Ok(Some(MarkedArticle { article, title_highlights, highlights, passages }))
    }
}
