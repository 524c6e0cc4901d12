//! Small words whose lemma is not indexed, because their form tells it.
//!
//! Nearly half of a text is articles, pronouns and prepositions. Their forms are indexed with the
//! lemma (see `form_term`), and a lemma has but a few: whoever wants all of them asks for those.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::pairs::is_auxiliary;
use crate::analysis::{Analyzer, elided_words, stop_forms};

/// The forms of each implied lemma. The list goes by the analysis without user exceptions, so that
/// it is the same for every index.
static FORMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut analyzer = Analyzer::default();
    let mut pairs = HashSet::new();
    let elided = elided_words().map(|form| format!("{form}'elle"));
    for text in stop_forms().map(str::to_owned).chain(elided) {
        let first = analyzer.first_word(&text);
        let first = first.filter(|(_, lemma)| !is_auxiliary(lemma));
        pairs.extend(first.map(|(exact, lemma)| (lemma, exact)));
    }
    let mut forms: HashMap<String, Vec<String>> = HashMap::new();
    for (lemma, form) in pairs {
        forms.entry(lemma).or_default().push(form);
    }
    forms.values_mut().for_each(|forms| forms.sort_unstable());
    forms
});

/// Lists the forms that imply a lemma.
pub(crate) fn implied_forms(lemma: &str) -> &'static [String] {
    FORMS.get(lemma).map_or(&[], Vec::as_slice)
}

/// Tells whether a form implies its lemma.
pub(super) fn is_implied(form: &str, lemma: &str) -> bool {
    implied_forms(lemma).iter().any(|implied| implied == form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_imply_their_lemma() {
        assert_eq!(implied_forms("le"), ["l", "la", "le", "les"]);
        assert!(is_implied("d", "de") && is_implied("cette", "ce"));
    }

    #[test]
    fn other_words_and_auxiliaries_do_not() {
        assert!(!is_implied("sons", "son"));
        assert!(!is_implied("est", "etre") && !is_implied("paix", "paix"));
    }

    #[test]
    fn few_forms_imply_a_lemma() {
        assert!(FORMS.values().all(|forms| forms.len() <= 8));
    }
}
