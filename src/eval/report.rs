//! Rankings measured against judgments.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::judgments::{Judged, Judgments};
use super::measures::{Measures, first_relevant_rank};
use super::queries::EvalQuery;
use super::run::Ranking;
use crate::error::{Error, ErrorKind, Result};

/// What an evaluation found. As JSON the means stand beside the number of queries.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Number of queries measured.
    pub queries: usize,
    /// Means over these queries.
    #[serde(flatten)]
    pub mean: Measures,
    /// The queries measured, in the order of the query file.
    pub per_query: Vec<PerQuery>,
    /// The queries that could not be measured.
    pub left_out: LeftOut,
}

/// One query, measured.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PerQuery {
    /// Id of the query.
    pub id: String,
    /// The query as typed.
    pub text: String,
    /// How good its ranking is.
    #[serde(flatten)]
    pub measures: Measures,
    /// Rank of the first relevant article, from 1; `None` when the run has none.
    pub first_relevant_rank: Option<usize>,
    /// Number of relevant articles.
    pub relevant: usize,
    /// Number of articles found, the run's depth at most.
    pub retrieved: usize,
}

/// Queries that do not count, by reason.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Asked, but nobody judged an article for them.
    pub unjudged: Vec<String>,
    /// Asked and judged, but no article is relevant: every ranking would get 0.
    pub nothing_relevant: Vec<String>,
    /// Judged with relevant articles, but not among the queries.
    pub not_asked: Vec<String>,
}

/// Measures rankings. Every query with a relevant article counts; one without ranking, or with an
/// empty one, counts as 0. This is `trec_eval -c`.
///
/// # Errors
/// [`ErrorKind::Request`] when no query has a relevant article.
pub fn evaluate(
    queries: &[EvalQuery],
    judgments: &Judgments,
    rankings: &[Ranking],
) -> Result<Report> {
    let ranking_of: HashMap<&str, &Ranking> =
        rankings.iter().map(|ranking| (ranking.query(), ranking)).collect();
    let mut left_out = LeftOut { not_asked: not_asked(queries, judgments), ..LeftOut::default() };
    let mut per_query = Vec::new();
    for query in queries {
        match judgments.of(&query.id) {
            None => left_out.unjudged.push(query.id.clone()),
            Some(judged) if !judged.has_relevant() => {
                left_out.nothing_relevant.push(query.id.clone());
            }
            Some(judged) => {
                let ranking = ranking_of.get(query.id.as_str()).copied();
                per_query.push(PerQuery::new(query, judged, ranking));
            }
        }
    }
    if per_query.is_empty() {
        let problem = "no query has a relevant article; do both files use the same query ids?";
        return Err(Error::new(ErrorKind::Request, problem));
    }
    let mean = Measures::mean(per_query.iter().map(|query| query.measures));
    Ok(Report { queries: per_query.len(), mean, per_query, left_out })
}

impl PerQuery {
    fn new(query: &EvalQuery, judged: &Judged, ranking: Option<&Ranking>) -> PerQuery {
        let articles = ranking.map_or(&[][..], Ranking::articles);
        let grades: Vec<u32> = articles.iter().map(|(article, _)| judged.grade(article)).collect();
        let ideal = judged.ideal();
        PerQuery {
            id: query.id.clone(),
            text: query.text.clone(),
            measures: Measures::new(&grades, &ideal),
            first_relevant_rank: first_relevant_rank(&grades),
            relevant: ideal.len(),
            retrieved: grades.len(),
        }
    }
}

fn not_asked(queries: &[EvalQuery], judgments: &Judgments) -> Vec<String> {
    let asked: HashSet<&str> = queries.iter().map(|query| query.id.as_str()).collect();
    let answerable = judgments.answerable().into_iter();
    answerable.filter(|query| !asked.contains(query)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{read_queries, read_run};

    fn evaluated(queries: &str, qrels: &str, run: &str) -> Result<Report> {
        let queries = read_queries(queries, "queries").unwrap();
        let judgments = Judgments::read(qrels, "qrels").unwrap();
        evaluate(&queries, &judgments, &read_run(run, "run").unwrap())
    }

    fn report(queries: &str, qrels: &str, run: &str) -> Report {
        evaluated(queries, qrels, run).unwrap()
    }

    #[test]
    fn a_query_without_answer_counts_as_zero() {
        let found = report("q\tx\nr\ty\n", "q 0 a 1\nr 0 a 1\n", "q Q0 a 1 1 t\n");
        assert_eq!((found.queries, found.mean.mrr_10), (2, 0.5));
        assert_eq!(found.per_query[1].first_relevant_rank, None);
    }

    #[test]
    fn queries_that_cannot_be_measured_are_named() {
        let found = report("q\tx\nr\ty\ns\tz\n", "q 0 a 1\nr 0 a 0\nt 0 a 1\nu 0 a 0\n", "");
        assert_eq!(found.queries, 1);
        assert_eq!(found.left_out.unjudged, ["s"]);
        assert_eq!(found.left_out.nothing_relevant, ["r"]);
        assert_eq!(found.left_out.not_asked, ["t"]);
    }

    #[test]
    fn files_that_do_not_fit_are_an_error() {
        let error = evaluated("q\tx\n", "1 0 a 1\n", "").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
    }

    #[test]
    fn json_has_the_keys_of_the_contract_in_order() {
        let found = report("q\tx\n", "q 0 a 1\n", "q Q0 b 1 2 t\nq Q0 a 2 1 t\n");
        let expected = concat!(
            r#"{"queries":1,"mrr_10":0.5,"ndcg_10":0.6309297535714575,"recall_10":1.0,"#,
            r#""recall_100":1.0,"hit_1":0.0,"per_query":[{"id":"q","text":"x","mrr_10":0.5,"#,
            r#""ndcg_10":0.6309297535714575,"recall_10":1.0,"recall_100":1.0,"hit_1":0.0,"#,
            r#""first_relevant_rank":2,"relevant":1,"retrieved":2}],"#,
            r#""left_out":{"unjudged":[],"nothing_relevant":[],"not_asked":[]}}"#,
        );
        assert_eq!(serde_json::to_string(&found).unwrap(), expected);
    }
}
