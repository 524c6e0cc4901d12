//! The user's own choice of lemmas, read from a list.
//!
//! A line is a directive of `lexicon/exceptions.txt`: `form drones aéronef` gives the forms before
//! the last word the lemma that the last word is.

use std::collections::BTreeMap;

use super::fold::lower;
use super::user_list::{Line, lines};
use crate::error::Result;

/// The only directive: the others of the lexicon choose between readings that only its generator
/// knows.
const DIRECTIVE: &str = "form";

/// Reads exceptions as pairs of form and lemma, in order of the forms. `origin` names the list in
/// messages.
///
/// ```
/// use depeche::analysis::{Analyzer, read_exceptions};
///
/// let exceptions = read_exceptions("form drone drones aéronef", "exceptions.txt")?;
/// let mut lemma = String::new();
/// Analyzer::with_exceptions(&exceptions).analyze("Drones", |token| lemma += token.lemma);
/// assert_eq!(lemma, "aeronef");
/// # Ok::<(), depeche::Error>(())
/// ```
///
/// # Errors
/// [`crate::ErrorKind::Input`] with list and line: another directive, a form without a lemma, a
/// form with two lemmas.
pub fn read_exceptions(text: &str, origin: &str) -> Result<Vec<(String, String)>> {
    let mut lemmas = BTreeMap::new();
    for line in lines(text, origin)? {
        let (forms, lemma) = entry(&line)?;
        for form in forms {
            match lemmas.insert(form.clone(), lemma.clone()) {
                Some(earlier) if earlier != lemma => {
                    let reason = format!("`{form}` has the lemma `{earlier}` already");
                    return Err(line.error(reason));
                }
                _ => {}
            }
        }
    }
    Ok(lemmas.into_iter().collect())
}

fn entry(line: &Line<'_>) -> Result<(Vec<String>, String)> {
    let mut words = line.text.split_whitespace();
    let directive = words.next().unwrap_or_default();
    if directive != DIRECTIVE {
        let reason = format!("`{directive}` is no directive, write `form FORM… LEMMA`");
        return Err(line.error(reason));
    }
    let mut forms: Vec<String> = words.map(|word| lower(word).into_owned()).collect();
    match forms.pop() {
        Some(lemma) if !forms.is_empty() => Ok((forms, lemma)),
        _ => Err(line.error("a form needs its lemma, write `form FORM… LEMMA`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = match read_exceptions(text, "e.txt") {
            Ok(pairs) => {
                let pairs = pairs.iter().map(|(form, lemma)| format!("{form}→{lemma}"));
                pairs.collect::<Vec<_>>().join(" ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn the_last_word_is_the_lemma() {
        check("form Drone DRONES aéronef # essai", "drone→aéronef drones→aéronef");
        check("# rien\n\n", "");
    }

    #[test]
    fn errors_name_list_and_line() {
        check("\nform drones", "`e.txt`, line 2: a form needs its lemma, write `form FORM… LEMMA`");
        check("noun traité", "`e.txt`, line 1: `noun` is no directive, write `form FORM… LEMMA`");
        check("form a b\nform a c", "`e.txt`, line 2: `a` has the lemma `b` already");
    }
}
