//! The dictionaries of all segments: which articles have a term, and which forms are alike.

mod beginning;
mod entries;
mod lookups;
mod spelling;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field as Column;
use tantivy_fst::Automaton;

pub(super) use beginning::beginning;
pub(super) use lookups::Lookups;

use crate::error::Result;
use crate::index::{END_OF_FORM, Snapshot, bounded, form_and_lemma, form_prefix, unreadable};

/// Longest word whose neighbours are looked for: the automaton grows with the word, and no word
/// that people type comes near.
const MAX_LETTERS: usize = 40;

/// A term that some article has.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where its postings lie, segment by segment.
    pub places: Arc<[Option<TermInfo>]>,
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
        Found { places: vec![None; segments].into(), doc_freq: 0 }
    }

    /// Adds what one segment has.
    fn add(&mut self, segment: usize, info: &TermInfo) {
        self.doc_freq += u64::from(info.doc_freq);
        if let Some(place) = Arc::make_mut(&mut self.places).get_mut(segment) {
            *place = Some(info.clone());
        }
    }
}

/// Looks up a term; `None` when no article has it.
pub(super) fn term(snapshot: &Snapshot, column: Column, text: &str) -> Result<Option<Found>> {
    let mut found = Found::nowhere(snapshot.segments().len());
    for inverted in snapshot.inverted_each(column) {
        let (ordinal, inverted) = inverted?;
        if let Some(info) = inverted.terms().get(bounded(text)).map_err(unreadable)? {
            found.add(ordinal, &info);
        }
    }
    Ok((found.doc_freq > 0).then_some(found))
}

/// Looks up a form in a column of forms: one entry for every lemma it has.
pub(super) fn forms(snapshot: &Snapshot, column: Column, form: &str) -> Result<Vec<FoundForm>> {
    let limits = Limits { kept: usize::MAX, looked_at: usize::MAX };
    Ok(fitting(snapshot, column, &form_prefix(bounded(form)), limits, |_| true)?.forms)
}

/// Returns the number of articles that have a form, at most the number of all.
pub(super) fn articles_with(snapshot: &Snapshot, column: Column, form: &str) -> Result<u64> {
    let found = forms(snapshot, column, form)?;
    let articles: u64 = found.iter().map(|form| form.term.doc_freq).sum();
    Ok(articles.min(snapshot.article_count()))
}

/// How far a search for forms goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Most forms that are kept, the most frequent ones.
    pub kept: usize,
    /// Most entries that are looked at, in each segment.
    pub looked_at: usize,
}

/// Forms that fit, the most frequent first.
pub(super) struct Fitting {
    pub forms: Vec<FoundForm>,
    /// How many there are, those that were not kept included; one more where not all were looked
    /// at.
    pub count: usize,
    /// Entries that were looked at.
    pub looked_at: usize,
}

impl Fitting {
    /// Keeps the most frequent forms.
    pub(super) fn best(mut forms: Vec<FoundForm>, most: usize) -> Fitting {
        let (count, looked_at) = (forms.len(), forms.len());
        forms.sort_unstable_by(|left, right| {
            let by_frequency = right.term.doc_freq.cmp(&left.term.doc_freq);
            by_frequency.then_with(|| (&left.form, &left.lemma).cmp(&(&right.form, &right.lemma)))
        });
        forms.truncate(most);
        Fitting { forms, count, looked_at }
    }
}

/// An entry of a dictionary that fits; its key lies among the keys of all.
struct Entry {
    key: Range<usize>,
    segment: usize,
    info: TermInfo,
}

/// Returns the most frequent forms of a column whose terms begin as given and that fit, one entry
/// for every lemma.
pub(super) fn fitting(
    snapshot: &Snapshot,
    column: Column,
    prefix: &str,
    limits: Limits,
    fits: impl Fn(&str) -> bool,
) -> Result<Fitting> {
    let (mut keys, mut entries) = (String::new(), Vec::new());
    let (mut looked_at, mut is_cut) = (0, false);
    for inverted in snapshot.inverted_each(column) {
        let (segment, inverted) = inverted?;
        let mut range = inverted.terms().range().ge(prefix.as_bytes());
        if let Some(end) = end_of(prefix.as_bytes()) {
            range = range.lt(end);
        }
        let mut stream = range.into_stream().map_err(unreadable)?;
        let mut looked_at_here = 0;
        while let Some((key, info)) = stream.next() {
            if looked_at_here == limits.looked_at {
                is_cut = true;
                break;
            }
            looked_at_here += 1;
            let Ok(key) = std::str::from_utf8(key) else { continue };
            if fits(form_and_lemma(key).0) {
                let from = keys.len();
                keys.push_str(key);
                entries.push(Entry { key: from..keys.len(), segment, info: info.clone() });
            }
        }
        looked_at += looked_at_here;
    }
    let (forms, count) = most_frequent(snapshot, &keys, entries, limits.kept);
    Ok(Fitting {
        count: count + usize::from(is_cut),
        looked_at,
        ..Fitting::best(forms, limits.kept)
    })
}

/// Brings the entries of all segments together, and returns the most frequent ones and how many
/// there are.
fn most_frequent(
    snapshot: &Snapshot,
    keys: &str,
    mut entries: Vec<Entry>,
    most: usize,
) -> (Vec<FoundForm>, usize) {
    let key = |entry: &Entry| &keys[entry.key.clone()];
    // Each segment gives its keys in order, so that the sort only merges.
    entries.sort_by(|left, right| key(left).cmp(key(right)));
    let frequency =
        |group: &[Entry]| -> u64 { group.iter().map(|entry| u64::from(entry.info.doc_freq)).sum() };
    let mut groups: Vec<&[Entry]> =
        entries.chunk_by(|left, right| key(left) == key(right)).collect();
    let count = groups.len();
    if count > most {
        groups.select_nth_unstable_by(most, |left, right| {
            let by_frequency = frequency(right).cmp(&frequency(left));
            by_frequency.then_with(|| left.first().map(key).cmp(&right.first().map(key)))
        });
        groups.truncate(most);
    }
    let segments = snapshot.segments().len();
    let found = groups.into_iter().filter_map(|group| {
        let (form, lemma) = form_and_lemma(key(group.first()?));
        let mut term = Found::nowhere(segments);
        group.iter().for_each(|entry| term.add(entry.segment, &entry.info));
        Some(FoundForm { form: form.to_owned(), lemma: lemma.to_owned(), term })
    });
    (found.collect(), count)
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
    for inverted in snapshot.inverted_each(column) {
        let (ordinal, inverted) = inverted?;
        let mut stream = inverted.terms().search(&automaton).into_stream().map_err(unreadable)?;
        while let Some((key, info)) = stream.next() {
            if let Ok(key) = std::str::from_utf8(key) {
                forms.add(ordinal, key, info);
            }
        }
    }
    Ok(forms.found)
}

/// Returns the forms among some whatever their lemmas, the most frequent first.
pub(super) fn by_frequency(found: &[FoundForm]) -> Vec<Form> {
    let mut found: Vec<&FoundForm> = found.iter().collect();
    found.sort_by(|left, right| left.form.cmp(&right.form));
    let mut forms: Vec<Form> = Vec::new();
    for FoundForm { form, term, .. } in found {
        match forms.last_mut() {
            Some(last) if last.text == *form => last.articles += term.doc_freq,
            _ => forms.push(Form { text: form.clone(), articles: term.doc_freq }),
        }
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.articles));
    forms
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
    for inverted in snapshot.inverted_each(column) {
        let (_, inverted) = inverted?;
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
