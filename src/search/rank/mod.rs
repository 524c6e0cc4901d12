//! The second stage: the best articles are ordered anew by how their words lie together.

mod closeness;
mod passages;

use super::cursor::Mark;
use super::examine::Examined;
use super::explain::Part;
use super::plan::{Clause, Plan};
use super::stems::Support;
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
    pub title_only: f32,
    pub title_fullness: f32,
    pub related: f32,
}

impl Signals {
    /// Looks at an article, for which related words speak too.
    pub(super) fn new(article: &Examined, related: &Support, plan: &Plan) -> Signals {
        let ranked = passages(article, plan);
        let clauses = &plan.clauses;
        let near = closeness::closeness(&article.body, clauses, &plan.weights);
        let title_near = closeness::closeness(&article.title, clauses, &plan.weights);
        let whole: f32 = clauses.iter().map(|clause| clause.weight).sum();
        let share = |covered: f32| if whole > 0.0 { covered * covered / whole } else { 0.0 };
        let marks = || marked(article.body.iter().chain(&article.title));
        let own = covered(marks(), clauses);
        let all = covered(marks().chain(related.clauses.iter().copied()), clauses);
        let lead = ranked.iter().find(|passage| passage.index == 0);
        Signals {
            ordered_pairs: near.ordered,
            pairs: near.unordered,
            title_pairs: title_near.ordered,
            best_passage: ranked.first().map_or(0.0, |passage| passage.score),
            lead: lead.map_or(0.0, |passage| passage.score),
            coverage: share(own + plan.weights.stem.min(1.0) * (all - own)),
            title_only: title_only(article, clauses),
            title_fullness: title_fullness(article, clauses),
            related: related.score,
        }
    }

    /// Lists what the signals add to the score, by name.
    pub(super) fn weighed(&self, weights: &Weights) -> [(Part, f32); 9] {
        [
            (Part::OrderedPairs, weights.ordered_pair * self.ordered_pairs),
            (Part::Pairs, weights.pair * self.pairs),
            (Part::TitlePairs, weights.title_pair * self.title_pairs),
            (Part::BestPassage, weights.best_passage * self.best_passage),
            (Part::Lead, weights.lead * self.lead),
            (Part::Coverage, weights.coverage * self.coverage),
            (Part::TitleOnly, weights.title_only * self.title_only),
            (Part::TitleFullness, weights.title_fullness * self.title_fullness),
            (Part::Stem, self.related),
        ]
    }

    /// Returns what the signals add to the score together.
    pub(super) fn score(&self, weights: &Weights) -> f32 {
        self.weighed(weights).iter().map(|(_, score)| score).sum()
    }
}

/// Lists the clauses of marks.
fn marked<'a>(marks: impl Iterator<Item = &'a Mark>) -> impl Iterator<Item = u16> {
    marks.map(|mark| mark.clause)
}

/// Returns what clauses weigh together, each once.
fn covered(mut found: impl Iterator<Item = u16>, clauses: &[Clause]) -> f32 {
    if let [only] = clauses {
        return if found.next().is_some() { only.weight } else { 0.0 };
    }
    let mut is_seen = vec![false; clauses.len()];
    for clause in found {
        is_seen[usize::from(clause)] = true;
    }
    clauses.iter().zip(is_seen).filter(|(_, seen)| *seen).map(|(clause, _)| clause.weight).sum()
}

/// Returns what the clauses weigh that the title has and the body lacks.
fn title_only(article: &Examined, clauses: &[Clause]) -> f32 {
    let is_alone = |clause: &u16| !marked(article.body.iter()).any(|other| other == *clause);
    covered(marked(article.title.iter()).filter(is_alone), clauses)
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
    share * covered(marked(article.title.iter()), clauses)
}
