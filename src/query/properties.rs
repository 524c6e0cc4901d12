//! What holds for every input.

use proptest::prelude::*;

use super::ast::{DateRange, Field, Matching, Phrase, Query, Within, Word};
use super::{MAX_DEPTH, MAX_QUERY_BYTES, MAX_REMARKS, Parsed, RemarkKind, shape};
use crate::article::Date;

/// Pieces of queries, right and wrong, to be glued together.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "ET",
    "OU",
    "SAUF",
    "NON",
    " ET ",
    " OU ",
    " SAUF ",
    "(",
    ")",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "„",
    "/5",
    "+5",
    "/phrase",
    "/para",
    "~5",
    "~",
    "^2",
    "^0.5",
    "^",
    "*",
    "?",
    "=",
    "==",
    "\\",
    "-",
    "+",
    "|",
    "&",
    "titre:",
    "url:",
    "date:",
    "min3:",
    "debut50:",
    "xyz:",
    "2024",
    "..",
    ">",
    ">7j",
    "2024-06",
    "11",
    "000",
    "11 000",
    "prix",
    "É",
    "É",
    "l’",
    "aujourd'hui",
    "C++",
    "R&D",
    "F-16",
    "O.N.U.",
    "http://a.fr/x?y=1",
    "www.",
    ",",
    ".",
    ":",
    "/",
    "…",
    "\u{a0}",
    "\u{202f}",
    "\u{200b}",
    "\u{301}",
    "a",
    "B",
];

fn glued() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Texts that a word can have, by itself or behind a backslash.
fn word_text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "prix",
        "ET",
        "Sauf",
        "été",
        "l’été",
        "11",
        "000",
        "11 000",
        "F-16",
        "C++",
        "O.N.U.",
        "x*y",
        "www.a.fr/x=1",
        "a^3",
        "a~2",
        "titre:a",
        "min3:4",
        "23:55",
        "1/5",
        "a?b",
        "a?B",
        "É",
        "2024",
    ])
    .prop_map(str::to_owned)
}

fn word() -> impl Strategy<Value = Query> {
    let inflected = word_text().prop_map(|text| (text, Matching::Inflected));
    let marked = prop::sample::select(vec![
        ("prix", Matching::Exact),
        ("Été", Matching::Identical),
        ("diplom", Matching::Prefix),
        ("ch?t*u", Matching::Wildcard),
        ("Zelenski", Matching::Fuzzy),
    ])
    .prop_map(|(text, matching)| (text.to_owned(), matching));
    prop_oneof![3 => inflected, 1 => marked]
        .prop_map(|(text, matching)| Query::Word(Word { text, matching, span: 0..0 }))
}

fn phrase() -> impl Strategy<Value = Query> {
    let slot = prop_oneof![
        4 => word(),
        1 => prop::collection::vec(word(), 2..4).prop_map(Query::Any),
    ];
    (prop::collection::vec(slot, 1..5), 0..6_u32)
        .prop_map(|(slots, slop)| Query::Phrase(Phrase { slots, slop, span: 0..0 }))
}

fn dated() -> impl Strategy<Value = Query> {
    (1990..2000_i16, 2000..2010_i16, 0..3).prop_map(|(from, to, ends)| {
        let from = Date::from_year(from).filter(|_| ends != 1);
        let to = Date::from_month(to, 6).filter(|_| ends != 2);
        Query::Dated(DateRange { from, to })
    })
}

/// Trees of the shape that the parser gives.
fn tree(is_strict: bool) -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![6 => word(), 3 => phrase(), 1 => dated()];
    leaf.prop_recursive(4, 40, 4, move |inner| {
        let parts = || prop::collection::vec(inner.clone(), 2..4);
        let boxed = || inner.clone().prop_map(Box::new);
        let signed = (inner.clone(), 0..4).prop_map(|(part, sign)| match sign {
            0 => Query::Required(Box::new(part)),
            1 => shape::not(part),
            _ => part,
        });
        let beside = prop::collection::vec(signed, 2..4)
            .prop_filter_map("parts", move |parts| shape::side_by_side(parts, is_strict));
        let alternatives = parts().prop_filter_map("any", shape::any);
        let near = (inner.clone(), inner.clone(), 1..9_u32, any::<bool>());
        let near = near.prop_map(|(left, right, distance, is_ordered)| {
            if !shape::has_place(&left) || !shape::has_place(&right) {
                return left;
            }
            let within = Within::Words(distance);
            Query::Near { left: Box::new(left), right: Box::new(right), within, is_ordered }
        });
        let grouped = prop_oneof![
            1 => boxed().prop_map(|of| Query::In(Field::Title, of)),
            1 => boxed().prop_map(|of| Query::In(Field::Url, of)),
            1 => boxed().prop_map(|of| Query::AtLeast { count: 3, of }),
            1 => boxed().prop_map(|of| Query::Lead { words: 50, of }),
            1 => boxed().prop_map(|of| Query::Weight { factor: 0.5, of }),
        ];
        match is_strict {
            true => prop_oneof![3 => beside, 3 => grouped, 2 => alternatives, 2 => near].boxed(),
            false => prop_oneof![beside, grouped].boxed(),
        }
    })
}

fn check_places(input: &str, parsed: &Parsed) {
    for remark in &parsed.remarks {
        assert!(input.get(remark.span.clone()).is_some(), "{remark:?} in {input:?}");
    }
    check_words(input, &parsed.query);
}

fn check_words(input: &str, query: &Query) {
    match query {
        Query::Nothing | Query::Dated(_) => {}
        Query::Word(word) => match word.matching {
            Matching::Wildcard => assert!(input.get(word.span.clone()).is_some()),
            _ => assert_eq!(input.get(word.span.clone()), Some(word.text.as_str())),
        },
        Query::Phrase(phrase) => {
            assert!(input.get(phrase.span.clone()).is_some());
            phrase.slots.iter().for_each(|slot| check_words(input, slot));
        }
        Query::Words(parts) | Query::All(parts) | Query::Any(parts) => {
            parts.iter().for_each(|part| check_words(input, part));
        }
        Query::Near { left, right, .. } => {
            check_words(input, left);
            check_words(input, right);
        }
        Query::Not(of)
        | Query::Required(of)
        | Query::In(_, of)
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. }
        | Query::Weight { of, .. } => check_words(input, of),
    }
}

fn check_prints_back(query: Query) {
    let printed = query.to_string();
    let parsed = Query::parse(&printed);
    assert_eq!(parsed.query.without_spans(), query.without_spans(), "printed {printed:?}");
    assert_eq!(parsed.remarks, [], "printed {printed:?}");
}

/// Printing adds parentheses and words for signs, so only short inputs stay within the limits.
fn check_input(input: &str) {
    let parsed = Query::parse(input);
    check_places(input, &parsed);
    check_prints_back(parsed.query);
    check_prints_back(Query::plain(input));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_query_that_prints_back(input in ".{0,60}") { check_input(&input); }

    #[test]
    fn any_row_of_operators_is_a_query_that_prints_back(input in glued()) { check_input(&input); }

    #[test]
    fn any_strict_tree_prints_back(query in tree(true)) { check_prints_back(query); }

    #[test]
    fn any_loose_tree_prints_back(query in tree(false)) { check_prints_back(query); }
}

#[test]
fn endless_input_is_cut_and_bounded() {
    for piece in
        ["(", ")", "\"", "«", "'", "-a", " -a", "titre:", "~", "a ET ", "a /5 ", "a*", "= "]
    {
        let input = piece.repeat(1_000_000 / piece.len());
        let parsed = Query::parse(&input);
        let has_told = parsed.remarks.iter().any(|remark| remark.kind == RemarkKind::TooLong);
        assert!(has_told, "{piece}");
        check_places(&input, &parsed);
        let printed = parsed.query.to_string();
        assert!(printed.len() < 3 * MAX_QUERY_BYTES, "{piece}");
    }
}

#[test]
fn a_sign_before_the_quote_holds_for_escaped_words_too() {
    for input in [r#"=="\q/5""#, r#"="\q/5 ==a""#, r#"=="\q/5 =a""#, r#"=="a|\b*c""#, r#"="\a~""#] {
        check_input(input);
    }
}

#[test]
fn what_was_cut_off_is_told_however_much_was_mended() {
    let input = "(a ".repeat(MAX_DEPTH) + "(b (c";
    let remarks = Query::parse(&input).remarks;
    assert!(remarks.len() == MAX_REMARKS && remarks.is_sorted_by_key(|remark| remark.span.start));
    assert_eq!(remarks.iter().filter(|remark| remark.kind == RemarkKind::TooDeep).count(), 2);
}
