//! Pairs of neighbouring frequent words as terms of their own, and triples of the most frequent.
//!
//! A phrase of frequent words has to read most positions of the index; as a pair it is one short
//! posting list. Where two frequent pairs overlap, the list of the three words is shorter still. All
//! stand in a field of their own, so that no length is inflated.
//!
//! A small word goes by its form, as phrases want it; another goes by its lemmas, when they are on
//! a list of the most frequent ones. The lists are frozen: others are another format.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::analysis::{Analyzer, accented_lemmas, stop_form, stop_forms};

/// Terms of the verbs among the small words, which are inflected in phrases like any other.
const AUXILIARIES: [&str; 2] = ["etre", "avoir"];

/// The most frequent lemmas of French press articles, counted over twelve million words of them,
/// and the other lemmas that their forms have there: `montre` is from `montrer` or is a watch.
static FREQUENT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("frequent_lemmas.txt").lines().chain(AUXILIARIES).collect());

/// What the 350 most frequent pairs of words of the same articles may be called, in all readings that
/// a phrase of these words asks for.
static FREQUENT_PAIRS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("frequent_pairs.txt").lines().collect());

/// Forms that an auxiliary and another word have in common, each with the lemma of the one that goes by
/// this form in pairs, so that phrases tell them apart: `a` from `à`, and summer from what has been.
const SHARED_FORMS: [(&str, &str); 2] = [("a", "avoir"), ("ete", "ete")];

/// What a word is called in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PairKey {
    /// A small word: its form.
    Form(&'static str),
    /// One of [`SHARED_FORMS`]: who asks for the form finds it so, and who asks for the lemma.
    FormOf(&'static str, &'static str),
    /// Any other word: its lemma.
    Lemma(&'static str),
}

impl PairKey {
    /// Returns what a word of a text is called by one of its lemmas; `None` when it is too rare.
    pub(crate) fn of(form: &str, lemma: &str) -> Option<PairKey> {
        if let Some((form, lemma)) = SHARED_FORMS.iter().find(|shared| **shared == (form, lemma)) {
            return Some(PairKey::FormOf(form, lemma));
        }
        match stop_form(form) {
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
            PairKey::FormOf(form, lemma) => {
                term.push('=');
                term.push_str(form);
                term.push('/');
                term.push_str(lemma);
            }
            PairKey::Lemma(lemma) => term.push_str(lemma),
        }
    }

    /// Returns what the words of a lemma are called that are told apart from its others.
    pub(crate) fn apart(lemma: &str) -> Option<PairKey> {
        let shared = SHARED_FORMS.iter().find(|(_, other)| *other == lemma);
        shared.map(|(form, lemma)| PairKey::FormOf(form, lemma))
    }

    /// Returns the form that every word called so has, when there is only one.
    pub(crate) fn form(self) -> Option<&'static str> {
        match self {
            PairKey::Form(form) | PairKey::FormOf(form, _) => Some(form),
            PairKey::Lemma(_) => None,
        }
    }
}

/// Tells whether a lemma is that of a verb among the small words.
pub(crate) fn is_auxiliary(lemma: &str) -> bool {
    AUXILIARIES.contains(&lemma)
}

/// Returns the term of neighbouring words.
pub(crate) fn pair_term(keys: &[PairKey]) -> String {
    let mut term = String::new();
    for (index, key) in keys.iter().enumerate() {
        if index > 0 {
            term.push(' ');
        }
        key.write(&mut term);
    }
    term
}

/// Tells whether a pair is so frequent that it makes a triple with another such that it overlaps.
pub(crate) fn is_frequent(pair: [PairKey; 2]) -> bool {
    FREQUENT_PAIRS.contains(&*pair_term(&pair))
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
    use super::*;
    use crate::index::schema::FORMAT_VERSION;

    fn sum(list: &str) -> u64 {
        list.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
    }

    #[test]
    fn a_change_of_the_lists_is_a_change_of_format() {
        let lists = [include_str!("frequent_lemmas.txt"), include_str!("frequent_pairs.txt")];
        assert_eq!(
            (lists.map(sum), FORMAT_VERSION),
            ([1871768947834897561, 18052557589864681370], 5),
            "raise FORMAT_VERSION with the lists"
        );
        assert!(lists.iter().all(|list| list.lines().is_sorted()));
        assert_eq!(lists.map(|list| list.lines().count()), [691, 472]);
    }

    #[test]
    fn a_frequent_pair_is_so_in_all_readings() {
        let [de, la, n, a] = ["de", "la", "n", "a"].map(PairKey::Form);
        let [avoir, other] = ["avoir", "a"].map(PairKey::Lemma);
        assert!(is_frequent([de, la]) && !is_frequent([la, de]));
        assert!(
            [a, avoir, other, PairKey::FormOf("a", "avoir")]
                .iter()
                .all(|reading| is_frequent([n, *reading]))
        );
    }
}
