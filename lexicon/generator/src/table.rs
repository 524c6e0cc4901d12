//! The table: one finite state transducer and two lists, in one file.
//!
//! ```text
//! "depeche-lexicon-1\n"
//! edits:    count u16, then for each: letters cut u8, kind of term u8, length u8, letters added
//! patterns: count u16, then for each: length u8, then UTF-8 text
//! FST, to the end of the file
//! ```
//! Values of the FST: `4 n` is edit n, `4 n + 1` is pattern n of a form without its accents,
//! `2` is a name. Keys that start with byte 1 give the pattern of the homographs of a form.

use std::collections::{BTreeMap, BTreeSet};

use tantivy_fst::MapBuilder;

use crate::fold::fold;
use crate::rules::Rules;

/// First line of the file.
const MAGIC: &[u8] = b"depeche-lexicon-1\n";

/// The forms and what they mean, ready to be written.
pub struct Table {
    lemmas: BTreeMap<String, String>,
    names: BTreeSet<String>,
    kinds: BTreeMap<String, u8>,
}

impl Table {
    /// Makes the table from lemmas by form; names are those that a common word would shadow.
    pub fn new(lemmas: BTreeMap<String, String>, names: BTreeSet<String>, rules: &Rules) -> Self {
        let kinds = kinds(&lemmas, rules);
        Self { lemmas, names, kinds }
    }

    /// Writes the file.
    pub fn write(&self) -> Result<Vec<u8>, tantivy_fst::Error> {
        let accented = self.accented_by_fold();
        let edits = by_frequency(self.lemmas.iter().map(|(form, lemma)| self.edit(form, lemma)));
        let patterns = by_frequency(accented.iter().map(|(folded, forms)| pattern(folded, forms)));
        let mut entries = BTreeMap::new();
        for (form, lemma) in &self.lemmas {
            let edit = edits[&self.edit(form, lemma)];
            entries.insert(form.clone().into_bytes(), 4 * edit as u64);
        }
        for name in &self.names {
            entries.insert(name.clone().into_bytes(), 2);
        }
        for (folded, forms) in &accented {
            let value = 4 * patterns[&pattern(folded, forms)] as u64 + 1;
            let is_form = self.lemmas.contains_key(folded);
            if !is_form {
                entries.insert(folded.clone().into_bytes(), value);
            }
            if is_form || forms.len() > 1 {
                entries.insert(format!("\u{1}{folded}").into_bytes(), value);
            }
        }
        let mut builder = MapBuilder::memory();
        for (key, value) in entries {
            builder.insert(key, value)?;
        }
        let fst = builder.into_inner()?;
        Ok(file(&edits, &patterns, &fst))
    }

    /// Returns the accented forms worth finding under each folded form, the likeliest first.
    fn accented_by_fold(&self) -> BTreeMap<String, Vec<&str>> {
        let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for form in self.lemmas.keys() {
            let folded = fold(form).into_owned();
            if folded != *form {
                forms.entry(folded).or_default().push(form);
            }
        }
        for (folded, forms) in &mut forms {
            let plain = self.lemmas.get(folded).map(|lemma| self.term(lemma));
            forms.sort_by_key(|form| self.likelihood(form));
            // A form with the term of one before it adds nothing.
            let mut seen: BTreeSet<String> = plain.into_iter().collect();
            forms.retain(|form| seen.insert(self.term(&self.lemmas[*form])));
        }
        forms.retain(|_, forms| !forms.is_empty());
        forms
    }

    /// A lemma before its inflected forms, nouns before verbs (`élèves`, `élevés`), few accents
    /// before many.
    fn likelihood<'a>(&self, form: &'a str) -> (bool, bool, usize, &'a str) {
        let lemma = self.lemmas.get(form).map_or("", String::as_str);
        let is_verb = ["er", "ir", "re"].iter().any(|ending| lemma.ends_with(ending));
        (lemma != form, is_verb, form.len(), form)
    }

    fn term(&self, lemma: &str) -> String {
        match self.kinds.get(lemma) {
            None => fold(lemma).into_owned(),
            Some(1) => reformed(lemma),
            Some(_) => lemma.to_owned(),
        }
    }

    fn edit(&self, form: &str, lemma: &str) -> Edit {
        let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Edit {
            cut: u8::try_from(form.chars().count() - shared).unwrap_or(u8::MAX),
            kind: self.kinds.get(lemma).copied().unwrap_or_default(),
            added: lemma.chars().skip(shared).collect(),
        }
    }
}

/// From a form to its lemma.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    cut: u8,
    kind: u8,
    added: String,
}

/// The kind of term of the lemmas that accents part from another lemma: 1 for the accented lemma
/// in the spelling of 1990, 2 for the lemma as it is. Other lemmas are folded.
fn kinds(lemmas: &BTreeMap<String, String>, rules: &Rules) -> BTreeMap<String, u8> {
    let mut by_fold: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for lemma in lemmas.values() {
        by_fold.entry(fold(lemma).into_owned()).or_default().insert(lemma);
    }
    let mut kinds = BTreeMap::new();
    for (folded, group) in by_fold {
        let is_kept = |lemma: &str| rules.accents.contains(lemma);
        let word = |lemma: &str| if is_kept(lemma) { lemma.to_owned() } else { identity(lemma) };
        let words: BTreeSet<String> = group.iter().map(|lemma| word(lemma)).collect();
        for lemma in group.into_iter().filter(|_| words.len() > 1) {
            if word(lemma) != identity(&folded) {
                kinds.insert(lemma.to_owned(), if is_kept(lemma) { 2 } else { 1 });
            }
        }
    }
    kinds
}

/// Returns what two spellings of one word share: the spelling of 1990, without the tréma it moved
/// and without the accents that loan words take or leave (`referendum`, `référendum`).
///
/// Inside a word only: `traité` is not `traite`, and `répartir` is not `repartir`.
fn identity(lemma: &str) -> String {
    let lemma = reformed(lemma);
    let lemma = lemma.replace("gü", "gu").replace("guë", "gue").replace("guï", "gui");
    let lemma = lemma.replace("geü", "geu").replace("oë", "oé");
    let last = lemma.chars().count().saturating_sub(1);
    let has_prefix = ["re", "ré", "de", "dé"].iter().any(|prefix| lemma.starts_with(prefix));
    let letters = lemma.chars().enumerate().map(|(place, letter)| match letter {
        'é' if place < last && !(place == 1 && has_prefix) => 'e',
        other => other,
    });
    letters.collect()
}

/// Spellings that the reform of 1990 made equal: é for è, i for î, u for û.
fn reformed(lemma: &str) -> String {
    let letters = lemma.chars().map(|letter| match letter {
        'è' => 'é',
        'î' => 'i',
        'û' => 'u',
        other => other,
    });
    letters.collect()
}

/// Writes how the accented forms differ from the folded one: `2é` puts `é` at letter 2; forms are
/// separated by `/`.
fn pattern(folded: &str, forms: &[&str]) -> String {
    let form = |form: &&str| -> String {
        let letters = form.chars().zip(folded.chars()).enumerate();
        let changed = letters.filter(|(_, (accented, plain))| accented != plain);
        changed.map(|(place, (accented, _))| format!("{place}{accented}")).collect()
    };
    forms.iter().map(form).collect::<Vec<_>>().join("/")
}

/// Numbers values, the most frequent first, ties in order.
fn by_frequency<T: Ord + Clone>(values: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut ordered: Vec<(T, usize)> = counts.into_iter().collect();
    ordered.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ordered.into_iter().enumerate().map(|(number, (value, _))| (value, number)).collect()
}

fn file(edits: &BTreeMap<Edit, usize>, patterns: &BTreeMap<String, usize>, fst: &[u8]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend(count(edits.len()));
    for edit in in_order(edits) {
        file.extend([edit.cut, edit.kind, length(&edit.added)]);
        file.extend(edit.added.as_bytes());
    }
    file.extend(count(patterns.len()));
    for pattern in in_order(patterns) {
        file.push(length(pattern));
        file.extend(pattern.as_bytes());
    }
    file.extend(fst);
    file
}

fn count(number: usize) -> [u8; 2] {
    u16::try_from(number).expect("more than 65,535 edits or patterns").to_le_bytes()
}

fn length(text: &str) -> u8 {
    u8::try_from(text.len()).expect("an edit or pattern of more than 255 bytes")
}

fn in_order<T>(numbers: &BTreeMap<T, usize>) -> Vec<&T> {
    let mut values: Vec<(&T, &usize)> = numbers.iter().collect();
    values.sort_by_key(|(_, number)| **number);
    values.into_iter().map(|(value, _)| value).collect()
}
