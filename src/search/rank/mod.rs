//! The second stage: the best articles are ordered anew by how their words lie together.

mod closeness;
mod passages;

use self::closeness::Pairs;
use super::cursor::Mark;
use super::examine::Examined;
use super::explain::Part;
use super::plan::{Clause, Plan};
use super::stems::Support;
use super::weights::Weights;

pub(super) use passages::RankedPassage;

/// Looks at articles one after the other, with room that it uses again.
pub(super) struct Ranker<'p> {
    plan: &'p Plan,
    /// What all clauses weigh together.
    whole: f32,
    /// How often each clause is mentioned.
    mentions: Vec<f32>,
    pairs: Pairs,
    /// Whether each clause was seen.
    is_seen: Vec<bool>,
}

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

impl<'p> Ranker<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let whole = plan.clauses.iter().map(|clause| clause.weight).sum();
        let (mentions, pairs, is_seen) = Default::default();
        Ranker { plan, whole, mentions, pairs, is_seen }
    }

    /// Looks at an article, whose passages are ranked, and for which related words speak too.
    pub(super) fn signals(&mut self, article: &Examined, related: &Support) -> Signals {
        let (clauses, weights) = (&self.plan.clauses, &self.plan.weights);
        let near = match article.ranked.as_slice() {
            [only] => only.near,
            _ => self.pairs.closeness(&article.body, clauses, weights),
        };
        let title_near = self.pairs.closeness(&article.title, clauses, weights);
        let share = |covered: f32| match self.whole > 0.0 {
            true => covered * covered / self.whole,
            false => 0.0,
        };
        let marks = || marked(article.body.iter().chain(&article.title));
        let own = covered(marks(), clauses, &mut self.is_seen);
        let all = match related.clauses.as_slice() {
            [] => own,
            more => covered(marks().chain(more.iter().copied()), clauses, &mut self.is_seen),
        };
        let lead = article.ranked.iter().find(|passage| passage.index == 0);
        Signals {
            ordered_pairs: near.ordered,
            pairs: near.unordered,
            title_pairs: title_near.ordered,
            best_passage: article.ranked.first().map_or(0.0, |passage| passage.score),
            lead: lead.map_or(0.0, |passage| passage.score),
            coverage: share(own + weights.stem.min(1.0) * (all - own)),
            title_only: self.title_only(article),
            title_fullness: self.title_fullness(article),
            related: related.score,
        }
    }

    /// Returns what the clauses weigh that the title has and the body lacks.
    fn title_only(&mut self, article: &Examined) -> f32 {
        let is_alone = |clause: &u16| !marked(article.body.iter()).any(|other| other == *clause);
        let alone = marked(article.title.iter()).filter(is_alone);
        covered(alone, &self.plan.clauses, &mut self.is_seen)
    }

    fn title_fullness(&mut self, article: &Examined) -> f32 {
        let mut words: u32 = 0;
        let mut end = 0;
        for mark in &article.title {
            words += mark.end.saturating_sub(mark.start.max(end));
            end = end.max(mark.end);
        }
        if words == 0 || article.title_words == 0 {
            return 0.0;
        }
        let share = (words as f32 / article.title_words as f32).min(1.0);
        share * covered(marked(article.title.iter()), &self.plan.clauses, &mut self.is_seen)
    }
}

impl Signals {
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

/// Returns what clauses weigh together, each once; `is_seen` is room for them.
fn covered(
    mut found: impl Iterator<Item = u16>,
    clauses: &[Clause],
    is_seen: &mut Vec<bool>,
) -> f32 {
    let Some(first) = found.next() else { return 0.0 };
    if let [only] = clauses {
        return only.weight;
    }
    is_seen.clear();
    is_seen.resize(clauses.len(), false);
    is_seen[usize::from(first)] = true;
    found.for_each(|clause| is_seen[usize::from(clause)] = true);
    clauses.iter().zip(is_seen).filter(|(_, seen)| **seen).map(|(clause, _)| clause.weight).sum()
}
