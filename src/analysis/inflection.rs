//! Words outside the lexicon: the regular plural and feminine, and verbs in -er.

/// Shortest word that loses an ending; below, the `s` is more often part of the word.
const SHORTEST: usize = 4;

/// Endings of feminine adjectives and professions, and their masculine; endings of new verbs, which
/// are all in -er, and their infinitive.
const ENDINGS: [(&str, &str); 17] = [
    ("trice", "teur"),
    ("euse", "eur"),
    ("eure", "eur"),
    ("ienne", "ien"),
    ("éenne", "éen"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("caine", "cain"),
    ("iale", "ial"),
    ("nale", "nal"),
    ("aux", "al"),
    ("ée", "er"),
    ("é", "er"),
    ("èrent", "er"),
    ("aient", "er"),
    ("isent", "iser"),
    ("isait", "iser"),
];

/// Endings of plurals that no name has: they tell `Complotistes` at the beginning of a sentence.
const COMMON_PLURALS: [&str; 8] =
    ["istes", "eurs", "euses", "trices", "tions", "logues", "phobes", "tiques"];

/// Whether a word can only be the plural of a common noun or adjective.
pub(super) fn is_common_plural(word: &str) -> bool {
    COMMON_PLURALS.iter().any(|ending| word.ends_with(ending))
}

/// Returns the masculine singular of a regular word, the infinitive of a verb in -er:
/// `complotistes` becomes `complotiste`, `googlisée` `googliser`.
pub(super) fn singular(word: &str) -> String {
    if word.len() < SHORTEST || !word.ends_with(char::is_alphabetic) {
        return word.to_owned();
    }
    let singular = without_plural(word);
    // A new noun, not a participle: `antigénicité`.
    if singular.ends_with("ité") {
        return singular.to_owned();
    }
    for (ending, regular) in ENDINGS {
        if let Some(base) = singular.strip_suffix(ending).filter(|base| base.len() > 2) {
            return format!("{base}{regular}");
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
    fn adjectives_become_masculine() {
        check("antispécistes", "antispéciste");
        check("glocaux", "glocal");
    }

    #[test]
    fn new_verbs_are_in_er() {
        check("twittées", "twitter");
        check("googlisé", "googliser");
        check("likaient", "liker");
        check("zoomèrent", "zoomer");
        check("antigénicités", "antigénicité");
    }

    #[test]
    fn short_words_and_other_endings_stay() {
        check("ios", "ios");
        check("bonus", "bonus");
        check("airness", "airness");
        check("berlinois", "berlinois");
    }
}
