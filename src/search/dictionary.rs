//! The dictionary of a column: how many articles have a form, and which forms are like it.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Column;

use crate::error::Result;
use crate::index::{Snapshot, bounded, unreadable};

/// Longest word whose neighbours are looked for: the automaton grows with the word, and no word
/// that people type comes near.
const MAX_LETTERS: usize = 40;

/// A form and the number of articles that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub text: String,
    pub articles: u64,
}

/// Returns the number of articles that have a form; articles deleted since the last merge count.
pub(super) fn articles_with(snapshot: &Snapshot, column: Column, form: &str) -> Result<u64> {
    let term = Term::from_field_text(column, bounded(form));
    let mut articles = 0;
    for segment in snapshot.segments() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        articles += u64::from(inverted.doc_freq(&term).map_err(unreadable)?);
    }
    Ok(articles)
}

/// Returns the forms that become `word` by at most `distance` (0 to 2) moves: a letter changed,
/// added or dropped, or two neighbours exchanged. The most frequent come first.
///
/// An automaton walks the dictionary and leaves a branch as soon as nothing below can fit, so the
/// first letter may differ as well as any other.
pub(super) fn near_forms(
    snapshot: &Snapshot,
    column: Column,
    word: &str,
    distance: u8,
) -> Result<Vec<Form>> {
    let distance = if word.chars().count() > MAX_LETTERS { 0 } else { distance };
    let fuzzy = FuzzyTermQuery::new(Term::from_field_text(column, bounded(word)), distance, true);
    let automaton = fuzzy.automaton().map_err(unreadable)?;
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for segment in snapshot.segments() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let mut stream = inverted.terms().search(&automaton).into_stream().map_err(unreadable)?;
        while let Some((bytes, info)) = stream.next() {
            if let Ok(form) = std::str::from_utf8(bytes) {
                *found.entry(form.to_owned()).or_default() += u64::from(info.doc_freq);
            }
        }
    }
    let mut forms: Vec<Form> =
        found.into_iter().map(|(text, articles)| Form { text, articles }).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.articles));
    Ok(forms)
}

/// Returns the first forms that end as given, up to `most`.
pub(super) fn forms_ending_in(
    snapshot: &Snapshot,
    column: Column,
    ending: &str,
    most: usize,
) -> Result<Vec<String>> {
    let mut forms = Vec::new();
    if ending.is_empty() {
        return Ok(forms);
    }
    for segment in snapshot.segments() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let mut stream = inverted.terms().stream().map_err(unreadable)?;
        while forms.len() < most && stream.advance() {
            if stream.key().ends_with(ending.as_bytes()) {
                forms.push(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
    }
    Ok(forms)
}
