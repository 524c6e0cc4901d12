//! Looking up terms in the dictionaries of all segments.

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

use crate::error::Result;
use crate::index::{Snapshot, bounded, form_and_lemma, form_prefix, unreadable};

/// A term that some article has.
pub(super) struct Found {
    /// Where its postings lie, segment by segment.
    pub places: Vec<Option<TermInfo>>,
    /// Articles that have it.
    pub doc_freq: u64,
}

/// A form with one of the lemmas that it has in the index.
pub(super) struct FoundForm {
    pub lemma: String,
    pub term: Found,
}

impl Found {
    /// A term that no segment has yet.
    pub(super) fn nowhere(segments: usize) -> Self {
        Found { places: vec![None; segments], doc_freq: 0 }
    }

    /// Adds what one segment has.
    pub(super) fn add(&mut self, segment: usize, info: TermInfo) {
        self.doc_freq += u64::from(info.doc_freq);
        if let Some(place) = self.places.get_mut(segment) {
            *place = Some(info);
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
            found.add(ordinal, info);
        }
    }
    Ok((found.doc_freq > 0).then_some(found))
}

/// Looks up a form in a column of forms: one entry for every lemma it has.
pub(super) fn forms(snapshot: &Snapshot, column: Column, form: &str) -> Result<Vec<FoundForm>> {
    let segments = snapshot.segments();
    let prefix = form_prefix(bounded(form));
    let Some(end) = end_of(prefix.as_bytes()) else { return Ok(Vec::new()) };
    let mut found: Vec<FoundForm> = Vec::new();
    for (ordinal, segment) in segments.iter().enumerate() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let range = inverted.terms().range().ge(prefix.as_bytes()).lt(&end);
        let mut stream = range.into_stream().map_err(unreadable)?;
        while let Some((key, info)) = stream.next() {
            let lemma = form_and_lemma(std::str::from_utf8(key).unwrap_or_default()).1;
            let at = found.iter().position(|entry| entry.lemma == lemma).unwrap_or_else(|| {
                let term = Found::nowhere(segments.len());
                found.push(FoundForm { lemma: lemma.to_owned(), term });
                found.len() - 1
            });
            found[at].term.add(ordinal, info.clone());
        }
    }
    Ok(found)
}

/// Returns the first key that no longer begins with the prefix.
pub(super) fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
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
