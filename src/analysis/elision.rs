//! Apostrophes: elided words (`l’`, `qu’`, `jusqu’`) and words that keep theirs (`prud’homme`).

use super::character::{apostrophe_width, char_at, run_end, word_width};
use super::fold::fold;

/// Number of elided words.
pub(super) const COUNT: u32 = ELIDED.len() as u32;

/// Elided words: as written without the apostrophe, folded, and in full.
static ELIDED: [(&str, &str); 15] = [
    ("l", "le"),
    ("d", "de"),
    ("j", "je"),
    ("m", "me"),
    ("t", "te"),
    ("s", "se"),
    ("n", "ne"),
    ("c", "ce"),
    ("z", "z"),
    ("qu", "que"),
    ("jusqu", "jusque"),
    ("presqu", "presque"),
    ("lorsqu", "lorsque"),
    ("puisqu", "puisque"),
    ("quoiqu", "quoique"),
];

/// Longest elided word in bytes, `Lorsqu`, and `Ç` counts for two.
const LONGEST_ELIDED: usize = 6;

/// Words whose apostrophe is part of the spelling: what stands before it, and how what stands
/// behind it begins. An empty beginning takes any word.
const LEXICALISED: [(&str, &str); 7] = [
    ("aujourd", "hui"),
    ("quelqu", "un"),
    ("prud", "hom"),
    ("presqu", "il"),
    ("entr", ""),
    ("grand", ""),
    // O’Neill: no French word elides to `o`.
    ("o", ""),
];

/// Lists the elided words without their apostrophe.
pub(super) fn forms() -> impl Iterator<Item = &'static str> {
    ELIDED.iter().map(|(elided, _)| *elided)
}

/// Returns the elided word and its full form, when `word` stands before an apostrophe.
pub(super) fn read(word: &str) -> Option<(&'static str, &'static str)> {
    number(word).map(by_number)
}

/// Returns the number of an elided word.
pub(super) fn number(word: &str) -> Option<u32> {
    if word.len() > LONGEST_ELIDED {
        return None;
    }
    let folded = fold(word);
    ELIDED.iter().zip(0..).find(|((elided, _), _)| *elided == folded).map(|(_, number)| number)
}

/// Tells whether letters before an apostrophe are an elided word whatever stands behind it: those of
/// one letter that begin no word with an apostrophe of its own, and `qu`.
#[inline]
pub(super) fn is_sure(word: &[u8]) -> bool {
    match word {
        [letter] => b"ldjtscLDJTSC".contains(letter),
        [b'q' | b'Q', b'u' | b'U'] => true,
        _ => false,
    }
}

/// Returns the elided word of a number and its full form.
pub(super) fn by_number(number: u32) -> (&'static str, &'static str) {
    ELIDED.get(number as usize).copied().unwrap_or_default()
}

/// Returns the end of the word with an apostrophe of its own whose first half is `start..end`.
pub(super) fn lexicalised_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let apostrophe = apostrophe_width(text, end);
    if apostrophe == 0 || end - start > "aujourd".len() {
        return None;
    }
    let after = end + apostrophe;
    if word_width(text, after) == 0 {
        return None;
    }
    let head = fold(text.get(start..end)?);
    let is_lexicalised = match LEXICALISED.iter().find(|(first, _)| *first == head) {
        Some((_, second)) => fold(text.get(after..run_end(text, after))?).starts_with(second),
        None => is_african_name(text, &head, after),
    };
    is_lexicalised.then(|| run_end(text, after))
}

/// N’Djamena, M’Bala: `n` and `m` elide before a vowel or an `h` only.
fn is_african_name(text: &str, head: &str, after: usize) -> bool {
    let is_consonant =
        |letter: &char| letter.is_ascii_alphabetic() && !"aeiouyhAEIOUYH".contains(*letter);
    matches!(head, "n" | "m") && char_at(text, after).as_ref().is_some_and(is_consonant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let end = lexicalised_end(text, 0, run_end(text, 0));
        assert_eq!(end.and_then(|end| text.get(..end)), expected);
    }

    #[test]
    fn elided_words_know_their_full_form() {
        assert_eq!(read("Qu"), Some(("qu", "que")));
        assert_eq!(read("Ç"), Some(("c", "ce")));
        assert_eq!(read("rock"), None);
    }

    #[test]
    fn what_is_surely_elided_is_elided() {
        for word in ["l", "D", "s", "qu", "Qu", "QU"] {
            assert!(is_sure(word.as_bytes()) && read(word).is_some(), "{word}");
            assert!(LEXICALISED.iter().all(|(head, _)| *head != fold(word)), "{word}");
        }
        assert!(["n", "m", "o", "z", "jusqu", ""].iter().all(|word| !is_sure(word.as_bytes())));
    }

    #[test]
    fn some_words_keep_their_apostrophe() {
        check("aujourd'hui même", Some("aujourd'hui"));
        check("Prud’homale", Some("Prud’homale"));
        check("grand'rue", Some("grand'rue"));
        check("O'Connor", Some("O'Connor"));
    }

    #[test]
    fn n_before_a_consonant_is_no_elision() {
        check("N'Golo", Some("N'Golo"));
        check("n'est", None);
        check("m'hypnotise", None);
    }

    #[test]
    fn others_elide() {
        check("quelqu'autre", None);
        check("presqu'aussi", None);
    }
}
