//! What a score is made of, and what the weights do to it.

use depeche::search::Weights;
use depeche::{Query, SearchRequest, Searcher};
use proptest::prelude::*;

use crate::collection::Collection;
use crate::corpus;

/// Rounding of sums of 32-bit numbers.
const TOLERANCE: f32 = 1e-3;

fn explained(searcher: &Searcher, query: &str, weights: Weights) {
    let mut request = SearchRequest::new(Query::parse(query).query);
    (request.weights, request.explains) = (weights, true);
    // More than the second stage looks at, so that both kinds of hits are seen.
    request.limit = 40;
    let hits = searcher.search(&request).expect("hits").hits;
    assert!(!hits.is_empty(), "{query}");
    for hit in hits {
        let parts = hit.explanation.expect("an explanation").parts;
        let sum: f32 = parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() <= TOLERANCE * hit.score.max(1.0), "{query}: {parts:?}");
    }
}

#[test]
fn parts_add_up_to_the_score() {
    let collection = Collection::new();
    let searcher = corpus::searcher(&collection);
    let fresh = Weights { freshness: 0.5, ..Weights::default() };
    for query in [
        "assistance militaire",
        "comment aider les paysans après la sécheresse",
        "\"aide militaire\" OU milit*",
        "accord NON Paris",
        "titre:accord^3 OU paix",
    ] {
        explained(&searcher, query, Weights::default());
        explained(&searcher, query, fresh);
    }
}

#[test]
fn parts_are_told_only_when_asked() {
    let results = Collection::of_texts(&["Un accord."]).search("accord");
    assert_eq!(results.hits[0].explanation, None);
}

fn ids(collection: &Collection, query: &str, weights: Weights) -> Vec<String> {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.weights = weights;
    let hits = collection.searcher().search(&request).expect("hits").hits;
    hits.into_iter().map(|hit| hit.article.id).collect()
}

#[test]
fn recent_articles_gain_only_when_the_weights_say_so() {
    let collection = Collection::new();
    let lines = [
        r#"{"id": "old", "date": "2001-05-04", "body": "Un accord, un accord."}"#,
        r#"{"id": "new", "date": "2024-05-04", "body": "Un accord, un projet."}"#,
    ];
    collection.write("articles.jsonl", &lines.join("\n"));
    collection.synchronise();
    assert_eq!(ids(&collection, "accord", Weights::default()), ["old", "new"]);
    let fresh = Weights { freshness: 1.0, ..Weights::default() };
    assert_eq!(ids(&collection, "accord", fresh), ["new", "old"]);
}

#[test]
fn a_word_that_asks_weighs_less() {
    let texts = ["Comment dire.", "Un barrage.", "Autre chose.", "Encore une autre."];
    let collection = Collection::of_texts(&texts);
    assert_eq!(ids(&collection, "comment barrage", Weights::default()), ["1", "0"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn any_weights_give_finite_scores(title in 0.0_f32..9.0, k1 in 0.01_f32..9.0, b in 0.0_f32..=1.0) {
        let collection = Collection::of_texts(&["Un accord de paix.", "La paix."]);
        let weights = Weights { title, k1, b, ..Weights::default() };
        explained(&collection.searcher(), "accord paix", weights);
    }
}

/// Asks several times: what is kept of words from the second time on changes nothing.
fn scores_stay(searcher: &Searcher, text: &str) {
    let answer = || {
        let query = Query::parse(text).query;
        let hits = searcher.search(&SearchRequest::new(query)).expect("results").hits;
        hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect::<Vec<_>>()
    };
    let first = answer();
    assert!(!first.is_empty(), "{text}");
    for _ in 0..4 {
        assert_eq!(answer(), first, "{text}");
    }
}

#[test]
fn alternatives_score_alike_whether_their_words_were_asked_for_before() {
    let texts = [
        "Le préfet et les préfets en grève. Le maire, les maires, un juge.",
        "Grève des gardes, du garde et des juges.",
        "Un mot de plus sur la grève du maire.",
    ];
    let searcher = Collection::of_texts(&texts).searcher();
    scores_stay(&searcher, "(préfet* OU maire* OU juge* OU garde*) /5 grève");
    scores_stay(&searcher, "\"grève grève\"~9 OU \"maire maire\"~9");
}

#[test]
fn phrases_of_small_words_score_alike_whether_they_were_asked_for_before() {
    let texts = [
        "Il y avait un accord. Il y a un accord, car il y a la paix.",
        "Il y a un accord. Il y aura la paix.",
        "Il n'y avait pas d'accord, il y eut la paix. C'est à la mairie, et à la fin.",
        "Ce n'est pas l'été. Il n'a pas été dit. C'est à la fin de l'été, qui a été long.",
        "Il y avait à la mairie un accord, il y a là-bas la paix à la fin.",
    ];
    let searcher = Collection::of_texts(&texts).searcher();
    for text in [
        "\"il y a\"",
        "\"il y avait\"",
        "\"y a\" OU \"pas été\"",
        "\"à la fin\"",
        "\"n'a pas été\"",
        "\"a été\"",
        "\"l'été\"",
        "accord \"il y a\"",
    ] {
        scores_stay(&searcher, text);
        explained(&searcher, text, Weights::default());
    }
}
