//! Search: a request in, ranked articles with their passages out.

mod bm25;
mod collect;
mod cursor;
mod examine;
mod mark;
mod passages;
mod plan;
mod rank;
mod request;
mod results;

use std::time::Instant;

use tantivy::DocAddress;

pub use mark::MarkedArticle;
pub use request::{SearchRequest, Sort};
pub use results::{ArticleInfo, Hit, Notice, PassageHit, SearchResults};

use self::collect::Candidate;
use self::examine::Examined;
use self::plan::Plan;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::index::Snapshot;

/// Articles whose text is read together while all hits are streamed.
const STREAM_BATCH: usize = 100;

/// Answers searches over one snapshot.
///
/// ```no_run
/// use depeche::{Index, Query, SearchRequest, Searcher};
///
/// # fn main() -> depeche::Result<()> {
/// let searcher = Searcher::new(Index::open("index")?.snapshot()?);
/// let query = Query::parse("\"assistance militaire\" SAUF Kiev").query;
/// for hit in searcher.search(&SearchRequest::new(query))?.hits {
///     println!("{:.2} {}", hit.score, hit.article.title);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Searcher {
    snapshot: Snapshot,
}

impl Searcher {
    /// Searches the articles of a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Searcher { snapshot }
    }

    /// Returns the snapshot that is searched.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the index is damaged.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResults> {
        let mut hits = Vec::new();
        let mut results = self.search_each(request, &mut |hit| {
            hits.push(hit);
            Ok(())
        })?;
        results.hits = hits;
        Ok(results)
    }

    /// Answers a request hit by hit, in order, so that any number of them passes through; the
    /// returned results have no hits of their own.
    ///
    /// # Errors
    /// Those of [`Searcher::search`], and whatever `visit` returns.
    pub fn search_each(
        &self,
        request: &SearchRequest,
        visit: &mut dyn FnMut(Hit) -> Result<()>,
    ) -> Result<SearchResults> {
        let started = Instant::now();
        let plan = plan::plan(&self.snapshot, request)?;
        let wanted = request.offset.saturating_add(request.limit);
        let limit = wanted.max(rank::DEPTH);
        let mut found = collect::collect(&self.snapshot, &plan, request.sort, limit)?;
        if request.sort == Sort::Relevance {
            self.rerank(&plan, &mut found.candidates)?;
        }
        let end = wanted.min(found.candidates.len());
        let page = found.candidates.get(request.offset..end).unwrap_or_default();
        let mut analyzer = self.snapshot.analyzer();
        for batch in page.chunks(STREAM_BATCH) {
            self.show(&plan, batch, request.per_article, &mut analyzer, visit)?;
        }
        Ok(SearchResults {
            total_articles: found.total,
            total_is_exact: true,
            took: started.elapsed(),
            hits: Vec::new(),
            notices: plan.notices,
        })
    }

    /// Orders the best candidates anew by what the second stage sees.
    fn rerank(&self, plan: &Plan, candidates: &mut [Candidate]) -> Result<()> {
        let depth = rank::DEPTH.min(candidates.len());
        let best = &mut candidates[..depth];
        best.sort_unstable_by_key(|candidate| candidate.address);
        let examined = self.examine(plan, best)?;
        for (candidate, article) in best.iter_mut().zip(&examined) {
            let passages = rank::passages(article, plan);
            let best_passage = passages.first().map_or(0.0, |passage| passage.score);
            candidate.score += rank::bonus(article, best_passage, plan);
            candidate.key = f64::from(candidate.score);
        }
        best.sort_unstable_by(|left, right| right.cmp(left));
        Ok(())
    }

    fn examine(&self, plan: &Plan, candidates: &[Candidate]) -> Result<Vec<Examined>> {
        let addresses: Vec<DocAddress> =
            candidates.iter().map(|candidate| candidate.address).collect();
        examine::examine(&self.snapshot, plan, &addresses)
    }

    /// Reads, marks and hands out a run of hits.
    fn show(
        &self,
        plan: &Plan,
        page: &[Candidate],
        per_article: usize,
        analyzer: &mut Analyzer,
        visit: &mut dyn FnMut(Hit) -> Result<()>,
    ) -> Result<()> {
        let mut in_order: Vec<usize> = (0..page.len()).collect();
        in_order.sort_unstable_by_key(|&index| page[index].address);
        let sorted: Vec<Candidate> = in_order.iter().map(|&index| page[index]).collect();
        let mut examined: Vec<Option<Examined>> = vec![None; page.len()];
        for (index, article) in in_order.into_iter().zip(self.examine(plan, &sorted)?) {
            examined[index] = Some(article);
        }
        for (candidate, article) in page.iter().zip(examined) {
            let article = article.unwrap_or_default();
            let stored = self.snapshot.stored(candidate.address)?;
            let mut marker = passages::Marker::new(&stored, &article, plan, analyzer);
            visit(marker.hit(candidate.score, per_article))?;
        }
        Ok(())
    }
}
