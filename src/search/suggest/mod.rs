//! "Did you mean": a query whose words no article has, rewritten with words that articles have.

mod candidate;
mod context;
mod doubt;
mod rewrite;
mod spelling;

use std::collections::BTreeMap;

use self::candidate::Candidates;
use self::context::Context;
use super::dictionary::Lookups;
use super::plan::Plan;
use super::request::SearchRequest;
use super::weights::Weights;
use super::{Searcher, bm25, collect};
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::query::Query;

/// Most words of a query that are corrected; a text with more slips is in another language.
const MAX_CORRECTED: usize = 4;

/// A query that the reader may have meant.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    /// The query, ready to be searched.
    pub query: Query,
    /// The query in canonical form, ready to be typed.
    pub text: String,
    /// What was replaced, in the order of the query.
    pub corrections: Vec<Correction>,
}

/// One word, or two neighbours, in another spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// As articles write it.
    pub meant: String,
}

impl Searcher {
    /// Suggests another spelling for words that no article has, or next to none. `total` is the
    /// number of articles that the request found.
    ///
    /// A query whose words are all known costs a look at the weights of its plan.
    pub(super) fn suggest(
        &self,
        request: &SearchRequest,
        plan: &Plan,
        total: u64,
    ) -> Result<Option<Suggestion>> {
        if !self.is_doubtful(plan) {
            return Ok(None);
        }
        let mut analyzer = self.analyzers.take(&self.snapshot);
        let suggestion = self.correct(request, &plan.scoring.lookups, &mut analyzer);
        self.analyzers.give_back(analyzer);
        let Some(suggestion) = suggestion? else { return Ok(None) };
        // A query that found something keeps its other words; one that did not may still not.
        let brings_hits = total > 0 || self.count(request, &suggestion.query)? > 0;
        Ok(brings_hits.then_some(suggestion))
    }

    /// Counts the articles that match a query under the filters of a request.
    pub(super) fn count(&self, request: &SearchRequest, query: &Query) -> Result<u64> {
        let request = SearchRequest { query: query.clone(), ..request.clone() };
        let plan = self.plan(&request)?;
        Ok(collect::collect(&self.snapshot, &plan, request.sort, 0)?.total)
    }

    /// Tells whether the plan has a clause that no article has, or next to none.
    fn is_doubtful(&self, plan: &Plan) -> bool {
        let Weights { lemma, k1, .. } = plan.weights;
        let idf = bm25::idf(doubt::RARE, self.snapshot.article_count());
        let rare = lemma * (k1 + 1.0) * idf;
        plan.clauses.iter().any(|clause| clause.weight == 0.0 || clause.weight >= rare)
    }

    fn correct(
        &self,
        request: &SearchRequest,
        lookups: &Lookups,
        analyzer: &mut Analyzer,
    ) -> Result<Option<Suggestion>> {
        let words = doubt::words(&request.query);
        let examined = doubt::examine(&self.snapshot, &words, analyzer)?;
        let doubted = examined.doubted;
        if doubted.is_empty() {
            return Ok(None);
        }
        let context = Context::new(&self.snapshot, &examined.known)?;
        let candidates = Candidates { searcher: self, lookups, context: &context };
        let mut replaced: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut corrections = Vec::new();
        for doubt in doubted.iter().take(MAX_CORRECTED) {
            let is_merged_away = replaced.contains_key(&doubt.index);
            if is_merged_away {
                continue;
            }
            let Some(found) = candidates.best(doubt, &words, &replaced, analyzer)? else {
                continue;
            };
            corrections.push(found.correction);
            replaced.extend(found.replaced);
        }
        if replaced.is_empty() {
            return Ok(None);
        }
        let query = rewrite::rewrite(&request.query, &replaced).without_spans();
        let text = query.to_string();
        Ok(Some(Suggestion { query, text, corrections }))
    }
}
