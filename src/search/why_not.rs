//! Why an article is not found: a query's conditions one by one, against one article.

mod distance;
mod evidence;
mod finding;

use serde::Serialize;
use tantivy::DocAddress;

pub use finding::{Condition, Finding};

use self::evidence::Evidence;
use super::passages::info;
use super::request::{SearchRequest, Sort};
use super::results::ArticleInfo;
use super::{Searcher, collect, dictionary, ties};
use crate::error::Result;
use crate::query::Query;

/// Most moves between an unknown id and one that may be meant.
const ID_DISTANCE: u8 = 2;

/// What a query finds in one article, and what it does not.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct WhyNot {
    /// The article.
    pub article: ArticleInfo,
    /// Its place among the hits, from 1; `None` when it does not match.
    pub rank: Option<usize>,
    /// The query, condition by condition.
    pub condition: Condition,
}

impl Searcher {
    /// Tells condition by condition what an article has and lacks of a query; `None` when there is
    /// no such article.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the index is damaged.
    pub fn why_not(&self, id: &str, query: &Query) -> Result<Option<WhyNot>> {
        let Some(address) = self.snapshot.address(id)? else { return Ok(None) };
        let stored = self.snapshot.stored(address)?;
        let mut analyzer = self.analyzers.take(&self.snapshot);
        let evidence = Evidence::new(self, address, &stored, &mut analyzer);
        let condition = evidence.condition(query, None);
        self.analyzers.give_back(analyzer);
        let (article, condition) = (info(stored.article), condition?);
        let rank = if condition.holds { self.rank_of(query, address)? } else { None };
        Ok(Some(WhyNot { article, rank, condition }))
    }

    /// Returns ids that are written like an unknown one: with a folder before it, or
    /// a few letters away.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the index is damaged.
    pub fn similar_ids(&self, id: &str, most: usize) -> Result<Vec<String>> {
        let column = self.snapshot.fields().id;
        let mut ids = dictionary::terms_ending_in(&self.snapshot, column, id, most)?;
        for distance in 1..=ID_DISTANCE {
            if !ids.is_empty() {
                break;
            }
            let near = dictionary::alike(&self.snapshot, column, id, distance)?;
            ids.extend(dictionary::by_frequency(&near).into_iter().map(|form| form.text));
        }
        ids.truncate(most);
        Ok(ids)
    }

    fn rank_of(&self, query: &Query, address: DocAddress) -> Result<Option<usize>> {
        let request = SearchRequest::new(query.clone());
        let plan = self.plan(&request)?;
        let limit = usize::try_from(self.snapshot.article_count()).unwrap_or(usize::MAX);
        let depth = request.weights.depth as usize;
        let limit = limit.max(depth);
        let mut found = collect::collect(&self.snapshot, &plan, Sort::Relevance, limit)?;
        self.rerank(&plan, &mut found.candidates, depth)?;
        ties::settle(&self.snapshot, &mut found.candidates)?;
        let place = found.candidates.iter().position(|candidate| candidate.address == address);
        Ok(place.map(|place| place + 1))
    }
}
