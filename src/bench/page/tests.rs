//! The page: whole, escaped, and with a table beside every drawing.

use std::time::Duration;

use super::super::answer::Answer;
use super::super::compare::compare;
use super::super::pacing::{Run, Timing};
use super::super::workload::Workload;
use super::*;

fn report(scale: u64) -> BenchReport {
    let queries = "term\tl'eau\nphrase\t\"gel <b>des</b> loyers\" & \"fin\"\nx<i>\tpaix\n";
    let workload = Workload::read(queries, "queries").unwrap();
    let timing =
        |query| Timing { query, latency: Duration::from_micros((query as u64 + 1) * scale) };
    let timings = (0..3).map(timing).collect();
    let run = Run { timings, unanswered: 0, busy: Duration::from_millis(2) };
    let mut answers = [Answer::default(); 3];
    answers[0].articles = 7;
    BenchReport::new(&workload, &answers, &run, Counted::BestOfEachQuery).unwrap()
}

fn check(page: &Page, drawings: usize) {
    let html = html(page);
    assert_eq!(html.matches("<svg").count(), drawings, "{html}");
    assert!(html.matches("<table").count() >= drawings.min(3), "{html}");
    for outside in ["<script", "http", "url(", "@import", "NaN", "inf"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(!html.contains("<b>") && !html.contains("<i>"), "{html}");
}

#[test]
fn one_report_has_two_drawings() {
    check(&Page::new(&[report(100)]), 2);
}

#[test]
fn several_rates_have_two_more() {
    let mut reports = [report(100), report(900)];
    (reports[0].rate_qps, reports[1].rate_qps) = (Some(50.0), Some(200.0));
    check(&Page::new(&reports), 4);
}

#[test]
fn a_comparison_has_one_more() {
    let (first, second) = (report(100), report(150));
    let comparison = compare(&first.samples, &second.samples).unwrap();
    let reports = [first];
    let page = Page { comparison: Some(&comparison), ..Page::new(&reports) };
    check(&page, 3);
    assert!(html(&page).contains("<td>1.500<td>1.500–1.500"));
}

#[test]
fn the_slowest_query_comes_first_and_is_escaped() {
    let html = html(&Page::new(&[report(100)]));
    let slowest = html.split("Slowest queries").nth(1).unwrap();
    let places = ["paix", "gel &lt;b&gt;des&lt;/b&gt;", "l&#39;eau"].map(|text| slowest.find(text));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
    assert!(html.contains("x&lt;i&gt;"));
}

#[test]
fn late_queries_are_told() {
    let mut report = report(100);
    report.unanswered = 5;
    assert!(html(&Page::new(&[report])).contains("5 queries were due but not begun"));
}
