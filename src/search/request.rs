//! What a search is asked.

use super::weights::Weights;
use crate::article::Date;
use crate::query::Query;

/// A search. Start from [`SearchRequest::new`] and change what differs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchRequest {
    /// What is looked for.
    pub query: Query,
    /// Hits left out at the beginning.
    pub offset: usize,
    /// Most hits returned; [`SearchRequest::ALL`] = no ceiling.
    pub limit: usize,
    /// Most passages shown of an article.
    pub per_article: usize,
    /// Neighbours shown before and after each passage.
    pub context: usize,
    /// Order of the hits.
    pub sort: Sort,
    /// Only articles dated on or after this date.
    pub from: Option<Date>,
    /// Only articles dated on or before this date.
    pub to: Option<Date>,
    /// Only articles of one of these sources; empty = all.
    pub sources: Vec<String>,
    /// Words match by their exact form only.
    pub is_strict: bool,
    /// Stems add a little to the score of articles that match by form or lemma.
    pub uses_stems: bool,
    /// What every sign of relevance is worth.
    pub weights: Weights,
    /// Every hit tells what its score is made of, which costs time.
    pub explains: bool,
}

impl SearchRequest {
    /// No ceiling on the number of hits.
    pub const ALL: usize = usize::MAX;

    /// Makes a search for the ten best articles with one passage each.
    pub fn new(query: Query) -> Self {
        SearchRequest {
            query,
            offset: 0,
            limit: 10,
            per_article: 1,
            context: 0,
            sort: Sort::Relevance,
            from: None,
            to: None,
            sources: Vec::new(),
            is_strict: false,
            uses_stems: true,
            weights: Weights::default(),
            explains: false,
        }
    }

    /// Makes a search for something else that goes like this one, without filters.
    pub(super) fn for_other(&self, query: Query) -> Self {
        let SearchRequest { offset, limit, per_article, context, sort, .. } = *self;
        let SearchRequest { is_strict, uses_stems, weights, explains, .. } = *self;
        SearchRequest {
            offset,
            limit,
            per_article,
            context,
            sort,
            is_strict,
            uses_stems,
            weights,
            explains,
            ..SearchRequest::new(query)
        }
    }
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best score first.
    #[default]
    Relevance,
    /// Latest date first; articles without a date last.
    Newest,
    /// Earliest date first; articles without a date last.
    Oldest,
}
