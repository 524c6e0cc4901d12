//! What typed text falls into: single words, and compounds with their parts.

use super::Planner;
use crate::analysis::{QueryToken, Rule};

/// What one typed word falls into.
pub(super) enum Unit {
    /// One word.
    Single(QueryToken),
    /// The parts of a compound at successive positions, and the joined form.
    Compound { parts: Vec<QueryToken>, joined: Option<QueryToken> },
}

impl Unit {
    pub(super) fn is_stop_word(&self) -> bool {
        matches!(self, Unit::Single(token) if token.is_stop_word)
    }
}

impl Planner<'_> {
    /// Takes typed text apart; a compound's parts and its joined form belong together.
    pub(super) fn units(&mut self, text: &str) -> Vec<Unit> {
        let mut units = Vec::new();
        for token in self.analyzer.analyze_query(text) {
            if token.rule == Rule::Joined {
                let parts = first_part(&mut units, &token);
                units.push(Unit::Compound { parts, joined: Some(token) });
                continue;
            }
            let is_part = token.rule == Rule::Part;
            match units.last_mut() {
                // Under a joined form, numbers and elided words are parts too: `49-3`.
                Some(Unit::Compound { parts, joined })
                    if (is_part || joined.is_some()) && fits(parts, joined, &token) =>
                {
                    parts.push(token);
                }
                _ if is_part => units.push(Unit::Compound { parts: vec![token], joined: None }),
                _ => units.push(Unit::Single(token)),
            }
        }
        units
    }
}

/// A part continues the compound when it stands right behind the last one.
fn fits(parts: &[QueryToken], joined: &Option<QueryToken>, token: &QueryToken) -> bool {
    let end = joined.as_ref().map(|joined| joined.position + joined.length);
    let is_inside = end.is_none_or(|end| token.position < end);
    let is_next = parts.last().is_none_or(|last| last.position + 1 == token.position);
    is_inside && is_next
}

/// Takes back the first part, which a joined form follows.
fn first_part(units: &mut Vec<Unit>, joined: &QueryToken) -> Vec<QueryToken> {
    match units.pop() {
        Some(Unit::Single(part)) if part.position == joined.position => vec![part],
        Some(Unit::Compound { parts, joined: None }) if starts_with(&parts, joined) => parts,
        other => {
            units.extend(other);
            Vec::new()
        }
    }
}

fn starts_with(parts: &[QueryToken], joined: &QueryToken) -> bool {
    parts.first().is_some_and(|first| first.position == joined.position)
}
