//! Evaluation gives the figures of `trec_eval`.
//!
//! `tests/fixtures/eval` has one query for each difficulty: ties, scores that only differ beyond 32
//! bits, lines out of order, negative and graded relevance, more than a hundred results, none.
//! `expected.tsv` is what trec_eval 9 (through pytrec_eval-terrier 0.5.11) makes of it:
//! `recip_rank` with `-M 10`, `ndcg_cut.10`, `recall.10,100`, `success.1`.

use depeche::eval::{
    self, EvalQuery, Judgments, Measures, PerQuery, Report, compare, evaluate, html, read_queries,
    read_run, write_run,
};

const QUERIES: &str = include_str!("../fixtures/eval/queries.tsv");
const QRELS: &str = include_str!("../fixtures/eval/qrels.txt");
const RUN: &str = include_str!("../fixtures/eval/run.txt");
const EXPECTED: &str = include_str!("../fixtures/eval/expected.tsv");

fn queries() -> Vec<EvalQuery> {
    read_queries(QUERIES, "queries.tsv").unwrap()
}

fn report(run: &str) -> Report {
    let judgments = Judgments::read(QRELS, "qrels.txt").unwrap();
    evaluate(&queries(), &judgments, &read_run(run, "run.txt").unwrap()).unwrap()
}

/// Writes a row as in `expected.tsv`.
fn row(id: &str, measures: &Measures) -> String {
    let Measures { mrr_10, ndcg_10, recall_10, recall_100, hit_1, .. } = measures;
    format!("{id}\t{mrr_10:.6}\t{ndcg_10:.6}\t{recall_10:.6}\t{recall_100:.6}\t{hit_1:.6}\n")
}

fn table(report: &Report) -> String {
    let each = report.per_query.iter().map(|query| row(&query.id, &query.measures));
    each.chain([row("all", &report.mean)]).collect()
}

#[test]
fn figures_are_those_of_the_standard_tool() {
    assert_eq!(table(&report(RUN)), EXPECTED);
}

#[test]
fn queries_without_answer_are_left_out_by_name() {
    let left_out = report(RUN).left_out;
    assert_eq!(left_out.unjudged, ["non-jugée"]);
    assert_eq!(left_out.nothing_relevant, ["sans-réponse"]);
    assert_eq!(left_out.not_asked, ["pas-posée"]);
}

#[test]
fn a_written_run_measures_the_same() {
    let written = write_run(&read_run(RUN, "run.txt").unwrap(), "again");
    assert_eq!(table(&report(&written)), EXPECTED);
}

#[test]
fn ids_with_spaces_meet_their_judgments() {
    let mut search = |text: &str| match text {
        "pont de pierre" => Ok(vec![("archives/le pont.txt".to_owned(), 1.0)]),
        _ => Ok(Vec::new()),
    };
    let rankings = eval::ask(&queries(), &mut search).unwrap();
    let found = report(&write_run(&rankings, "search"));
    let is_hit = |query: &&PerQuery| query.measures.hit_1 == 1.0;
    let hits = found.per_query.iter().filter(is_hit).map(|query| query.id.as_str());
    assert_eq!(hits.collect::<Vec<_>>(), ["espace"]);
}

#[test]
fn a_ranking_is_compared_query_by_query() {
    let (ours, baseline) = (report(RUN), report("rang-1 Q0 blé-1 1 1 t\nvide Q0 loup-1 1 1 t\n"));
    let comparison = compare(&ours, &baseline);
    let recall = comparison.measures.iter().find(|found| found.measure == "recall_10").unwrap();
    assert_eq!((recall.wins, recall.losses, recall.ties), (8, 1, 2));
    assert!(html(&ours, Some(&comparison)).contains("élection municipale"));
}
