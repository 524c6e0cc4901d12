//! One article under examination: what the engine matches in it, and what its words are like.

use std::collections::BTreeSet;

use tantivy::DocAddress;

use super::distance::{Sentences, shortest_stretch};
use super::finding::{Condition, Finding};
use crate::analysis::{Analyzer, QueryToken, fold, is_stop_form};
use crate::article::Article;
use crate::error::Result;
use crate::index::StoredArticle;
use crate::query::{Field, Matching, Phrase, Query, Within, Word};
use crate::search::Searcher;
use crate::search::cursor::{Occurrence, SegmentContext};
use crate::search::plan::{Zone, without_operators_on_sides};
use crate::search::request::SearchRequest;

/// Most forms that are named.
const MAX_FORMS: usize = 5;

/// First letters that two related words share: `militaire`, `militariste`.
const MIN_SHARED_LETTERS: usize = 6;

/// An article, opened.
pub(super) struct Evidence<'a> {
    searcher: &'a Searcher,
    address: DocAddress,
    article: &'a Article,
    sentences: Sentences,
    words: Vec<TextWord>,
}

/// A word of the article.
struct TextWord {
    written: String,
    exact: String,
    lemma: String,
    stem: String,
}

/// Where a part of the query is found.
#[derive(Default)]
struct Places {
    body: Vec<Occurrence>,
    title: Vec<Occurrence>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(
        searcher: &'a Searcher,
        address: DocAddress,
        stored: &'a StoredArticle,
        analyzer: &mut Analyzer,
    ) -> Self {
        let article = &stored.article;
        let mut words = Vec::new();
        for text in [&article.title, &article.body] {
            analyzer.analyze(text, |token| {
                words.push(TextWord {
                    written: text
                        .get(token.byte_start..token.byte_end)
                        .unwrap_or_default()
                        .to_owned(),
                    exact: token.exact.to_owned(),
                    lemma: token.lemma.to_owned(),
                    stem: token.stem.to_owned(),
                });
            });
        }
        let sentences = Sentences::of(&stored.passages);
        Evidence { searcher, address, article, sentences, words }
    }

    /// Examines a part of the query, within a field when there is one.
    pub(super) fn condition(&self, query: &Query, field: Option<Field>) -> Result<Condition> {
        let holds = self.searcher.matches(&within(query, field), self.address)?;
        let mut parts = Vec::new();
        let finding = match query {
            Query::Words(of) | Query::All(of) | Query::Any(of) => {
                parts = self.conditions(of.iter(), field)?;
                Finding::Parts
            }
            Query::Required(of) | Query::Weight { of, .. } => return self.condition(of, field),
            Query::In(field, of) if *field == Field::Title => {
                parts = self.conditions([&**of], Some(*field))?;
                Finding::Parts
            }
            Query::In(field, _) => Finding::Field { value: value(self.article, *field) },
            Query::Not(_) if holds => Finding::Absent,
            Query::Not(_) => Finding::Excluded,
            Query::Dated(_) => Finding::Dated { date: self.article.date },
            Query::Nothing => Finding::Absent,
            Query::Word(word) => self.word(word, holds, field)?,
            Query::Phrase(_) if holds => self.present(query, field)?,
            Query::Phrase(phrase) => {
                parts = self.conditions(content(phrase), field)?;
                self.phrase(phrase, &parts, field)?
            }
            Query::Near { left, right, within, is_ordered } => {
                let apart = without_operators_on_sides(query);
                if !matches!(apart, Query::Near { .. }) {
                    let parts = self.condition(&apart, field)?.parts;
                    let part = query.to_string();
                    return Ok(Condition { part, holds, finding: Finding::Parts, parts });
                }
                parts = self.conditions([&**left, &**right], field)?;
                if holds || parts.iter().any(|part| !part.holds) {
                    Finding::Parts
                } else {
                    self.apart([left, right], *within, *is_ordered, field)?
                }
            }
            Query::AtLeast { count, of } => {
                let places = self.places(of, field)?;
                let found = places.body.len() + places.title.len();
                Finding::Mentions { found, wanted: *count }
            }
            Query::Lead { words, of } => {
                let places = self.places(of, field)?;
                let last = places.body.first().map(|first| first.end - 1);
                let first = last.map(|last| self.sentences.words_before(last) + 1);
                Finding::FirstAt { word: first, allowed: *words }
            }
        };
        Ok(Condition { part: query.to_string(), holds, finding, parts })
    }

    fn conditions<'q>(
        &self,
        queries: impl IntoIterator<Item = &'q Query>,
        field: Option<Field>,
    ) -> Result<Vec<Condition>> {
        queries.into_iter().map(|query| self.condition(query, field)).collect()
    }

    fn word(&self, word: &Word, holds: bool, field: Option<Field>) -> Result<Finding> {
        if holds {
            return self.present(&Query::Word(word.clone()), field);
        }
        if !matches!(word.matching, Matching::Inflected | Matching::Exact | Matching::Identical) {
            return Ok(Finding::Absent);
        }
        let tokens = self.searcher.snapshot().analyzer().analyze_query(&word.text);
        let content = tokens.iter().find(|token| !token.is_stop_word).or(tokens.first());
        Ok(content.map_or(Finding::Absent, |token| self.likeness(token, word.matching)))
    }

    /// Looks for words that are like one the article lacks.
    fn likeness(&self, token: &QueryToken, matching: Matching) -> Finding {
        if matching == Matching::Identical {
            let same_word = self.words.iter().filter(|word| word.lemma == token.lemma);
            let forms: BTreeSet<String> = same_word.map(|word| word.written.clone()).collect();
            if !forms.is_empty() {
                return Finding::OtherForms { forms: forms.into_iter().take(MAX_FORMS).collect() };
            }
        }
        let same_form = self.forms(|word| word.exact == token.exact && word.lemma != token.lemma);
        if token.are_accents_decisive && !same_form.is_empty() {
            return Finding::OtherAccents { forms: same_form };
        }
        let same_lemma = self.forms(|word| word.lemma == token.lemma);
        if !same_lemma.is_empty() {
            return Finding::OtherForms { forms: same_lemma };
        }
        let forms = self
            .forms(|word| word.stem == token.stem || shares_beginning(&word.exact, &token.exact));
        match forms.is_empty() {
            true => Finding::Absent,
            false => Finding::Related { forms },
        }
    }

    fn forms(&self, is_like: impl Fn(&TextWord) -> bool) -> Vec<String> {
        let alike = self.words.iter().filter(|word| is_like(word));
        let forms: BTreeSet<String> = alike.map(|word| word.written.to_lowercase()).collect();
        forms.into_iter().take(MAX_FORMS).collect()
    }

    fn present(&self, query: &Query, field: Option<Field>) -> Result<Finding> {
        let places = self.places(query, field)?;
        Ok(match (places.body.len(), places.title.len()) {
            (0, title) if title > 0 && field.is_none() => Finding::OnlyInTitle,
            (body, title) => Finding::Present { mentions: body + title },
        })
    }

    fn phrase(
        &self,
        phrase: &Phrase,
        parts: &[Condition],
        field: Option<Field>,
    ) -> Result<Finding> {
        if parts.iter().any(|part| !part.holds) {
            return Ok(Finding::Parts);
        }
        let mut starts = Vec::new();
        for slot in content(phrase) {
            let places = self.places(slot, field)?;
            let found = if field == Some(Field::Title) { places.title } else { places.body };
            starts.push(found.iter().map(|occurrence| occurrence.start).collect::<Vec<u32>>());
        }
        Ok(match shortest_stretch(&starts) {
            Some(stretch) => Finding::Apart { stretch },
            None => Finding::OtherZone,
        })
    }

    fn apart(
        &self,
        sides: [&Query; 2],
        within: Within,
        is_ordered: bool,
        field: Option<Field>,
    ) -> Result<Finding> {
        let (left, right) = (self.places(sides[0], field)?, self.places(sides[1], field)?);
        let in_body = self.sentences.least_distance(&left.body, &right.body);
        let in_title = Sentences::default().least_distance(&left.title, &right.title);
        let Some(distance) = in_body.into_iter().chain(in_title).min() else {
            return Ok(Finding::OtherZone);
        };
        Ok(match within {
            Within::Sentence => Finding::OtherSentence { distance },
            Within::Paragraph => Finding::OtherParagraph { distance },
            Within::Words(allowed) if is_ordered && distance <= allowed => Finding::WrongOrder,
            Within::Words(allowed) => Finding::TooFar { distance, allowed },
        })
    }

    /// Finds a part of the query in the article, as the engine matches it.
    fn places(&self, query: &Query, field: Option<Field>) -> Result<Places> {
        let plan = self.searcher.plan(&SearchRequest::new(within(query, field)))?;
        let snapshot = self.searcher.snapshot();
        let segment = self.address.segment_ord as usize;
        let asked = vec![self.address.doc_id];
        let mut cursor = SegmentContext::new(snapshot, segment, &plan).asking(asked).start()?;
        let mut places = Places::default();
        if cursor.seek(self.address.doc_id) == self.address.doc_id {
            cursor.occurrences(Zone::Body, &mut places.body);
            cursor.occurrences(Zone::Title, &mut places.title);
        }
        Ok(places)
    }
}

fn shares_beginning(first: &str, second: &str) -> bool {
    let letters = first.chars().zip(second.chars());
    letters.take_while(|(first, second)| first == second).count() >= MIN_SHARED_LETTERS
}

fn within(query: &Query, field: Option<Field>) -> Query {
    match field {
        Some(field) => Query::In(field, Box::new(query.clone())),
        None => query.clone(),
    }
}

fn value(article: &Article, field: Field) -> Option<String> {
    match field {
        Field::Title => Some(article.title.clone()),
        Field::Source => article.source.clone(),
        Field::Author => article.author.clone(),
        Field::Section => article.section.clone(),
        Field::Url => article.url.clone(),
        Field::Lang => article.lang.clone(),
    }
}

/// Returns the places of a phrase that small words do not hold, or all when they hold every one.
fn content(phrase: &Phrase) -> Vec<&Query> {
    let is_small = |slot: &Query| match slot {
        Query::Word(word) => is_stop_form(&fold(&word.text)),
        _ => false,
    };
    let content: Vec<&Query> = phrase.slots.iter().filter(|slot| !is_small(slot)).collect();
    if content.is_empty() { phrase.slots.iter().collect() } else { content }
}
