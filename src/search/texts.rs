//! The stored texts of a segment, for what positions cannot tell.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::{DocId, SegmentReader};

use super::plan::{WrittenChoice, Zone};
use crate::analysis::{Analyzer, Place};
use crate::error::{Error, Result};
use crate::index::{Fields, StoredArticle, StoredReader};
use crate::query::Field;

/// One text of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub doc: DocId,
    pub zone: Zone,
    /// Which metadata, in that zone.
    pub field: Option<Field>,
}

/// Reads articles one after the other and remembers the sentences of the last one.
pub(super) struct Texts {
    reader: StoredReader,
    analyzer: Analyzer,
    doc: Option<DocId>,
    article: Option<StoredArticle>,
    /// Words of the stretches looked at, by zone, field and first position.
    places: HashMap<(Zone, Option<Field>, u32), Vec<Place>>,
    failure: Option<Error>,
}

impl Texts {
    pub(super) fn open(
        segment: &SegmentReader,
        fields: &Fields,
        analyzer: Analyzer,
    ) -> Result<Self> {
        Ok(Texts {
            reader: StoredReader::open(segment, fields)?,
            analyzer,
            doc: None,
            article: None,
            places: HashMap::new(),
            failure: None,
        })
    }

    /// Returns why a text could not be read, if that happened.
    pub(super) fn take_failure(&mut self) -> Option<Error> {
        self.failure.take()
    }

    /// Tells whether any of the choices stands at one of the positions; they are in one sentence.
    pub(super) fn has(
        &mut self,
        spot: Spot,
        positions: Range<u32>,
        choices: &[WrittenChoice],
    ) -> bool {
        let Spot { doc, zone, field } = spot;
        if self.doc != Some(doc) {
            self.turn_to(doc);
        }
        let Texts { article: Some(article), analyzer, places, .. } = self else { return false };
        let (text, bytes, first) = stretch(article, zone, field, positions.start);
        let text = text.get(bytes).unwrap_or_default();
        let places = places.entry((zone, field, first)).or_insert_with(|| {
            let mut places = Vec::new();
            analyzer.scan(text, |place| places.push(place));
            places
        });
        let mut here = places.iter().filter(|place| positions.contains(&(first + place.position)));
        here.any(|place| choices.iter().any(|choice| fits(choice, *place, text, analyzer)))
    }

    fn turn_to(&mut self, doc: DocId) {
        self.doc = Some(doc);
        self.places.clear();
        self.article = match self.reader.read(doc) {
            Ok(article) => Some(article),
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        };
    }
}

/// Returns the text of a zone, the bytes of the stretch that holds a position, and its first one.
fn stretch(
    stored: &StoredArticle,
    zone: Zone,
    field: Option<Field>,
    position: u32,
) -> (&str, Range<usize>, u32) {
    let article = &stored.article;
    let named = match (zone, field) {
        (Zone::Title, _) => Some(&article.title),
        (Zone::Body, _) => {
            let sentences = stored.passages.iter().flat_map(|passage| &passage.sentences);
            let last = sentences.take_while(|sentence| sentence.position <= position).last();
            return match last {
                Some(last) => (&article.body, last.byte_start..last.byte_end, last.position),
                None => (&article.body, 0..0, 0),
            };
        }
        (Zone::Metadata, Some(Field::Author)) => article.author.as_ref(),
        (Zone::Metadata, Some(Field::Section)) => article.section.as_ref(),
        (Zone::Metadata, Some(Field::Url)) => article.url.as_ref(),
        (Zone::Metadata, Some(Field::Lang)) => article.lang.as_ref(),
        (Zone::Metadata, _) => article.source.as_ref(),
    };
    let text = named.map_or("", String::as_str);
    (text, 0..text.len(), 0)
}

/// Tells whether a word of a text is what is wanted.
fn fits(choice: &WrittenChoice, place: Place, text: &str, analyzer: &mut Analyzer) -> bool {
    match choice {
        WrittenChoice::Letters(letters) => {
            let written = text.get(place.byte_start..place.byte_end).unwrap_or_default();
            written == letters || analyzer.letters(written) == *letters
        }
        WrittenChoice::Terms { exact, lemmas } => {
            let mut is_wanted = false;
            analyzer.analyze(text, |token| {
                let is_here = (token.position, token.length) == (place.position, place.length);
                let is_term = token.exact == exact || lemmas.iter().any(|own| own == token.lemma);
                is_wanted |= is_here && is_term;
            });
            is_wanted
        }
        WrittenChoice::Any => true,
    }
}
