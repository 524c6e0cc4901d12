//! Terms of the exact level: a form with the lemma it has in its text.
//!
//! `mars` written in lower case and `Mars` the planet are one form of two lemmas. A word of a query
//! matches by its lemma or by its form; a term that says both tells at once which articles the form
//! adds to those of the lemma: mostly none, and then its postings need not be read to find them.

/// Parts the form from the lemma; control characters are never part of a word.
pub(crate) const END_OF_FORM: u8 = 0x1e;

const SEPARATOR: char = END_OF_FORM as char;

/// Appends the term of a form; a lemma that is the form itself is left out.
pub(super) fn write(form: &str, lemma: &str, term: &mut String) {
    term.push_str(form);
    term.push(SEPARATOR);
    if lemma != form {
        term.push_str(lemma);
    }
}

/// Returns the term of a form with its lemma.
pub(crate) fn form_term(form: &str, lemma: &str) -> String {
    let mut term = String::with_capacity(form.len() + lemma.len() + 1);
    write(form, lemma, &mut term);
    term
}

/// Returns what all terms of a form begin with, and no term of another form does.
pub(crate) fn form_prefix(form: &str) -> String {
    format!("{form}{SEPARATOR}")
}

/// Takes a term apart: form and lemma. A term of another field is a form alone.
pub(crate) fn form_and_lemma(term: &str) -> (&str, &str) {
    match term.split_once(SEPARATOR) {
        Some((form, "")) => (form, form),
        Some(parts) => parts,
        None => (term, term),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_says_form_and_lemma() {
        for (form, lemma) in [("mars", "mars"), ("ratifiee", "ratifier"), ("mais", "maïs")] {
            let term = form_term(form, lemma);
            assert!(term.starts_with(&form_prefix(form)));
            assert_eq!(form_and_lemma(&term), (form, lemma));
        }
    }
}
