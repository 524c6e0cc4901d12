//! French through the whole path: index a text, search, compare.

use std::fs;
use std::path::{Path, PathBuf};

use depeche::{Query, SearchRequest, Searcher};

use crate::collection::{Collection, marked};

/// One case: a text, a query, and whether they should meet.
struct Case {
    id: String,
    text: String,
    query: String,
    should_match: bool,
    is_soft: bool,
}

/// Decodes `\uXXXX` and `\n`.
fn decode(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        decoded.push_str(before);
        rest = match after.strip_prefix('n') {
            Some(behind) => {
                decoded.push('\n');
                behind
            }
            None => {
                let code = after.get(1..5).and_then(|code| u32::from_str_radix(code, 16).ok());
                decoded.push(code.and_then(char::from_u32).expect("an escape"));
                &after[5..]
            }
        };
    }
    decoded + rest
}

fn cases(path: &Path) -> Vec<Case> {
    let table = fs::read_to_string(path).expect("the table of cases");
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| Case {
        id: row[0].to_owned(),
        text: decode(row[2]),
        query: decode(row[3]),
        should_match: row[4] == "match",
        is_soft: row.get(6).is_some_and(|soft| !soft.is_empty()),
    })
    .collect()
}

fn searcher(texts: &[&str]) -> Searcher {
    Collection::of_texts(texts).searcher()
}

/// Runs all cases against one collection of their texts; returns those that fail.
fn failures(cases: &[Case]) -> Vec<&Case> {
    let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    let searcher = searcher(&texts);
    let fails = |(index, case): &(usize, &Case)| {
        let mut request = SearchRequest::new(Query::parse(&case.query).query);
        request.limit = SearchRequest::ALL;
        let hits = searcher.search(&request).expect("results").hits;
        let is_found = hits.iter().any(|hit| hit.article.id == index.to_string());
        is_found != case.should_match
    };
    cases.iter().enumerate().filter(fails).map(|(_, case)| case).collect()
}

fn check(path: &Path, least: usize) {
    let cases = cases(path);
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let (soft, hard): (Vec<_>, Vec<_>) =
        failures(&cases).into_iter().partition(|case| case.is_soft);
    let tell = |case: &&Case| format!("{}: {} in {}", case.id, case.query, case.text);
    let told: Vec<String> = soft.iter().map(tell).collect();
    println!("{} cases; soft ones that fail: {told:#?}", cases.len());
    let told: Vec<String> = hard.iter().map(tell).collect();
    assert!(hard.is_empty(), "{} cases fail: {told:#?}", hard.len());
}

#[test]
fn the_cases_of_the_project_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/french/cases.tsv");
    check(&path, 150);
}

/// A further table, where it is at hand.
#[test]
fn the_conformance_cases_hold() {
    match further("cases.tsv") {
        Some(path) => check(&path, 100),
        None => println!("skipped: the conformance cases are not at hand"),
    }
}

#[test]
fn the_highlight_cases_hold() {
    let Some(path) = further("highlight-cases.tsv") else {
        println!("skipped: the highlight cases are not at hand");
        return;
    };
    let table = fs::read_to_string(path).expect("the table of cases");
    for line in table.lines().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let (text, query) = (decode(row[1]), decode(row[2]));
        let expected: Vec<String> = row[3].split('|').map(decode).collect();
        let results = Collection::of_texts(&[&text]).search(&query);
        let found = results.hits.first().map(marked).unwrap_or_default();
        assert_eq!(found, expected, "{}: {query} in {text}", row[0]);
    }
}

fn further(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/french").join(name);
    path.is_file().then_some(path)
}
