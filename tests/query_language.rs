//! Every example of docs/query-language.md is understood as the page says.

use depeche::Date;
use depeche::query::Query;

const PAGE: &str = include_str!("../docs/query-language.md");

/// Returns the two code cells of a line such as ``| `a ET b` | `a ET b` |``.
fn cells(line: &str) -> Option<(String, String)> {
    let row = line.strip_prefix("| `")?.strip_suffix("` |")?;
    let (query, canonical) = row.split_once("` | `")?;
    Some((query.replace(r"\|", "|"), canonical.replace(r"\|", "|")))
}

fn examples() -> Vec<(String, String)> {
    let begin = PAGE.find("<!-- examples: begin -->").expect("examples begin");
    let end = PAGE.find("<!-- examples: end -->").expect("examples end");
    PAGE[begin..end].lines().filter_map(cells).collect()
}

#[test]
fn every_example_prints_as_the_page_says() {
    let today = Date::from_day(2024, 7, 31).expect("a day");
    let examples = examples();
    assert!(examples.len() > 40, "{} examples", examples.len());
    for (query, canonical) in examples {
        assert_eq!(Query::parse_at(&query, today).query.to_string(), canonical, "{query}");
    }
}

#[test]
fn every_canonical_form_is_its_own() {
    for (_, canonical) in examples() {
        assert_eq!(Query::parse(&canonical).query.to_string(), canonical);
    }
}
