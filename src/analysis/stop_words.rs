//! Words that a plain query ignores beside others: the closed classes only.
//!
//! The list is short on purpose. Words that also name something stay out of it: `été`, `pas`,
//! `plus`, `personne`, `point`, `rien`, `moins`, `tout`, `être` and `avoir` in the infinitive.
//! They are looked up with their accents, so `a` and `à`, `ou` and `où` are in, `mais` is, `maïs`
//! is not. A user's list adds words and takes words out, for plain queries only: a phrase keeps
//! all its words and compares them by the rules of the language.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::QueryToken;
use super::fold::lower;
use super::user_list::lines;
use crate::error::Result;

/// What plain queries ignore: the words of the language, and a user's changes to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopWords {
    added: BTreeSet<String>,
    removed: BTreeSet<String>,
}

impl StopWords {
    /// Reads a user's list: one word a line, `-word` for one that shall count. `origin` names the
    /// list in messages.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Input`] with list and line: several words on a line, a word both added
    /// and taken out.
    pub fn parse(text: &str, origin: &str) -> Result<StopWords> {
        let mut words = StopWords::default();
        for line in lines(text, origin)? {
            let (word, is_removed) = match line.text.strip_prefix('-') {
                Some(word) => (word.trim_start(), true),
                None => (&*line.text, false),
            };
            if word.is_empty() || word.contains(char::is_whitespace) {
                return Err(line.error(format!("`{}` is not one word", line.text)));
            }
            let word = lower(word.trim_end_matches('\'')).into_owned();
            let (into, other) = match is_removed {
                true => (&mut words.removed, &words.added),
                false => (&mut words.added, &words.removed),
            };
            if other.contains(&word) {
                return Err(line.error(format!("`{word}` is both added and taken out")));
            }
            into.insert(word);
        }
        Ok(words)
    }

    /// Tells whether a plain query ignores a word beside others.
    pub fn ignores(&self, token: &QueryToken) -> bool {
        if self.added.is_empty() && self.removed.is_empty() {
            return token.is_stop_word;
        }
        let typed: String = lower(&token.written).nfc().collect();
        let is_kept = self.removed.contains(&typed);
        !is_kept && (token.is_stop_word || self.added.contains(&typed))
    }
}

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

/// Bytes of the longest of them; most other words are longer.
const LONGEST: usize = 8;

/// Lists the stop words.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    STOP_WORDS.iter().copied()
}

/// Returns the stop word whose folded form this is.
pub(super) fn find_folded(exact: &str) -> Option<&'static str> {
    find(STOP_WORDS, exact).or_else(|| find(FOLDED_ONLY, exact))
}

/// Whether a word in lower case, with its accents, is a stop word.
pub(super) fn contains(lowered: &str) -> bool {
    find(STOP_WORDS, lowered).is_some()
}

fn find(list: &'static [&'static str], word: &str) -> Option<&'static str> {
    if word.len() > LONGEST {
        return None;
    }
    list.binary_search(&word).ok().map(|place| list[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    /// Lists the words of a query that are ignored.
    fn ignored(list: &str, query: &str) -> Vec<String> {
        let words = StopWords::parse(list, "s.txt").unwrap();
        let tokens = Analyzer::default().analyze_query(query).into_iter();
        tokens.filter(|token| words.ignores(token)).map(|token| token.written).collect()
    }

    #[test]
    fn a_list_adds_words_and_takes_words_out() {
        let query = "Hier, sous l’eau, le côté cote";
        assert_eq!(ignored("", query), ["sous", "l", "le"]);
        assert_eq!(ignored("hier # date\nCôté\n-sous", query), ["Hier", "l", "le", "côté"]);
    }

    #[test]
    fn what_is_no_word_is_refused_with_its_line() {
        let check = |list: &str, expected: &str| {
            let error = StopWords::parse(list, "s.txt").unwrap_err();
            assert_eq!(error.to_string(), expected);
        };
        check("hier\na b", "`s.txt`, line 2: `a b` is not one word");
        check("-", "`s.txt`, line 1: `-` is not one word");
        check("hier\n-Hier", "`s.txt`, line 2: `hier` is both added and taken out");
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP_WORDS.is_sorted());
        assert_eq!(STOP_WORDS.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn the_folded_list_is_the_list_folded() {
        let folded = STOP_WORDS.iter().map(|word| crate::analysis::fold(word));
        let mut new: Vec<_> = folded.filter(|word| !contains(word)).collect();
        new.sort();
        assert_eq!(new, FOLDED_ONLY);
        assert!(STOP_WORDS.iter().all(|word| find_folded(&crate::analysis::fold(word)).is_some()));
    }

    #[test]
    fn words_with_a_meaning_are_not_in_it() {
        for word in ["été", "pas", "maïs", "plus", "personne", "être"] {
            assert!(!contains(word), "{word}");
        }
    }
}
