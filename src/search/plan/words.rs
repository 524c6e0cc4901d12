//! Words side by side and alone: which of them weigh, and how.

use super::phrase::Choice;
use super::units::Unit;
use super::{Node, Planner, Scope, TermSet, WeightedTerm};
use crate::analysis::QueryToken;
use crate::error::Result;
use crate::query::{Field, Matching, Query, Word};
use crate::search::bm25::MAX_SATURATION;

/// Up to so many content words, articles that have all of them come first. A longer query is a
/// question or a pasted headline, of which good articles often lack a word.
const MAX_WORDS_ALL_FIRST: usize = 4;

impl Planner<'_> {
    /// Plans words side by side. Stop words weigh nothing, unless there is nothing else.
    pub(super) fn words(&mut self, parts: &[Query], scope: Scope) -> Result<Node> {
        let mut planned = Vec::new();
        let mut stop_words = Vec::new();
        let mut required = Vec::new();
        for part in parts {
            if let Query::Required(part) = part {
                let part = self.node(part, scope)?;
                required.push(Node::Filter(Box::new(part.clone())));
                planned.push(part);
                continue;
            }
            let Query::Word(word) = part else {
                planned.push(self.node(part, scope)?);
                continue;
            };
            if self.is_pattern(word) {
                planned.push(self.word(word, scope)?);
                continue;
            }
            self.note_identical(word);
            for unit in self.units(&word.text) {
                if unit.is_stop_word() && word.matching == Matching::Inflected {
                    stop_words.push((unit, word.matching));
                    continue;
                }
                let of = self.next_clause();
                planned.push(self.unit(&unit, word.matching, scope)?);
                self.plan_stem(of, &unit, word.matching, scope)?;
            }
        }
        if planned.is_empty() {
            for (unit, matching) in stop_words {
                planned.push(self.unit(&unit, matching, scope)?);
            }
        }
        let weighed = match planned.len() {
            0 => return Ok(Node::Nothing),
            1 => return Ok(planned.swap_remove(0)),
            count => {
                let is_short = count <= MAX_WORDS_ALL_FIRST;
                let bonus = if is_short { planned.iter().map(ceiling).sum() } else { 0.0 };
                Node::Words { parts: planned, bonus }
            }
        };
        if required.is_empty() {
            return Ok(weighed);
        }
        required.push(weighed);
        Ok(Node::All(required))
    }

    /// Plans one word that stands alone, or under an operator: all it falls into must match.
    pub(super) fn word(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        if self.is_pattern(word) {
            return self.pattern(word, scope);
        }
        self.note_identical(word);
        let mut units = self.units(&word.text);
        if units.iter().any(|unit| !unit.is_stop_word()) {
            units.retain(|unit| !unit.is_stop_word());
        }
        let mut nodes = Vec::new();
        for unit in &units {
            nodes.push(self.unit(unit, word.matching, scope)?);
        }
        Ok(match nodes.len() {
            0 => Node::Nothing,
            1 => nodes.swap_remove(0),
            _ => Node::All(nodes),
        })
    }

    fn unit(&mut self, unit: &Unit, matching: Matching, scope: Scope) -> Result<Node> {
        let clause = self.clause();
        match unit {
            Unit::Single(token) => self.single(clause, token, matching, scope),
            Unit::Compound { parts, joined } => {
                let places: Vec<_> =
                    parts.iter().map(|part| vec![Choice::Token(part.clone(), matching)]).collect();
                let mut nodes = self.phrase_nodes(clause, &places, 0, scope)?;
                if let Some(joined) = joined {
                    nodes.push(self.single(clause, joined, matching, scope)?);
                }
                Ok(Node::Any(nodes))
            }
        }
    }

    fn single(
        &mut self,
        clause: u16,
        token: &QueryToken,
        matching: Matching,
        scope: Scope,
    ) -> Result<Node> {
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            terms.extend(self.terms(token, matching, zone, scope)?);
        }
        self.note(clause, token, &terms);
        let word = Node::Word(TermSet { clause, terms });
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }
}

/// Returns the highest score a node can give.
pub(in crate::search) fn ceiling(node: &Node) -> f32 {
    let terms = |terms: &[WeightedTerm]| terms.iter().map(|term| term.weight).sum::<f32>();
    match node {
        Node::Word(set) => terms(&set.terms) * MAX_SATURATION,
        Node::Phrase(phrase) => phrase.weight * MAX_SATURATION,
        Node::All(parts) | Node::Any(parts) => parts.iter().map(ceiling).sum(),
        Node::Words { parts, bonus, .. } => bonus + parts.iter().map(ceiling).sum::<f32>(),
        Node::Except(kept, _) => ceiling(kept),
        Node::Near { sides, .. } => sides.iter().map(ceiling).sum(),
        Node::AtLeast { of, .. } | Node::Lead { of, .. } => ceiling(of),
        Node::Nothing | Node::Everything | Node::Filter(_) | Node::Dated(_) => 0.0,
    }
}
