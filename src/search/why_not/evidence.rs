//! One article under examination: what the engine matches in it, and what its words are like.

use std::collections::BTreeSet;

use tantivy::DocAddress;

use super::finding::{Condition, Finding};
use crate::analysis::{Analyzer, QueryToken, fold, is_stop_form};
use crate::article::Article;
use crate::error::Result;
use crate::index::StoredArticle;
use crate::query::{Field, Matching, Phrase, Query, Within, Word};
use crate::search::Searcher;
use crate::search::cursor::{Occurrence, SegmentContext};
use crate::search::plan::Zone;
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
        Evidence { searcher, address, article, words }
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
                let first = self.places(of, field)?.body.first().map(|first| first.end);
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
        Ok(content.map_or(Finding::Absent, |token| self.likeness(token)))
    }

    /// Looks for words that are like one the article lacks.
    fn likeness(&self, token: &QueryToken) -> Finding {
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
        let in_body = least_distance(&left.body, &right.body);
        let in_title = least_distance(&left.title, &right.title);
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

/// Returns the number of words in the shortest stretch that has a place of every list.
fn shortest_stretch(lists: &[Vec<u32>]) -> Option<u32> {
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (list, starts) in lists.iter().enumerate() {
        places.extend(starts.iter().map(|&start| (start, list)));
    }
    places.sort_unstable();
    let mut last = vec![None; lists.len()];
    let mut shortest = None;
    for (start, list) in places {
        last[list] = Some(start);
        let earliest = last.iter().copied().collect::<Option<Vec<u32>>>();
        let Some(earliest) = earliest.and_then(|starts| starts.into_iter().min()) else { continue };
        let stretch = start - earliest + 1;
        shortest = Some(shortest.map_or(stretch, |shortest: u32| shortest.min(stretch)));
    }
    shortest
}

/// Returns the least distance between two occurrences that do not overlap, in any order.
fn least_distance(left: &[Occurrence], right: &[Occurrence]) -> Option<u32> {
    let mut least = None;
    for first in left {
        for second in right {
            let after = second.start.checked_sub(first.end);
            let before = first.start.checked_sub(second.end);
            let gap = after.into_iter().chain(before).min();
            least = least.into_iter().chain(gap.map(|gap| gap + 1)).min();
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_stretch_has_a_place_of_every_list() {
        assert_eq!(shortest_stretch(&[vec![1, 20], vec![9, 22]]), Some(3));
        assert_eq!(shortest_stretch(&[vec![5], vec![4], vec![8]]), Some(5));
        assert_eq!(shortest_stretch(&[vec![5], vec![]]), None);
    }
}
