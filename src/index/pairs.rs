//! Pairs of neighbouring frequent words as terms of their own.
//!
//! A phrase of frequent words has to read most positions of the index; as a pair it is one short
//! posting list. The pairs stand in a field of their own, so that no length is inflated.
//!
//! A small word goes by its form, as phrases want it; another goes by its lemmas, when they are on
//! a list of the most frequent ones. The list is frozen: another one is another format.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::token_list::TokenList;
use crate::analysis::{Analyzer, Rule, Token, is_stop_form, stop_forms};

/// Terms of the verbs among the small words, which are inflected in phrases like any other.
const AUXILIARIES: [&str; 2] = ["etre", "avoir"];

/// The most frequent lemmas of French press articles, counted over twelve million words of them,
/// and the other lemmas that their forms have there: `montre` is from `montrer` or is a watch.
static FREQUENT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("frequent_lemmas.txt").lines().chain(AUXILIARIES).collect());

/// What a word is called in a pair.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum PairKey {
    /// A small word: its form.
    Form(String),
    /// Any other word: its lemma.
    Lemma(String),
}

impl PairKey {
    /// Returns what a word of a text is called by one of its lemmas; `None` when it is too rare.
    pub(crate) fn of(form: &str, lemma: &str) -> Option<PairKey> {
        if is_stop_form(form) && !is_auxiliary(lemma) {
            return Some(PairKey::Form(form.to_owned()));
        }
        FREQUENT.contains(lemma).then(|| PairKey::Lemma(lemma.to_owned()))
    }

    fn write(&self, term: &mut String) {
        match self {
            PairKey::Form(form) => {
                term.push('=');
                term.push_str(form);
            }
            PairKey::Lemma(lemma) => term.push_str(lemma),
        }
    }
}

/// Tells whether a lemma is that of a verb among the small words.
pub(crate) fn is_auxiliary(lemma: &str) -> bool {
    AUXILIARIES.contains(&lemma)
}

/// Returns the term of two neighbouring words.
pub(crate) fn pair_term(first: &PairKey, second: &PairKey) -> String {
    let mut term = String::new();
    first.write(&mut term);
    term.push(' ');
    second.write(&mut term);
    term
}

/// The small words that have a lemma, by lemma: what goes by its form though it has that lemma.
pub(crate) fn stop_forms_by_lemma(mut analyzer: Analyzer) -> HashMap<String, Vec<String>> {
    let mut by_lemma: HashMap<String, Vec<String>> = HashMap::new();
    for form in stop_forms() {
        analyzer.analyze(form, |token| {
            let lemmas = token.homographs.split_whitespace().chain([token.lemma]);
            for lemma in lemmas.filter(|lemma| !is_auxiliary(lemma)) {
                by_lemma.entry(lemma.to_owned()).or_default().push(token.exact.to_owned());
            }
        });
    }
    by_lemma
}

/// Finds the pairs of a text as its words pass.
#[derive(Debug, Default)]
pub(super) struct PairFinder {
    /// The last word that has a key, by position.
    last: Option<u32>,
    keys: Vec<PairKey>,
    next_keys: Vec<PairKey>,
}

impl PairFinder {
    /// Looks at the next word, whose position in the article is `position`.
    pub(super) fn look(&mut self, position: u32, token: &Token<'_>, pairs: &mut TokenList) {
        if token.rule == Rule::Joined {
            return;
        }
        self.next_keys.clear();
        let lemmas = token.homographs.split_whitespace().chain([token.lemma]);
        self.next_keys.extend(lemmas.filter_map(|lemma| PairKey::of(token.exact, lemma)));
        self.next_keys.dedup();
        if let Some(before) = self.last
            && before + 1 == position
        {
            for first in &self.keys {
                for second in &self.next_keys {
                    pairs.push(before, &pair_term(first, second));
                }
            }
        }
        std::mem::swap(&mut self.keys, &mut self.next_keys);
        self.last = (!self.keys.is_empty()).then_some(position);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::schema::FORMAT_VERSION;

    fn check(text: &str, expected: &[&str]) {
        let mut finder = PairFinder::default();
        let mut pairs = TokenList::default();
        Analyzer::default().analyze(text, |token| finder.look(token.position, &token, &mut pairs));
        let text = pairs.into_text();
        let terms: Vec<_> = text.split_terminator('\u{1f}').map(|term| &term[1..]).collect();
        assert_eq!(terms, expected);
    }

    #[test]
    fn small_words_go_by_form_and_frequent_ones_by_lemma() {
        check(
            "les présidents de la République",
            &["=les president", "president =de", "=de =la", "=la republique"],
        );
    }

    #[test]
    fn auxiliaries_go_by_lemma() {
        check("il y a", &["=il =y", "=y avoir"]);
    }

    #[test]
    fn rare_words_have_no_pairs() {
        check("la quintessence de l'escarpolette", &["=de =l"]);
    }

    #[test]
    fn a_change_of_the_list_is_a_change_of_format() {
        let list = include_str!("frequent_lemmas.txt");
        let sum = list
            .bytes()
            .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        assert_eq!(
            (sum, FORMAT_VERSION),
            (3272347451815173287, 4),
            "raise FORMAT_VERSION with the list"
        );
        assert!(list.lines().is_sorted() && list.lines().count() == 672);
    }
}
