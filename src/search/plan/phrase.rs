//! Phrases: every word has its place.

use std::ops::Range;

use super::pairs::in_phrase;
use super::row::Run;
use super::synonyms::{Worth, same, wordings, worth};
use super::{Kinship, Node, PhrasePlan, Planner, Scope, Slot, TermSet, WeightedTerm, Zone};
use crate::analysis::{QueryToken, Rule, Unit};
use crate::error::Result;
use crate::query::{Matching, Phrase, Query, Word};

/// One thing that may stand at a place of a phrase.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// A word.
    Token(QueryToken, Matching),
    /// A truncated, masked or fuzzy word.
    Forms(Word),
}

/// What may stand at one place of a phrase.
pub(super) type Place = Vec<Choice>;

/// A part of a phrase as typed.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// A word or a compound.
    Unit(Unit, Matching),
    /// A word in the spelling of a compound: its parts, and the word over the first of them.
    Parted { parts: Vec<QueryToken>, joined: QueryToken, matching: Matching },
    /// One place with several words to choose from.
    Choice(Place),
}

/// The places of a phrase, one behind the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    pub(super) places: Vec<Place>,
    /// Words that must stand over the place of that number and the next one.
    over: Vec<(u32, Choice)>,
}

impl From<Vec<Place>> for Spelling {
    fn from(places: Vec<Place>) -> Self {
        Spelling { places, over: Vec::new() }
    }
}

impl Spelling {
    /// Adds the parts of a compound and the joined word over them.
    fn push_parted(&mut self, parts: &[QueryToken], joined: &QueryToken, matching: Matching) {
        let place = self.places.len() as u32;
        self.over.push((place, Choice::Token(joined.clone(), matching)));
        let alone = |token: &QueryToken| vec![Choice::Token(token.clone(), matching)];
        self.places.extend(parts.iter().map(alone));
    }
}

/// What the words of a phrase share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub clause: u16,
    pub slop: u32,
    pub scope: Scope,
}

impl<'a> Planner<'a> {
    /// Plans a phrase: every word has its place, stop words included.
    pub(super) fn phrase(&mut self, phrase: &Phrase, scope: Scope) -> Result<Node> {
        let pieces = self.pieces(phrase);
        let setting = Setting { clause: self.clause(), slop: phrase.slop, scope };
        let typed = any_of(self.spelled(&pieces, setting)?);
        let runs = self.runs_of(&pieces, scope);
        if runs.is_empty() {
            return Ok(typed);
        }
        let worthy = Worth { typed: worth(&typed), share: 1.0 };
        let mut forms = vec![typed];
        for wording in wordings(&pieces, &runs) {
            forms.extend(self.synonym(&wording, worthy, setting)?);
        }
        Ok(same(forms))
    }

    fn pieces(&mut self, phrase: &Phrase) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for slot in &phrase.slots {
            let choices = match slot {
                Query::Any(choices) => choices.as_slice(),
                single => std::slice::from_ref(single),
            };
            match choices {
                [Query::Word(word)] if !self.is_pattern(word) => {
                    let units = self.units(&word.text).into_iter();
                    pieces.extend(units.map(|unit| Piece::Unit(unit, word.matching)));
                }
                choices => pieces.push(Piece::Choice(self.alternatives(choices))),
            }
        }
        pieces
    }

    /// Plans the pieces of a phrase in every spelling: compounds in parts and joined, and words as
    /// compounds.
    pub(super) fn spelled(&mut self, pieces: &[Piece], setting: Setting) -> Result<Vec<Node>> {
        let mut nodes = self.compounds(pieces, setting)?;
        for spelling in self.parted(pieces, setting)? {
            nodes.extend(self.compounds(&spelling, setting)?);
        }
        Ok(nodes)
    }

    /// Plans the pieces of a phrase with compounds in parts, and with compounds joined.
    fn compounds(&mut self, pieces: &[Piece], setting: Setting) -> Result<Vec<Node>> {
        let (mut apart, mut joined) = (Spelling::default(), Spelling::default());
        let mut has_compound = false;
        for piece in pieces {
            match piece {
                Piece::Parted { parts, joined: whole, matching } => {
                    for spelling in [&mut apart, &mut joined] {
                        spelling.push_parted(parts, whole, *matching);
                    }
                }
                Piece::Choice(place) => {
                    apart.places.push(place.clone());
                    joined.places.push(place.clone());
                }
                Piece::Unit(unit, matching) => {
                    let alone = |token: &QueryToken| vec![Choice::Token(token.clone(), *matching)];
                    apart.places.extend(unit.parts().iter().map(alone));
                    match joined_form(unit, *matching) {
                        Some(form) => {
                            has_compound = true;
                            joined.places.push(alone(form));
                        }
                        None => joined.places.extend(unit.parts().iter().map(alone)),
                    }
                }
            }
        }
        let mut nodes = self.phrase_nodes(&apart, setting)?;
        if has_compound {
            nodes.extend(self.phrase_nodes(&joined, setting)?);
        }
        Ok(nodes)
    }

    /// Plans words at successive places, once for every zone.
    pub(super) fn phrase_nodes(
        &mut self,
        spelling: &Spelling,
        setting: Setting,
    ) -> Result<Vec<Node>> {
        let Spelling { places, over } = spelling;
        let Setting { clause, slop, scope } = setting;
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
            let mut wording = Vec::new();
            if zone == Zone::Body && slop == 0 {
                (slots, wording) = self.with_pairs(slots, places)?;
            }
            for (offset, choice) in over {
                let mut terms = Vec::new();
                self.choice(clause, choice, (zone, scope), &mut terms)?;
                slots.push(Slot { offset: *offset, terms });
            }
            let plan = PhrasePlan { clause, zone, slots, wording, slop, length, weight };
            nodes.push(self.written(phrase_node(plan), places, setting));
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
                let found = self.forms(clause, word, zone, scope)?;
                let weight = found.iter().map(|term| term.weight).fold(0.0, f32::max);
                terms.extend(found);
                Ok(weight)
            }
        }
    }

    /// Finds the pieces that have synonyms, in stretches of inflected words.
    fn runs_of(&mut self, pieces: &[Piece], scope: Scope) -> Vec<Run<'a>> {
        let mut runs = Vec::new();
        let mut units = Vec::new();
        for (index, piece) in pieces.iter().map(Some).chain([None]).enumerate() {
            if let Some(Piece::Unit(unit, Matching::Inflected)) = piece {
                units.push(unit.clone());
                continue;
            }
            let first = index - units.len();
            for run in self.runs(&units, scope) {
                self.note_synonyms(units.get(run.units.clone()).unwrap_or_default(), &run.synonyms);
                let Run { units: Range { start, end }, synonyms } = run;
                runs.push(Run { units: first + start..first + end, synonyms });
            }
            units.clear();
        }
        runs
    }

    /// Returns what alternatives put at one place: a compound its joined form, `l'accord` its last
    /// word.
    fn alternatives(&mut self, choices: &[Query]) -> Vec<Choice> {
        let mut found = Vec::new();
        for choice in choices {
            let Query::Word(word) = choice else { continue };
            if self.is_pattern(word) {
                found.push(Choice::Forms(word.clone()));
                continue;
            }
            let mut tokens = self.analyzer.analyze_query(&word.text);
            let joined = tokens.iter().rposition(|token| token.rule == Rule::Joined);
            let last = joined.or(tokens.len().checked_sub(1));
            let token = last.map(|index| tokens.swap_remove(index));
            found.extend(token.map(|token| Choice::Token(token, word.matching)));
        }
        found
    }
}

/// Returns the joined form of a compound. Letter for letter a compound is its parts.
pub(super) fn joined_form(unit: &Unit, matching: Matching) -> Option<&QueryToken> {
    match unit {
        Unit::Compound { joined, .. } if matching != Matching::Identical => joined.as_ref(),
        _ => None,
    }
}

fn any_of(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Any(nodes) }
}

/// A phrase of one word is that word; one with a place that nothing can fill matches nothing.
fn phrase_node(mut phrase: PhrasePlan) -> Node {
    let is_hopeless = phrase.slots.iter().any(|slot| slot.terms.is_empty());
    match phrase.slots.as_mut_slice() {
        [] => Node::Nothing,
        _ if is_hopeless => Node::Nothing,
        [only] if phrase.length == 1 => {
            let terms = std::mem::take(&mut only.terms);
            Node::Word(TermSet { clause: phrase.clause, terms, kinship: Kinship::Typed })
        }
        _ => Node::Phrase(phrase),
    }
}
