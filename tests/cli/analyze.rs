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
