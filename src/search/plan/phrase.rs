//! Phrases: every word has its place.

use super::units::Unit;
use super::{Node, PhrasePlan, Planner, Scope, Slot, TermSet, WeightedTerm, Zone};
use crate::analysis::{QueryToken, Rule, is_stop_form};
use crate::error::Result;
use crate::index::pair_term;
use crate::query::{Matching, Phrase, Query, Word};

/// Most forms that a truncated word stands for inside a phrase: the positions of each are read for
/// every article that has the other words.
const MAX_FORMS_IN_PHRASE: usize = 128;

/// What may stand at one place of a phrase.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// A word.
    Token(QueryToken, Matching),
    /// A truncated, masked or fuzzy word.
    Forms(Word),
}

/// Terms of the verbs among the stop words.
const AUXILIARIES: [&str; 2] = ["etre", "avoir"];

impl Planner<'_> {
    /// Plans a phrase: every word has its place, stop words included.
    pub(super) fn phrase(&mut self, phrase: &Phrase, scope: Scope) -> Result<Node> {
        let mut apart = Vec::new();
        let mut joined = Vec::new();
        let mut has_compound = false;
        for slot in &phrase.slots {
            let choices = match slot {
                Query::Any(choices) => choices.as_slice(),
                single => std::slice::from_ref(single),
            };
            let [Query::Word(word)] = choices else {
                push_choice(&mut apart, &mut joined, self.alternatives(choices));
                continue;
            };
            if self.is_pattern(word) {
                self.count_fuzzy(word);
                push_choice(&mut apart, &mut joined, vec![Choice::Forms(word.clone())]);
                continue;
            }
            self.note_identical(word);
            for unit in self.units(&word.text) {
                match unit {
                    Unit::Single(token) => {
                        let token = Choice::Token(token, word.matching);
                        push_choice(&mut apart, &mut joined, vec![token]);
                    }
                    Unit::Compound { parts, joined: form } => {
                        has_compound |= form.is_some();
                        let form = form.map_or_else(|| parts.clone(), |form| vec![form]);
                        let alone = |token| vec![Choice::Token(token, word.matching)];
                        apart.extend(parts.into_iter().map(alone));
                        joined.extend(form.into_iter().map(alone));
                    }
                }
            }
        }
        let clause = self.clause();
        let mut nodes = self.phrase_nodes(clause, &apart, phrase.slop, scope)?;
        if has_compound {
            nodes.extend(self.phrase_nodes(clause, &joined, phrase.slop, scope)?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Any(nodes) })
    }

    /// Plans a name in a metadata field: its words in order, without scoring.
    pub(super) fn metadata_phrase(&mut self, text: &str, scope: Scope) -> Result<Node> {
        let mut places = Vec::new();
        for unit in self.units(text) {
            match unit {
                Unit::Single(token) => places.push(vec![Choice::Token(token, Matching::Exact)]),
                Unit::Compound { parts, .. } => {
                    let alone = |part| vec![Choice::Token(part, Matching::Exact)];
                    places.extend(parts.into_iter().map(alone));
                }
            }
        }
        let clause = self.clause();
        let nodes = self.phrase_nodes(clause, &places, 0, scope)?;
        Ok(Node::Filter(Box::new(Node::Any(nodes))))
    }

    /// Plans words at successive places, once for every zone.
    pub(super) fn phrase_nodes(
        &mut self,
        clause: u16,
        places: &[Vec<Choice>],
        slop: u32,
        scope: Scope,
    ) -> Result<Vec<Node>> {
        let mut nodes = Vec::new();
        for zone in self.zones(scope) {
            let mut slots = Vec::with_capacity(places.len());
            let mut weight = 0.0;
            for (offset, choices) in (0..).zip(places) {
                let mut terms = Vec::new();
                for choice in choices {
                    weight += self.choice(clause, choice, (zone, scope), &mut terms)?;
                }
                slots.push(Slot { offset, terms });
            }
            let length = slots.len() as u32;
            if zone == Zone::Body && slop == 0 {
                slots = self.with_pairs(slots, places)?;
            }
            nodes.push(phrase_node(PhrasePlan { clause, zone, slots, slop, length, weight }));
        }
        Ok(nodes)
    }

    /// Adds the terms of a choice and returns what it weighs.
    fn choice(
        &mut self,
        clause: u16,
        choice: &Choice,
        (zone, scope): (Zone, Scope),
        terms: &mut Vec<WeightedTerm>,
    ) -> Result<f32> {
        match choice {
            Choice::Token(token, matching) => {
                let matching = in_phrase(token, *matching);
                let found = self.terms(token, matching, zone, scope)?;
                self.note(clause, token, &found);
                let weight = found.iter().map(|term| term.weight).sum();
                terms.extend(found);
                Ok(weight)
            }
            Choice::Forms(word) => {
                let found = self.forms(clause, word, (zone, scope), MAX_FORMS_IN_PHRASE)?;
                let weight = found.iter().map(|term| term.weight).fold(0.0, f32::max);
                terms.extend(found);
                Ok(weight)
            }
        }
    }

    /// Puts pairs in the place of neighbouring stop words that stand as typed.
    fn with_pairs(&self, slots: Vec<Slot>, places: &[Vec<Choice>]) -> Result<Vec<Slot>> {
        let form = |index: usize| match places.get(index).map(Vec::as_slice) {
            Some([Choice::Token(token, matching)]) => {
                let is_fixed = in_phrase(token, *matching) == Matching::Exact;
                (is_fixed && is_stop_form(&token.exact)).then_some(token.exact.as_str())
            }
            _ => None,
        };
        let mut paired = Vec::with_capacity(slots.len());
        let mut is_covered = false;
        for (index, slot) in slots.into_iter().enumerate() {
            if let (Some(first), Some(second)) = (form(index), form(index + 1)) {
                let column = self.snapshot.fields().body_pairs;
                let term = self.term(column, &pair_term(first, second), Zone::Body, 0.0)?;
                let terms = term.map(|term| WeightedTerm { is_exact: true, ..term });
                paired.push(Slot { offset: slot.offset, terms: terms.into_iter().collect() });
                is_covered = true;
            } else if !std::mem::take(&mut is_covered) {
                paired.push(slot);
            }
        }
        Ok(paired)
    }

    /// Returns what alternatives put at one place: a compound its joined form, `l'accord` its last
    /// word.
    fn alternatives(&mut self, choices: &[Query]) -> Vec<Choice> {
        let mut found = Vec::new();
        for choice in choices {
            let Query::Word(word) = choice else { continue };
            if self.is_pattern(word) {
                self.count_fuzzy(word);
                found.push(Choice::Forms(word.clone()));
                continue;
            }
            self.note_identical(word);
            let mut tokens = self.analyzer.analyze_query(&word.text);
            let joined = tokens.iter().rposition(|token| token.rule == Rule::Joined);
            let last = joined.or(tokens.len().checked_sub(1));
            let token = last.map(|index| tokens.swap_remove(index));
            found.extend(token.map(|token| Choice::Token(token, word.matching)));
        }
        found
    }
}

/// In a phrase an article or preposition stands as typed: « Corée du Nord » is not "Corée de la
/// Nord". Auxiliary verbs are inflected like any other word.
fn in_phrase(token: &QueryToken, matching: Matching) -> Matching {
    let is_auxiliary = AUXILIARIES.contains(&token.lemma.as_str());
    match matching {
        Matching::Inflected if token.is_stop_word && !is_auxiliary => Matching::Exact,
        matching => matching,
    }
}

fn push_choice<T: Clone>(apart: &mut Vec<Vec<T>>, joined: &mut Vec<Vec<T>>, choice: Vec<T>) {
    apart.push(choice.clone());
    joined.push(choice);
}

/// A phrase of one word is that word; one with a place that nothing can fill matches nothing.
fn phrase_node(mut phrase: PhrasePlan) -> Node {
    let is_hopeless = phrase.slots.iter().any(|slot| slot.terms.is_empty());
    match phrase.slots.as_mut_slice() {
        [] => Node::Nothing,
        _ if is_hopeless => Node::Nothing,
        [only] if phrase.length == 1 => {
            Node::Word(TermSet { clause: phrase.clause, terms: std::mem::take(&mut only.terms) })
        }
        _ => Node::Phrase(phrase),
    }
}
