//! The first stage leaves out work that cannot change the best, and keeps in memory what was asked
//! for; the best must be the same without leaving out any, and when they are asked for again.

use depeche::{Highlight, Hit, Query, SearchRequest, Searcher, Sort};

use crate::collection::Collection;
use crate::reference::random::Random;

/// More articles than one window of the first stage holds.
const ARTICLES: usize = 5_000;
const QUERIES: usize = 100;
const SHOWN: usize = 10;

/// Frequent words first: word n is drawn about 1/n times as often as the first. Some share a stem,
/// by which questions match too.
const WORDS: [&str; 24] = [
    "accord",
    "paix",
    "ministre",
    "grève",
    "usine",
    "port",
    "loyer",
    "budget",
    "école",
    "train",
    "juge",
    "récolte",
    "navire",
    "musée",
    "séisme",
    "virus",
    "douane",
    "verger",
    "digue",
    "phare",
    "tunnel",
    "récolter",
    "naviguer",
    "navigation",
];

fn word(random: &mut Random) -> &'static str {
    let within = 1 + random.below(WORDS.len());
    WORDS[random.below(within)]
}

fn article(random: &mut Random) -> String {
    let count = 3 + random.below(30);
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

fn query(random: &mut Random) -> String {
    let [a, b, c, d, e] = std::array::from_fn(|_| word(random));
    match random.below(12) {
        0 => a.to_owned(),
        1 => format!("{a} {b}"),
        2 => format!("{a} {b} {c}"),
        3 => format!("{a} {b} {c} {d} {e}"),
        4 => format!("{a} ET {b}"),
        5 => format!("({a} OU {b}) SAUF {c}"),
        6 => format!("\"{a} {b}\" OU {c}"),
        7 => format!("{}* {b}", a.chars().take(2).collect::<String>()),
        8 => format!("={a} {b}^3"),
        9 => format!("\"{a} {b} {c}\""),
        10 => format!("\"{a} {b}\" ET (\"{c} {d}\" OU {e})"),
        _ => format!("({a} OU {b}) ET ({c} OU {d})"),
    }
}

fn ranks(searcher: &Searcher, query: &str, limit: usize) -> (u64, Vec<(String, f32)>) {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.limit = limit;
    request.per_article = 0;
    let results = searcher.search(&request).expect("results");
    let hits = results.hits.into_iter().take(SHOWN).map(|hit| (hit.article.id, hit.score));
    (results.total_articles, hits.collect())
}

fn collection() -> (Random, Collection) {
    let mut random = Random::new(7);
    let texts: Vec<String> = (0..ARTICLES).map(|_| article(&mut random)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    (random, Collection::of_texts(&texts))
}

#[test]
fn the_best_are_the_same_with_nothing_left_out() {
    let (mut random, collection) = collection();
    let searcher = collection.searcher();
    let mut found = 0;
    for _ in 0..QUERIES {
        let query = query(&mut random);
        let (total, best) = ranks(&searcher, &query, SHOWN);
        // So many are kept that no score is ever too low.
        let (exhaustive_total, exhaustive) = ranks(&searcher, &query, ARTICLES);
        assert_eq!(total, exhaustive_total, "{query}");
        assert_eq!(best.len(), exhaustive.len(), "{query}");
        for ((id, score), (exhaustive_id, exhaustive_score)) in best.iter().zip(&exhaustive) {
            assert_eq!(id, exhaustive_id, "{query}");
            // The parts of a score are added up in another order.
            assert!((score - exhaustive_score).abs() < 1e-3, "{query}: {score}");
        }
        found += best.len();
    }
    assert!(found > QUERIES * SHOWN / 2, "only {found} hits were compared");
}

/// Returns the total, and of each hit its id, its score and what is marked.
fn answer(searcher: &Searcher, query: &str) -> (u64, Vec<(String, f32, Vec<Highlight>)>) {
    let results = searcher.search(&SearchRequest::new(Query::parse(query).query)).expect("results");
    let marked = |hit: Hit| {
        let passages = hit.passages.into_iter().flat_map(|passage| passage.highlights);
        (hit.article.id, hit.score, passages.collect())
    };
    (results.total_articles, results.hits.into_iter().map(marked).collect())
}

#[test]
fn an_answer_is_the_same_when_its_words_were_asked_for_before() {
    let (mut random, collection) = collection();
    let searcher = collection.searcher();
    for _ in 0..QUERIES / 2 {
        let query = query(&mut random);
        let (total, hits) = answer(&Searcher::new(searcher.snapshot().clone()), &query);
        for _ in 0..3 {
            let (total_again, hits_again) = answer(&searcher, &query);
            assert_eq!(total, total_again, "{query}");
            assert_eq!(hits.len(), hits_again.len(), "{query}");
            for ((id, score, marks), again) in hits.iter().zip(&hits_again) {
                assert_eq!((id, marks), (&again.0, &again.2), "{query}");
                assert!((score - again.1).abs() < 1e-3, "{query}: {score}");
            }
        }
    }
}

#[test]
fn a_form_counts_where_it_stands_however_often_it_is_asked_for() {
    let texts = ["Les grandes villes changent.", "La grande ville change.", "La grande ville."];
    let searcher = Collection::of_texts(&texts).searcher();
    let (_, first) = answer(&searcher, "\"grandes villes\"");
    assert_eq!(first.len(), texts.len());
    for _ in 0..4 {
        assert_eq!(answer(&searcher, "\"grandes villes\"").1, first);
    }
}

#[test]
fn scores_are_whole_whatever_hits_are_ordered_by() {
    let (mut random, collection) = collection();
    let searcher = collection.searcher();
    for _ in 0..QUERIES / 4 {
        let [a, b, c] = std::array::from_fn(|_| word(&mut random));
        for query in [format!("\"{a} {b}\""), format!("\"{a} {b}\"~4 OU \"{b} {c} {a}\"")] {
            let mut request = SearchRequest::new(Query::parse(&query).query);
            // Beyond the best, of which the second stage adds to the score.
            (request.offset, request.limit) = (0, ARTICLES);
            request.weights.depth = 0;
            let mut scores = [Sort::Relevance, Sort::Newest].map(|sort| {
                request.sort = sort;
                let hits = searcher.search(&request).expect("hits").hits;
                hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect::<Vec<_>>()
            });
            scores.iter_mut().for_each(|scores| scores.sort_by(|one, other| one.0.cmp(&other.0)));
            let [by_relevance, by_date] = scores;
            assert_eq!(by_relevance, by_date, "{query}");
        }
    }
}
