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
    keys: Vec<PlaceKey>,
    /// Every word called so satisfies the place.
    is_exhaustive: bool,
    /// What they are called tells whether they stand as typed.
    tells_form: bool,
}

/// What some of them are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PlaceKey {
    key: PairKey,
    /// Whether they do not stand as typed; no, where that is not told.
    is_other_form: bool,
}

/// A pair or triple that stands for neighbouring places.
struct Pair {
    places: Range<usize>,
    slot: Slot,
    /// Of each place, whether its words satisfy it, which need not be looked up then.
    are_exhaustive: Vec<bool>,
    doc_freq: u64,
}

/// The places of a phrase as far as words are in pairs.
type Known = Vec<Option<PlaceKeys>>;

impl Planner<'_> {
    /// Puts pairs in the place of neighbouring words where they are indexed. Returns what an
    /// article must have, and which places are looked up only to see the form that stands there.
    pub(super) fn with_pairs(
        &self,
        slots: Vec<Slot>,
        places: &[Place],
    ) -> Result<(Vec<Slot>, Vec<Slot>)> {
        let known: Known =
            places.iter().map(|place| self.place_keys(place)).collect::<Result<_>>()?;
        let mut pairs = self.pairs(&known)?;
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
        for ((slot, is_covered), known) in slots.into_iter().zip(is_covered).zip(&known) {
            let tells_form = known.as_ref().is_some_and(|place| place.tells_form);
            match is_covered {
                true if tells_form || slot.terms.iter().all(|term| term.is_exact) => {}
                true => wording.push(slot.exact_forms()),
                false => required.push(slot),
            }
        }
        Ok((required, wording))
    }

    fn pairs(&self, known: &Known) -> Result<Vec<Pair>> {
        let mut pairs = Vec::new();
        let mut are_frequent = false;
        for second in 1..known.len() {
            let were_frequent = std::mem::take(&mut are_frequent);
            let Some(both) = readings(&known[second - 1..=second]) else { continue };
            are_frequent = both.iter().all(|reading| is_frequent([reading[0].key, reading[1].key]));
            pairs.push(self.pair(second - 1..second + 1, known, &both)?);
            // Two frequent pairs overlap.
            if were_frequent
                && are_frequent
                && let Some(all) = readings(&known[second - 2..=second])
            {
                pairs.push(self.pair(second - 2..second + 1, known, &all)?);
            }
        }
        Ok(pairs)
    }

    fn pair(
        &self,
        places: Range<usize>,
        known: &Known,
        readings: &[Vec<PlaceKey>],
    ) -> Result<Pair> {
        let column = self.snapshot.fields().body_pairs;
        let (mut terms, mut doc_freq) = (Vec::new(), 0);
        for reading in readings {
            let keys: Vec<PairKey> = reading.iter().map(|place| place.key).collect();
            let found = self.lookups.term(self.snapshot, column, &pair_term(&keys))?;
            let Some(found) = found else { continue };
            doc_freq += found.doc_freq;
            terms.push(WeightedTerm {
                column,
                places: found.places,
                zone: Zone::Body,
                weight: 1.0,
                is_exact: !reading.iter().any(|place| place.is_other_form),
                makes_match: true,
            });
        }
        let known = known[places.clone()].iter().flatten();
        let are_exhaustive = known.map(|place| place.is_exhaustive).collect();
        let slot = Slot { offset: places.start as u32, terms };
        Ok(Pair { places, slot, are_exhaustive, doc_freq })
    }

    /// Returns what the words that satisfy a place are called; `None` when some are too rare to be
    /// in pairs.
    fn place_keys(&self, place: &Place) -> Result<Option<PlaceKeys>> {
        let mut found = PlaceKeys { keys: Vec::new(), is_exhaustive: true, tells_form: true };
        for choice in place {
            let Choice::Token(token, matching) = choice else { return Ok(None) };
            let matching = if self.is_strict { Matching::Exact } else { *matching };
            let is_known = match in_phrase(token, matching) {
                Matching::Inflected => {
                    found.tells_form &= self.tells_form(token)?;
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
        if !found.tells_form {
            found.keys.iter_mut().for_each(|place| place.is_other_form = false);
        }
        found.keys.sort_unstable();
        found.keys.dedup_by_key(|place| place.key);
        Ok(Some(found))
    }

    /// Tells whether what words are called in pairs says if they have the very form of a place.
    fn tells_form(&self, token: &QueryToken) -> Result<bool> {
        let column = self.snapshot.fields().body_exact;
        let entries = self.lookups.forms(self.snapshot, column, &token.exact)?;
        let tells =
            |lemma: &str| PairKey::of(&token.exact, lemma).is_some_and(|key| key.form().is_some());
        Ok(!token.are_accents_decisive && entries.iter().all(|entry| tells(&entry.lemma)))
    }

    /// Adds what the words of the lemmas of a place are called.
    fn add_lemmas(&self, token: &QueryToken, found: &mut PlaceKeys) -> Result<bool> {
        for lemma in token.homographs.iter().chain([&token.lemma]) {
            let Some(key @ PairKey::Lemma(_)) = PairKey::of("", lemma) else { return Ok(false) };
            found.add(key, token);
            if let Some(apart) = PairKey::apart(lemma) {
                found.add(apart, token);
            }
            for form in self.snapshot.stop_forms(lemma) {
                let is_asked_for = *form == token.exact && !token.are_accents_decisive;
                found.is_exhaustive &= is_asked_for || self.has_no_other(form, token)?;
                found.add(PairKey::Form(form), token);
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
            found.is_exhaustive &= key.form().is_some();
            // All that has the form stands as typed.
            found.keys.push(PlaceKey { key, is_other_form: false });
        }
        Ok(true)
    }
}

impl PlaceKeys {
    /// Adds what words of a lemma are called, in the form of the token or in another one.
    fn add(&mut self, key: PairKey, token: &QueryToken) {
        self.keys.push(PlaceKey { key, is_other_form: key.form() != Some(token.exact.as_str()) });
    }
}

/// Lists all that neighbouring words may be called; `None` where that is too much, or where one of
/// them is not in pairs.
fn readings(places: &[Option<PlaceKeys>]) -> Option<Vec<Vec<PlaceKey>>> {
    let places = places.iter().map(Option::as_ref).collect::<Option<Vec<&PlaceKeys>>>()?;
    let count = places.iter().map(|place| place.keys.len()).product::<usize>();
    if count > MAX_PAIRS {
        return None;
    }
    let mut readings = vec![Vec::new()];
    for place in places {
        let longer = |before: &Vec<PlaceKey>| {
            let with = |key: &PlaceKey| before.iter().chain([key]).copied().collect();
            place.keys.iter().map(with).collect::<Vec<Vec<PlaceKey>>>()
        };
        readings = readings.iter().flat_map(longer).collect();
    }
    Some(readings)
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
