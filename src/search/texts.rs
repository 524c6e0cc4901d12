//! The stored texts of a segment, for what positions cannot tell.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::{DocId, SegmentReader};

use super::failure::Failure;
use super::plan::{WrittenChoice, Zone};
use crate::analysis::{Analyzer, Place, may_have_letters};
use crate::article::Article;
use crate::error::Result;
use crate::index::{Fields, PackedArticle, StoredReader, StoredSentence, span};
use crate::query::Field;

/// Most articles whose letters one search looks at, in all segments together: to read one takes as
/// long as thousands of entries of postings. Articles that are only shown do not count.
pub(super) const MAX_READ: u32 = 1000;

/// Reads articles one after the other and remembers the sentences of the last one.
pub(super) struct Texts {
    reader: StoredReader,
    analyzer: Analyzer,
    doc: Option<DocId>,
    article: Option<PackedArticle>,
    /// Its metadata, once they were asked for.
    metadata: Option<Article>,
    /// The passage that was read last.
    passage: Option<(usize, String)>,
    /// Words of the stretches looked at, by zone, field and first position.
    stretches: HashMap<(Zone, Option<Field>, u32), Stretch>,
    /// How many more articles may be read.
    room: u32,
    is_exhausted: bool,
    failure: Failure,
}

impl Texts {
    pub(super) fn open(
        segment: &SegmentReader,
        fields: &Fields,
        analyzer: Analyzer,
        room: u32,
        failure: Failure,
    ) -> Result<Self> {
        Ok(Texts {
            reader: StoredReader::open(segment, fields)?,
            analyzer,
            doc: None,
            article: None,
            metadata: None,
            passage: None,
            stretches: HashMap::new(),
            room,
            is_exhausted: false,
            failure,
        })
    }

    /// Tells whether articles were left unread because there were too many.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// Opens an article; `false` when too many were read already.
    pub(super) fn turn_to(&mut self, doc: DocId) -> bool {
        if self.doc == Some(doc) {
            return true;
        }
        if self.room == 0 {
            self.is_exhausted = true;
            return false;
        }
        self.room -= 1;
        (self.doc, self.passage, self.metadata) = (Some(doc), None, None);
        self.stretches.clear();
        self.article = self.failure.heed(self.reader.packed(doc));
        true
    }

    /// Tells whether any of the choices stands at one of the positions of the article that is open.
    pub(super) fn has(
        &mut self,
        (zone, field): (Zone, Option<Field>),
        mut positions: Range<u32>,
        choices: &[WrittenChoice],
    ) -> bool {
        // A loose phrase may run on behind the end of its sentence.
        while zone == Zone::Body && !positions.is_empty() {
            let next = self.article.as_ref().and_then(|it| sentence_behind(it, positions.start));
            let end = next.map_or(positions.end, |next| next.min(positions.end));
            if self.has_in_sentence((zone, field), positions.start..end, choices) {
                return true;
            }
            positions.start = end;
        }
        !positions.is_empty() && self.has_in_sentence((zone, field), positions, choices)
    }

    /// As [`Texts::has`], of positions in one sentence.
    fn has_in_sentence(
        &mut self,
        (zone, field): (Zone, Option<Field>),
        positions: Range<u32>,
        choices: &[WrittenChoice],
    ) -> bool {
        let Some(article) = &self.article else { return false };
        let sentence = match zone {
            Zone::Body => {
                let Some((index, sentence)) = sentence_at(article, positions.start) else {
                    return false;
                };
                if self.passage.as_ref().is_none_or(|(known, _)| *known != index) {
                    let text = self.failure.heed(article.passage_text(index));
                    self.passage = text.map(|text| (index, text));
                }
                let start = span(article.passage(index)).start;
                let bytes = sentence.byte_start - start..sentence.byte_end - start;
                let passage = self.passage.as_ref().map_or("", |(_, text)| text);
                (passage.get(bytes).unwrap_or_default(), sentence.position)
            }
            zone => {
                if self.metadata.is_none() {
                    self.metadata = self.failure.heed(article.article());
                }
                (self.metadata.as_ref().map_or("", |article| named(article, zone, field)), 0)
            }
        };
        let (text, first) = sentence;
        if choices.iter().all(|choice| is_hopeless(choice, text)) {
            return false;
        }
        let analyzer = &mut self.analyzer;
        let stretch = self.stretches.entry((zone, field, first)).or_default();
        stretch.read(text, positions.end - first, analyzer);
        let mut here =
            stretch.places.iter().filter(|place| positions.contains(&(first + place.position)));
        here.any(|place| choices.iter().any(|choice| fits(choice, *place, text, analyzer)))
    }
}

/// The words of a sentence or title, as far as they were asked for.
#[derive(Default)]
struct Stretch {
    places: Vec<Place>,
    /// Number of words read.
    end: u32,
}

impl Stretch {
    /// Reads the words before `end`, if they were not read.
    fn read(&mut self, text: &str, end: u32, analyzer: &mut Analyzer) {
        if self.end < end {
            self.end = end;
            self.places.clear();
            analyzer.scan_until(text, end, |place| self.places.push(place));
        }
    }
}

/// Returns the sentence that holds a position, and the number of its passage.
fn sentence_at(article: &PackedArticle, position: u32) -> Option<(usize, StoredSentence)> {
    let place = number_behind(article, position).checked_sub(1)?;
    Some((article.passage_of(place), *article.sentences().get(place)?))
}

/// Returns where the first sentence behind a position begins.
fn sentence_behind(article: &PackedArticle, position: u32) -> Option<u32> {
    let behind = article.sentences().get(number_behind(article, position));
    behind.map(|sentence| sentence.position)
}

/// Returns the number of the first sentence behind a position, among those of all passages.
fn number_behind(article: &PackedArticle, position: u32) -> usize {
    article.sentences().partition_point(|sentence| sentence.position <= position)
}

/// Returns the title or metadata.
fn named(article: &Article, zone: Zone, field: Option<Field>) -> &str {
    let named = match (zone, field) {
        (Zone::Title, _) => Some(&article.title),
        (_, Some(Field::Author)) => article.author.as_ref(),
        (_, Some(Field::Section)) => article.section.as_ref(),
        (_, Some(Field::Url)) => article.url.as_ref(),
        (_, Some(Field::Lang)) => article.lang.as_ref(),
        _ => article.source.as_ref(),
    };
    named.map_or("", String::as_str)
}

/// Tells whether no word of a text can be what is wanted, which is quickly seen.
fn is_hopeless(choice: &WrittenChoice, text: &str) -> bool {
    matches!(choice, WrittenChoice::Letters(letters) if !may_have_letters(text, letters))
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
