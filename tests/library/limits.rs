//! Limits: each cuts what goes beyond it, and a remark says so.

use depeche::Query;
use depeche::query::{
    MAX_CLAUSES, MAX_DEPTH, MAX_NEAR_CHAIN, MAX_NUMBER, MAX_QUERY_BYTES, MAX_SLOP, RemarkKind,
};
use depeche::search::Notice;

use crate::collection::Collection;

fn check_query(text: &str, expected: &RemarkKind) {
    let parsed = Query::parse(text);
    assert!(parsed.remarks.iter().any(|remark| remark.kind == *expected), "{:?}", parsed.remarks);
}

fn check_notice(collection: &Collection, query: &str, expected: Option<&Notice>) {
    let notices = collection.search(query).notices;
    let is_limit = |notice: &&Notice| {
        matches!(
            notice,
            Notice::TooManyForms { .. }
                | Notice::TooManyFuzzyWords { .. }
                | Notice::TooManyTruncatedWords { .. }
                | Notice::TooManyPairs { .. }
                | Notice::TooManyToRead { .. }
        )
    };
    assert_eq!(notices.iter().find(is_limit), expected, "{query}");
}

fn joined(count: usize, part: impl Fn(usize) -> String, between: &str) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

#[test]
fn what_is_read_of_a_query_is_limited() {
    check_query(&"long ".repeat(MAX_QUERY_BYTES), &RemarkKind::TooLong);
    check_query(&"a ".repeat(MAX_CLAUSES + 1), &RemarkKind::TooManyClauses);
    let nested = format!("{}a{}", "NON (".repeat(MAX_DEPTH + 1), ")".repeat(MAX_DEPTH + 1));
    check_query(&nested, &RemarkKind::TooDeep);
    check_query(&joined(MAX_NEAR_CHAIN + 2, |_| "a".into(), " /5 "), &RemarkKind::NearChainTooLong);
    check_query(&format!("\"a b\"~{}", MAX_SLOP + 1), &RemarkKind::SlopCut);
    for (sign, rest) in [("/", " b"), ("+", " b"), ("min", ":b"), ("debut", ":b")] {
        let over = format!("{sign}{}", u64::from(MAX_NUMBER) + 1);
        let named = if rest.starts_with(':') { format!("{over}:") } else { over.clone() };
        check_query(&format!("a {over}{rest}"), &RemarkKind::NumberCut(named));
        let most = format!("a {sign}{MAX_NUMBER}{rest}");
        assert_eq!(Query::parse(&most).remarks, [], "{most}");
    }
}

#[test]
fn only_so_many_words_are_truncated() {
    let collection = Collection::of_texts(&["mot023x et mot024x"]);
    let words = |count| joined(count, |number| format!("mot{number:03}*"), " OU ");
    check_notice(&collection, &words(24), None);
    check_notice(&collection, &words(25), Some(&Notice::TooManyTruncatedWords { kept: 24 }));
    // The same word again is none more, whatever side of a proximity it stands on.
    let same = format!("({0}) /10 ({0})", words(20));
    check_notice(&collection, &same, None);
}

#[test]
fn a_truncated_word_too_many_is_searched_as_it_stands() {
    let collection = Collection::of_texts(&["mot024x", "mot024", "mot023x"]);
    let words = joined(25, |number| format!("mot{number:03}*"), " OU ");
    let mut ids = collection.ids(&words);
    ids.sort();
    assert_eq!(ids, ["1", "2"]);
}

#[test]
fn only_so_many_words_are_fuzzy() {
    let collection = Collection::of_texts(&["Le pont."]);
    let words = |count| joined(count, |number| format!("~pont{number}"), " OU ");
    check_notice(&collection, &words(16), None);
    check_notice(&collection, &words(17), Some(&Notice::TooManyFuzzyWords { kept: 16 }));
}

#[test]
fn only_so_many_forms_are_looked_for() {
    let text = joined(1100, |number| format!("mot{number}x"), " ");
    let collection = Collection::of_texts(&[&text]);
    let cut = Notice::TooManyForms { word: "mot*".to_owned(), kept: 1024 };
    for query in ["mot*", "\"mot* mot*\"", "mot* /5 mot*", "min3:mot*"] {
        check_notice(&collection, query, Some(&cut));
    }
    check_notice(&collection, "mot10*", None);
}

#[test]
fn only_so_many_proximities_are_made_of_one() {
    let collection = Collection::of_texts(&["Le pont."]);
    let side = |letter: &str, count| joined(count, |number| format!("{letter}{number}"), " ET ");
    let query = format!("({}) /5 ({})", side("a", 9), side("b", 9));
    let notices = collection.search(&query).notices;
    assert!(notices.iter().any(|notice| matches!(notice, Notice::TooManyPairs { kept: 64, .. })));
    check_notice(&collection, &format!("({}) /5 ({})", side("a", 3), side("b", 3)), None);
}

#[test]
fn letters_are_read_in_so_many_articles() {
    let texts: Vec<String> = (0..1001).map(|number| format!("Le mot{number}.")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let collection = Collection::of_texts(&texts);
    check_notice(&collection, "==Le", Some(&Notice::TooManyToRead { read: 1000 }));
    let results = collection.search("==Le");
    assert!(!results.total_is_exact && results.total_articles >= 1000);
    // Where other words leave few articles, only those are read.
    check_notice(&collection, "==Le ET mot7", None);
    assert_eq!(collection.ids("==Le ET mot1000"), ["1000"]);
    assert!(collection.search("==Le ET mot1000").total_is_exact);
}

#[test]
fn all_words_of_a_query_have_so_many_forms() {
    let word = |number: usize| format!("mot{:02}z{:03}x", number / 1000, number % 1000);
    let collection = Collection::of_texts(&[&joined(4000, word, " ")]);
    let query = |count| joined(count, |number| format!("mot{number:02}*"), " OU ");
    check_notice(&collection, &query(3), None);
    // Of what is left a word gets half.
    let cut = Notice::TooManyForms { word: "mot03*".to_owned(), kept: (4096 - 3000) / 2 };
    check_notice(&collection, &query(4), Some(&cut));
}

#[test]
fn only_so_many_entries_of_the_dictionary_are_looked_at() {
    let collection =
        Collection::of_texts(&[&joined(51_000, |number| format!("a{}x", 10_000 + number), " ")]);
    let missed = Notice::TooManyForms { word: "a*60999x".to_owned(), kept: 0 };
    check_notice(&collection, "a*60999x", Some(&missed));
    assert_eq!(collection.ids("a*10007x"), ["0"]);
    check_notice(&collection, "a6*99x", None);
    assert_eq!(collection.ids("a6*999x"), ["0"]);
}

#[test]
fn what_was_left_unread_is_not_shown_as_if_it_were_not_there() {
    let texts: Vec<String> = (0..1100).map(|number| format!("Le mot{number} et LE mot.")).collect();
    let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.push("Un mot.");
    let collection = Collection::of_texts(&texts);
    let results = collection.search("mot SAUF ==LE");
    assert_eq!(results.total_articles, 1);
    assert!(!results.total_is_exact);
    check_notice(&collection, "mot SAUF ==LE", Some(&Notice::TooManyToRead { read: 1000 }));
    assert_eq!(collection.ids("NON ==LE"), ["1100"]);
    assert_eq!(collection.ids("NON (mot ET ==LE)"), ["1100"]);
    assert_eq!(collection.ids("un SAUF (mot SAUF ==LE)"), [] as [&str; 0]);
    check_notice(&collection, "un SAUF ==LE", None);
}
