//! Every example and every line of the grammar of docs/query-language.md holds.

#[path = "query_language/grammar.rs"]
mod grammar;

use depeche::Date;
use depeche::query::{Query, RemarkKind};
use grammar::Grammar;

const PAGE: &str = include_str!("../docs/query-language.md");

/// Derivations of each line of the grammar.
const DERIVATIONS: u64 = 60;

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

fn today() -> Date {
    Date::from_day(2024, 7, 31).expect("a day")
}

#[test]
fn every_example_prints_as_the_page_says() {
    let examples = examples();
    assert!(examples.len() > 40, "{} examples", examples.len());
    for (query, canonical) in examples {
        assert_eq!(Query::parse_at(&query, today()).query.to_string(), canonical, "{query}");
    }
}

#[test]
fn every_canonical_form_is_its_own() {
    for (_, canonical) in examples() {
        assert_eq!(Query::parse(&canonical).query.to_string(), canonical);
    }
}

/// The grammar says how a query is written, not what it means: proximity to a condition makes no
/// sense, and a range may be the wrong way round.
fn is_about_meaning(kind: &RemarkKind) -> bool {
    use RemarkKind::{NearNeedsWords, OperatorsClash, ReversedRange};
    matches!(kind, NearNeedsWords | OperatorsClash | ReversedRange(_))
}

#[test]
fn whatever_the_grammar_derives_is_understood_and_prints_back() {
    let begin = PAGE.find("```bnf\n").expect("the grammar") + "```bnf\n".len();
    let end = begin + PAGE[begin..].find("```").expect("its end");
    let grammar = Grammar::read(&PAGE[begin..end]);
    let lines: Vec<_> = grammar.names().collect();
    assert!(lines.len() > 12, "{lines:?}");
    for line in lines {
        for seed in 0..DERIVATIONS {
            let text = grammar.query_with(line, seed);
            let parsed = Query::parse_at(&text, today());
            let odd: Vec<_> =
                parsed.remarks.iter().filter(|remark| !is_about_meaning(&remark.kind)).collect();
            assert!(odd.is_empty(), "{line}: {odd:?} in {text}");
            let printed = parsed.query.to_string();
            let again = Query::parse(&printed).query.without_spans();
            assert_eq!(again, parsed.query.without_spans(), "{line}: {text}, printed {printed}");
        }
    }
}
