//! How articles write a folded form: with its accents and capitals.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED};

use crate::analysis::{Analyzer, fold};
use crate::error::Result;
use crate::index::{Snapshot, StoredArticle, unreadable};
use crate::search::dictionary;

/// Articles whose spelling is looked up: the text of each has to be read.
const MAX_READ: usize = 5;

/// Returns the most usual spelling of a form in the first articles that have it, the form itself
/// when none has it in its body. At the beginning of a sentence a capital says nothing; there the
/// word keeps the case of what was typed.
pub(super) fn written(
    snapshot: &Snapshot,
    form: &str,
    typed: &str,
    analyzer: &mut Analyzer,
) -> Result<String> {
    let mut spellings: BTreeMap<String, usize> = BTreeMap::new();
    for (address, position) in first_places(snapshot, form)? {
        let stored = snapshot.stored(address)?;
        if let Some((spelling, is_first)) = word_at(&stored, position, analyzer)
            && *fold(&spelling) == *form
        {
            // A capital inside a sentence weighs more than any number of first words.
            let votes = if is_first { 1 } else { MAX_READ + 1 };
            let spelling = if is_first { as_typed(&spelling, typed) } else { spelling };
            *spellings.entry(spelling).or_default() += votes;
        }
    }
    let usual = spellings.into_iter().max_by_key(|(_, votes)| *votes);
    Ok(usual.map_or_else(|| form.to_owned(), |(spelling, _)| spelling))
}

/// Returns the first articles that have a form, with the position of its first mention.
fn first_places(snapshot: &Snapshot, form: &str) -> Result<Vec<(DocAddress, u32)>> {
    let column = snapshot.fields().body_exact;
    let forms = dictionary::forms(snapshot, column, form)?;
    let mut places = Vec::new();
    let mut positions = Vec::new();
    let terms = forms.iter().flat_map(|form| (0..).zip(form.term.places.iter()));
    for (ordinal, place) in terms {
        let (Some(place), Some(segment)) = (place, snapshot.segments().get(ordinal as usize))
        else {
            continue;
        };
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = inverted.read_postings_from_terminfo(place, option);
        let mut postings = opened.map_err(unreadable)?;
        while postings.doc() != TERMINATED && places.len() < MAX_READ {
            postings.positions(&mut positions);
            let position = positions.first().copied().unwrap_or(0);
            places.push((DocAddress::new(ordinal, postings.doc()), position));
            postings.advance();
        }
    }
    Ok(places)
}

/// Returns the word at a position as written, and whether it begins its sentence.
fn word_at(
    stored: &StoredArticle,
    position: u32,
    analyzer: &mut Analyzer,
) -> Option<(String, bool)> {
    let sentences = stored.passages.iter().flat_map(|passage| &passage.sentences);
    let sentence = sentences.take_while(|sentence| sentence.position <= position).last()?;
    let text = stored.article.body.get(sentence.byte_start..sentence.byte_end)?;
    let wanted = position - sentence.position;
    let mut found = None;
    analyzer.scan(text, |place| {
        if place.position == wanted && place.length == 1 {
            found = text.get(place.byte_start..place.byte_end).map(str::to_owned);
        }
    });
    Some((found?, wanted == 0))
}

/// Gives the first letter the case that it has in what was typed.
fn as_typed(spelling: &str, typed: &str) -> String {
    let is_capital = typed.starts_with(char::is_uppercase);
    match is_capital {
        true => spelling.to_owned(),
        false => spelling.to_lowercase(),
    }
}
