//! The second stage: the best articles are ordered anew by how their words lie together.

use super::bm25::saturation;
use super::cursor::Mark;
use super::examine::Examined;
use super::plan::{Clause, Plan};

/// Articles that the second stage looks at; beyond them it is worth nothing (measured: twenty
/// serve as well as two hundred).
pub(super) const DEPTH: usize = 20;

/// What each signal adds to the score of the first stage. `docs/relevance.md` will tell how they
/// were measured.
mod weight {
    /// Two successive clauses in their order, within [`super::ORDERED_WINDOW`] words.
    pub const ORDERED_PAIR: f32 = 0.2;
    /// Two successive clauses in any order, within [`super::WINDOW`] words.
    pub const PAIR: f32 = 0.1;
    /// The best passage's own score.
    pub const BEST_PASSAGE: f32 = 0.25;
    /// Share of its score that the opening passage gains.
    pub const LEAD: f32 = 0.05;
}

const ORDERED_WINDOW: u32 = 4;
const WINDOW: u32 = 8;

/// Mean length of a passage, in words.
const AVERAGE_PASSAGE: f32 = 110.0;
/// Weight of a mention in another form than the one typed: lemma against lemma and form.
const INFLECTED: f32 = 2.0 / 3.0;

/// The score of a passage and its place in the article, from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RankedPassage {
    pub index: usize,
    pub score: f32,
}

/// Scores the passages that have a match, best first; ties go to the earlier one.
pub(super) fn passages(article: &Examined, plan: &Plan) -> Vec<RankedPassage> {
    let mut ranked = Vec::new();
    let mut rest = article.body.as_slice();
    while let Some(first) = rest.first() {
        let index = article.passage_of(first.start);
        let count = rest.iter().take_while(|mark| article.passage_of(mark.start) == index).count();
        let (here, behind) = rest.split_at(count);
        rest = behind;
        let start = article.passage_starts.get(index).copied().unwrap_or(0);
        let end = article.passage_starts.get(index + 1).copied();
        let words = end.map_or(AVERAGE_PASSAGE, |end| (end - start) as f32);
        let lead = if index == 0 { 1.0 + weight::LEAD } else { 1.0 };
        ranked.push(RankedPassage { index, score: lead * passage_score(here, words, plan) });
    }
    ranked.sort_by(|left, right| {
        right.score.total_cmp(&left.score).then(left.index.cmp(&right.index))
    });
    ranked
}

/// Returns what the second stage adds to an article's score.
pub(super) fn bonus(article: &Examined, best_passage: f32, plan: &Plan) -> f32 {
    pairs(&article.body, &plan.clauses) + weight::BEST_PASSAGE * best_passage
}

fn passage_score(marks: &[Mark], words: f32, plan: &Plan) -> f32 {
    let mut mentions = vec![0.0; plan.clauses.len()];
    for mark in marks {
        mentions[usize::from(mark.clause)] += if mark.is_exact { 1.0 } else { INFLECTED };
    }
    let scored = plan.clauses.iter().zip(&mentions).filter(|(_, mentions)| **mentions > 0.0);
    let by_words: f32 = scored
        .map(|(clause, mentions)| clause.weight * saturation(*mentions, words, AVERAGE_PASSAGE))
        .sum();
    by_words + pairs(marks, &plan.clauses)
}

/// Scores how near successive clauses of the query stand to each other. Marks are in order.
fn pairs(marks: &[Mark], clauses: &[Clause]) -> f32 {
    let mut ordered = vec![0.0_f32; clauses.len()];
    let mut unordered = vec![0.0_f32; clauses.len()];
    for (index, first) in marks.iter().enumerate() {
        for second in &marks[index + 1..] {
            let Some(gap) = second.start.checked_sub(first.end) else { continue };
            if gap >= WINDOW {
                break;
            }
            if first.clause.abs_diff(second.clause) != 1 {
                continue;
            }
            let earlier = usize::from(first.clause.min(second.clause));
            unordered[earlier] += 1.0;
            if second.clause > first.clause && gap < ORDERED_WINDOW {
                ordered[earlier] += 1.0;
            }
        }
    }
    let mut score = 0.0;
    for (index, neighbours) in clauses.windows(2).enumerate() {
        let worth = neighbours.iter().map(|clause| clause.weight).sum::<f32>();
        let count = |mentions: f32| saturation(mentions, 1.0, 1.0);
        score += worth
            * (weight::ORDERED_PAIR * count(ordered[index])
                + weight::PAIR * count(unordered[index]));
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, clause: u16) -> Mark {
        Mark { start, end: start + 1, clause, is_exact: true }
    }

    fn clauses() -> Vec<Clause> {
        vec![Clause { weight: 2.0, ..Clause::default() }; 2]
    }

    #[test]
    fn words_in_their_order_and_close_score_most() {
        let ordered = pairs(&[mark(3, 0), mark(4, 1)], &clauses());
        let reversed = pairs(&[mark(3, 1), mark(4, 0)], &clauses());
        let far = pairs(&[mark(3, 0), mark(40, 1)], &clauses());
        assert!(ordered > reversed && reversed > far && far == 0.0);
    }
}
