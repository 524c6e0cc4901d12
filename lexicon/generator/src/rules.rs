//! The project's own list: which reading of a form wins, and which words are too rare to count.

use std::collections::{BTreeMap, BTreeSet};

/// The lines of `exceptions.txt`.
#[derive(Default)]
pub struct Rules {
    /// `form suis être`: the lemma of one form.
    pub forms: BTreeMap<String, String>,
    /// `noun traité`: a noun that wins over the verb or the adjective in all its forms.
    pub nouns: BTreeSet<String>,
    /// `verb lancée`: a form that the press uses as one of a verb more than as a noun.
    pub verbs: BTreeSet<String>,
    /// `drop issir`: a lemma left out, for it is rarer than its homographs.
    pub dropped: BTreeSet<String>,
    /// `accent sûr`: a word that keeps its accent where the rule of 1990 would see a variant.
    pub accents: BTreeSet<String>,
    /// `name Tapie`: a name the dictionary lacks, shadowed by a common word.
    pub names: BTreeSet<String>,
    /// `word Mises`: a name of the dictionary that a text has as a word at the beginning of a
    /// sentence.
    pub words: BTreeSet<String>,
}

impl Rules {
    /// Reads the list; `#` starts a remark.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rules = Self::default();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let mut words = line.split_whitespace();
            let Some(directive) = words.next() else { continue };
            rules.add(directive, words.map(str::to_owned).collect())?;
        }
        Ok(rules)
    }

    fn add(&mut self, directive: &str, words: Vec<String>) -> Result<(), String> {
        match (directive, words.as_slice()) {
            ("noun", _) => self.nouns.extend(words),
            ("verb", _) => self.verbs.extend(words),
            ("drop", _) => self.dropped.extend(words),
            ("accent", _) => self.accents.extend(words),
            ("name", _) => self.names.extend(words),
            ("word", _) => self.words.extend(words),
            ("form", [forms @ .., lemma]) if !forms.is_empty() => {
                self.forms.extend(forms.iter().map(|form| (form.clone(), lemma.clone())));
            }
            _ => return Err(format!("cannot read `{directive} {}`", words.join(" "))),
        }
        Ok(())
    }
}
