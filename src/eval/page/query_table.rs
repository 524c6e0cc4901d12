//! The part of the page that shows each query, sortable without a script.

use std::collections::HashMap;
use std::fmt::Write;

use super::super::comparison::Comparison;
use super::super::measures::MEASURES;
use super::super::report::{PerQuery, Report};
use super::difference_cell;
use crate::html::escaped;

/// The table of queries. Style sheets undo the roles of tables, so cells state theirs.
pub(super) struct QueryTable<'a> {
    rows: Vec<Row<'a>>,
    is_comparison: bool,
}

struct Row<'a> {
    query: &'a PerQuery,
    difference: Option<f64>,
    /// Place when the lowest nDCG comes first.
    worst: usize,
    /// Place when the greatest loss comes first.
    losses: usize,
}

impl<'a> QueryTable<'a> {
    pub(super) fn new(report: &'a Report, comparison: Option<&Comparison>) -> Self {
        let differences = comparison.map(ndcg_differences).unwrap_or_default();
        let rows = report.per_query.iter().map(|query| {
            let difference = differences.get(query.id.as_str()).copied();
            Row { query, difference, worst: 0, losses: 0 }
        });
        let mut table = QueryTable { rows: rows.collect(), is_comparison: comparison.is_some() };
        table.place(|row| row.query.measures.ndcg_10, |row, place| row.worst = place);
        table.place(|row| row.difference.unwrap_or(0.0), |row, place| row.losses = place);
        table
    }

    /// Gives every row its place by rising `key`.
    fn place(&mut self, key: impl Fn(&Row) -> f64, set: impl Fn(&mut Row, usize)) {
        let mut order: Vec<&mut Row> = self.rows.iter_mut().collect();
        order.sort_by(|left, right| key(left).total_cmp(&key(right)));
        order.into_iter().enumerate().for_each(|(place, row)| set(row, place));
    }

    /// Returns the table with its choice of orders.
    pub(super) fn section(&self) -> String {
        let mut names = vec!["id", "query"];
        names.extend(MEASURES.iter().map(|measure| measure.name));
        names.extend(["first rank", "relevant"]);
        names.extend(self.is_comparison.then_some("ΔnDCG@10"));
        let head: String = names
            .iter()
            .map(|name| format!("<th role=\"columnheader\" scope=\"col\">{name}"))
            .collect();
        let rows: String = self.rows.iter().map(Row::html).collect();
        format!(
            "<h2>Queries</h2>\n{}<div class=\"wide\"><table id=\"each\" role=\"table\" \
             style=\"--numbers:{}\">\n<thead role=\"rowgroup\"><tr role=\"row\">{head}\n\
             <tbody role=\"rowgroup\">\n{rows}</table></div>\n",
            self.orders(),
            names.len() - 2,
        )
    }

    fn orders(&self) -> String {
        let mut orders = vec![("file", "as in the file"), ("worst", "lowest nDCG first")];
        if self.is_comparison {
            orders.extend([("losses", "losses first"), ("gains", "gains first")]);
        }
        let choices = orders.iter().zip(["checked", "", "", ""]).map(|((id, name), checked)| {
            format!("<label><input type=\"radio\" name=\"order\" id=\"{id}\" {checked}> {name}</label>\n")
        });
        format!("<fieldset><legend>Order:</legend>\n{}</fieldset>\n", choices.collect::<String>())
    }
}

impl Row<'_> {
    fn html(&self) -> String {
        let query = self.query;
        let mut html = format!(
            "<tr role=\"row\" style=\"--worst:{};--losses:{}\"><td role=\"cell\">{}\
             <td role=\"cell\" class=\"text\" lang=\"fr\">{}",
            self.worst,
            self.losses,
            escaped(&query.id),
            escaped(&query.text),
        );
        html.extend(MEASURES.iter().map(|measure| bar_cell((measure.of)(&query.measures))));
        let rank = query.first_relevant_rank.map_or("–".to_owned(), |rank| rank.to_string());
        // Writing to a string cannot fail.
        let _ = write!(html, "<td role=\"cell\">{rank}<td role=\"cell\">{}", query.relevant);
        html.extend(self.difference.map(difference_cell));
        html.push('\n');
        html
    }
}

fn bar_cell(value: f64) -> String {
    format!("<td role=\"cell\" class=\"bar\" style=\"--value:{value:.3}\">{value:.3}")
}

fn ndcg_differences(comparison: &Comparison) -> HashMap<&str, f64> {
    let differences = comparison.per_query.iter();
    differences.map(|query| (query.id.as_str(), query.difference.ndcg_10)).collect()
}
