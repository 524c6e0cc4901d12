//! The judged queries of the sample corpus: a golden record, changed only on purpose.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use depeche::eval::{self, Judgments};
use depeche::{Query, SearchRequest};

use crate::collection::Collection;
use crate::corpus;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect(name)
}

/// Rank of the first relevant article of every query, then the means. With `DEPECHE_GOLDEN=write`
/// in the environment the record is written instead of compared.
#[test]
fn the_ranking_is_that_of_the_record() {
    let queries = eval::read_queries(&read("queries.tsv"), "queries.tsv").expect("queries");
    let judgments = Judgments::read(&read("qrels.txt"), "qrels.txt").expect("judgments");
    let collection = Collection::new();
    let searcher = corpus::searcher(&collection);
    let rankings = eval::ask(&queries, &mut |text| {
        let mut request = SearchRequest::new(Query::parse(text).query);
        request.limit = eval::RUN_DEPTH;
        let hits = searcher.search(&request)?.hits;
        Ok(hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect())
    })
    .expect("rankings");
    let report = eval::evaluate(&queries, &judgments, &rankings).expect("a report");
    let mut record = String::new();
    for query in &report.per_query {
        let rank = query.first_relevant_rank.map_or("-".to_owned(), |rank| rank.to_string());
        writeln!(record, "{}\t{rank}\t{}", query.id, query.text).expect("a string");
    }
    let mean = &report.mean;
    writeln!(record, "nDCG@10\t{:.3}", mean.ndcg_10).expect("a string");
    writeln!(record, "MRR@10\t{:.3}", mean.mrr_10).expect("a string");
    if std::env::var_os("DEPECHE_GOLDEN").is_some() {
        fs::write(path("golden.tsv"), &record).expect("the record");
    }
    assert_eq!(record, read("golden.tsv"));
}
