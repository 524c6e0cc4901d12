//! Phrases: every word has its place.

use super::pairs::in_phrase;
use super::units::Unit;
use super::{Node, PhrasePlan, Planner, Scope, Slot, TermSet, Zone};
use crate::analysis::QueryToken;
use crate::error::Result;
use crate::query::{Matching, Phrase, Query};

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
                push_choice(&mut apart, &mut joined, self.choice_tokens(choices));
                continue;
            };
            self.note_identical(word);
            for unit in self.units(&word.text) {
                match unit {
                    Unit::Single(token) => {
                        let token = vec![(token, word.matching)];
                        push_choice(&mut apart, &mut joined, token);
                    }
                    Unit::Compound { parts, joined: form } => {
                        has_compound |= form.is_some();
                        let form = form.map_or_else(|| parts.clone(), |form| vec![form]);
                        let alone = |token| vec![(token, word.matching)];
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
                Unit::Single(token) => places.push(vec![(token, Matching::Exact)]),
                Unit::Compound { parts, .. } => {
                    places.extend(parts.into_iter().map(|part| vec![(part, Matching::Exact)]));
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
        places: &[Vec<(QueryToken, Matching)>],
        slop: u32,
        scope: Scope,
    ) -> Result<Vec<Node>> {
        let mut nodes = Vec::new();
        for zone in self.zones(scope) {
            let mut slots = Vec::with_capacity(places.len());
            for (offset, choices) in (0..).zip(places) {
                let mut terms = Vec::new();
                for (token, matching) in choices {
                    let matching = in_phrase(token, *matching);
                    let found = self.terms(token, matching, zone, scope)?;
                    self.note(clause, token, &found);
                    terms.extend(found);
                }
                slots.push(Slot { offset, terms });
            }
            let weight = slots.iter().flat_map(|slot| &slot.terms).map(|term| term.weight).sum();
            let length = slots.len() as u32;
            let mut wording = Vec::new();
            if zone == Zone::Body && slop == 0 {
                (slots, wording) = self.with_pairs(slots, places)?;
            }
            let plan = PhrasePlan { clause, zone, slots, wording, slop, length, weight };
            nodes.push(phrase_node(plan));
        }
        Ok(nodes)
    }

    fn choice_tokens(&mut self, choices: &[Query]) -> Vec<(QueryToken, Matching)> {
        let mut tokens = Vec::new();
        for choice in choices {
            let Query::Word(word) = choice else { continue };
            let found = self.analyzer.analyze_query(&word.text).into_iter();
            tokens.extend(found.map(|token| (token, word.matching)));
        }
        tokens
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
