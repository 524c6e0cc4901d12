use serde_json::{Value, json};

use crate::Desk;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Checks that a highlight says the same by bytes, by UTF-16 and by its text.
#[track_caller]
fn check_highlight(highlight: &Value, text: &str) {
    let number = |key: &str| usize::try_from(highlight[key].as_u64().unwrap()).unwrap();
    let marked = &text[number("byte_start")..number("byte_end")];
    assert_eq!(highlight["text"], marked);
    let units: Vec<u16> = text.encode_utf16().collect();
    let units = &units[number("utf16_start")..number("utf16_end")];
    assert_eq!(String::from_utf16(units).unwrap(), marked);
}

#[test]
fn an_answer_has_the_keys_of_the_contract() {
    let answer = Desk::with_index().run(&["search", "port", "--json"]).exits(0).json();
    let has = |value: &Value, wanted: &[&str]| {
        let present = keys(value);
        assert!(wanted.iter().all(|key| present.contains(key)), "{wanted:?} in {present:?}");
    };
    has(&answer, &["schema_version", "query", "total_articles", "total_is_exact", "took_us"]);
    has(&answer, &["hits", "suggestion"]);
    has(&answer["query"], &["input", "understood", "remarks"]);
    let hit = &answer["hits"][0];
    has(hit, &["article", "score", "matching_passages", "title_highlights", "passages"]);
    has(&hit["article"], &["id", "title", "date", "source", "url"]);
    let passage = &hit["passages"][0];
    has(passage, &["ordinal", "score", "byte_start", "byte_end", "text", "highlights"]);
    assert_eq!((&answer["total_articles"], &answer["total_is_exact"]), (&json!(2), &json!(true)));
}

#[test]
fn highlights_and_passages_lie_where_they_say() {
    let desk = Desk::with_index();
    let answer = desk.run(&["search", "aube", "--json"]).exits(0).json();
    let passage = &answer["hits"][0]["passages"][0];
    let text = passage["text"].as_str().unwrap();
    let highlights = passage["highlights"].as_array().unwrap();
    assert!(!highlights.is_empty());
    highlights.iter().for_each(|highlight| check_highlight(highlight, text));
    let shown = desk.run(&["show", "port-1", "--json"]).exits(0).json();
    let number = |key: &str| usize::try_from(passage[key].as_u64().unwrap()).unwrap();
    let body = shown["article"]["text"].as_str().unwrap();
    assert_eq!(&body[number("byte_start")..number("byte_end")], text);
}

#[test]
fn a_remark_carries_its_place() {
    let answer = Desk::with_index().run(&["search", "gare \"port", "--json"]).exits(0).json();
    let remark = &answer["query"]["remarks"][0];
    assert_eq!(remark["byte_start"], 5);
    assert!(remark["message"].is_string() && remark["byte_end"].is_u64(), "{remark}");
}

#[test]
fn no_hit_is_an_empty_list_and_exit_code_1() {
    let answer = Desk::with_index().run(&["search", "zeppelin", "--json"]).exits(1).json();
    assert_eq!((&answer["hits"], &answer["total_articles"]), (&json!([]), &json!(0)));
}

#[test]
fn json_lines_are_one_hit_each() {
    let ran = Desk::with_index().run(&["search", "port", "--jsonl"]).exits(0);
    let hits: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(hits.len(), 2);
    for hit in &hits {
        assert_eq!(hit["schema_version"], 1);
        assert!(hit["article"]["id"].is_string() && hit["score"].is_number(), "{hit}");
    }
}

#[test]
fn programs_get_one_passage_unless_they_ask_for_more() {
    let desk = Desk::new();
    let paragraph =
        |word: &str| format!("Le phare {word}. {}", "La houle monte encore. ".repeat(40));
    let body = [paragraph("brille"), paragraph("tourne"), paragraph("veille")].join("\n\n");
    desk.write("phare.jsonl", &format!("{}\n", json!({ "id": "p", "body": body })));
    desk.run(&["index", "phare.jsonl"]).exits(0);
    let passages = |arguments: &[&str]| {
        let answer = desk.run(&[&["search", "phare", "--json"], arguments].concat()).json();
        answer["hits"][0]["passages"].as_array().unwrap().len()
    };
    assert_eq!(passages(&[]), 1);
    assert_eq!(passages(&["--per-article", "2"]), 2);
}

#[test]
fn keys_stay_english_and_messages_follow_the_language() {
    let desk = Desk::with_index();
    let message = |lang| {
        let answer = desk.run(&["search", "gare \"port", "--json", "--lang", lang]).exits(0).json();
        answer["query"]["remarks"][0]["message"].clone()
    };
    assert_ne!(message("fr"), message("en"));
}
