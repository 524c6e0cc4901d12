//! How good each passage of an article is by itself.

use super::Ranker;
use super::closeness::Closeness;
use crate::search::bm25::{penalty, saturation};
use crate::search::cursor::Mark;
use crate::search::examine::Examined;

/// Mean length of a passage, in words.
const AVERAGE_PASSAGE: f32 = 110.0;
/// Weight of a mention in another form than the one typed: lemma against lemma and form.
const INFLECTED: f32 = 2.0 / 3.0;

/// The score of a passage and its place in the article, from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) struct RankedPassage {
    pub index: usize,
    pub score: f32,
    /// How near the words stand to each other.
    pub near: Closeness,
}

impl Ranker<'_> {
    /// Scores the passages that have a match, best first; ties go to the earlier one.
    pub(in crate::search) fn passages(&mut self, article: &Examined) -> Vec<RankedPassage> {
        let mut ranked = Vec::new();
        let mut rest = article.body.as_slice();
        while let Some(first) = rest.first() {
            let index = article.passage_of(first.start);
            let start = article.passage_starts.get(index).copied().unwrap_or(0);
            let end = article.passage_starts.get(index + 1).copied();
            let is_here = |mark: &&Mark| end.is_none_or(|end| mark.start < end);
            let (here, behind) = rest.split_at(rest.iter().take_while(is_here).count());
            rest = behind;
            let words = end.map_or(AVERAGE_PASSAGE, |end| (end - start) as f32);
            ranked.push(self.passage(index, here, words));
        }
        ranked.sort_by(|left, right| {
            right.score.total_cmp(&left.score).then(left.index.cmp(&right.index))
        });
        ranked
    }

    /// Scores one passage by its marks.
    fn passage(&mut self, index: usize, marks: &[Mark], words: f32) -> RankedPassage {
        let (clauses, weights) = (&self.plan.clauses, &self.plan.weights);
        self.mentions.clear();
        self.mentions.resize(clauses.len(), 0.0);
        for mark in marks {
            self.mentions[usize::from(mark.clause)] += if mark.is_exact { 1.0 } else { INFLECTED };
        }
        let penalty = penalty(words, AVERAGE_PASSAGE, weights.k1, weights.b);
        let scored = clauses.iter().zip(&self.mentions).filter(|(_, mentions)| **mentions > 0.0);
        let by_words: f32 =
            scored.map(|(clause, mentions)| clause.weight * saturation(*mentions, penalty)).sum();
        let near = self.pairs.closeness(marks, clauses, weights);
        let score = by_words + weights.ordered_pair * near.ordered + weights.pair * near.unordered;
        RankedPassage { index, score, near }
    }
}
