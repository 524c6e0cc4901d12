//! What proximity, mentions and openings mean, one rule a test.

use crate::collection::{Collection, marked};

/// Checks which of the texts a query finds, and what it highlights in them, in their order.
fn check(texts: &[&str], query: &str, expected: &[(&str, &[&str])]) {
    let mut hits = Collection::of_texts(texts).search(query).hits;
    hits.sort_by(|left, right| left.article.id.cmp(&right.article.id));
    let found: Vec<_> = hits.iter().map(|hit| (hit.article.id.as_str(), marked(hit))).collect();
    let expected: Vec<_> = expected.iter().map(|(id, marks)| (*id, marks.to_vec())).collect();
    assert_eq!(found, expected, "{query}");
}

fn check_found(texts: &[&str], query: &str, expected: &[&str]) {
    let mut ids = Collection::of_texts(texts).ids(query);
    ids.sort_unstable();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn neighbours_are_one_word_apart_across_the_end_of_a_sentence_too() {
    let texts = ["Le préfet signe. Grève demain.", "Le préfet signe. Une grève demain."];
    check_found(&texts, "signe /1 grève", &["0"]);
    check_found(&texts, "signe +2 grève", &["0", "1"]);
}

#[test]
fn distance_counts_the_parts_of_a_compound() {
    let texts = ["Le maire part en week-end demain."];
    check_found(&texts, "part /3 demain", &[]);
    check_found(&texts, "part /4 demain", &["0"]);
}

#[test]
fn the_two_sides_are_different_words() {
    check_found(&["La grève.", "La grève, la grève."], "grève /5 grève", &["1"]);
}

#[test]
fn only_words_within_reach_are_marked() {
    let text = "La grève commence. Le port ferme car la grève dure. On rouvre lundi le marché, la \
                ville, la gare et le port.";
    check(&[text], "grève /4 port", &[("0", &["grève", "port", "grève"])]);
    check(&[text], "port +4 grève", &[("0", &["port", "grève"])]);
}

#[test]
fn what_stands_between_two_words_is_near_both() {
    let text = ["Le traité entre la ville et le port."];
    check(&text, "traité /10 port /2 ville", &[("0", &["traité", "ville", "port"])]);
    check(&text, "(traité /10 port) +2 ville", &[]);
}

#[test]
fn operators_on_a_side_are_operators_between_proximities() {
    let far = "Un mot, deux mots, trois mots, quatre mots, cinq mots, six mots. Le port.";
    let texts = ["La grève au port et en ville.", &format!("La grève en ville. {far}")];
    check_found(&texts, "grève /6 (port ET ville)", &["0"]);
    check_found(&texts, "grève /6 (port OU ville)", &["0", "1"]);
    check(&texts, "grève /6 (ville SAUF port)", &[("1", &["grève", "ville"])]);
}

#[test]
fn a_nested_proximity_stays_in_its_sentence() {
    let texts = ["La grève au port. La ville dort.", "La ville. La grève au port."];
    check_found(&texts, "(grève /9 port) /phrase ville", &[]);
    check_found(&texts, "(grève /9 port) /para ville", &["0", "1"]);
    let far = "La grève. Puis la ville et la grève au port.";
    check_found(&[far], "(grève /20 port) /phrase ville", &["0"]);
}

#[test]
fn mentions_that_overlap_count_once() {
    let texts = ["Le port de pêche.", "Le port de pêche et le port."];
    check_found(&texts, "min2:(port OU =port OU \"port de pêche\")", &["1"]);
    check_found(&texts, "min2:(port /3 pêche)", &[]);
}

#[test]
fn an_opening_counts_words() {
    let texts = ["Oui. Non. Oui. Grève.", "Oui. Non. Oui. Une grève."];
    check_found(&texts, "debut4:grève", &["0"]);
}

#[test]
fn operators_in_an_opening_speak_of_the_opening() {
    let texts = ["La grève au port.", "La grève. On en parle au port."];
    check_found(&texts, "debut4:(grève ET port)", &["0"]);
    check_found(&texts, "debut4:(grève SAUF port)", &["1"]);
    check_found(&texts, "debut9:min2:(grève OU parler)", &["1"]);
}

#[test]
fn an_opening_is_that_of_the_field_that_is_named() {
    let collection = Collection::new();
    let line = r#"{"id":"a","title":"Le long titre","author":"Anne Morel","body":"Un texte."}"#;
    collection.write("a.jsonl", line);
    collection.synchronise();
    assert_eq!(collection.ids("titre:debut2:long"), ["a"]);
    assert!(collection.ids("titre:debut2:titre").is_empty());
    assert!(collection.ids("titre:debut2:texte").is_empty());
    assert_eq!(collection.ids("auteur:(Anne /1 Morel)"), ["a"]);
    assert!(collection.ids("auteur:(Morel +1 Anne)").is_empty());
}

#[test]
fn a_phrase_takes_truncated_words() {
    let texts = ["Les sans emploi.", "Les sans emplois.", "Sans un emploi."];
    let expected: [(&str, &[&str]); 2] = [("0", &["sans emploi"]), ("1", &["sans emplois"])];
    check(&texts, "\"sans emploi*\"", &expected);
    check(
        &["Un chut blindé.", "Un chat blanc."],
        "\"ch?t bl*\"",
        &[("0", &["chut blindé"]), ("1", &["chat blanc"])],
    );
}

#[test]
fn an_alternative_in_a_phrase_stands_at_one_place() {
    let texts = ["Un accord militaire.", "L’accord militaire.", "Ce nord militaire."];
    check_found(&texts, "\"paix|l'accord militaire\"", &["0", "1"]);
    check_found(&texts, "\"paix|nord-coréen militaire\"", &[]);
}

#[test]
fn a_truncated_compound_is_looked_for_joined() {
    check(&["Le peuple nord-coréen.", "Le nord corse."], "nord-cor*", &[("0", &["nord-coréen"])]);
    check(&["C’est aujourd’hui.", "Une huitaine."], "aujourd'hu*", &[("0", &["aujourd’hui"])]);
}

#[test]
fn a_loose_phrase_is_marked_across_the_end_of_a_sentence() {
    let text = ["Il parle de grève. Demain le port ferme."];
    check(&text, "\"grève port\"~4", &[("0", &["grève. Demain le port"])]);
}

#[test]
fn places_of_a_loose_phrase_that_want_the_same_word_get_different_ones() {
    let texts = ["Un port, une grève au port.", "Un port en grève."];
    check_found(&texts, "\"port port\"~5", &["0"]);
    check_found(&texts, "\"por* port grève\"~5", &["0"]);
}

#[test]
fn every_article_of_a_truncated_word_with_many_forms_is_looked_into() {
    let suffix = |id: usize| char::from(b'a' + (id % 15) as u8);
    let texts: Vec<String> =
        (0..255).map(|id| format!("Un fanal{} près du quai.", suffix(id))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let collection = Collection::of_texts(&texts);
    for query in ["fanal* /3 quai", "debut2:fanal*", "min1:fanal*", "(fanal* OU phare) /3 quai"] {
        assert_eq!(collection.search(query).total_articles, 255, "{query}");
    }
    for query in ["fanal* /2 quai", "debut1:fanal*", "min2:fanal*"] {
        assert_eq!(collection.search(query).total_articles, 0, "{query}");
    }
}

#[test]
fn a_loose_phrase_far_behind_the_opening_is_the_same_in_every_search() {
    let filler = "mot ".repeat(125);
    let near = format!("{filler}grève un budget port budget.");
    let far = format!("{filler}grève un mot mot budget port budget.");
    let crossed = format!("{filler}un mot deux port grève port trois.");
    let searcher = Collection::of_texts(&[&near, &far, &crossed]).searcher();
    let ids = |query: &str| {
        let query = depeche::Query::parse(query).query;
        let hits = searcher.search(&depeche::SearchRequest::new(query)).expect("results").hits;
        let mut ids: Vec<String> = hits.into_iter().map(|hit| hit.article.id).collect();
        ids.sort_unstable();
        ids
    };
    // Words are read for the first search, and kept from the third one on.
    for _ in 0..4 {
        assert_eq!(ids("grève /2 \"budget port budget\"~5"), ["0"]);
        assert_eq!(ids("grève /3 \"budget port budget\"~5"), ["0"]);
        assert_eq!(ids("grève /4 \"budget port budget\"~5"), ["0", "1"]);
        assert_eq!(ids("\"un mot|deux deux port grève port\"~1 /5 trois"), ["2"]);
    }
}

#[test]
fn a_word_whose_form_without_accents_is_a_small_word_has_its_place_in_a_phrase() {
    let texts =
        ["Il avait dû partir.", "Il avait du pain.", "Bien sûr que non.", "Bien sur le port."];
    check_found(&texts, "\"avait dû\"", &["0"]);
    check_found(&texts, "\"il devait partir\"", &[]);
    check_found(&texts, "\"bien sûr\"", &["2"]);
}
