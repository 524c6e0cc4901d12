//! Search: a request in, ranked articles with their passages out.

mod bm25;
mod collect;
mod cursor;
mod dictionary;
mod examine;
mod explain;
mod failure;
mod flagged;
mod freshness;
mod impacts;
mod mark;
mod missing;
mod no_hits;
mod passages;
mod plan;
mod pool;
mod rank;
mod request;
mod results;
mod scan;
mod scoring;
mod stems;
mod suggest;
mod texts;
mod ties;
mod weights;
mod why_not;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tantivy::DocAddress;

pub use explain::{Contribution, Explanation, Part};
pub use mark::MarkedArticle;
pub use request::{SearchRequest, Sort};
pub use results::{
    ArticleInfo, Change, Hit, Neighbour, Notice, PartCount, PassageHit, SearchResults,
};
pub use suggest::{Correction, Suggestion};
pub use weights::Weights;
pub use why_not::{Condition, Finding, WhyNot};

use self::collect::Candidate;
use self::examine::Examined;
use self::freshness::Freshness;
use self::plan::{Plan, WordLists};
use self::rank::Ranker;
use self::scoring::LastScoring;
use crate::analysis::{Analyzer, StopWords, SynonymTable, Synonyms};
use crate::error::Result;
use crate::highlight::Locator;
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
    lists: Arc<WordLists>,
    analyzers: Analyzers,
    scoring: LastScoring,
}

impl Searcher {
    /// Searches the articles of a snapshot, without synonyms.
    pub fn new(snapshot: Snapshot) -> Self {
        let (lists, analyzers, scoring) = Default::default();
        Searcher { snapshot, lists, analyzers, scoring }
    }

    /// Has words and phrases match their synonyms too: best [`Synonyms::shipped`], alone or
    /// together with others.
    #[must_use]
    pub fn with_synonyms(mut self, synonyms: &Synonyms) -> Self {
        let mut analyzer = self.analyzers.take(&self.snapshot);
        let table = SynonymTable::new(synonyms, &mut analyzer);
        self.analyzers.give_back(analyzer);
        Arc::make_mut(&mut self.lists).synonyms = table;
        self
    }

    /// Has plain queries ignore other words than those of the language.
    #[must_use]
    pub fn with_stop_words(mut self, stop_words: StopWords) -> Self {
        Arc::make_mut(&mut self.lists).stop_words = stop_words;
        self
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
        let plan = self.plan(request)?;
        let wanted = request.offset.saturating_add(request.limit);
        let depth = match request.sort {
            Sort::Relevance if request.limit > 0 => request.weights.depth as usize,
            Sort::Relevance | Sort::Newest | Sort::Oldest => 0,
        };
        let mut found = collect::collect(&self.snapshot, &plan, request.sort, wanted.max(depth))?;
        let mut seen = self.rerank(&plan, &mut found.candidates, depth)?;
        let missing = self.missing_words(request, &plan, &found, &seen)?;
        ties::settle(&self.snapshot, &mut found.candidates)?;
        let end = wanted.min(found.candidates.len());
        let page = found.candidates.get(request.offset..end).unwrap_or_default();
        let mut analyzer = self.analyzers.take(&self.snapshot);
        let mut locator = Locator::new(&mut analyzer);
        let mut ranks = request.offset..;
        for batch in page.chunks(STREAM_BATCH) {
            self.look_into(&plan, batch, &mut seen)?;
            for (candidate, rank) in batch.iter().zip(&mut ranks) {
                let article = seen.take(candidate.address);
                let packed = self.snapshot.packed(candidate.address)?;
                let mut marker = passages::Marker::new(&packed, &article, &plan, &mut locator);
                let mut hit = marker.hit(candidate.score, request)?;
                if request.explains {
                    let second = (rank < depth).then_some(&article);
                    hit.explanation = Some(self.explain(&plan, candidate, second)?);
                }
                visit(hit)?;
            }
        }
        self.analyzers.give_back(analyzer);
        let suggestion = self.suggest(request, &plan, found.total)?;
        let mut notices = plan.notices;
        if found.is_cut {
            notices.push(Notice::TooManyToRead { read: texts::MAX_READ as usize });
        }
        if found.total == 0 {
            notices.extend(self.no_hits(request, suggestion.is_some())?);
        }
        notices.extend(missing);
        Ok(SearchResults {
            total_articles: found.total,
            total_is_exact: !found.is_cut,
            took: started.elapsed(),
            hits: Vec::new(),
            notices,
            suggestion,
        })
    }

    fn plan(&self, request: &SearchRequest) -> Result<Plan> {
        let scoring = self.scoring.of(&self.snapshot, &request.weights)?;
        let mut analyzer = self.analyzers.take(&self.snapshot);
        let plan = plan::plan(&self.snapshot, &self.lists, request, &mut analyzer, scoring);
        self.analyzers.give_back(analyzer);
        plan
    }

    /// Orders the best candidates anew by what the second stage sees, and returns that.
    fn rerank(&self, plan: &Plan, candidates: &mut [Candidate], depth: usize) -> Result<Seen> {
        let mut seen = Seen::default();
        let depth = depth.min(candidates.len());
        let best = &mut candidates[..depth];
        self.look_into(plan, best, &mut seen)?;
        let supports = stems::support(&self.snapshot, plan, &seen.in_order())?;
        let freshness = Freshness::open(&self.snapshot, &plan.weights);
        // Both go by address now, one by one.
        best.sort_unstable_by_key(|candidate| candidate.address);
        let mut ranker = Ranker::new(plan);
        for ((candidate, (_, article)), support) in best.iter_mut().zip(&seen.0).zip(&supports) {
            candidate.score += ranker.signals(article, support).score(&plan.weights);
            let share = freshness.as_ref().map_or(0.0, |it| it.share(candidate.address));
            candidate.score *= 1.0 + share;
            candidate.key = f64::from(candidate.score);
        }
        best.sort_unstable_by(|left, right| right.cmp(left));
        Ok(seen)
    }

    /// Tells what a score is made of; `second` is what the second stage saw, if it looked.
    fn explain(
        &self,
        plan: &Plan,
        candidate: &Candidate,
        second: Option<&Examined>,
    ) -> Result<Explanation> {
        let address = candidate.address;
        let mut parts = explain::first_stage(&self.snapshot, plan, address)?;
        if let Some(article) = second {
            let support = stems::support(&self.snapshot, plan, &[(address, article)])?;
            let support = support.into_iter().next().unwrap_or_default();
            let weighed = Ranker::new(plan).signals(article, &support).weighed(&plan.weights);
            parts.extend(
                weighed.into_iter().filter_map(|(part, score)| Contribution::whole(part, score)),
            );
            let freshness = Freshness::open(&self.snapshot, &plan.weights);
            let share = freshness.map_or(0.0, |it| it.share(address));
            let whole: f32 = parts.iter().map(|part| part.score).sum();
            parts.extend(Contribution::whole(Part::Freshness, share * whole));
        }
        Ok(Explanation { parts })
    }

    /// Looks into the candidates that were not seen yet.
    fn look_into(&self, plan: &Plan, candidates: &[Candidate], seen: &mut Seen) -> Result<()> {
        let addresses = candidates.iter().map(|candidate| candidate.address);
        let mut unseen: Vec<DocAddress> =
            addresses.filter(|address| seen.get(*address).is_none()).collect();
        if unseen.is_empty() {
            return Ok(());
        }
        unseen.sort_unstable();
        let mut examined = examine::examine(&self.snapshot, plan, &unseen)?;
        let mut ranker = Ranker::new(plan);
        examined.iter_mut().for_each(|article| article.ranked = ranker.passages(article));
        seen.extend(unseen.into_iter().zip(examined));
        Ok(())
    }
}

/// What was seen of each article, by address: so few that they are best kept in order.
#[derive(Default)]
struct Seen(Vec<(DocAddress, Examined)>);

impl Seen {
    fn place(&self, address: DocAddress) -> Option<usize> {
        self.0.binary_search_by_key(&address, |(address, _)| *address).ok()
    }

    fn get(&self, address: DocAddress) -> Option<&Examined> {
        self.place(address).map(|place| &self.0[place].1)
    }

    /// Hands over what was seen of an article.
    fn take(&mut self, address: DocAddress) -> Examined {
        let place = self.place(address);
        place.map_or_else(Examined::default, |place| std::mem::take(&mut self.0[place].1))
    }

    fn extend(&mut self, more: impl Iterator<Item = (DocAddress, Examined)>) {
        self.0.extend(more);
        self.0.sort_unstable_by_key(|(address, _)| *address);
    }

    fn in_order(&self) -> Vec<(DocAddress, &Examined)> {
        self.0.iter().map(|(address, article)| (*address, article)).collect()
    }
}

/// Analyzers at rest. An analyzer remembers the words it met, so it is used again.
#[derive(Debug, Clone, Default)]
struct Analyzers(Arc<Mutex<Vec<Analyzer>>>);

impl Analyzers {
    fn take(&self, snapshot: &Snapshot) -> Analyzer {
        let mut resting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        resting.pop().unwrap_or_else(|| snapshot.analyzer())
    }

    fn give_back(&self, analyzer: Analyzer) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(analyzer);
    }
}
