//! What holds for every text.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Analyzer, Place, Token};

/// Text with many of the signs that rules look at.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Zéèêàçïœ]{1,9}",
        "[0-9]{1,4}",
        "[-'’.,·()&:/ ]{1,2}",
        Just("\u{A0}".to_owned()),
        Just("-\n".to_owned()),
        Just("\u{AD}".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("ﬁ".to_owned()),
        Just("&eacute;".to_owned()),
        "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn places(text: &str) -> (Vec<Place>, u32) {
    let mut places = Vec::new();
    let count = Analyzer::default().scan(text, |place| places.push(place));
    (places, count)
}

fn tokens(text: &str) -> (Vec<Place>, u32) {
    let mut places = Vec::new();
    let count = Analyzer::default().analyze(text, |token| {
        let Token { position, length, byte_start, byte_end, .. } = token;
        places.push(Place { position, length, byte_start, byte_end });
    });
    (places, count)
}

fn terms(text: &str) -> Vec<(u32, String, String, String)> {
    let mut terms = Vec::new();
    Analyzer::default().analyze(text, |token| {
        terms.push((
            token.position,
            token.exact.to_owned(),
            token.lemma.to_owned(),
            token.stem.to_owned(),
        ));
    });
    terms
}

proptest! {
    #[test]
    fn places_are_on_boundaries_and_in_order(text in text()) {
        let (places, count) = places(&text);
        let mut previous = (0, 0);
        for place in places {
            prop_assert!(text.get(place.byte_start..place.byte_end).is_some_and(|s| !s.is_empty()));
            prop_assert!((place.position, place.byte_start) >= previous);
            prop_assert!(place.position + place.length <= count);
            previous = (place.position, place.byte_start);
        }
    }

    #[test]
    fn scan_and_analyze_agree(text in text()) {
        prop_assert_eq!(places(&text), tokens(&text));
    }

    #[test]
    fn composed_and_decomposed_accents_agree(text in text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(terms(&composed), terms(&decomposed));
    }

    #[test]
    fn apostrophes_agree(text in text()) {
        prop_assert_eq!(terms(&text.replace('’', "'")), terms(&text.replace('\'', "’")));
    }

    #[test]
    fn spaces_agree(text in text()) {
        let plain = text.replace('\u{A0}', " ");
        prop_assert_eq!(terms(&plain), terms(&plain.replace(' ', "\u{A0}")));
    }

    #[test]
    fn a_used_analyzer_gives_the_same_terms(first in text(), second in text()) {
        let mut used = Analyzer::default();
        used.analyze(&first, |_| {});
        let mut seen = Vec::new();
        used.analyze(&second, |token| {
            seen.push((
                token.position,
                token.exact.to_owned(),
                token.lemma.to_owned(),
                token.stem.to_owned(),
            ));
        });
        prop_assert_eq!(seen, terms(&second));
    }

    #[test]
    fn any_query_is_analyzed(text in text()) {
        let count = tokens(&text).0.len();
        prop_assert_eq!(Analyzer::default().analyze_query(&text).len(), count);
    }
}

/// Hostile texts are read in a time that grows with their length only.
#[test]
fn endless_texts_are_read() {
    for piece in ["'", "a'", "l'", "-", "a-", "a.", "1.", "a·e", "-\n", "a-\n", "\u{301}", "1 000 "]
    {
        let text = piece.repeat(200_000);
        assert_eq!(places(&text), tokens(&text), "{piece}");
    }
}
