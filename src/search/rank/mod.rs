//! The second stage: the best articles are ordered anew by how their words lie together.

mod closeness;
mod passages;

use super::cursor::Mark;
use super::examine::Examined;
use super::explain::Part;
use super::plan::{Clause, Plan};
use super::weights::Weights;

pub(super) use passages::{RankedPassage, passages};

/// What the second stage sees in an article, each before it is weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Signals {
    pub ordered_pairs: f32,
    pub pairs: f32,
    pub title_pairs: f32,
    pub best_passage: f32,
    pub lead: f32,
    pub coverage: f32,
    pub title_fullness: f32,
}

impl Signals {
    /// Looks at an article.
    pub(super) fn new(article: &Examined, plan: &Plan) -> Signals {
        let ranked = passages(article, plan);
        let clauses = &plan.clauses;
        let near = closeness::closeness(&article.body, clauses, &plan.weights);
        let title_near = closeness::closeness(&article.title, clauses, &plan.weights);
        let whole: f32 = clauses.iter().map(|clause| clause.weight).sum();
        let share = |covered: f32| if whole > 0.0 { covered * covered / whole } else { 0.0 };
        let lead = ranked.iter().find(|passage| passage.index == 0);
        Signals {
            ordered_pairs: near.ordered,
            pairs: near.unordered,
            title_pairs: title_near.ordered,
            best_passage: ranked.first().map_or(0.0, |passage| passage.score),
            lead: lead.map_or(0.0, |passage| passage.score),
            coverage: share(covered(article.body.iter().chain(&article.title), clauses)),
            title_fullness: title_fullness(article, clauses),
        }
    }

    /// Lists what the signals add to the score, by name.
    pub(super) fn weighed(&self, weights: &Weights) -> [(Part, f32); 7] {
        [
            (Part::OrderedPairs, weights.ordered_pair * self.ordered_pairs),
            (Part::Pairs, weights.pair * self.pairs),
            (Part::TitlePairs, weights.title_pair * self.title_pairs),
            (Part::BestPassage, weights.best_passage * self.best_passage),
            (Part::Lead, weights.lead * self.lead),
            (Part::Coverage, weights.coverage * self.coverage),
            (Part::TitleFullness, weights.title_fullness * self.title_fullness),
        ]
    }

    /// Returns what the signals add to the score together.
    pub(super) fn score(&self, weights: &Weights) -> f32 {
        self.weighed(weights).iter().map(|(_, score)| score).sum()
    }
}

/// Returns what the clauses that have a mark weigh together.
fn covered<'a>(mut marks: impl Iterator<Item = &'a Mark>, clauses: &[Clause]) -> f32 {
    if let [only] = clauses {
        return if marks.next().is_some() { only.weight } else { 0.0 };
    }
    let mut is_seen = vec![false; clauses.len()];
    for mark in marks {
        is_seen[usize::from(mark.clause)] = true;
    }
    clauses.iter().zip(is_seen).filter(|(_, seen)| *seen).map(|(clause, _)| clause.weight).sum()
}

fn title_fullness(article: &Examined, clauses: &[Clause]) -> f32 {
    let mut words: u32 = 0;
    let mut end = 0;
    for mark in &article.title {
        words += mark.end.saturating_sub(mark.start.max(end));
        end = end.max(mark.end);
    }
    if article.title_words == 0 {
        return 0.0;
    }
    let share = (words as f32 / article.title_words as f32).min(1.0);
    share * covered(article.title.iter(), clauses)
}
