//! Small words whose lemma is not indexed, because their form tells it.
//!
//! Nearly half of a text is articles, pronouns and prepositions. Their forms are indexed with the
//! lemma (see `form_term`), and a lemma has but a few: whoever wants all of them asks for those.

use std::sync::LazyLock;

/// A line for each lemma, with the forms that imply it. They go by the analysis without user
/// exceptions, so that they are the same for every index; made with the program, because a process that
/// answers one query would spend a twelfth of its instructions on them.
const LINES: &str = include_str!("implied_forms.txt");

/// The lemmas in order, with their forms.
static FORMS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (lemma, forms) = line.split_once(' ')?;
        Some((lemma, forms.split(' ').collect()))
    };
    LINES.lines().filter_map(line).collect()
});

/// Lists the forms that imply a lemma.
pub(crate) fn implied_forms(lemma: &str) -> &'static [&'static str] {
    let place = FORMS.binary_search_by(|(own, _)| (*own).cmp(lemma));
    place.map_or(&[], |place| &FORMS[place].1)
}

/// Tells whether a form implies its lemma.
pub(super) fn is_implied(form: &str, lemma: &str) -> bool {
    implied_forms(lemma).contains(&form)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::pairs::is_auxiliary;
    use super::*;
    use crate::analysis::{Analyzer, elided_words, stop_forms};

    #[test]
    fn the_forms_are_those_of_the_small_words() {
        let mut analyzer = Analyzer::default();
        let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let elided = elided_words().map(|form| format!("{form}'elle"));
        for text in stop_forms().map(str::to_owned).chain(elided) {
            if let Some((exact, lemma)) = analyzer.first_word(&text)
                && !is_auxiliary(&lemma)
            {
                forms.entry(lemma).or_default().insert(exact);
            }
        }
        let line = |(lemma, forms): (String, BTreeSet<String>)| {
            format!("{lemma} {}", forms.into_iter().collect::<Vec<_>>().join(" "))
        };
        let lines: Vec<String> = forms.into_iter().map(line).collect();
        let known: Vec<&str> = LINES.lines().collect();
        assert_eq!(known, lines, "write to implied_forms.txt:\n{}", lines.join("\n"));
    }

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
        assert!(FORMS.iter().all(|(_, forms)| forms.len() <= 8));
    }
}
