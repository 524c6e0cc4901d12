//! What is shown of an article: its best passages, marked.

use std::ops::Range;

use super::cursor::Mark;
use super::examine::Examined;
use super::plan::Plan;
use super::request::SearchRequest;
use super::results::{ArticleInfo, Hit, Neighbour, PassageHit};
use crate::article::Article;
use crate::error::Result;
use crate::highlight::{Highlight, Located, Locator, PositionSpan};
use crate::index::{PackedArticle, StoredSentence, span};

/// Marks the matches in one article.
pub(super) struct Marker<'a, 'l> {
    packed: &'a PackedArticle,
    examined: &'a Examined,
    plan: &'a Plan,
    locator: &'a mut Locator<'l>,
}

impl<'a, 'l> Marker<'a, 'l> {
    pub(super) fn new(
        packed: &'a PackedArticle,
        examined: &'a Examined,
        plan: &'a Plan,
        locator: &'a mut Locator<'l>,
    ) -> Self {
        Marker { packed, examined, plan, locator }
    }

    /// Makes the hit: metadata, and at most `request.per_article`
    /// passages, best first. An article that matched by its title alone shows its opening.
    pub(super) fn hit(&mut self, score: f32, request: &SearchRequest) -> Result<Hit> {
        let ranked = self.examined.ranked.as_slice();
        let matching_passages = ranked.len() as u32;
        let opening = [(0, 0.0)];
        let shown = ranked.iter().map(|passage| (passage.index, passage.score));
        let shown = shown.chain(opening.into_iter().filter(|_| ranked.is_empty()));
        let mut passages = Vec::with_capacity(request.per_article.min(ranked.len().max(1)));
        for (index, score) in shown.take(request.per_article) {
            passages.extend(self.passage(index, score, request.context)?);
        }
        let article = self.packed.article()?;
        let title_highlights = self.title_highlights(&article.title);
        Ok(Hit {
            article: info(article),
            score,
            matching_passages,
            passage_count: self.packed.passage_count() as u32,
            title_highlights,
            passages,
            explanation: None,
        })
    }

    /// Marks the title.
    pub(super) fn title_highlights(&mut self, title: &str) -> Vec<Highlight> {
        let marks = &self.examined.title;
        if marks.is_empty() {
            return Vec::new();
        }
        let whole = Located { bytes: 0..title.len(), position: 0 };
        highlighted(self.locator, self.plan, title, [whole].into_iter(), marks)
    }

    /// Marks the whole body, unpacked.
    pub(super) fn body_highlights(&mut self, body: &str) -> Vec<Highlight> {
        let sentences = located(self.packed.sentences(), 0);
        highlighted(self.locator, self.plan, body, sentences, &self.examined.body)
    }

    fn passage(&mut self, index: usize, score: f32, context: usize) -> Result<Option<PassageHit>> {
        let Some(own) = self.stretch(index)? else { return Ok(None) };
        let Neighbour { ordinal, byte_start, byte_end, text, highlights } = own;
        let first = index.saturating_sub(context);
        let last = index.saturating_add(context).min(self.packed.passage_count() - 1);
        let before = self.stretches(first..index)?;
        let after = self.stretches(index + 1..last + 1)?;
        let hit =
            PassageHit { ordinal, score, byte_start, byte_end, text, highlights, before, after };
        Ok(Some(hit))
    }

    fn stretches(&mut self, indices: Range<usize>) -> Result<Vec<Neighbour>> {
        indices.filter_map(|index| self.stretch(index).transpose()).collect()
    }

    /// Cuts a passage out of the text and marks it.
    fn stretch(&mut self, index: usize) -> Result<Option<Neighbour>> {
        if index >= self.packed.passage_count() {
            return Ok(None);
        }
        let text = self.packed.passage_text(index)?;
        let marks = &self.examined.body;
        let from = marks.partition_point(|mark| self.examined.passage_of(mark.start) < index);
        let to = marks.partition_point(|mark| self.examined.passage_of(mark.start) <= index);
        let sentences = self.packed.passage(index);
        let Range { start, end } = span(sentences);
        let (sentences, marks) = (located(sentences, start), &marks[from..to]);
        let highlights = highlighted(self.locator, self.plan, &text, sentences, marks);
        Ok(Some(Neighbour {
            ordinal: index as u32 + 1,
            byte_start: start,
            byte_end: end,
            text,
            highlights,
        }))
    }
}

/// Highlights the marks of a text.
fn highlighted(
    locator: &mut Locator<'_>,
    plan: &Plan,
    text: &str,
    stretches: impl Iterator<Item = Located>,
    marks: &[Mark],
) -> Vec<Highlight> {
    let span = |&Mark { start, end, clause, .. }: &Mark| PositionSpan { start, end, clause };
    let is_term_of = |clause: u16, exact: &str, lemma: &str| plan.is_term_of(clause, exact, lemma);
    locator.highlights(text, stretches, marks.iter().map(span), &is_term_of)
}

/// Tells what a list of hits says of an article.
pub(super) fn info(article: Article) -> ArticleInfo {
    let Article { id, title, date, source, author, url, section, .. } = article;
    ArticleInfo { id, title, date, source, author, url, section }
}

/// Lists sentences, in bytes counted from `base`.
fn located(sentences: &[StoredSentence], base: usize) -> impl Iterator<Item = Located> + '_ {
    sentences.iter().map(move |sentence| Located {
        bytes: sentence.byte_start - base..sentence.byte_end - base,
        position: sentence.position,
    })
}
