//! Words that a plain query ignores beside others: the closed classes only.
//!
//! The list is short on purpose. Words that also name something stay out of it: `été`, `pas`,
//! `plus`, `personne`, `point`, `rien`, `moins`, `tout`, `être` and `avoir` in the infinitive.
//! They are looked up with their accents, so `a` and `à`, `ou` and `où` are in, `mais` is, `maïs`
//! is not.

/// The stop words, sorted, lower case, accents kept.
const STOP_WORDS: &[&str] = &[
    "a", "ai", "ait", "alors", "au", "aucun", "aucune", "aura", "auront", "aussi", "autre",
    "autres", "aux", "avaient", "avait", "avec", "ayant", "c", "car", "ce", "ceci", "cela",
    "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chez", "comme", "d", "dans", "de",
    "depuis", "des", "donc", "dont", "du", "dès", "elle", "elles", "en", "entre", "es", "est",
    "et", "eu", "eux", "furent", "fut", "il", "ils", "j", "je", "jusqu", "jusque", "l", "la", "le",
    "les", "leur", "leurs", "lorsqu", "lorsque", "lui", "là", "m", "ma", "mais", "me", "mes",
    "mon", "même", "mêmes", "n", "ne", "ni", "nos", "notre", "nous", "on", "ont", "ou", "où",
    "par", "parce", "pour", "puisqu", "puisque", "qu", "quand", "que", "quel", "quelle", "quelles",
    "quels", "qui", "quoi", "quoiqu", "quoique", "s", "sa", "sans", "se", "sera", "serait",
    "seront", "ses", "si", "soit", "son", "sont", "sous", "suis", "sur", "t", "ta", "te", "tes",
    "ton", "tu", "un", "une", "vers", "vos", "votre", "vous", "y", "à", "ça", "étaient", "étais",
    "était", "étant",
];

/// What the list holds in folded form only, sorted.
const FOLDED_ONLY: &[&str] = &["ca", "etaient", "etais", "etait", "etant", "meme", "memes"];

/// Lists the stop words.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    STOP_WORDS.iter().copied()
}

/// Whether a folded form is that of a stop word.
pub(super) fn contains_folded(exact: &str) -> bool {
    contains(exact) || FOLDED_ONLY.binary_search(&exact).is_ok()
}

/// Whether a word in lower case, with its accents, is a stop word.
pub(super) fn contains(lowered: &str) -> bool {
    STOP_WORDS.binary_search(&lowered).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn the_folded_list_is_the_list_folded() {
        let folded = STOP_WORDS.iter().map(|word| crate::analysis::fold(word));
        let mut new: Vec<_> = folded.filter(|word| !contains(word)).collect();
        new.sort();
        assert_eq!(new, FOLDED_ONLY);
        assert!(STOP_WORDS.iter().all(|word| contains_folded(&crate::analysis::fold(word))));
    }

    #[test]
    fn words_with_a_meaning_are_not_in_it() {
        for word in ["été", "pas", "maïs", "plus", "personne", "être"] {
            assert!(!contains(word), "{word}");
        }
    }
}
