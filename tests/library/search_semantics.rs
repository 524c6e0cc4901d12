//! What queries mean, one rule a test.

use depeche::search::Weights;
use depeche::{Query, SearchRequest};

use crate::collection::{Collection, marked};

fn check(texts: &[&str], query: &str, expected: &[&str]) {
    assert_eq!(Collection::of_texts(texts).ids(query), expected, "{query}");
}

/// Like `check`, where the order of the hits is not the point.
fn check_found(texts: &[&str], query: &str, expected: &[&str]) {
    let mut ids = Collection::of_texts(texts).ids(query);
    ids.sort_unstable();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn boolean_logic_speaks_about_the_article() {
    let far_apart = format!("Poutine parle. {} Kiev répond.", "Un mot de plus. ".repeat(120));
    check(&[&far_apart, "Poutine se tait."], "Poutine ET Kiev", &["0"]);
}

#[test]
fn except_takes_articles_away() {
    check(&["Un accord à Kiev.", "Un accord à Paris."], "accord SAUF Kiev", &["1"]);
    check(&["Un accord à Kiev.", "Un accord à Paris."], "accord -Kiev", &["1"]);
}

#[test]
fn any_of_several_is_enough() {
    check_found(&["Le blé.", "Le maïs.", "Le riz."], "blé OU riz", &["0", "2"]);
}

#[test]
fn a_phrase_keeps_its_stop_words() {
    check(&["La Corée du Nord.", "La Corée et le Nord."], "\"Corée du Nord\"", &["0"]);
}

#[test]
fn an_hour_is_one_word_however_it_is_spaced() {
    let texts =
        ["Rendez-vous à 20 h 30 précises.", "Rendez-vous à 20h30 précises.", "Le 20, h 30."];
    for query in ["\"20 h 30\"", "20 h 30", "\"à 20h 30 précises\"", "rendez-vous /3 20 h 30"] {
        check_found(&texts, query, &["0", "1"]);
    }
}

#[test]
fn a_word_in_a_phrase_may_be_written_as_a_compound() {
    let texts = [
        "Un long week-end prolongé.",
        "Un long weekend prolongé.",
        "De longs week-ends prolongés.",
        "Un long week end prolongé.",
        "Un long weekend très prolongé.",
    ];
    for query in ["\"weekend prolongé\"", "\"long weekend prolongé\"", "\"week-end prolongé\""] {
        let found: &[&str] =
            if query.contains('-') { &["0", "1", "2", "3"] } else { &["0", "1", "2"] };
        check_found(&texts, query, found);
    }
    check_found(&texts, "=\"weekend prolongé\"", &["0", "1"]);
    let texts = ["Une cyber-attaque majeure.", "La cyberattaque majeure."];
    check_found(&texts, "\"cyberattaques majeures\"", &["0", "1"]);
    let hits = Collection::of_texts(&["Un long week-end prolongé."]).search("\"weekend prolongé\"");
    assert_eq!(marked(&hits.hits[0]), ["week-end prolongé"]);
}

#[test]
fn of_equal_articles_the_newer_comes_first_then_the_first_id() {
    let collection = Collection::new();
    for (file, (id, date)) in
        [("c", "2024-02"), ("b", "2024-05"), ("d", "2023"), ("a", "2024-02")].iter().enumerate()
    {
        let line = serde_json::json!({"id": id, "date": date, "body": "Un accord."});
        collection.write(&format!("{file}.jsonl"), &format!("{line}\n"));
        collection.synchronise();
    }
    assert_eq!(collection.ids("accord"), ["b", "a", "c", "d"]);
}

#[test]
fn a_phrase_does_not_cross_the_end_of_a_sentence() {
    check(&["Il offre son appui. Militaire, il part."], "\"appui militaire\"", &[]);
}

#[test]
fn the_typed_form_ranks_before_its_inflections() {
    let texts = ["Des traités anciens.", "Un traité ancien.", "Des traités anciens."];
    assert_eq!(Collection::of_texts(&texts).ids("traité")[0], "1");
    assert_eq!(Collection::of_texts(&texts).ids("\"traité ancien\"")[0], "1");
}

#[test]
fn articles_with_all_words_come_first() {
    let texts = ["assistance ".repeat(8), "Une assistance dite militaire.".to_owned()];
    check(&[&texts[0], &texts[1]], "assistance militaire", &["1", "0"]);
}

#[test]
fn words_close_together_come_first() {
    let filler = "dit-on ici ou là selon plusieurs sources proches du dossier ";
    let far = format!("Une assistance {filler}{filler}militaire.");
    let near = format!("Une assistance militaire {filler}{filler}.");
    check(&[&far, &near], "assistance militaire", &["1", "0"]);
}

#[test]
fn truncation_stands_for_all_endings() {
    check_found(&["Le militaire.", "La militarisation.", "Le milieu."], "militar*", &["1"]);
    check_found(&["Le militaire.", "La militarisation.", "Le milieu."], "milita*", &["0", "1"]);
}

#[test]
fn exact_words_know_no_inflection() {
    check(&["Les directrices.", "La directrice."], "=directrice", &["1"]);
}

#[test]
fn near_counts_words() {
    let texts = ["Un accord de paix.", "Un accord qui parle surtout de la paix."];
    check(&texts, "accord /3 paix", &["0"]);
    check(&texts, "paix +3 accord", &[]);
}

#[test]
fn what_is_excluded_is_never_marked() {
    let results = Collection::of_texts(&["Un accord à Paris."]).search("accord SAUF Kiev");
    assert_eq!(marked(&results.hits[0]), ["accord"]);
}

#[test]
fn the_elided_article_is_not_marked() {
    let results = Collection::of_texts(&["L’accord d’entraide."]).search("accord entraide");
    assert_eq!(marked(&results.hits[0]), ["accord", "entraide"]);
}

#[test]
fn a_phrase_is_one_highlight_and_its_words_elsewhere_are_none() {
    let text = "Une assistance militaire. Le militaire part sans assistance.";
    let results = Collection::of_texts(&[text]).search("\"assistance militaire\"");
    assert_eq!(marked(&results.hits[0]), ["assistance militaire"]);
}

#[test]
fn a_compound_is_found_apart_and_joined() {
    check_found(&["Le week-end.", "Le weekend.", "Une semaine."], "week-end", &["0", "1"]);
    check_found(&["Le week-end.", "Le weekend.", "Une semaine."], "weekend", &["0", "1"]);
    check_found(&["Kim Jong-un.", "Kim Jong Un."], "\"Kim Jong Un\"", &["0", "1"]);
}

#[test]
fn a_joined_compound_is_marked_whole() {
    let results = Collection::of_texts(&["Un long week-end."]).search("weekend");
    assert_eq!(marked(&results.hits[0]), ["week-end"]);
}

#[test]
fn a_title_alone_shows_the_opening_of_the_article() {
    let collection = Collection::new();
    let line = r#"{"id":"a","title":"Le traité","body":"Une première phrase.\n\nUne autre."}"#;
    collection.write("a.jsonl", line);
    collection.synchronise();
    let results = collection.search("traité");
    let hit = &results.hits[0];
    assert_eq!(hit.title_highlights[0].text, "traité");
    assert_eq!((hit.matching_passages, hit.passages[0].ordinal), (0, 1));
    assert!(hit.passages[0].highlights.is_empty());
}

#[test]
fn fields_and_dates_select() {
    let collection = Collection::new();
    collection.write(
        "a.jsonl",
        concat!(
            r#"{"id":"a","title":"Accord","date":"2024-06-18","source":"Le Fleuve","body":"x"}"#,
            "\n",
            r#"{"id":"b","title":"Paix","date":"2023","source":"L'Écho / Agence","body":"accord"}"#,
        ),
    );
    collection.synchronise();
    assert_eq!(collection.ids("titre:accord"), ["a"]);
    assert_eq!(collection.ids("accord source:écho"), ["b"]);
    assert_eq!(collection.ids("accord date:2024-06..2024-12"), ["a"]);
    assert_eq!(collection.ids("date:2023"), ["b"]);
}

#[test]
fn an_alternative_said_again_adds_nothing() {
    let collection = Collection::of_texts(&["Le blé et le maïs.", "Le blé, le blé.", "Le riz."]);
    let scores = |query: &str| -> Vec<(String, f32)> {
        let hits = collection.search(query).hits.into_iter();
        hits.map(|hit| (hit.article.id, hit.score)).collect()
    };
    assert_eq!(scores("blé OU maïs OU blé OU blé"), scores("blé OU maïs"));
}

#[test]
fn a_word_said_again_weighs_again() {
    let collection = Collection::of_texts(&["Le blé.", "Le maïs."]);
    let score = |query: &str| collection.search(query).hits[0].score;
    assert!(score("blé maïs blé") > score("blé maïs"));
    assert_eq!(collection.ids("blé maïs maïs"), ["1", "0"]);
}

/// Like `check_found`, with other weights.
fn check_weighed(texts: &[&str], query: &str, weights: Weights, expected: &[&str]) {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.weights = weights;
    let results = Collection::of_texts(texts).searcher().search(&request).expect("results");
    let mut ids: Vec<_> = results.hits.iter().map(|hit| hit.article.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn a_related_word_is_found_by_a_long_plain_query_alone() {
    let texts = ["Une négociation tardive.", "Le verger fleurit.", "Il faut négocier."];
    check_found(&texts, "négocier un tarif postal", &["0", "2"]);
    check_found(&texts, "négocier", &["2"]);
    check_found(&texts, "négocier tarif", &["2"]);
    check_found(&texts, "négocier OU tarif OU postal", &["2"]);
    check_found(&texts, "négocier tarif postal -verger", &["2"]);
    let off = Weights { stem: 0.0, ..Weights::default() };
    check_weighed(&texts, "négocier un tarif postal", off, &["2"]);
}

#[test]
fn the_word_itself_ranks_before_a_related_one() {
    let texts = ["Une négociation tardive.", "Il faut négocier ici."];
    check(&texts, "négocier un tarif postal", &["1", "0"]);
}

#[test]
fn a_related_word_is_not_marked() {
    let hits = Collection::of_texts(&["Une négociation tardive."]).search("négocier tarif postal");
    assert!(marked(&hits.hits[0]).is_empty());
}

#[test]
fn a_word_that_no_article_has_stands_for_one_spelt_alike_in_a_long_plain_query() {
    let texts = ["Les abeilles du rucher.", "Le verger fleurit."];
    let collection = Collection::of_texts(&texts);
    let hits = collection.search("les abbeilles du nord volent").hits;
    assert_eq!(hits[0].article.id, "0");
    assert_eq!(marked(&hits[0]), ["abeilles"]);
    check_found(&texts, "abbeilles", &[]);
    check_found(&texts, "abbeilles volent", &[]);
    let off = Weights { alike: 0.0, ..Weights::default() };
    check_weighed(&texts, "les abbeilles du nord volent", off, &[]);
}
