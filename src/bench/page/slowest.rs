//! The part of the page that lists the slowest queries.

use super::super::report::Sample;
use super::axis::time;
use super::table::table;
use crate::language::Language;
use crate::query::Query;

/// Queries listed.
const LISTED: usize = 20;

/// Returns the slowest queries with what they mean and how much they found.
pub(super) fn section(samples: &[Sample]) -> String {
    let mut slowest: Vec<&Sample> = samples.iter().collect();
    slowest.sort_by_key(|sample| std::cmp::Reverse(sample.median));
    slowest.truncate(LISTED);
    let head = ["query", "kind", "median", "best", "articles", "passages shown", "understood as"];
    let rows: Vec<Vec<String>> = slowest.into_iter().map(row).collect();
    format!("<h2>Slowest queries</h2>\n{}", table(&head, &rows, &[1, 6]))
}

fn row(sample: &Sample) -> Vec<String> {
    vec![
        sample.query.clone(),
        sample.kind.clone(),
        time(sample.median.as_secs_f64() * 1e6),
        time(sample.best.as_secs_f64() * 1e6),
        sample.articles.to_string(),
        sample.passages.to_string(),
        Query::parse(&sample.query).query.explain(Language::English),
    ]
}
