use serde_json::{Value, json};

use crate::Desk;

#[test]
fn an_article_is_shown_with_its_origin_and_paragraphs() {
    let ran = Desk::with_index().run(&["show", "port-1"]).exits(0);
    assert!(ran.stdout.starts_with("Le port de Sète rouvre\n"), "{}", ran.stdout);
    let origin = "La Gazette du golfe · 12 April 2023 · Line Marin\nhttps://gazette.example/port\n";
    assert!(ran.stdout.contains(origin), "{}", ran.stdout);
    let text = "Fermé depuis l’hiver, le port a rouvert mercredi.\n\nLes chalutiers reprennent";
    assert!(ran.stdout.contains(text), "{}", ran.stdout);
}

#[test]
fn hits_of_a_query_are_marked() {
    let desk = Desk::with_index();
    let ran = desk.run(&["show", "port-1", "-q", "criée", "--color", "always"]).exits(0);
    assert!(ran.stdout.contains("\u{1b}[1m\u{1b}[4mcriée\u{1b}[0m"), "{}", ran.stdout);
    let plain = desk.run(&["show", "port-1", "-q", "criée"]).exits(0);
    assert!(!plain.stdout.contains('\u{1b}'), "{}", plain.stdout);
}

#[test]
fn a_passage_is_shown_by_its_number() {
    let ran = Desk::with_index().run(&["show", "port-3#1"]).exits(0);
    assert!(ran.stdout.contains("La grève bloque"), "{}", ran.stdout);
}

#[test]
fn a_passage_or_article_that_is_not_there_fails() {
    let desk = Desk::with_index();
    for (id, named) in [("port-3#9", "§9"), ("port-3#0", "§0"), ("port-4", "`port-4`")] {
        let ran = desk.run(&["show", id]).exits(2);
        assert!(ran.stderr.contains(named), "{id}: {}", ran.stderr);
    }
}

#[test]
fn an_id_may_end_like_a_passage() {
    let desk = Desk::new();
    let article = json!({ "id": "flux#2", "title": "Brève", "body": "La pluie revient." });
    desk.write("flux.jsonl", &format!("{article}\n"));
    desk.run(&["index", "flux.jsonl"]).exits(0);
    for id in ["flux#2", "flux#2#1"] {
        assert!(desk.run(&["show", id]).exits(0).stdout.contains("La pluie"), "{id}");
    }
}

#[test]
fn json_tells_the_whole_article() {
    let desk = Desk::with_index();
    let shown = desk.run(&["show", "port-1", "-q", "mer", "--json"]).exits(0).json();
    let article = &shown["article"];
    for (key, value) in [
        ("id", json!("port-1")),
        ("title", json!("Le port de Sète rouvre")),
        ("date", json!("2023-04-12")),
        ("source", json!("La Gazette du golfe")),
        ("author", json!("Line Marin")),
        ("url", json!("https://gazette.example/port")),
        ("section", Value::Null),
        ("metadata", json!({ "desk": "littoral" })),
    ] {
        assert_eq!(article[key], value, "{key}");
    }
    assert!(article.as_object().unwrap().contains_key("lang"));
    assert_eq!(shown["schema_version"], 1);
    assert_eq!(shown["title_highlights"], json!([]));
    let text = article["text"].as_str().unwrap();
    let highlight = &shown["highlights"][0];
    let number = |key: &str| usize::try_from(highlight[key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[number("byte_start")..number("byte_end")], "mer");
}

#[test]
fn marks_of_ones_own_stand_around_hits() {
    let desk = Desk::with_index();
    let ran = desk.run(&["show", "gare-2", "-q", "billets", "--mark", "[[,]]"]).exits(0);
    assert!(ran.stdout.contains("leurs [[billets]] en ligne"), "{}", ran.stdout);
}
