//! Reads the forms of the lexicon with their lemmas.
use tantivy_fst::raw::Fst;
use tantivy_fst::{IntoStreamer, Streamer};

/// Returns every form of the lexicon with its lemma.
pub fn forms(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut rest = bytes.strip_prefix(b"depeche-lexicon-1\n")?;
    let mut edits = Vec::new();
    for _ in 0..take(&mut rest, 2)? {
        let cut = take(&mut rest, 1)?;
        take(&mut rest, 1)?;
        edits.push((cut, text(&mut rest)?));
    }
    for _ in 0..take(&mut rest, 2)? { text(&mut rest)?; }
    let table = Fst::new(rest).ok()?;
    let mut stream = table.into_stream();
    let mut forms = Vec::new();
    while let Some((key, value)) = stream.next() {
        let value = value.value() as usize;
        let Ok(form) = std::str::from_utf8(key) else { continue };
        if value % 4 != 0 { continue }
        let (cut, added) = &edits[value / 4];
        let mut letters: Vec<char> = form.chars().collect();
        letters.truncate(letters.len().saturating_sub(*cut));
        let lemma: String = letters.into_iter().chain(added.chars()).collect();
        forms.push((form.to_owned(), lemma));
    }
    Some(forms)
}
fn take(bytes: &mut &[u8], count: usize) -> Option<usize> {
    let (head, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(head.iter().rev().fold(0, |n, &b| n << 8 | usize::from(b)))
}
fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = take(bytes, 1)?;
    let (head, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    String::from_utf8(head.to_vec()).ok()
}
