//! Pairs of neighbouring frequent words as terms of their own.
//!
//! A phrase of frequent words has to read most positions of the index; as a pair it is one short
//! posting list. The pairs stand in a field of their own, so that no length is inflated.
//!
//! A small word goes by its form, as phrases want it; another goes by its lemmas, when they are on
//! a list of the most frequent ones. The list is frozen: another one is another format.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::analysis::{Analyzer, accented_lemmas, stop_form, stop_forms};

/// Terms of the verbs among the small words, which are inflected in phrases like any other.
const AUXILIARIES: [&str; 2] = ["etre", "avoir"];

/// The most frequent lemmas of French press articles, counted over twelve million words of them,
/// and the other lemmas that their forms have there: `montre` is from `montrer` or is a watch.
static FREQUENT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("frequent_lemmas.txt").lines().chain(AUXILIARIES).collect());

/// What a word is called in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PairKey {
    /// A small word: its form.
    Form(&'static str),
    /// Any other word: its lemma.
    Lemma(&'static str),
}

impl PairKey {
    /// Returns what a word of a text is called by one of its lemmas; `None` when it is too rare.
    pub(crate) fn of(form: &str, lemma: &str) -> Option<PairKey> {
        PairKey::known(stop_form(form), lemma)
    }

    /// The same of a form of which is known which stop word it is.
    pub(super) fn known(stop_form: Option<&'static str>, lemma: &str) -> Option<PairKey> {
        match stop_form {
            Some(form) if !is_auxiliary(lemma) => Some(PairKey::Form(form)),
            _ => FREQUENT.get(lemma).map(|lemma| PairKey::Lemma(lemma)),
        }
    }

    fn write(self, term: &mut String) {
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
pub(crate) fn pair_term(first: PairKey, second: PairKey) -> String {
    let mut term = String::new();
    first.write(&mut term);
    term.push(' ');
    second.write(&mut term);
    term
}

/// The forms of small words by the lemmas that words of the form have, with or without accents (`dû`
/// has the form of `du`): what goes by its form though it has that lemma.
pub(crate) fn stop_forms_by_lemma(mut analyzer: Analyzer) -> HashMap<String, Vec<&'static str>> {
    let mut by_lemma: HashMap<String, Vec<&'static str>> = HashMap::new();
    for form in stop_forms() {
        analyzer.analyze(form, |token| {
            let with_accents = accented_lemmas(token.exact);
            let own = token.homographs.split_whitespace().chain([token.lemma]);
            let lemmas = own.chain(with_accents.iter().map(String::as_str));
            for lemma in lemmas.filter(|lemma| !is_auxiliary(lemma)) {
                by_lemma.entry(lemma.to_owned()).or_default().extend(stop_form(token.exact));
            }
        });
    }
    for forms in by_lemma.values_mut() {
        forms.sort_unstable();
        forms.dedup();
    }
    by_lemma
}

#[cfg(test)]
mod tests {
    use crate::index::schema::FORMAT_VERSION;

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
