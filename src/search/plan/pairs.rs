//! Pairs and triples in phrases: neighbouring places looked up as one term.

use std::cmp::Reverse;
use std::ops::Range;

use super::phrase::{Choice, Place};
use super::{Planner, Slot, WeightedTerm, Zone};
use crate::analysis::QueryToken;
use crate::error::Result;
use crate::index::{PairKey, is_auxiliary, is_frequent, pair_term};
use crate::query::Matching;

/// Most pairs or triples that stand for neighbouring places; words with more readings than that are
/// looked up apart.
const MAX_PAIRS: usize = 24;

/// What the words that satisfy one place are called in pairs.
struct PlaceKeys {
    keys: Vec<PairKey>,
    /// Every word called so satisfies the place.
    is_exhaustive: bool,
}

/// A pair or triple that stands for neighbouring places.
struct Pair {
    places: Range<usize>,
    slot: Slot,
    /// Of each place, whether its words satisfy it, which need not be looked up then.
    are_exhaustive: Vec<bool>,
    doc_freq: u64,
}

impl Planner<'_> {
    /// Puts pairs in the place of neighbouring words where they are indexed. Returns what an
    /// article must have, and which places are looked up only to see the form that stands there.
    pub(super) fn with_pairs(
        &self,
        slots: Vec<Slot>,
        places: &[Place],
    ) -> Result<(Vec<Slot>, Vec<Slot>)> {
        let mut pairs = self.pairs(places)?;
        pairs.sort_by_key(|pair| (pair.doc_freq, Reverse(pair.places.len())));
        let mut is_covered = vec![false; slots.len()];
        let mut required = Vec::with_capacity(slots.len());
        let mut asked: Vec<Range<usize>> = Vec::new();
        for Pair { places, slot, are_exhaustive, .. } in pairs {
            let is_within =
                |other: &Range<usize>| other.start <= places.start && places.end <= other.end;
            let covered = &mut is_covered[places.clone()];
            if covered.iter().all(|is_covered| *is_covered) || asked.iter().any(is_within) {
                continue;
            }
            for (is_covered, is_exhaustive) in covered.iter_mut().zip(are_exhaustive) {
                *is_covered |= is_exhaustive;
            }
            required.push(slot);
            asked.push(places);
        }
        let mut wording = Vec::new();
        for (slot, is_covered) in slots.into_iter().zip(is_covered) {
            match is_covered {
                true if slot.terms.iter().all(|term| term.is_exact) => {}
                true => wording.push(slot.exact_forms()),
                false => required.push(slot),
            }
        }
        Ok((required, wording))
    }

    fn pairs(&self, places: &[Place]) -> Result<Vec<Pair>> {
        let mut keys = Vec::with_capacity(places.len());
        for place in places {
            keys.push(self.place_keys(place)?);
        }
        let mut pairs = Vec::new();
        for length in [2, 3] {
            for (at, neighbours) in keys.windows(length).enumerate() {
                let known: Vec<&PlaceKeys> = neighbours.iter().flatten().collect();
                if known.len() == length
                    && let Some(readings) = readings(&known)
                {
                    pairs.push(self.pair(at..at + length, &known, &readings)?);
                }
            }
        }
        Ok(pairs)
    }

    fn pair(
        &self,
        places: Range<usize>,
        known: &[&PlaceKeys],
        readings: &[Vec<PairKey>],
    ) -> Result<Pair> {
        let column = self.snapshot.fields().body_pairs;
        let (mut terms, mut doc_freq) = (Vec::new(), 0);
        for keys in readings {
            let found = self.lookups.term(self.snapshot, column, &pair_term(keys))?;
            let Some(found) = found else { continue };
            doc_freq += found.doc_freq;
            terms.push(WeightedTerm {
                column,
                places: found.places,
                zone: Zone::Body,
                weight: 1.0,
                is_exact: true,
                makes_match: true,
            });
        }
        let are_exhaustive = known.iter().map(|place| place.is_exhaustive).collect();
        let slot = Slot { offset: places.start as u32, terms };
        Ok(Pair { places, slot, are_exhaustive, doc_freq })
    }

    /// Returns what the words that satisfy a place are called; `None` when some are too rare to be
    /// in pairs.
    fn place_keys(&self, place: &Place) -> Result<Option<PlaceKeys>> {
        let mut found = PlaceKeys { keys: Vec::new(), is_exhaustive: true };
        for choice in place {
            let Choice::Token(token, matching) = choice else { return Ok(None) };
            let matching = if self.is_strict { Matching::Exact } else { *matching };
            let is_known = match in_phrase(token, matching) {
                Matching::Inflected => {
                    self.add_lemmas(token, &mut found)?
                        && self.add_forms(token, true, &mut found)?
                }
                Matching::Exact => self.add_forms(token, false, &mut found)?,
                _ => false,
            };
            if !is_known {
                return Ok(None);
            }
        }
        found.keys.sort_unstable();
        found.keys.dedup();
        Ok(Some(found))
    }

    /// Adds what the words of the lemmas of a place are called.
    fn add_lemmas(&self, token: &QueryToken, found: &mut PlaceKeys) -> Result<bool> {
        for lemma in token.homographs.iter().chain([&token.lemma]) {
            let Some(key @ PairKey::Lemma(_)) = PairKey::of("", lemma) else { return Ok(false) };
            found.keys.push(key);
            found.keys.extend(PairKey::apart(lemma));
            for form in self.snapshot.stop_forms(lemma) {
                let is_asked_for = *form == token.exact && !token.are_accents_decisive;
                found.is_exhaustive &= is_asked_for || self.has_no_other(form, token)?;
                found.keys.push(PairKey::Form(form));
            }
        }
        Ok(true)
    }

    /// Tells whether every word of a form has a lemma of the place.
    fn has_no_other(&self, form: &str, token: &QueryToken) -> Result<bool> {
        let column = self.snapshot.fields().body_exact;
        let entries = self.lookups.forms(self.snapshot, column, form)?;
        Ok(entries.iter().all(|entry| token.is_of(&entry.lemma)))
    }

    /// Adds what the words of the very form of a place are called; beside its lemmas, only those
    /// of other lemmas.
    fn add_forms(
        &self,
        token: &QueryToken,
        is_beside_lemmas: bool,
        found: &mut PlaceKeys,
    ) -> Result<bool> {
        if is_beside_lemmas && token.are_accents_decisive {
            return Ok(true);
        }
        let column = self.snapshot.fields().body_exact;
        for entry in self.lookups.forms(self.snapshot, column, &token.exact)?.iter() {
            if is_beside_lemmas && token.is_of(&entry.lemma) {
                continue;
            }
            let Some(key) = PairKey::of(&token.exact, &entry.lemma) else { return Ok(false) };
            found.is_exhaustive &= key.tells_form();
            found.keys.push(key);
        }
        Ok(true)
    }
}

/// Lists all that neighbouring words may be called; `None` where that is too much, or where some of
/// it is not indexed.
fn readings(places: &[&PlaceKeys]) -> Option<Vec<Vec<PairKey>>> {
    let count = places.iter().map(|place| place.keys.len()).product::<usize>();
    if count > MAX_PAIRS {
        return None;
    }
    let mut readings = vec![Vec::new()];
    for place in places {
        let longer = |before: &Vec<PairKey>| {
            let with = |key: &PairKey| before.iter().chain([key]).copied().collect();
            place.keys.iter().map(with).collect::<Vec<Vec<PairKey>>>()
        };
        readings = readings.iter().flat_map(longer).collect();
    }
    let is_indexed = |keys: &Vec<PairKey>| match keys.as_slice() {
        [first, second, third] => is_frequent([*first, *second]) && is_frequent([*second, *third]),
        _ => true,
    };
    readings.iter().all(is_indexed).then_some(readings)
}

/// In a phrase an article or preposition stands as typed: « Corée du Nord » is not "Corée de la
/// Nord". Auxiliary verbs are inflected like any other word.
pub(super) fn in_phrase(token: &QueryToken, matching: Matching) -> Matching {
    match matching {
        Matching::Inflected if token.is_stop_word && !is_auxiliary(&token.lemma) => Matching::Exact,
        matching => matching,
    }
}

impl Slot {
    /// Keeps what tells that the typed form stands in the place.
    fn exact_forms(mut self) -> Slot {
        self.terms.retain(|term| term.is_exact);
        for term in &mut self.terms {
            term.makes_match = true;
        }
        self
    }
}
