//! How good each passage of an article is by itself.

use super::closeness::closeness;
use crate::search::bm25::{penalty, saturation};
use crate::search::cursor::Mark;
use crate::search::examine::Examined;
use crate::search::plan::Plan;

/// Mean length of a passage, in words.
const AVERAGE_PASSAGE: f32 = 110.0;
/// Weight of a mention in another form than the one typed: lemma against lemma and form.
const INFLECTED: f32 = 2.0 / 3.0;

/// The score of a passage and its place in the article, from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) struct RankedPassage {
    pub index: usize,
    pub score: f32,
}

/// Scores the passages that have a match, best first; ties go to the earlier one.
pub(in crate::search) fn passages(article: &Examined, plan: &Plan) -> Vec<RankedPassage> {
    let mut ranked = Vec::new();
    let mut mentions = vec![0.0; plan.clauses.len()];
    let mut rest = article.body.as_slice();
    while let Some(first) = rest.first() {
        let index = article.passage_of(first.start);
        let count = rest.iter().take_while(|mark| article.passage_of(mark.start) == index).count();
        let (here, behind) = rest.split_at(count);
        rest = behind;
        let start = article.passage_starts.get(index).copied().unwrap_or(0);
        let end = article.passage_starts.get(index + 1).copied();
        let words = end.map_or(AVERAGE_PASSAGE, |end| (end - start) as f32);
        let score = passage_score(here, words, plan, &mut mentions);
        ranked.push(RankedPassage { index, score });
    }
    ranked.sort_by(|left, right| {
        right.score.total_cmp(&left.score).then(left.index.cmp(&right.index))
    });
    ranked
}

/// Scores one passage; `mentions` is room for a number per clause.
fn passage_score(marks: &[Mark], words: f32, plan: &Plan, mentions: &mut [f32]) -> f32 {
    mentions.fill(0.0);
    for mark in marks {
        mentions[usize::from(mark.clause)] += if mark.is_exact { 1.0 } else { INFLECTED };
    }
    let penalty = penalty(words, AVERAGE_PASSAGE, plan.weights.k1, plan.weights.b);
    let scored = plan.clauses.iter().zip(&*mentions).filter(|(_, mentions)| **mentions > 0.0);
    let by_words: f32 =
        scored.map(|(clause, mentions)| clause.weight * saturation(*mentions, penalty)).sum();
    let near = closeness(marks, &plan.clauses, &plan.weights);
    by_words + plan.weights.ordered_pair * near.ordered + plan.weights.pair * near.unordered
}
