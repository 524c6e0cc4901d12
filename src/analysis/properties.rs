//! What holds for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Analyzer, Place, Token, may_have_letters};

/// Text with many of the signs that rules look at.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Zéèêàçïœ]{1,9}",
        "[0-9]{1,4}",
        "[-'’.,·()&:/ ]{1,2}",
        "[A-Z]{2,9}",
        "[\u{A0}\u{202F}]",
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

/// Whether the first character belongs to the one before it, or is written out with a sign in it
/// as `¼` is: read alone, such a text has another first word.
fn begins_inside_a_letter(text: &str) -> bool {
    let first: String = text.chars().take(1).nfkc().collect();
    let has_sign = first.chars().any(|letter| !letter.is_alphanumeric());
    first.chars().count() > 1 && has_sign || first.chars().any(is_combining_mark)
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
            prop_assert!(place.length > 0 && place.position + place.length <= count);
            previous = (place.position, place.byte_start);
        }
    }

    #[test]
    fn scan_and_analyze_agree(text in text()) {
        prop_assert_eq!(places(&text), tokens(&text));
    }

    #[test]
    fn all_ways_of_analysis_agree(first in text(), second in text()) {
        let mut expected = Vec::new();
        Analyzer::default().analyze(&second, |token| {
            let terms = [token.exact, token.lemma, token.stem, token.homographs];
            expected.push((token.position, token.length, token.rule, terms.map(str::to_owned)));
        });
        let (mut by_key, mut forms) = (Vec::new(), Vec::new());
        let mut used = Analyzer::default();
        used.analyze(&first, |_| {});
        used.analyze_forms(&second, |position, form| forms.push((position, form.to_owned())));
        used.analyze_by_key(&second, |token| {
            let terms = token.terms();
            let terms = [terms.exact, terms.lemma, terms.stem, terms.homographs];
            by_key.push((token.position, token.length, token.rule, terms.map(str::to_owned)));
        });
        prop_assert_eq!(&by_key, &expected);
        let exact = expected.into_iter().map(|(position, _, _, [exact, ..])| (position, exact));
        prop_assert_eq!(forms, exact.collect::<Vec<_>>());
    }

    #[test]
    fn the_first_word_has_its_form_and_lemma(text in text()) {
        let mut expected = None;
        Analyzer::default().analyze(&text, |token| {
            if (token.position, token.length) == (0, 1) {
                expected = Some((token.exact.to_owned(), token.lemma.to_owned()));
            }
        });
        prop_assert_eq!(Analyzer::default().first_word(&text), expected);
    }

    #[test]
    fn a_scan_that_ends_early_sees_the_same_words(text in text(), end in 0u32..12) {
        let mut early = Vec::new();
        Analyzer::default().scan_until(&text, end, |place| early.push(place));
        let (all, _) = places(&text);
        prop_assert!(all.starts_with(&early));
        prop_assert!(all.iter().skip(early.len()).all(|place| place.position >= end));
    }

    #[test]
    fn a_text_may_have_the_letters_of_its_words(text in text()) {
        let (all, _) = places(&text);
        for Place { byte_start, byte_end, .. } in all {
            let letters = Analyzer::default().letters(&text[byte_start..byte_end]);
            prop_assert!(may_have_letters(&text, &letters), "{letters}");
        }
    }

    #[test]
    fn a_compound_has_the_same_terms_alone(text in text()) {
        let mut joined = Vec::new();
        Analyzer::default().analyze(&text, |token| {
            if token.length > 1 {
                let written = text[token.byte_start..token.byte_end].to_owned();
                joined.push((written, token.length, token.exact.to_owned(), token.lemma.to_owned()));
            }
        });
        for (written, length, exact, lemma) in joined {
            let mut is_found = false;
            Analyzer::default().analyze(&written, |token| {
                is_found |= (token.position, token.length) == (0, length)
                    && (token.exact, token.lemma) == (exact.as_str(), lemma.as_str());
            });
            prop_assert!(is_found || begins_inside_a_letter(&written), "{written}");
        }
    }

    #[test]
    fn composed_and_decomposed_accents_agree(text in text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(terms(&composed), terms(&decomposed));
    }

    #[test]
    fn apostrophes_agree(text in text()) {
        let plain = text.replace('’', "'");
        for apostrophe in ["’", "‘", "ʼ", "´", "`", "′", "＇", "\u{92}"] {
            prop_assert_eq!(terms(&plain), terms(&plain.replace('\'', apostrophe)));
        }
    }

    #[test]
    fn spaces_agree(text in text()) {
        let plain = text.replace(['\u{A0}', '\u{202F}'], " ");
        for space in ["\u{A0}", "\u{202F}"] {
            prop_assert_eq!(terms(&plain), terms(&plain.replace(' ', space)));
        }
    }

    #[test]
    fn hyphens_agree(text in text()) {
        let text = text.replace('\n', " ");
        for hyphen in ["\u{2010}", "\u{2011}"] {
            prop_assert_eq!(terms(&text.replace('-', hyphen)), terms(&text));
        }
    }

    #[test]
    fn invisible_characters_change_nothing(words in "[a-zéèA-Z0-9.,'’ -]{0,40}") {
        let apart: Vec<String> = words.chars().map(String::from).collect();
        for invisible in ["\u{200B}", "\u{AD}", "\u{FEFF}", "\u{2060}"] {
            prop_assert_eq!(terms(&apart.join(invisible)), terms(&words));
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        prop_assert_eq!(places(&text), tokens(&text));
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

/// Pieces that make hostile texts.
const HOSTILE: [&str; 16] = [
    "'",
    "a'",
    "l'",
    "entr'",
    "-",
    "a-",
    "a.",
    "1.",
    "1,",
    "·e",
    "élu(e)s ",
    "-\n",
    "a-\n",
    "\u{301}",
    "1 000 ",
    "a&",
];

/// Hostile texts are read in a time that grows with their length only: eight times the text takes
/// far less than the sixty-four times of a square.
#[test]
fn endless_texts_are_read_in_linear_time() {
    const COUNT: usize = 4_000;
    for piece in HOSTILE {
        let short = shortest_time(&piece.repeat(COUNT));
        let long = shortest_time(&piece.repeat(8 * COUNT));
        // Processor time is counted in ticks of some milliseconds.
        let allowed = short.max(Duration::from_millis(10)) * 24;
        assert!(long < allowed, "{piece}: {short:?}, {long:?}");
    }
}

/// Returns the shortest of three readings, which a busy machine disturbs least.
fn shortest_time(text: &str) -> Duration {
    let read = || {
        let (start, before) = (Instant::now(), processor_time());
        tokens(text);
        match (before, processor_time()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => start.elapsed(),
        }
    };
    [read(), read(), read()].into_iter().min().unwrap_or_default()
}

/// Linux tells the nanoseconds a thread has run, whatever the other tests do meanwhile.
fn processor_time() -> Option<Duration> {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
