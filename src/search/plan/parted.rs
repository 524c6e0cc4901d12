//! Words of a phrase in the spelling of a compound: `weekend prolongé` is also `week-end prolongé`.
//!
//! A compound holds as many places as it has parts, so what follows it stands further off than behind
//! the word. The last word of a phrase needs none of this: nothing follows it.

use super::phrase::{Piece, Setting};
use super::{Planner, Scope};
use crate::analysis::{QueryToken, Rule, Unit};
use crate::error::Result;
use crate::query::Matching;

/// Most further spellings of one phrase; each is looked for by itself.
const MAX_SPELLINGS: usize = 8;

impl Planner<'_> {
    /// Returns the further spellings of a phrase.
    pub(super) fn parted(&mut self, pieces: &[Piece], setting: Setting) -> Result<Vec<Vec<Piece>>> {
        // One move of slop makes up for the place more.
        if setting.slop > 0 {
            return Ok(Vec::new());
        }
        let mut spellings: Vec<Vec<Piece>> = vec![Vec::new()];
        for (index, piece) in pieces.iter().enumerate() {
            let mut choices = vec![piece.clone()];
            if index + 1 < pieces.len() {
                choices.extend(self.compounds_of(piece, setting.scope)?);
            }
            let longer = spellings.iter().flat_map(|begun| {
                choices.iter().map(move |choice| [begun, std::slice::from_ref(choice)].concat())
            });
            // The first one is the phrase as typed.
            spellings = longer.take(MAX_SPELLINGS + 1).collect();
        }
        spellings.remove(0);
        Ok(spellings)
    }

    /// Returns a word as the compounds that it may be, as far as articles have their parts.
    fn compounds_of(&mut self, piece: &Piece, scope: Scope) -> Result<Vec<Piece>> {
        let Piece::Unit(Unit::Single(word), matching) = piece else { return Ok(Vec::new()) };
        let is_plain = word.rule == Rule::Word && !word.is_stop_word;
        if !is_plain || !matches!(matching, Matching::Inflected | Matching::Exact) {
            return Ok(Vec::new());
        }
        let mut compounds = Vec::new();
        for spelling in self.lookups.partings(&word.written)?.iter() {
            let units = self.units(spelling);
            let [Unit::Compound { parts, joined: Some(joined) }] = units.as_slice() else {
                continue;
            };
            let is_same = joined.exact == word.exact;
            if is_same && self.begins_somewhere(parts, *matching, scope)? {
                let (parts, joined) = (parts.clone(), joined.clone());
                compounds.push(Piece::Parted { parts, joined, matching: *matching });
            }
        }
        Ok(compounds)
    }

    /// Tells whether some article has the first part of a compound: mostly none has that of a wrong one.
    fn begins_somewhere(
        &mut self,
        parts: &[QueryToken],
        matching: Matching,
        scope: Scope,
    ) -> Result<bool> {
        let Some(first) = parts.first() else { return Ok(false) };
        for zone in self.zones(scope) {
            if !self.terms(first, matching, zone, scope)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
