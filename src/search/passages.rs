//! What is shown of an article: its best passages, marked.

use std::ops::Range;

use super::cursor::Mark;
use super::examine::Examined;
use super::plan::Plan;
use super::rank::{self, RankedPassage};
use super::request::SearchRequest;
use super::results::{ArticleInfo, Hit, Neighbour, PassageHit};
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::Result;
use crate::highlight::{Highlight, Located, PositionSpan, Stretch, highlights, locate};
use crate::index::{PackedArticle, StoredPassage};

/// Marks the matches in one article.
pub(super) struct Marker<'a> {
    packed: &'a mut PackedArticle,
    examined: &'a Examined,
    plan: &'a Plan,
    analyzer: &'a mut Analyzer,
}

impl<'a> Marker<'a> {
    pub(super) fn new(
        packed: &'a mut PackedArticle,
        examined: &'a Examined,
        plan: &'a Plan,
        analyzer: &'a mut Analyzer,
    ) -> Self {
        Marker { packed, examined, plan, analyzer }
    }

    /// Makes the hit: metadata, which is taken from the article, and at most `request.per_article`
    /// passages, best first. An article that matched by its title alone shows its opening.
    pub(super) fn hit(&mut self, score: f32, request: &SearchRequest) -> Result<Hit> {
        let mut ranked = rank::passages(self.examined, self.plan);
        let matching_passages = ranked.len() as u32;
        if ranked.is_empty() {
            ranked.push(RankedPassage { index: 0, score: 0.0 });
        }
        let mut passages = Vec::new();
        for passage in ranked.iter().take(request.per_article) {
            passages.extend(self.passage(passage, request.context)?);
        }
        let title_highlights = self.title_highlights();
        Ok(Hit {
            article: info(std::mem::take(&mut self.packed.article)),
            score,
            matching_passages,
            passage_count: self.packed.passages.len() as u32,
            title_highlights,
            passages,
            explanation: None,
        })
    }

    /// Marks the title.
    pub(super) fn title_highlights(&mut self) -> Vec<Highlight> {
        let marks = &self.examined.title;
        if marks.is_empty() {
            return Vec::new();
        }
        let title = std::mem::take(&mut self.packed.article.title);
        let whole = [Located { bytes: 0..title.len(), position: 0 }];
        let highlights = highlights(&title, self.ranges(&title, &whole, marks));
        self.packed.article.title = title;
        highlights
    }

    /// Marks the whole body, unpacked.
    pub(super) fn body_highlights(&mut self, body: &str) -> Vec<Highlight> {
        let sentences: Vec<Located> =
            self.packed.passages.iter().flat_map(|passage| located(passage, 0)).collect();
        let ranges = self.ranges(body, &sentences, &self.examined.body);
        highlights(body, ranges)
    }

    fn passage(&mut self, ranked: &RankedPassage, context: usize) -> Result<Option<PassageHit>> {
        let index = ranked.index;
        let Some(own) = self.stretch(index)? else { return Ok(None) };
        let Neighbour { ordinal, byte_start, byte_end, text, highlights } = own;
        let first = index.saturating_sub(context);
        let last = index.saturating_add(context).min(self.packed.passages.len() - 1);
        let before = self.stretches(first..index)?;
        let after = self.stretches(index + 1..last + 1)?;
        let score = ranked.score;
        let hit =
            PassageHit { ordinal, score, byte_start, byte_end, text, highlights, before, after };
        Ok(Some(hit))
    }

    fn stretches(&mut self, indices: Range<usize>) -> Result<Vec<Neighbour>> {
        indices.filter_map(|index| self.stretch(index).transpose()).collect()
    }

    /// Cuts a passage out of the text and marks it.
    fn stretch(&mut self, index: usize) -> Result<Option<Neighbour>> {
        let Some(passage) = self.packed.passages.get(index) else { return Ok(None) };
        let Range { start, end } = passage.span();
        let text = self.packed.passage_text(index)?;
        let marks = &self.examined.body;
        let from = marks.partition_point(|mark| self.examined.passage_of(mark.start) < index);
        let to = marks.partition_point(|mark| self.examined.passage_of(mark.start) <= index);
        let sentences: Vec<Located> = located(passage, start).collect();
        let ranges = self.ranges(&text, &sentences, &marks[from..to]);
        let highlights = highlights(&text, ranges);
        Ok(Some(Neighbour {
            ordinal: index as u32 + 1,
            byte_start: start,
            byte_end: end,
            text,
            highlights,
        }))
    }

    fn ranges(&mut self, text: &str, stretches: &[Located], marks: &[Mark]) -> Vec<Stretch> {
        let clauses = &self.plan.clauses;
        let spans: Vec<PositionSpan> = marks
            .iter()
            .map(|&Mark { start, end, clause, .. }| PositionSpan { start, end, clause })
            .collect();
        let is_term_of = |clause: u16, exact: &str, lemma: &str| {
            clauses.get(usize::from(clause)).is_some_and(|clause| {
                clause.exact.iter().any(|term| term == exact)
                    || clause.lemmas.iter().any(|term| term == lemma)
            })
        };
        locate(text, stretches, &spans, self.analyzer, &is_term_of)
    }
}

/// Tells what a list of hits says of an article.
pub(super) fn info(article: Article) -> ArticleInfo {
    let Article { id, title, date, source, author, url, section, .. } = article;
    ArticleInfo { id, title, date, source, author, url, section }
}

/// Lists the sentences of a passage, in bytes counted from `base`.
fn located(passage: &StoredPassage, base: usize) -> impl Iterator<Item = Located> + '_ {
    passage.sentences.iter().map(move |sentence| Located {
        bytes: sentence.byte_start - base..sentence.byte_end - base,
        position: sentence.position,
    })
}
