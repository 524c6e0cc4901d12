//! The part of the page that compares two indexes.

use super::super::compare::{Comparison, Ratios};
use super::axis::digits;
use super::drawing::{Row, Scale, rows};
use super::table::table;

const RATIO: Scale =
    Scale { title: "second’s mean time ÷ first’s", is_logarithmic: true, label: digits };

/// Returns the drawing with its table.
pub(super) fn section(comparison: &Comparison) -> String {
    let row = |(kind, ratios): (&str, &Ratios)| Row {
        name: kind.to_owned(),
        range: (ratios.mean.low, ratios.mean.high),
        dot: ratios.mean.value,
        ring: None,
    };
    let drawn: Vec<Row> = kinds(comparison).map(row).collect();
    let told: Vec<Vec<String>> =
        kinds(comparison).map(|(kind, ratios)| ratios.cells(kind)).collect();
    let different = match comparison.different_answers {
        0 => "Both found the same number of articles for every query.".to_owned(),
        count => format!("They found other numbers of articles for {count} queries."),
    };
    format!(
        "<h2>Second against first</h2>\n<p>Above 1 the second is slower. Bars are 95\u{202f}% \
         intervals of a bootstrap over the queries. {different}</p>\n<figure>\n{}</figure>\n{}",
        rows("Ratio of mean times by kind of query", &RATIO, &drawn, Some(1.0)),
        table(&["kind", "n", "ratio of means", "95 %", "ratio of medians", "95 %"], &told, &[]),
    )
}

fn kinds(comparison: &Comparison) -> impl Iterator<Item = (&str, &Ratios)> {
    let kinds = comparison.kinds.iter().map(|(kind, ratios)| (kind.as_str(), ratios));
    kinds.chain([("all", &comparison.all)])
}
