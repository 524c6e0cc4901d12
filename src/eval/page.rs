//! A report as one HTML page that needs nothing else: no script, no outside request.

mod query_table;

use super::comparison::{Comparison, MeasureComparison};
use super::measures::MEASURES;
use super::report::{LeftOut, Report};
use crate::html::{self, escaped};
use query_table::QueryTable;

/// Look of the page, and its orders of rows.
const STYLE: &str = include_str!("page/style.css");

/// Returns a report as an HTML page: the means, the comparison when there is one, each query.
pub fn html(report: &Report, comparison: Option<&Comparison>) -> String {
    let table = QueryTable::new(report, comparison);
    let comparison = comparison.map(comparison_section).unwrap_or_default();
    let main = format!("{}{comparison}{}", summary(report), table.section());
    html::page("Relevance report", STYLE, &main)
}

fn summary(report: &Report) -> String {
    let means = MEASURES.iter().map(|measure| {
        let value = (measure.of)(&report.mean);
        format!("<tr><th scope=\"row\">{}<td>{value:.4}\n", measure.name)
    });
    format!(
        "<p>{} queries measured; a query without results counts as 0.</p>\n{}\
         <table>\n<tr><th scope=\"col\">measure<th scope=\"col\">mean\n{}</table>\n",
        report.queries,
        left_out(&report.left_out),
        means.collect::<String>()
    )
}

fn left_out(left_out: &LeftOut) -> String {
    let reasons = [
        ("asked but not judged", &left_out.unjudged),
        ("judged but nothing is relevant", &left_out.nothing_relevant),
        ("judged but not asked", &left_out.not_asked),
    ];
    let told =
        reasons.iter().filter(|(_, queries)| !queries.is_empty()).map(|(reason, queries)| {
            let ids = escaped(&queries.join(", ")).into_owned();
            format!("<details><summary>{}: {reason}</summary>{ids}</details>\n", queries.len())
        });
    told.collect()
}

fn comparison_section(comparison: &Comparison) -> String {
    let rows: String = comparison.measures.iter().map(comparison_row).collect();
    format!(
        "<h2>Against the baseline</h2>\n<p>{} queries in both; p from a paired randomisation test \
         ({} rounds, exact where few queries differ).</p>\n<div class=\"wide\"><table>\n<tr>\
         <th scope=\"col\">measure<th scope=\"col\">mean<th scope=\"col\">baseline\
         <th scope=\"col\">difference<th scope=\"col\">won<th scope=\"col\">lost\
         <th scope=\"col\">tied<th scope=\"col\">p\n{rows}</table></div>\n",
        comparison.queries, comparison.rounds,
    )
}

fn comparison_row(row: &MeasureComparison) -> String {
    let measure = MEASURES.iter().find(|measure| measure.key == row.measure);
    format!(
        "<tr><th scope=\"row\">{}<td>{:.4}<td>{:.4}{}<td>{}<td>{}<td>{}<td>{:.4}\n",
        measure.map_or(row.measure, |measure| measure.name),
        row.mean,
        row.baseline,
        difference_cell(row.difference),
        row.wins,
        row.losses,
        row.ties,
        row.p_value,
    )
}

fn difference_cell(difference: f64) -> String {
    let class = match difference {
        0.0 => "",
        lost if lost < 0.0 => " class=\"loss\"",
        _ => " class=\"gain\"",
    };
    format!("<td role=\"cell\"{class}>{difference:+.4}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Judgments, compare, evaluate, read_queries, read_run};

    const QUERIES: &str = "a\tgel <b>des</b> loyers & \"charges\"\nb\tl'eau\nc<i>\tx\n";

    fn report(run: &str) -> Report {
        let queries = read_queries(QUERIES, "queries").unwrap();
        let judgments = Judgments::read("a 0 + 1\nb 0 + 1\nd 0 + 1\n", "qrels").unwrap();
        evaluate(&queries, &judgments, &read_run(run, "run").unwrap()).unwrap()
    }

    fn page() -> String {
        let (first, second) = (report("a Q0 + 1 1 t\n"), report("b Q0 + 1 1 t\n"));
        html(&first, Some(&compare(&first, &second)))
    }

    #[test]
    fn texts_are_escaped() {
        let page = page();
        assert!(page.contains("gel &lt;b&gt;des&lt;/b&gt; loyers &amp; &quot;charges&quot;"));
        assert!(page.contains("l&#39;eau"));
        assert!(!page.contains("<b>") && !page.contains("<i>"));
    }

    #[test]
    fn the_page_needs_nothing_else() {
        let page = page();
        assert!(
            !["<script", "http", "url(", "@import"].iter().any(|outside| page.contains(outside))
        );
    }

    #[test]
    fn rows_know_their_places() {
        let page = page();
        assert!(
            page.contains("<tr role=\"row\" style=\"--worst:1;--losses:1\"><td role=\"cell\">a")
        );
        assert!(
            page.contains("<tr role=\"row\" style=\"--worst:0;--losses:0\"><td role=\"cell\">b")
        );
    }

    #[test]
    fn without_baseline_nothing_is_compared() {
        let page = html(&report("a Q0 + 1 1 t\n"), None);
        assert!(!page.contains("baseline") && !page.contains("Δ"));
    }

    #[test]
    fn queries_left_out_are_named() {
        assert!(page().contains("<summary>1: judged but not asked</summary>d<"));
        assert!(page().contains("<summary>1: asked but not judged</summary>c&lt;i&gt;<"));
    }
}
