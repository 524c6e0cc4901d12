//! One ranking against another, query by query.

use std::collections::HashMap;

use serde::Serialize;

use super::measures::{MEASURES, Measure, Measures};
use super::randomisation::{ROUNDS, TOLERANCE, p_value};
use super::report::Report;

/// How a report differs from a baseline, over the queries that both have.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Number of queries that both reports measure.
    pub queries: usize,
    /// Rounds of the randomisation test; where few queries differ it is exact instead.
    pub rounds: u32,
    /// Each measure compared.
    pub measures: Vec<MeasureComparison>,
    /// By how much each query gained, in the order of the report; losses are negative.
    pub per_query: Vec<QueryDifference>,
}

/// How a measure differs from the baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MeasureComparison {
    /// Key of the measure, as in the report.
    pub measure: &'static str,
    /// Its mean in the report.
    pub mean: f64,
    /// Its mean in the baseline.
    pub baseline: f64,
    /// Mean minus baseline.
    pub difference: f64,
    /// Queries with a higher value than in the baseline.
    pub wins: usize,
    /// Queries with a lower value.
    pub losses: usize,
    /// Queries with the same value.
    pub ties: usize,
    /// Probability of a difference this large if both were equally good: two-sided paired
    /// randomisation test.
    pub p_value: f64,
}

/// By how much a query gained.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QueryDifference {
    /// Id of the query.
    pub id: String,
    /// Its measures minus those of the baseline.
    #[serde(flatten)]
    pub difference: Measures,
}

/// Compares a report with a baseline. The result is the same whenever the reports are.
pub fn compare(report: &Report, baseline: &Report) -> Comparison {
    let baseline_of: HashMap<&str, &Measures> =
        baseline.per_query.iter().map(|query| (query.id.as_str(), &query.measures)).collect();
    let (mut per_query, mut pairs) = (Vec::new(), Vec::new());
    for query in &report.per_query {
        if let Some(&other) = baseline_of.get(query.id.as_str()) {
            let difference = query.measures.minus(other);
            per_query.push(QueryDifference { id: query.id.clone(), difference });
            pairs.push((query.measures, *other));
        }
    }
    let mean = Measures::mean(pairs.iter().map(|pair| pair.0));
    let baseline = Measures::mean(pairs.iter().map(|pair| pair.1));
    let against = |measure| MeasureComparison::new(measure, (mean, baseline), &per_query);
    let measures = MEASURES.iter().map(against).collect();
    Comparison { queries: pairs.len(), rounds: ROUNDS, measures, per_query }
}

impl MeasureComparison {
    fn new(
        measure: &Measure,
        (mean, baseline): (Measures, Measures),
        per_query: &[QueryDifference],
    ) -> Self {
        let differences: Vec<f64> =
            per_query.iter().map(|query| (measure.of)(&query.difference)).collect();
        let wins = differences.iter().filter(|&&difference| difference > TOLERANCE).count();
        let losses = differences.iter().filter(|&&difference| difference < -TOLERANCE).count();
        MeasureComparison {
            measure: measure.key,
            mean: (measure.of)(&mean),
            baseline: (measure.of)(&baseline),
            difference: (measure.of)(&mean.minus(&baseline)),
            wins,
            losses,
            ties: differences.len() - wins - losses,
            p_value: p_value(&differences),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Judgments, evaluate, read_queries, read_run};

    /// Measures a run on queries `a`, `b`, `c`, … whose answer is article `+`.
    fn report(queries: &str, run: &str) -> Report {
        let lines = |line: fn(char) -> String| queries.chars().map(line).collect::<String>();
        let asked = read_queries(&lines(|id| format!("{id}\tx\n")), "queries").unwrap();
        let qrels = lines(|id| format!("{id} 0 + 1\n"));
        let judgments = Judgments::read(&qrels, "qrels").unwrap();
        evaluate(&asked, &judgments, &read_run(run, "run").unwrap()).unwrap()
    }

    fn check(key: &str, ours: &Report, baseline: &Report, expected: (usize, usize, usize, &str)) {
        let comparison = compare(ours, baseline);
        let found = comparison.measures.iter().find(|found| found.measure == key).unwrap();
        let difference = format!("{:.4}", found.difference);
        assert_eq!((found.wins, found.losses, found.ties, &*difference), expected);
    }

    const FIRST: &str = "a Q0 + 1 2 t\nb Q0 - 1 2 t\nb Q0 + 2 1 t\nc Q0 + 1 1 t\n";
    const SECOND: &str = "a Q0 - 1 2 t\na Q0 + 2 1 t\nb Q0 + 1 1 t\n";

    #[test]
    fn queries_are_won_lost_or_tied() {
        check("mrr_10", &report("abc", FIRST), &report("abc", SECOND), (2, 1, 0, "0.3333"));
        check("recall_10", &report("ab", FIRST), &report("ab", SECOND), (0, 0, 2, "0.0000"));
    }

    #[test]
    fn only_common_queries_are_compared() {
        check("mrr_10", &report("abc", FIRST), &report("ab", SECOND), (1, 1, 0, "0.0000"));
        assert_eq!(compare(&report("ab", FIRST), &report("c", FIRST)).queries, 0);
    }

    #[test]
    fn a_report_is_no_better_than_itself() {
        let (first, again) = (report("abc", FIRST), report("abc", FIRST));
        let comparison = compare(&first, &again);
        assert!(comparison.measures.iter().all(|found| found.ties == 3 && found.p_value == 1.0));
    }

    #[test]
    fn differences_are_told_per_query() {
        let comparison = compare(&report("abc", FIRST), &report("abc", SECOND));
        let told = comparison.per_query.iter();
        let told: Vec<_> = told.map(|query| (&*query.id, query.difference.mrr_10)).collect();
        assert_eq!(told, [("a", 0.5), ("b", -0.5), ("c", 1.0)]);
    }
}
