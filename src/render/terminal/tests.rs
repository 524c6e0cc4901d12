//! What a list of hits looks like.

use std::time::Duration;

use super::*;
use crate::highlight::highlights;

fn look(width: usize) -> Look {
    let hit = Marks::new("<", ">");
    Look { width, hit, ..Look::default() }
}

/// Makes highlights of every occurrence of `word`.
fn marked(text: &str, word: &str) -> Vec<Highlight> {
    let places = text.match_indices(word);
    let places = places.map(|(start, found)| (start..start + found.len()).into());
    highlights(text, &mut places.collect())
}

fn hit(title: &str, text: &str, word: &str) -> Hit {
    let passage = PassageHit {
        ordinal: 1,
        score: 4.256,
        byte_start: 0,
        byte_end: text.len(),
        text: text.to_owned(),
        highlights: marked(text, word),
        before: Vec::new(),
        after: Vec::new(),
    };
    Hit {
        article: ArticleInfo {
            id: "a-1".to_owned(),
            title: title.to_owned(),
            date: "2024-06-19".parse().ok(),
            source: Some("La Gazette".to_owned()),
            author: None,
            url: None,
            section: None,
        },
        score: 5.0,
        matching_passages: 1,
        passage_count: 1,
        title_highlights: marked(title, word),
        passages: vec![passage],
        explanation: None,
    }
}

#[test]
fn a_hit_shows_title_origin_passage_place_and_id() {
    let hits = [hit("Le port rouvre", "Le port a rouvert lundi.", "port")];
    let shown = results(&hits, 1, &look(56));
    let expected = [
        "",
        "1  Le <port> rouvre           La Gazette · 19 June 2024",
        "   Le <port> a rouvert lundi.      §1 · 4.26  [a-1#1]",
    ];
    // The two marks are no columns.
    let widths = shown.lines().map(|line| line.replace(['<', '>'], "").chars().count());
    assert!(widths.skip(1).all(|columns| columns == 56), "{shown}");
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(shown.lines().map(squeezed).collect::<Vec<_>>(), expected.map(squeezed));
}

#[test]
fn in_french_dates_and_numbers_are_french() {
    let hits = [hit("Le port rouvre", "Le port a rouvert lundi.", "port")];
    let look = Look { language: Language::French, ..look(80) };
    let shown = results(&hits, 1, &look);
    assert!(shown.contains("La Gazette · 19 juin 2024"), "{shown}");
    assert!(shown.contains("§1 · 4,26"), "{shown}");
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let text = "Le phare de la jetée éclaire le port depuis un siècle et demi. ".repeat(20);
    let mut hit = hit("Un phare qui veille sur le port depuis cent cinquante ans", &text, "port");
    hit.passage_count = 7;
    hit.matching_passages = 3;
    for width in [40, 57, 80, 100] {
        let shown = results(std::slice::from_ref(&hit), 10, &look(width)).replace(['<', '>'], "");
        for line in shown.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn a_long_passage_is_shown_around_its_hits() {
    let filler = "Les quais restent calmes ce matin. ".repeat(20);
    let text = format!("{filler}La grève commence demain. {filler}");
    let shown = results(&[hit("Titre", &text, "grève")], 1, &look(80));
    assert!(shown.contains("<grève>") && shown.contains("   … "), "{shown}");
    assert!(shown.lines().count() <= 3 + PASSAGE_LINES, "{shown}");
}

#[test]
fn other_passages_are_counted() {
    let mut hit = hit("Titre", "Le port.", "port");
    hit.matching_passages = 3;
    hit.passage_count = 9;
    let shown = results(&[hit], 1, &look(60));
    assert!(shown.contains("Le <port>. …"), "{shown}");
    assert!(shown.contains("↳ 2 more passages") && shown.ends_with("[a-1#1]\n"), "{shown}");
}

#[test]
fn an_article_without_a_title_goes_by_its_id() {
    let shown = results(&[hit("", "Le port.", "port")], 1, &look(60));
    assert!(shown.starts_with("\n1  a-1 "), "{shown}");
}

#[test]
fn escape_sequences_of_an_article_never_reach_the_terminal() {
    let mut hit = hit("T\u{1b}]0;x\u{7}", "Le port\u{9b}2J.", "port");
    hit.article.source = Some("\u{1b}[31mrouge".to_owned());
    hit.article.id = "\u{1b}[2J".to_owned();
    let shown = results(&[hit], 1, &look(60));
    assert!(shown.chars().all(|character| character == '\n' || !character.is_control()));
}

#[test]
fn an_address_can_be_pasted_into_a_shell() {
    for (id, ordinal, expected) in [
        ("afp-1", Some(3), "afp-1#3"),
        ("depeches/juin.jsonl:4", None, "depeches/juin.jsonl:4"),
        ("la une/l'été.txt", Some(2), r"'la une/l'\''été.txt#2'"),
        ("https://example.org/?a=1&b=2", None, "'https://example.org/?a=1&b=2'"),
        ("#1", None, "'#1'"),
    ] {
        assert_eq!(address(id, ordinal), expected);
    }
}

#[test]
fn the_first_line_counts_articles_and_time() {
    for (total, is_exact, english, french) in [
        (0, true, "0 articles · 0.4 ms\n", "0 article · 0,4 ms\n"),
        (1, true, "1 article · 0.4 ms\n", "1 article · 0,4 ms\n"),
        (1200, true, "1,200 articles · 0.4 ms\n", "1\u{202f}200 articles · 0,4 ms\n"),
        (
            10_000,
            false,
            "at least 10,000 articles · 0.4 ms\n",
            "au moins 10\u{202f}000 articles · 0,4 ms\n",
        ),
    ] {
        let results = SearchResults {
            total_articles: total,
            total_is_exact: is_exact,
            took: Duration::from_micros(412),
            hits: Vec::new(),
            notices: Vec::new(),
            suggestion: None,
        };
        assert_eq!(article_count(&results, Language::English), english);
        assert_eq!(article_count(&results, Language::French), french);
    }
}
