//! The dictionary: its words, expanded to all their forms.

use crate::affix::{Affixes, Rule, flags};

/// What a word is, as far as the choice between homographs needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Noun,
    Adjective,
    Verb,
    Name,
    Grammar,
    Other,
}

/// One reading of one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    pub form: String,
    pub lemma: String,
    pub class: Class,
    pub is_feminine: bool,
    pub is_plural: bool,
    /// Past participle, masculine singular.
    pub is_participle: bool,
}

/// Expands every line of the dictionary.
pub fn expand(dictionary: &str, affixes: &Affixes) -> Vec<Reading> {
    let mut readings: Vec<Reading> = dictionary
        .lines()
        .skip(1)
        .flat_map(|line| expand_line(line, affixes))
        .filter(|reading| is_word(&reading.form) && is_word(&reading.lemma))
        .collect();
    readings.sort();
    readings.dedup();
    readings
}

fn expand_line(line: &str, affixes: &Affixes) -> Vec<Reading> {
    let (head, remarks) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (word, word_flags) = head.split_once('/').unwrap_or((head, ""));
    if remarks.contains("po:err") || remarks.contains("po:sfx") || remarks.contains("po:pfx") {
        return Vec::new();
    }
    let lemma = remarks.split_whitespace().find_map(|remark| remark.strip_prefix("st:"));
    let lemma = lemma.unwrap_or(word).replace('’', "'");
    let entry = Entry { lemma: &lemma, remarks, affixes };
    let mut readings = Vec::new();
    if !word_flags.contains("()") {
        readings.push(entry.reading(word, &lemma, ""));
    }
    for flag in flags(word_flags) {
        entry.inflect(word, &flag, &mut readings);
    }
    readings
}

/// A line of the dictionary while it is expanded.
struct Entry<'a> {
    lemma: &'a str,
    remarks: &'a str,
    affixes: &'a Affixes,
}

impl Entry<'_> {
    fn inflect(&self, word: &str, flag: &str, readings: &mut Vec<Reading>) {
        // `aimé-je` and its like are no forms a text has without the pronoun.
        let is_usual = |rule: &&Rule| !rule.remarks.contains("po:1isg");
        for rule in self.affixes.suffixes(flag).iter().filter(is_usual) {
            if let Some(form) = rule.suffixed(word) {
                readings.push(self.reading(&form, self.lemma, &rule.remarks));
            }
        }
        for rule in self.affixes.prefixes(flag) {
            let prefixed = rule.prefixed(word);
            readings.push(self.reading(&prefixed, &prefixed, ""));
            for form in flags(&rule.flags).flat_map(|flag| self.suffixed(&prefixed, &flag)) {
                readings.push(self.reading(&form, &prefixed, "is:pl"));
            }
        }
    }

    fn suffixed(&self, word: &str, flag: &str) -> Vec<String> {
        self.affixes.suffixes(flag).iter().filter_map(|rule| rule.suffixed(word)).collect()
    }

    fn reading(&self, form: &str, lemma: &str, more: &str) -> Reading {
        let has = |remark: &str| self.remarks.contains(remark) || more.contains(remark);
        Reading {
            form: form.replace('’', "'"),
            lemma: lemma.to_owned(),
            class: class(self.remarks, form),
            is_feminine: has("is:fem"),
            is_plural: has("is:pl"),
            is_participle: more.contains("po:ppas") && !has("is:fem") && !has("is:pl"),
        }
    }
}

fn class(remarks: &str, form: &str) -> Class {
    let is_name = form.starts_with(char::is_uppercase);
    match remarks {
        _ if is_name => Class::Name,
        r if r.contains("po:mg") => Class::Grammar,
        r if r.contains("po:v0") || r.contains("po:v1") => Class::Verb,
        r if r.contains("po:v2") || r.contains("po:v3") => Class::Verb,
        r if r.contains("po:nom") => Class::Noun,
        r if r.contains("po:adj") => Class::Adjective,
        _ => Class::Other,
    }
}

/// Letters, hyphens and inner apostrophes; no signs, digits or elided words.
fn is_word(word: &str) -> bool {
    let is_inside = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'');
    let is_long_enough = word.chars().count() > 1 || matches!(word, "à" | "a" | "y");
    is_long_enough && word.chars().all(is_inside) && word.ends_with(char::is_alphabetic)
}
