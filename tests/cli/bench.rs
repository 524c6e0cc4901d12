//! `depeche bench`: what it prints and writes, and when it fails.

use std::fs;

use serde_json::Value;

use crate::Desk;

const QUERIES: &str = "term\tport\nterm\tguichet\nphrase\t\"le port\"\nx<i>\tport SAUF \"<b>\"\n";

fn desk() -> Desk {
    let desk = Desk::with_index();
    desk.write("queries.tsv", QUERIES);
    desk
}

/// Runs `bench` on the queries of the desk with more arguments.
fn bench(desk: &Desk, more: &[&str]) -> crate::Ran {
    let arguments = [&["bench", "-Q", "queries.tsv", "--reps", "2"], more].concat();
    desk.run(&arguments)
}

#[track_caller]
fn has_figures(latency: &Value) {
    for key in ["mean_us", "p50_us", "p90_us", "p95_us", "p99_us", "p999_us", "max_us"] {
        assert!(latency[key].as_f64().is_some_and(|value| value > 0.0), "{key} in {latency}");
    }
    for key in ["n", "hits"] {
        assert!(latency[key].is_u64(), "{key} in {latency}");
    }
}

#[test]
fn json_has_the_figures_of_the_contract() {
    let answer = bench(&desk(), &["--json"]).exits(0).json();
    has_figures(&answer["all"]);
    has_figures(&answer["kinds"]["phrase"]);
    assert_eq!(
        (&answer["kinds"]["term"]["n"], &answer["kinds"]["term"]["hits"]),
        (&2.into(), &3.into())
    );
    assert_eq!(answer["index"]["articles"], 3);
    assert!(answer["machine"]["cores"].is_u64());
    assert!(answer["throughput_qps"].as_f64().is_some_and(|rate| rate > 0.0));
    assert_eq!(answer["counted"], "best_of_each_query");
}

#[test]
fn samples_have_a_line_for_every_query() {
    let desk = desk();
    bench(&desk, &["--samples", "samples.tsv"]).exits(0);
    let samples = fs::read_to_string(desk.path().join("samples.tsv")).unwrap();
    let lines: Vec<Vec<&str>> = samples.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line.len() == 6), "{samples}");
    assert_eq!((lines[0][0], lines[0][1], lines[0][4]), ("term", "port", "2"));
}

#[test]
fn several_rates_are_told_one_by_one() {
    let more = ["--rate", "40", "--rate", "80", "--duration", "300ms", "--warmup", "0s", "--json"];
    let answer = bench(&desk(), &more).exits(0).json();
    let rates: Vec<&Value> =
        answer["rates"].as_array().unwrap().iter().map(|one| &one["rate_qps"]).collect();
    assert_eq!(rates, [40.0, 80.0]);
    assert_eq!(
        (&answer["rates"][0]["answers"], &answer["rates"][1]["answers"]),
        (&12.into(), &24.into())
    );
    assert_eq!((&answer["counted"], &answer["all"]["n"]), (&"every_answer".into(), &12.into()));
}

#[test]
fn a_duration_counts_every_answer_of_all_threads() {
    let more = ["--duration", "200ms", "--warmup", "10ms", "--threads", "2", "--json"];
    let answer = bench(&desk(), &more).exits(0).json();
    assert_eq!(answer["answers"], answer["all"]["n"]);
    assert!(answer["answers"].as_u64().unwrap() > 4, "{answer}");
}

#[test]
fn cold_answers_are_by_a_new_searcher_each() {
    let answer = bench(&desk(), &["--cold", "--json"]).exits(0).json();
    assert!(answer["open_mean_us"].as_f64().is_some_and(|time| time > 0.0), "{answer}");
    assert_eq!(answer["all"]["n"], 8);
}

#[test]
fn a_limit_that_is_passed_fails_and_is_named() {
    let limits = ["--fail-above", "p99=1min", "--fail-above", "phrase.p99.9=1ns"];
    let ran = bench(&desk(), &limits).exits(1);
    assert!(ran.stderr.starts_with("`phrase.p99.9` is above its limit: "), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    bench(&desk(), &limits[..2]).exits(0);
    let unknown = bench(&desk(), &["--fail-above", "prefix.p99=1min"]).exits(2);
    assert!(unknown.stderr.contains("term"), "{}", unknown.stderr);
}

#[test]
fn two_indexes_are_compared_query_by_query() {
    let desk = desk();
    desk.write("one.jsonl", "{\"id\":\"a\",\"title\":\"Le port\",\"body\":\"Un port.\"}\n");
    desk.run(&["index", "one.jsonl", "--index", "second"]).exits(0);
    let both = ["--index", "index", "--index", "second"];
    let answer =
        bench(&desk, &[&both[..], &["--json", "--html", "page.html"]].concat()).exits(0).json();
    let comparison = &answer["second"]["comparison"];
    for ratio in [&comparison["all"]["mean"], &comparison["kinds"]["term"]["median"]] {
        let [low, value, high] = ["low", "value", "high"].map(|key| ratio[key].as_f64().unwrap());
        assert!(0.0 < low && low <= high && value > 0.0, "{ratio}");
    }
    assert!(comparison["different_answers"].as_u64().unwrap() >= 2, "{comparison}");
    assert_eq!(answer["second"]["index"]["articles"], 1);
    assert!(
        fs::read_to_string(desk.path().join("page.html")).unwrap().contains("Second against first")
    );
    bench(&desk, &[&both[..], &["--rate", "5"]].concat()).exits(2);
    desk.run(&[&["search", "port"], &both[..]].concat()).exits(2);
}

#[test]
fn another_build_is_compared_round_by_round() {
    let desk = desk();
    let program = assert_cmd::cargo::cargo_bin!("depeche").display().to_string();
    let answer = bench(&desk, &["--against", &program, "--json"]).exits(0).json();
    assert_eq!(answer["second"]["comparison"]["different_answers"], 0);
    assert_eq!(answer["second"]["program"], program.as_str());
    let missing = bench(&desk, &["--against", "no-such-program"]).exits(2);
    assert!(missing.stderr.contains("cannot run `no-such-program`"), "{}", missing.stderr);
}

#[test]
fn the_page_has_tables_and_escapes_queries() {
    let desk = desk();
    bench(&desk, &["--html", "page.html"]).exits(0);
    let page = fs::read_to_string(desk.path().join("page.html")).unwrap();
    assert!(page.starts_with("<!doctype html>"));
    assert_eq!((page.matches("<svg").count(), page.matches("<table").count()), (2, 3));
    assert!(page.contains("port SAUF &quot;&lt;b&gt;&quot;") && page.contains("x&lt;i&gt;"));
    assert!(!page.contains("<b>") && !page.contains("<i>") && !page.contains("<script"));
}

#[test]
fn the_distribution_counts_every_answer() {
    let desk = desk();
    bench(&desk, &["--hdr", "times.hgrm"]).exits(0);
    let text = fs::read_to_string(desk.path().join("times.hgrm")).unwrap();
    assert!(text.trim_start().starts_with("Value     Percentile TotalCount"), "{text}");
    assert!(text.contains("Total count    =            8]"), "{text}");
}

#[test]
fn what_cannot_be_measured_is_refused() {
    for wrong in [
        &["--rate", "0"][..],
        &["--rate", "many"],
        &["--duration", "5"],
        &["--threads", "0"],
        &["--fail-above", "p98=1ms"],
        &["--cold", "--rate", "5"],
    ] {
        bench(&desk(), wrong).exits(2);
    }
}
