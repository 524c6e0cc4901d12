//! Words outside the lexicon: the regular plural and feminine.

/// Shortest word that loses an ending; below, the `s` is more often part of the word.
const SHORTEST: usize = 4;

/// Feminine endings of adjectives and professions, and their masculine.
const FEMININE: [(&str, &str); 8] = [
    ("trice", "teur"),
    ("euse", "eur"),
    ("eure", "eur"),
    ("ienne", "ien"),
    ("éenne", "éen"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("ée", "é"),
];

/// Returns the masculine singular of a regular word: `complotistes` becomes `complotiste`.
pub(super) fn singular(word: &str) -> String {
    if word.len() < SHORTEST || !word.ends_with(char::is_alphabetic) {
        return word.to_owned();
    }
    let singular = without_plural(word);
    for (feminine, masculine) in FEMININE {
        if let Some(base) = singular.strip_suffix(feminine).filter(|base| base.len() > 2) {
            return format!("{base}{masculine}");
        }
    }
    singular.to_owned()
}

fn without_plural(word: &str) -> &str {
    if word.ends_with("eaux") || word.ends_with("eux") && !word.ends_with("ieux") {
        return word.strip_suffix('x').unwrap_or(word);
    }
    // `berlinois` is its own plural.
    let is_singular = ["ss", "us", "ais", "ois"].iter().any(|ending| word.ends_with(ending));
    match word.strip_suffix('s') {
        Some(singular) if !is_singular => singular,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        assert_eq!(singular(word), expected);
    }

    #[test]
    fn regular_plurals_lose_their_ending() {
        check("influenceurs", "influenceur");
        check("vlogs", "vlog");
        check("supervilleaux", "supervilleau");
    }

    #[test]
    fn regular_feminines_become_masculine() {
        check("influenceuses", "influenceur");
        check("antivaccinatrices", "antivaccinateur");
        check("bolsonarienne", "bolsonarien");
        check("hongkongaises", "hongkongais");
    }

    #[test]
    fn short_words_and_other_endings_stay() {
        check("ios", "ios");
        check("bonus", "bonus");
        check("airness", "airness");
        check("berlinois", "berlinois");
    }
}
