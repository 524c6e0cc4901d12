//! Reads the forms of the lexicon with their lemmas; `src/analysis/lexicon.rs` has the format.

use tantivy_fst::raw::Fst;
use tantivy_fst::{IntoStreamer, Streamer};

const MAGIC: &[u8] = b"depeche-lexicon-1\n";

/// Values of this remainder by four are numbers of edits.
const EDIT: usize = 0;

/// Returns every form with its lemma, in the order of the table, or `None` when it is damaged.
pub fn forms(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut edits = Vec::new();
    for _ in 0..number(&mut rest, 2)? {
        let cut = number(&mut rest, 1)?;
        let _kind = number(&mut rest, 1)?;
        edits.push((cut, text(&mut rest)?));
    }
    for _ in 0..number(&mut rest, 2)? {
        let _pattern = text(&mut rest)?;
    }
    let table = Fst::new(rest).ok()?;
    let mut stream = table.into_stream();
    let mut forms = Vec::new();
    while let Some((key, value)) = stream.next() {
        let value = usize::try_from(value.value()).ok()?;
        if value % 4 == EDIT {
            let form = std::str::from_utf8(key).ok()?;
            let (cut, added) = edits.get(value / 4)?;
            forms.push((form.to_owned(), edited(form, *cut, added)));
        }
    }
    Some(forms)
}

/// Cuts letters off the end and adds others.
fn edited(form: &str, cut: usize, added: &str) -> String {
    let kept = form.chars().count().saturating_sub(cut);
    form.chars().take(kept).chain(added.chars()).collect()
}

/// Takes a number, lowest byte first.
fn number(bytes: &mut &[u8], size: usize) -> Option<usize> {
    let own = take(bytes, size)?;
    Some(own.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = number(bytes, 1)?;
    String::from_utf8(take(bytes, length)?.to_vec()).ok()
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (own, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(own)
}
