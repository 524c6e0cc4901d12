//! Words side by side and alone: which of them weigh, and how.

use super::kin::{Kin, MIN_LOOSE_WORDS};
use super::phrase::{Choice, Setting, joined_form};
use super::row::{self, Row, stretches};
use super::synonyms::Planned;
use super::{Kinship, Node, Planner, Scope, TermSet, WeightedTerm};
use crate::analysis::{QueryToken, Unit};
use crate::error::Result;
use crate::query::{Field, Matching, Query, Word};

impl<'a> Planner<'a> {
    /// Plans words side by side. Stop words weigh nothing, unless there is nothing else.
    pub(super) fn words(&mut self, parts: &[Query], scope: Scope) -> Result<Node> {
        let mut planned = Vec::new();
        let mut stop_words = Vec::new();
        let mut required = Vec::new();
        let mut kin = Vec::new();
        for stretch in stretches(parts) {
            if let [Query::Required(part)] = stretch {
                let part = self.node(part, scope)?;
                required.push(Node::Filter(Box::new(part.clone())));
                planned.push(part);
                continue;
            }
            let Some(words) = self.words_apart(stretch) else {
                planned.extend(self.nodes(stretch, scope)?);
                continue;
            };
            let row = self.row(&words, scope);
            let is_weighed = |(word, unit): (&Word, &Unit)| {
                word.matching != Matching::Inflected || !self.is_ignored(unit)
            };
            let is_kept: Vec<bool> = row.iter().map(is_weighed).collect();
            for ((word, unit), is_kept) in row.iter().zip(&is_kept) {
                if !is_kept {
                    stop_words.push((unit.clone(), word.matching));
                }
            }
            let first = (planned.len(), self.next_clause());
            planned.extend(self.units_of(&row, &is_kept, scope)?);
            kin.extend(self.kin(&row, &is_kept, scope, first)?);
        }
        if planned.is_empty() {
            for (unit, matching) in stop_words {
                let clause = self.clause();
                planned.push(self.unit(clause, &unit, matching, scope)?);
            }
        }
        let weighed = self.weighed(planned, kin)?;
        if required.is_empty() {
            return Ok(weighed);
        }
        required.push(weighed);
        Ok(Node::All(required))
    }

    /// Puts words together of which any will do. Of a short query, articles with all of them come
    /// first; a longer one is a question or a pasted headline, of which good articles often lack
    /// a word.
    fn weighed(&mut self, mut planned: Vec<Node>, kin: Vec<Kin>) -> Result<Node> {
        let count = planned.len();
        match count {
            0 => return Ok(Node::Nothing),
            1 => return Ok(planned.swap_remove(0)),
            _ => {}
        }
        let is_short = count <= self.weights.completeness_words as usize;
        if !is_short && count >= MIN_LOOSE_WORDS && self.is_loose {
            self.loosen(&mut planned, kin)?;
        }
        let ceiling = if is_short { planned.iter().map(ceiling).sum() } else { 0.0 };
        Ok(Node::Words { parts: planned, bonus: self.weights.completeness * ceiling })
    }

    /// Returns the words of a stretch that are taken apart: all but those that stand for forms.
    fn words_apart<'q>(&self, stretch: &'q [Query]) -> Option<Vec<&'q Word>> {
        row::words(stretch).filter(|words| !words.iter().any(|word| self.is_pattern(word)))
    }

    /// Plans one word that stands alone, or under an operator: all it falls into must match.
    pub(super) fn word(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        if self.is_pattern(word) {
            return self.pattern(word, scope);
        }
        let mut nodes = self.required(&[word], scope)?;
        Ok(match nodes.len() {
            0 => Node::Nothing,
            1 => nodes.swap_remove(0),
            _ => Node::All(nodes),
        })
    }

    /// Plans parts that must all match.
    pub(super) fn required_parts(&mut self, stretch: &[Query], scope: Scope) -> Result<Vec<Node>> {
        match self.words_apart(stretch) {
            Some(words) => self.required(&words, scope),
            None => self.nodes(stretch, scope),
        }
    }

    /// Plans words that must all match; of what a word falls into, stop words need not.
    fn required(&mut self, words: &[&Word], scope: Scope) -> Result<Vec<Node>> {
        let row = self.row(words, scope);
        let is_telling: Vec<bool> = row.units.iter().map(|unit| !self.is_ignored(unit)).collect();
        let has_telling = |word: &Word| {
            let mut units = row.typed_in.iter().zip(&is_telling);
            units.any(|(other, telling)| *telling && std::ptr::eq(*other, word))
        };
        let units = row.typed_in.iter().zip(&is_telling);
        let is_kept: Vec<bool> =
            units.map(|(word, telling)| *telling || !has_telling(word)).collect();
        self.units_of(&row, &is_kept, scope)
    }

    /// Plans the units of a row that are kept, and what may stand for them.
    fn units_of(&mut self, row: &Row<'_, 'a>, is_kept: &[bool], scope: Scope) -> Result<Vec<Node>> {
        let mut planned = Vec::with_capacity(row.units.len());
        let shares = self.shares(row);
        for (((word, unit), is_kept), share) in row.iter().zip(is_kept).zip(&shares) {
            planned.push(match is_kept {
                true => {
                    let clause = self.clause();
                    let scope = Scope { weight: scope.weight * share, ..scope };
                    let node = self.unit(clause, unit, word.matching, scope)?;
                    Some(Planned { clause, node })
                }
                false => None,
            });
        }
        for run in &row.runs {
            self.note_synonyms(&row.units[run.units.clone()], &run.synonyms);
            let setting = Setting { clause: 0, slop: 0, scope };
            self.widen(run, &mut planned[run.units.clone()], setting)?;
        }
        Ok(planned.into_iter().flatten().map(|planned| planned.node).collect())
    }

    fn unit(&mut self, clause: u16, unit: &Unit, matching: Matching, scope: Scope) -> Result<Node> {
        match unit {
            Unit::Single(token) => self.single(clause, token, matching, scope),
            Unit::Compound { parts, .. } => {
                let places: Vec<_> =
                    parts.iter().map(|part| vec![Choice::Token(part.clone(), matching)]).collect();
                let mut nodes = Vec::new();
                // Where the compound is written as one, its joined form tells without positions.
                if let Some(joined) = joined_form(unit, matching) {
                    nodes.push(self.single(clause, joined, matching, scope)?);
                }
                nodes
                    .extend(self.phrase_nodes(&places.into(), Setting { clause, slop: 0, scope })?);
                // Proximity looks at each wording for itself.
                Ok(if scope.zone.is_none() { Node::Same(nodes) } else { Node::Any(nodes) })
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
        let setting = Setting { clause, slop: 0, scope };
        let place = [vec![Choice::Token(token.clone(), matching)]];
        let word = self.written(
            Node::Word(TermSet { clause, terms, kinship: Kinship::Typed }),
            &place,
            setting,
        );
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }
}

/// Returns the highest score a node can give.
pub(in crate::search) fn ceiling(node: &Node) -> f32 {
    let terms = |terms: &[WeightedTerm]| terms.iter().map(|term| term.weight).sum::<f32>();
    match node {
        Node::Word(set) => terms(&set.terms),
        Node::Phrase(phrase) => phrase.weight,
        Node::All(parts) | Node::Any(parts) => parts.iter().map(ceiling).sum(),
        Node::Same(parts) => parts.iter().map(ceiling).fold(0.0, f32::max),
        Node::Written(written) => ceiling(&written.of),
        Node::Words { parts, bonus, .. } => bonus + parts.iter().map(ceiling).sum::<f32>(),
        Node::Except(kept, _) => ceiling(kept),
        Node::Near { sides, .. } => sides.iter().map(ceiling).sum(),
        Node::AtLeast { of, .. } | Node::Lead { of, .. } => ceiling(of),
        Node::Nothing | Node::Everything => 0.0,
        Node::Filter(_) | Node::Dated(_) | Node::Sourced(_) => 0.0,
    }
}
