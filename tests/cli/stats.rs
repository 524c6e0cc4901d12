use serde_json::json;

use crate::Desk;

#[test]
fn figures_are_told_to_people() {
    let desk = Desk::with_index();
    let ran = desk.run(&["stats"]).exits(0);
    assert!(ran.stdout.starts_with("articles "), "{}", ran.stdout);
    assert!(ran.stdout.contains("12 April 2023 – "), "{}", ran.stdout);
    assert!(ran.stdout.contains("La Gazette du golfe"), "{}", ran.stdout);
    let french = desk.run(&["stats", "--lang", "fr"]).exits(0);
    assert!(french.stdout.contains("12 avril 2023 – "), "{}", french.stdout);
}

#[test]
fn json_has_the_figures_of_the_contract() {
    let answer = Desk::with_index().run(&["stats", "--json"]).exits(0).json();
    for key in ["articles", "passages", "tokens", "segments", "format_version"] {
        assert!(answer[key].is_u64(), "{key} in {answer}");
    }
    for key in ["text", "postings", "positions", "store", "fast"] {
        assert!(answer["bytes"][key].is_u64(), "{key} in {answer}");
    }
    let fields = answer["fields"].as_object().unwrap();
    assert!(fields.values().all(|field| field["terms"].is_u64()), "{answer}");
    assert!(answer["analysis"].is_string(), "{answer}");
    assert_eq!(answer["date_range"]["first"], "2023-04-12");
    assert_eq!(answer["sources"], json!({ "La Gazette du golfe": 2, "Le Rail": 1 }));
}

#[test]
fn without_an_index_there_are_no_figures() {
    Desk::new().run(&["stats"]).exits(2);
}
