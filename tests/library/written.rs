//! `==word`: case and accents decide, under every operator.

use depeche::search::SearchResults;
use depeche::{Query, SearchRequest, Searcher};
use proptest::prelude::*;

use crate::collection::{Collection, marked};

fn search(searcher: &Searcher, query: &str) -> SearchResults {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.per_article = usize::MAX;
    searcher.search(&request).expect("results")
}

/// Ids in the order of the collection, and all that is highlighted in them.
fn check(texts: &[&str], query: &str, expected: &[&str], highlighted: &[&str]) {
    let results = search(&Collection::of_texts(texts).searcher(), query);
    let mut hits: Vec<_> = results.hits.iter().collect();
    hits.sort_by_key(|hit| &hit.article.id);
    let ids: Vec<_> = hits.iter().map(|hit| hit.article.id.as_str()).collect();
    assert_eq!(ids, expected, "{query}");
    assert_eq!(results.total_articles, expected.len() as u64, "{query}");
    let marks: Vec<&str> = hits.into_iter().flat_map(marked).collect();
    assert_eq!(marks, highlighted, "{query}");
}

#[test]
fn case_and_accents_decide() {
    let texts = ["L’État paie.", "Un état des lieux.", "L’Etat paie.", "ÉTAT"];
    check(&texts, "==État", &["0"], &["État"]);
    check(&texts, "==état", &["1"], &["état"]);
    check(&texts, "==É", &[], &[]);
    check(&["É comme Émile.", "E comme Emile."], "==É", &["0"], &["É"]);
}

#[test]
fn only_the_right_mentions_are_highlighted() {
    check(&["Le Monde du monde. Tout le Monde."], "==Monde", &["0"], &["Monde", "Monde"]);
}

#[test]
fn composed_and_decomposed_letters_are_the_same() {
    check(&["L’E\u{301}tat aujourd’hui."], "==État", &["0"], &["E\u{301}tat"]);
    check(&["Aujourd’hui."], "==Aujourd'hui", &["0"], &["Aujourd’hui"]);
}

#[test]
fn boolean_operators_hold() {
    let texts = ["Sur Mars.", "En mars.", "Sur Mars en mars.", "Ailleurs."];
    check(&texts, "NON ==Mars", &["1", "3"], &[]);
    check(&texts, "==Mars ET ==mars", &["2"], &["Mars", "mars"]);
    check(&texts, "==Mars OU ==Ailleurs", &["0", "2", "3"], &["Mars", "Mars", "Ailleurs"]);
    check(&texts, "mars SAUF ==Mars", &["1"], &["mars"]);
    check(&texts, "==Mars absent", &["0", "2"], &["Mars", "Mars"]);
}

#[test]
fn phrases_hold() {
    let texts = ["Lu dans Le Monde.", "Ainsi va le Monde.", "Le monde change."];
    check(&texts, "\"==Le ==Monde\"", &["0"], &["Le Monde"]);
    check(&texts, "==\"Le Monde\"", &["0"], &["Le Monde"]);
    check(&texts, "\"le ==Monde\"", &["0", "1"], &["Le Monde", "le Monde"]);
    check(&texts, "\"==Le monde\"", &["0", "2"], &["Le Monde", "Le monde"]);
    check(&texts, "\"==Le|un monde\"", &["0", "2"], &["Le Monde", "Le monde"]);
    check(&texts, "\"Monde ==Le\"~3", &["0", "2"], &["Le Monde", "Le monde"]);
}

#[test]
fn positions_hold() {
    let texts = ["Mars attend la paix.", "En mars la paix.", "mars, mars, Mars"];
    check(&texts, "==Mars /5 paix", &["0"], &["Mars", "paix"]);
    check(&texts, "min2:==mars", &["2"], &["mars", "mars"]);
    check(&texts, "debut1:==Mars", &["0"], &["Mars"]);
}

#[test]
fn compounds_are_their_parts() {
    let texts = ["La Saint-Jean.", "La saint-jean.", "La SaintJean."];
    check(&texts, "==Saint-Jean", &["0"], &["Saint-Jean"]);
    check(&texts, "==Jean", &["0"], &["Jean"]);
}

#[test]
fn the_nearest_of_many_mentions_may_be_the_last() {
    let text = format!("{}La paix, dit Jean.", "Jean parle. ".repeat(9));
    check(&[&text], "==Jean /2 paix", &["0"], &["paix", "Jean"]);
    check(&[&text], "min10:==Jean", &["0"], &["Jean"; 10]);
    check(&[&text], "min11:==Jean", &[], &[]);
}

#[test]
fn a_loose_phrase_runs_on_behind_its_sentence() {
    check(&["La paix. Et Jean.", "La paix. Puis et."], "\"paix ==Et\"~4", &["0"], &["paix. Et"]);
}

#[test]
fn fields_hold() {
    let collection = Collection::new();
    let lines = [
        "{\"id\":\"a\",\"title\":\"Le Monde\",\"source\":\"La Croix\",\"body\":\"Rien.\"}\n",
        "{\"id\":\"b\",\"title\":\"Le monde\",\"source\":\"la croix\",\"body\":\"Rien.\"}\n",
    ];
    collection.write("articles.jsonl", &lines.concat());
    collection.synchronise();
    let searcher = collection.searcher();
    for (query, expected) in [
        ("titre:==Monde", "a"),
        ("titre:==monde", "b"),
        ("==monde", "b"),
        ("source:==Croix", "a"),
        ("source:=\"la croix\" -==Monde", "b"),
    ] {
        let results = search(&searcher, query);
        let ids: Vec<_> = results.hits.iter().map(|hit| hit.article.id.as_str()).collect();
        assert_eq!(ids, [expected], "{query}");
    }
    let results = search(&searcher, "titre:==Monde");
    assert_eq!(results.hits[0].title_highlights[0].text, "Monde");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is found and marked is what a look at the words of the text finds.
    #[test]
    fn it_is_a_search_for_the_letters(
        texts in prop::collection::vec(
            prop::collection::vec("Mars|mars|MARS|été|Été|ete|paix", 1..12), 1..6),
        wanted in "Mars|mars|MARS|été|Été|ete",
    ) {
        let bodies: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let results = search(&Collection::of_texts(&bodies).searcher(), &format!("=={wanted}"));
        let expected = texts.iter().filter(|words| words.contains(&wanted)).count();
        prop_assert_eq!(results.total_articles, expected as u64);
        let mentions = texts.iter().flatten().filter(|word| **word == wanted).count();
        let marks: Vec<_> = results.hits.iter().flat_map(marked).collect();
        prop_assert_eq!(marks.len(), mentions);
        prop_assert!(marks.iter().all(|mark| *mark == wanted));
    }
}
