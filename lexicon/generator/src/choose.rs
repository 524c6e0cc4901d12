//! One lemma for each form: the rules for homographs.

use std::collections::{BTreeMap, BTreeSet};

use crate::expand::{Class, Reading};
use crate::rules::Rules;

/// The readings of the dictionary with what the choice needs to know of them all.
pub struct Chooser<'a> {
    rules: &'a Rules,
    /// Masculine singular past participles in -é, -i, -u.
    participles: BTreeSet<String>,
    /// Masculine nouns and adjectives.
    masculine: BTreeSet<String>,
}

impl<'a> Chooser<'a> {
    /// Prepares the choice.
    pub fn new(readings: &[Reading], rules: &'a Rules) -> Self {
        let participles = readings.iter().filter(|reading| reading.is_participle);
        let masculine = readings.iter().filter(|reading| {
            is_nominal(reading) && !reading.is_feminine && reading.form == reading.lemma
        });
        Self {
            rules,
            participles: participles
                .map(|reading| reading.form.clone())
                .filter(|form| form.ends_with(['é', 'i', 'u']))
                .collect(),
            masculine: masculine.map(|reading| reading.lemma.clone()).collect(),
        }
    }

    /// Returns the lemma of every form.
    pub fn choose(&self, readings: &[Reading]) -> BTreeMap<String, String> {
        let mut chosen = BTreeMap::new();
        for group in readings.chunk_by(|a, b| a.form == b.form) {
            let kept = group.iter().filter(|reading| !self.rules.dropped.contains(&reading.lemma));
            if let Some(best) = kept.min_by_key(|reading| self.rank(reading)) {
                chosen.insert(best.form.clone(), best.lemma.clone());
            }
        }
        chosen.extend(self.rules.forms.clone());
        chosen
    }

    /// The smallest rank wins.
    fn rank<'r>(&self, reading: &'r Reading) -> (u8, bool, bool, usize, &'r str) {
        let lemma = &reading.lemma;
        let is_compound_plural = lemma.contains('-') && lemma.ends_with('s');
        let is_inflected = reading.form != *lemma && !is_compound_plural;
        (self.class_rank(reading), is_compound_plural, is_inflected, lemma.len(), lemma)
    }

    fn class_rank(&self, reading: &Reading) -> u8 {
        let is_listed_noun = is_nominal(reading) && self.rules.nouns.contains(&reading.lemma);
        let is_listed_verb =
            reading.class == Class::Verb && self.rules.verbs.contains(&reading.form);
        let is_participle = is_nominal(reading) && self.participles.contains(&reading.lemma);
        // The directress is found under the director.
        let is_feminine_of_masculine = reading.is_feminine
            && reading.form != reading.lemma
            && self.masculine.contains(&reading.lemma);
        match reading.class {
            _ if is_listed_noun || is_listed_verb => 0,
            Class::Grammar => 1,
            _ if is_participle => 5,
            Class::Noun | Class::Adjective if is_feminine_of_masculine => 2,
            Class::Noun => 3,
            Class::Adjective => 3,
            Class::Verb => 4,
            Class::Other => 6,
            Class::Name => 7,
        }
    }
}

fn is_nominal(reading: &Reading) -> bool {
    matches!(reading.class, Class::Noun | Class::Adjective)
}
