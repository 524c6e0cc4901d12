//! Properties of passages that hold for any text.

use proptest::prelude::*;

use super::*;

fn word_total(body: &str) -> usize {
    words::count(body)
}

fn check_invariants(body: &str) {
    let passages = split(body);
    let mut position = 0;
    let mut counted = 0;
    let mut seen = 0;
    for passage in &passages {
        assert!(position <= passage.byte_start && passage.byte_start < passage.byte_end);
        assert_eq!(passage.byte_start, passage.sentences[0].byte_start);
        let length = words::count(body.get(passage.byte_start..passage.byte_end).unwrap());
        assert!((1..=MAX_PASSAGE_WORDS).contains(&length), "{length} words");
        for sentence in &passage.sentences {
            assert!(position <= sentence.byte_start && sentence.byte_start < sentence.byte_end);
            let text = body.get(sentence.byte_start..sentence.byte_end).unwrap();
            assert_eq!(text, text.trim());
            counted += words::count(text);
            seen += text.chars().filter(|letter| letter.is_alphanumeric()).count();
            position = sentence.byte_end;
        }
        assert_eq!(passage.byte_end, position);
    }
    assert_eq!(counted, word_total(body));
    assert_eq!(seen, body.chars().filter(|letter| letter.is_alphanumeric()).count());
}

proptest! {
    #[test]
    fn any_text_is_covered_once(body in "\\PC{0,400}") { check_invariants(&body); }

    #[test]
    fn any_punctuation_is_covered_once(body in "([A-Za-zéÀ0-9]{0,3}[ .!?…()\\[\\]\"'’«»,;:\u{A0}\n\r\u{301}\u{AD}-]{0,3}){0,900}") {
        check_invariants(&body);
    }
}

#[test]
fn extreme_bodies_are_cut_in_linear_time() {
    for piece in
        [".", "\n", "a", "a.", "a. ", "a'", "A. ", "\"", ". \"", "(", "(...) ", "M. ", "é! ", "…"]
    {
        check_invariants(&piece.repeat(300_000));
    }
}

fn check(body: &str, expected: &[&str]) {
    let texts: Vec<&str> = split(body)
        .iter()
        .filter_map(|passage| body.get(passage.byte_start..passage.byte_end))
        .collect();
    assert_eq!(texts, expected);
}

#[test]
fn a_short_article_is_one_passage() {
    check(" Un mot.\n\nDeux mots.\n", &["Un mot.\n\nDeux mots."]);
}

#[test]
fn a_heading_begins_a_passage() {
    check("Un mot.\n\nLe titre\n\nDeux mots.", &["Un mot.", "Le titre\n\nDeux mots."]);
}

#[test]
fn passages_know_their_paragraph() {
    let body = "Un mot.\n\nLe titre\n\nDeux mots.";
    let paragraphs: Vec<u32> = split(body).iter().map(|passage| passage.paragraph).collect();
    assert_eq!(paragraphs, [0, 1]);
}

#[test]
fn sentences_know_where_paragraphs_begin() {
    let passages = split("Un mot. Deux mots.\n\nLe reste.");
    let starts: Vec<bool> =
        passages[0].sentences.iter().map(|sentence| sentence.starts_paragraph).collect();
    assert_eq!(starts, [true, false, true]);
}

#[test]
fn a_stretch_is_shared_out_evenly() {
    let body = "Un train part à l'heure dite. ".repeat(27);
    let lengths: Vec<usize> = split(&body).iter().map(|found| found.sentences.len()).collect();
    assert_eq!(lengths, [13, 14]);
}
