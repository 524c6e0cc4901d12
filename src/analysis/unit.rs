//! What typed text falls into: single words, and compounds with their parts.

use super::{QueryToken, Rule};

/// What one typed word falls into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// One word.
    Single(QueryToken),
    /// A compound such as `week-end`.
    Compound {
        /// Its parts, at successive positions.
        parts: Vec<QueryToken>,
        /// The parts as one word.
        joined: Option<QueryToken>,
    },
}

impl Unit {
    /// Puts the words of a query together: the parts of a compound and its joined form are one.
    pub fn group(tokens: Vec<QueryToken>) -> Vec<Unit> {
        let mut units = Vec::new();
        for token in tokens {
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

    /// Returns the words at successive positions: the one, or the parts.
    pub fn parts(&self) -> &[QueryToken] {
        match self {
            Unit::Single(token) => std::slice::from_ref(token),
            Unit::Compound { parts, .. } => parts,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    #[test]
    fn the_parts_of_a_compound_stay_together() {
        let tokens = Analyzer::default().analyze_query("le week-end de Saint-Malo");
        let units = Unit::group(tokens);
        let lengths: Vec<_> = units.iter().map(|unit| unit.parts().len()).collect();
        assert_eq!(lengths, [1, 2, 1, 2]);
    }
}
