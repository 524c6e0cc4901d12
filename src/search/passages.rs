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
use crate::highlight::{Highlight, Located, PositionSpan, highlights, locate};
use crate::index::{StoredArticle, StoredPassage};

/// Marks the matches in one article.
pub(super) struct Marker<'a> {
    stored: &'a StoredArticle,
    examined: &'a Examined,
    plan: &'a Plan,
    analyzer: &'a mut Analyzer,
}

impl<'a> Marker<'a> {
    pub(super) fn new(
        stored: &'a StoredArticle,
        examined: &'a Examined,
        plan: &'a Plan,
        analyzer: &'a mut Analyzer,
    ) -> Self {
        Marker { stored, examined, plan, analyzer }
    }

    /// Makes the hit: metadata, and at most `request.per_article` passages, best first. An article that
    /// matched by its title alone shows its opening.
    pub(super) fn hit(&mut self, score: f32, request: &SearchRequest) -> Hit {
        let mut ranked = rank::passages(self.examined, self.plan);
        let matching_passages = ranked.len() as u32;
        if ranked.is_empty() {
            ranked.push(RankedPassage { index: 0, score: 0.0 });
        }
        let best = ranked.iter().take(request.per_article);
        let passages = best.filter_map(|passage| self.passage(passage, request.context)).collect();
        Hit {
            article: info(&self.stored.article),
            score,
            matching_passages,
            passage_count: self.stored.passages.len() as u32,
            title_highlights: self.title_highlights(),
            passages,
        }
    }

    /// Marks the title.
    pub(super) fn title_highlights(&mut self) -> Vec<Highlight> {
        let title = &self.stored.article.title;
        let whole = [Located { bytes: 0..title.len(), position: 0 }];
        let ranges = self.ranges(title, &whole, &self.examined.title);
        highlights(title, ranges)
    }

    /// Marks the whole body.
    pub(super) fn body_highlights(&mut self) -> Vec<Highlight> {
        let body = &self.stored.article.body;
        let sentences: Vec<Located> =
            self.stored.passages.iter().flat_map(|passage| located(passage, 0)).collect();
        let ranges = self.ranges(body, &sentences, &self.examined.body);
        highlights(body, ranges)
    }

    fn passage(&mut self, ranked: &RankedPassage, context: usize) -> Option<PassageHit> {
        let index = ranked.index;
        let Neighbour { ordinal, byte_start, byte_end, text, highlights } = self.stretch(index)?;
        let first = index.saturating_sub(context);
        let last = index.saturating_add(context).min(self.stored.passages.len() - 1);
        let before = (first..index).filter_map(|index| self.stretch(index)).collect();
        let after = (index + 1..=last).filter_map(|index| self.stretch(index)).collect();
        let score = ranked.score;
        Some(PassageHit { ordinal, score, byte_start, byte_end, text, highlights, before, after })
    }

    /// Cuts a passage out of the text and marks it.
    fn stretch(&mut self, index: usize) -> Option<Neighbour> {
        let passage = self.stored.passages.get(index)?;
        let Range { start, end } = passage.span();
        let text = self.stored.article.body.get(start..end)?;
        let marks = &self.examined.body;
        let from = marks.partition_point(|mark| self.examined.passage_of(mark.start) < index);
        let to = marks.partition_point(|mark| self.examined.passage_of(mark.start) <= index);
        let sentences: Vec<Located> = located(passage, start).collect();
        let ranges = self.ranges(text, &sentences, &marks[from..to]);
        Some(Neighbour {
            ordinal: index as u32 + 1,
            byte_start: start,
            byte_end: end,
            text: text.to_owned(),
            highlights: highlights(text, ranges),
        })
    }

    fn ranges(&mut self, text: &str, stretches: &[Located], marks: &[Mark]) -> Vec<Range<usize>> {
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
pub(super) fn info(article: &Article) -> ArticleInfo {
    ArticleInfo {
        id: article.id.clone(),
        title: article.title.clone(),
        date: article.date,
        source: article.source.clone(),
        author: article.author.clone(),
        url: article.url.clone(),
        section: article.section.clone(),
    }
}

/// Lists the sentences of a passage, in bytes counted from `base`.
fn located(passage: &StoredPassage, base: usize) -> impl Iterator<Item = Located> + '_ {
    passage.sentences.iter().map(move |sentence| Located {
        bytes: sentence.byte_start - base..sentence.byte_end - base,
        position: sentence.position,
    })
}
