use crate::Desk;

#[test]
fn tokens_stand_in_a_table() {
    let ran = Desk::new().run(&["analyze", "L’été", "revient"]).exits(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let headings: Vec<&str> = lines[0].split_whitespace().collect();
    assert_eq!(headings, ["position", "bytes", "text", "exact", "lemma", "stem", "rule"]);
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
    let last = lines.last().unwrap();
    assert_eq!(column(lines[0], "text"), column(last, "revient"), "{}", ran.stdout);
}

#[test]
fn json_tells_places_and_terms() {
    let desk = Desk::new();
    let answer = desk.run(&["analyze", "la mer", "--json"]).exits(0).json();
    assert_eq!((&answer["schema_version"], &answer["text"]), (&1.into(), &"la mer".into()));
    let token = &answer["tokens"][1];
    assert_eq!((&token["position"], &token["text"]), (&1.into(), &"mer".into()));
    assert_eq!((&token["byte_start"], &token["byte_end"]), (&3.into(), &6.into()));
    for key in ["exact", "lemma", "stem", "rule"] {
        assert!(token[key].is_string(), "{key} in {token}");
    }
    let answer = desk.run(&["analyze", "--query", "la mer", "--json"]).exits(0).json();
    assert_eq!(answer["tokens"][0]["is_stop_word"], true, "{answer}");
}

#[test]
fn headings_follow_the_language() {
    let ran = Desk::new().run(&["analyze", "mer", "--lang", "fr"]).exits(0);
    assert!(ran.stdout.contains("lemme"), "{}", ran.stdout);
}

#[test]
fn the_query_side_tells_stop_words_and_synonyms() {
    let desk = Desk::new();
    let answer = desk.run(&["analyze", "--query", "la Corée du Nord", "--json"]).exits(0).json();
    let synonyms = &answer["synonyms"][0];
    assert_eq!((&synonyms["text"], &synonyms["byte_start"]), (&"Corée du Nord".into(), &3.into()));
    assert_eq!(synonyms["synonyms"][0], "RPDC", "{answer}");
    let ran = desk.run(&["analyze", "--query", "RPDC"]).exits(0);
    assert!(ran.stdout.contains("\nsynonyms: RPDC → Corée du Nord, "), "{}", ran.stdout);
    let ran = desk.run(&["analyze", "--query", "RPDC", "--no-synonyms"]).exits(0);
    assert!(!ran.stdout.contains("synonyms"), "{}", ran.stdout);
    desk.write("depeche.toml", "");
    desk.write("stop-words.txt", "corée\n-du\n");
    let answer = desk.run(&["analyze", "--query", "Corée du", "--json"]).exits(0).json();
    let is_ignored = |index: usize| answer["tokens"][index]["is_stop_word"].as_bool();
    assert_eq!((is_ignored(0), is_ignored(1)), (Some(true), Some(false)), "{answer}");
}

#[test]
fn the_rule_that_made_a_word_is_named() {
    let desk = Desk::new();
    let text = "l’élu·e de l’O.N.U. a dit à 23h55, aujourd’hui 1er week-end : 12 500 ! Vient-il";
    let answer = desk.run(&["analyze", text, "--json"]).exits(0).json();
    let rules: Vec<_> =
        answer["tokens"].as_array().unwrap().iter().map(|token| &token["rule"]).collect();
    for rule in [
        "word",
        "elision",
        "inclusive",
        "acronym",
        "hour",
        "lexicalised",
        "ordinal",
        "part",
        "joined",
        "number",
        "inverted",
    ] {
        assert!(rules.iter().any(|made| *made == rule), "{rule} in {answer}");
    }
}
