//! The engine against a naive reading of the token streams, on random collections and queries.

use std::collections::BTreeSet;

use depeche::analysis::{Analyzer, QueryToken};
use depeche::query::{Matching, Phrase, Query, Word};
use depeche::{SearchRequest, passage};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::collection::Collection;

const COLLECTIONS: usize = 12;
const QUERIES: usize = 60;

/// Few words, so that they meet often: inflections, stop words, an elision, two sentences.
const VOCABULARY: [&str; 14] = [
    "accord",
    "accords",
    "militaire",
    "militaires",
    "assistance",
    "le",
    "de",
    "Corée",
    "nord",
    "l'accord",
    "paix",
    "signé",
    "signée",
    "Paix.",
];

/// One word of a text as the analysis sees it.
struct Spoken {
    position: u32,
    bytes: (usize, usize),
    exact: String,
    lemmas: Vec<String>,
}

/// A text read without an index.
fn read(body: &str, analyzer: &mut Analyzer) -> Vec<Spoken> {
    let mut words = Vec::new();
    let mut next = 0;
    for sentence in passage::split(body).into_iter().flat_map(|passage| passage.sentences) {
        let text = &body[sentence.byte_start..sentence.byte_end];
        let used = analyzer.analyze(text, |token| {
            words.push(Spoken {
                position: next + token.position,
                bytes: (
                    sentence.byte_start + token.byte_start,
                    sentence.byte_start + token.byte_end,
                ),
                exact: token.exact.to_owned(),
                lemmas: token
                    .homographs
                    .split_whitespace()
                    .chain([token.lemma])
                    .map(str::to_owned)
                    .collect(),
            });
        });
        next += if used > 0 { used + 1 } else { 0 };
    }
    words
}

fn fits(spoken: &Spoken, token: &QueryToken, matching: Matching) -> bool {
    let by_form = spoken.exact == token.exact;
    match matching {
        Matching::Inflected => {
            let is_wanted =
                |lemma: &String| *lemma == token.lemma || token.homographs.contains(lemma);
            let by_lemma = spoken.lemmas.iter().any(is_wanted);
            by_lemma || (by_form && !token.are_accents_decisive)
        }
        _ => by_form,
    }
}

/// Returns the byte ranges that a query matches, `None` when the text does not match.
fn spans(
    query: &Query,
    text: &[Spoken],
    analyzer: &mut Analyzer,
) -> Option<BTreeSet<(usize, usize)>> {
    match query {
        Query::Word(Word { text: typed, matching, .. }) => {
            let tokens: Vec<_> = analyzer.analyze_query(typed);
            let content: Vec<_> = tokens.iter().filter(|token| !token.is_stop_word).collect();
            let asked = if content.is_empty() { tokens.iter().collect() } else { content };
            let mut found = BTreeSet::new();
            for token in asked {
                let here: Vec<_> =
                    text.iter().filter(|spoken| fits(spoken, token, *matching)).collect();
                if here.is_empty() {
                    return None;
                }
                found.extend(here.iter().map(|spoken| spoken.bytes));
            }
            Some(found)
        }
        Query::Phrase(Phrase { slots, .. }) => phrase_spans(slots, text, analyzer),
        Query::All(parts) => {
            let mut found = BTreeSet::new();
            for part in parts {
                match part {
                    Query::Not(part) if spans(part, text, analyzer).is_some() => return None,
                    Query::Not(_) => {}
                    part => found.extend(spans(part, text, analyzer)?),
                }
            }
            Some(found)
        }
        Query::Any(parts) | Query::Words(parts) => {
            let found: Vec<_> =
                parts.iter().filter_map(|part| spans(part, text, analyzer)).collect();
            (!found.is_empty()).then(|| found.into_iter().flatten().collect())
        }
        Query::Not(part) => spans(part, text, analyzer).is_none().then(BTreeSet::new),
        other => panic!("the reference does not know {other:?}"),
    }
}

fn phrase_spans(
    slots: &[Query],
    text: &[Spoken],
    analyzer: &mut Analyzer,
) -> Option<BTreeSet<(usize, usize)>> {
    let mut asked = Vec::new();
    for slot in slots {
        let Query::Word(word) = slot else { panic!("a word in every slot") };
        for token in analyzer.analyze_query(&word.text) {
            // Articles and prepositions stand as typed; the vocabulary has no auxiliary verb.
            let is_fixed = token.is_stop_word;
            asked.push((token, if is_fixed { Matching::Exact } else { word.matching }));
        }
    }
    let mut found = BTreeSet::new();
    for first in text {
        let place = |offset: u32, (token, matching): &(QueryToken, Matching)| {
            text.iter().find(|spoken| {
                spoken.position == first.position + offset && fits(spoken, token, *matching)
            })
        };
        let words: Option<Vec<_>> =
            (0..).zip(&asked).map(|(offset, slot)| place(offset, slot)).collect();
        if let Some(words) = words
            && let Some(last) = words.last()
        {
            found.insert((first.bytes.0, last.bytes.1));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Joins ranges that overlap, as highlights do.
fn merged(spans: BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn word() -> impl Strategy<Value = Query> {
    let matching = prop_oneof![4 => Just(Matching::Inflected), 1 => Just(Matching::Exact)];
    (prop::sample::select(&VOCABULARY[..13]), matching).prop_map(|(text, matching)| {
        Query::Word(Word { text: text.to_owned(), matching, span: 0..0 })
    })
}

fn query() -> impl Strategy<Value = Query> {
    let phrase = prop::collection::vec(word(), 2..4)
        .prop_map(|slots| Query::Phrase(Phrase { slots, slop: 0, span: 0..0 }));
    let leaf = prop_oneof![2 => word(), 2 => phrase];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            parts.clone().prop_map(Query::All),
            parts.prop_map(Query::Any),
            (inner.clone(), inner)
                .prop_map(|(kept, not)| Query::All(vec![kept, Query::Not(Box::new(not))])),
        ]
    })
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let words = prop::collection::vec(prop::sample::select(&VOCABULARY[..]), 1..25);
    prop::collection::vec(words.prop_map(|words| words.join(" ")), 1..12)
}

#[test]
fn the_engine_agrees_with_a_naive_reading() {
    let mut runner = TestRunner::new(Config::default());
    let mut analyzer = Analyzer::default();
    let mut matches = 0;
    for _ in 0..COLLECTIONS {
        let texts = texts().new_tree(&mut runner).expect("texts").current();
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let searcher = Collection::of_texts(&borrowed).searcher();
        let read: Vec<_> = texts.iter().map(|text| read(text, &mut analyzer)).collect();
        for _ in 0..QUERIES {
            let query = query().new_tree(&mut runner).expect("a query").current();
            let mut request = SearchRequest::new(query.clone());
            request.limit = SearchRequest::ALL;
            let results = searcher.search(&request).expect("results");
            let found: BTreeSet<String> =
                results.hits.into_iter().map(|hit| hit.article.id).collect();
            for (id, words) in read.iter().enumerate() {
                let id = id.to_string();
                let expected = spans(&query, words, &mut analyzer);
                let text = &texts[id.parse::<usize>().expect("a number")];
                assert_eq!(found.contains(&id), expected.is_some(), "{query} in {text:?}");
                let marked = searcher.mark(&id, &query).expect("a reading").expect("an article");
                let marked: Vec<_> = marked
                    .highlights
                    .iter()
                    .map(|highlight| (highlight.byte_start, highlight.byte_end))
                    .collect();
                matches += usize::from(expected.is_some());
                assert_eq!(marked, merged(expected.unwrap_or_default()), "{query} in {text:?}");
            }
        }
    }
    assert!(matches > 100, "only {matches} matches: the test proves little");
}
