//! The dictionaries of all segments: which articles have a term, and which forms are alike.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Column;
use tantivy_fst::Automaton;

use crate::error::Result;
use crate::index::{END_OF_FORM, Snapshot, bounded, form_and_lemma, form_prefix, unreadable};

/// Longest word whose neighbours are looked for: the automaton grows with the word, and no word
/// that people type comes near.
const MAX_LETTERS: usize = 40;

/// Most entries of the dictionary that one truncated or masked word may look at: half a million is
/// more than a collection of a million articles has under any two letters.
const MAX_LOOKED_AT: usize = 500_000;

/// A term that some article has.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where its postings lie, segment by segment.
    pub places: Vec<Option<TermInfo>>,
    /// Articles that have it; those deleted since the last merge count.
    pub doc_freq: u64,
}

/// A form with one of the lemmas that it has in the index.
pub(super) struct FoundForm {
    pub form: String,
    pub lemma: String,
    pub term: Found,
}

/// A form and the number of articles that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub text: String,
    pub articles: u64,
}

impl Found {
    /// A term that no segment has yet.
    fn nowhere(segments: usize) -> Self {
        Found { places: vec![None; segments], doc_freq: 0 }
    }

    /// Adds what one segment has.
    fn add(&mut self, segment: usize, info: &TermInfo) {
        self.doc_freq += u64::from(info.doc_freq);
        if let Some(place) = self.places.get_mut(segment) {
            *place = Some(info.clone());
        }
    }
}

/// Looks up a term; `None` when no article has it.
pub(super) fn term(snapshot: &Snapshot, column: Column, text: &str) -> Result<Option<Found>> {
    let segments = snapshot.segments();
    let mut found = Found::nowhere(segments.len());
    for (ordinal, segment) in segments.iter().enumerate() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        if let Some(info) = inverted.terms().get(bounded(text)).map_err(unreadable)? {
            found.add(ordinal, &info);
        }
    }
    Ok((found.doc_freq > 0).then_some(found))
}

/// Looks up a form in a column of forms: one entry for every lemma it has.
pub(super) fn forms(snapshot: &Snapshot, column: Column, form: &str) -> Result<Vec<FoundForm>> {
    fitting(snapshot, column, &form_prefix(bounded(form)), |_| true)
}

/// Returns the number of articles that have a form, at most the number of all.
pub(super) fn articles_with(snapshot: &Snapshot, column: Column, form: &str) -> Result<u64> {
    let found = forms(snapshot, column, form)?;
    let articles: u64 = found.iter().map(|form| form.term.doc_freq).sum();
    Ok(articles.min(snapshot.article_count()))
}

/// Returns the forms of a column whose terms begin as given and that fit, one entry for every
/// lemma.
pub(super) fn fitting(
    snapshot: &Snapshot,
    column: Column,
    prefix: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Vec<FoundForm>> {
    let mut forms = Forms::new(snapshot);
    for (ordinal, segment) in snapshot.segments().iter().enumerate() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let mut range = inverted.terms().range().ge(prefix.as_bytes());
        if let Some(end) = end_of(prefix.as_bytes()) {
            range = range.lt(end);
        }
        let mut stream = range.into_stream().map_err(unreadable)?;
        for _ in 0..MAX_LOOKED_AT {
            let Some((key, info)) = stream.next() else { break };
            if let Ok(key) = std::str::from_utf8(key)
                && fits(form_and_lemma(key).0)
            {
                forms.add(ordinal, key, info);
            }
        }
    }
    Ok(forms.found)
}

/// Returns the forms that become `word` by at most `distance` (0 to 2) moves: a letter changed,
/// added or dropped, or two neighbours exchanged. There is one entry for every lemma.
///
/// An automaton walks the dictionary and leaves a branch as soon as nothing below can fit, so the
/// first letter may differ as well as any other.
pub(super) fn alike(
    snapshot: &Snapshot,
    column: Column,
    word: &str,
    distance: u8,
) -> Result<Vec<FoundForm>> {
    let distance = if word.chars().count() > MAX_LETTERS { 0 } else { distance };
    let fuzzy = FuzzyTermQuery::new(Term::from_field_text(column, bounded(word)), distance, true);
    let automaton = UpToLemma(fuzzy.automaton().map_err(unreadable)?);
    let mut forms = Forms::new(snapshot);
    for (ordinal, segment) in snapshot.segments().iter().enumerate() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let mut stream = inverted.terms().search(&automaton).into_stream().map_err(unreadable)?;
        while let Some((key, info)) = stream.next() {
            if let Ok(key) = std::str::from_utf8(key) {
                forms.add(ordinal, key, info);
            }
        }
    }
    Ok(forms.found)
}

/// Returns the forms of [`alike`] whatever their lemmas, the most frequent first.
pub(super) fn near_forms(
    snapshot: &Snapshot,
    column: Column,
    word: &str,
    distance: u8,
) -> Result<Vec<Form>> {
    let mut forms: Vec<Form> = Vec::new();
    let mut found = alike(snapshot, column, word, distance)?;
    found.sort_by(|left, right| left.form.cmp(&right.form));
    for FoundForm { form, term, .. } in found {
        match forms.last_mut() {
            Some(last) if last.text == form => last.articles += term.doc_freq,
            _ => forms.push(Form { text: form, articles: term.doc_freq }),
        }
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.articles));
    Ok(forms)
}

/// Returns the first terms that end as given, up to `most`.
pub(super) fn terms_ending_in(
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

/// Forms as they are found in one segment after the other; each segment gives them in order.
struct Forms {
    segments: usize,
    found: Vec<FoundForm>,
    known: HashMap<String, usize>,
}

impl Forms {
    fn new(snapshot: &Snapshot) -> Self {
        Forms { segments: snapshot.segments().len(), found: Vec::new(), known: HashMap::new() }
    }

    fn add(&mut self, segment: usize, key: &str, info: &TermInfo) {
        let known = self.known.get(key).copied();
        let at = known.unwrap_or_else(|| {
            let (form, lemma) = form_and_lemma(key);
            let term = Found::nowhere(self.segments);
            self.found.push(FoundForm { form: form.to_owned(), lemma: lemma.to_owned(), term });
            if self.segments > 1 {
                self.known.insert(key.to_owned(), self.found.len() - 1);
            }
            self.found.len() - 1
        });
        self.found[at].term.add(segment, info);
    }
}

/// An automaton that reads the form of a term and accepts any lemma behind it.
struct UpToLemma<A>(A);

impl<A: Automaton> Automaton for UpToLemma<A>
where
    A::State: Clone,
{
    /// The state of the inner automaton, and whether the form has ended.
    type State = (A::State, bool);

    fn start(&self) -> Self::State {
        (self.0.start(), false)
    }

    fn is_match(&self, state: &Self::State) -> bool {
        self.0.is_match(&state.0)
    }

    fn can_match(&self, (inner, has_ended): &Self::State) -> bool {
        if *has_ended { self.0.is_match(inner) } else { self.0.can_match(inner) }
    }

    fn accept(&self, (inner, has_ended): &Self::State, byte: u8) -> Self::State {
        if *has_ended || byte == END_OF_FORM {
            (inner.clone(), true)
        } else {
            (self.0.accept(inner, byte), false)
        }
    }
}

/// Returns the first key that no longer begins with the prefix.
fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|&byte| byte < u8::MAX)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_before_the_next_key() {
        assert_eq!(end_of(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(end_of(&[b'a', 0xff]), Some(b"b".to_vec()));
        assert_eq!(end_of(&[0xff]), None);
    }
}
