//! Truncated, masked and fuzzy words: the forms of the index that fit them.

use std::collections::HashMap;

use tantivy::schema::Field as Column;

use super::dictionary::{Found, end_of};
use super::{Node, Planner, Scope, TermSet, WeightedTerm, Zone, weight};
use crate::analysis::fold;
use crate::error::Result;
use crate::index::{Snapshot, form_and_lemma, unreadable};
use crate::query::{Matching, Word};
use crate::search::results::Notice;

/// Most forms that one word stands for; beyond it the rarest are left out.
const MAX_FORMS: usize = 1024;

/// Most entries of the dictionary that one word may look at: half a million is more than a
/// collection of a million articles has under any two letters.
const MAX_LOOKED_AT: usize = 500_000;

/// Shorter fuzzy words may differ by one letter, longer ones by two.
const MIN_LENGTH_FOR_TWO: usize = 8;

impl Planner<'_> {
    pub(super) fn is_pattern(&self, word: &Word) -> bool {
        matches!(word.matching, Matching::Prefix | Matching::Wildcard | Matching::Fuzzy)
    }

    /// Plans a word that stands for many forms.
    pub(super) fn pattern(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        let pattern = Pattern::new(&word.text, word.matching);
        let clause = self.clause();
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            let column = self.columns(zone, scope.field).0;
            for (form, term) in self.forms(word, &pattern, column, zone, scope)? {
                self.note_form(clause, form, term.weight);
                terms.push(term);
            }
        }
        Ok(Node::Word(TermSet { clause, terms }))
    }

    fn forms(
        &mut self,
        word: &Word,
        pattern: &Pattern,
        column: Column,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<(String, WeightedTerm)>> {
        let mut found = fitting(self.snapshot, column, pattern)?;
        found.sort_unstable_by(|(left, some), (right, others)| {
            others.doc_freq.cmp(&some.doc_freq).then_with(|| left.cmp(right))
        });
        if found.len() > MAX_FORMS {
            found.truncate(MAX_FORMS);
            self.notices.push(Notice::TooManyForms { word: word.text.clone(), kept: MAX_FORMS });
        }
        // All forms weigh alike, as one word that occurs in as many articles as they do together;
        // otherwise the rarest form, often a slip of the pen, would come first.
        let doc_freq: u64 = found.iter().map(|(_, found)| found.doc_freq).sum();
        let factor = scope.weight * if zone == Zone::Title { weight::TITLE } else { 1.0 };
        let weight = factor * self.idf(doc_freq.min(self.article_count()));
        let weighted = |(key, found): (String, Found)| {
            let places = found.places;
            let term =
                WeightedTerm { column, places, zone, weight, is_exact: true, makes_match: true };
            (form_and_lemma(&key).0.to_owned(), term)
        };
        Ok(found.into_iter().map(weighted).collect())
    }
}

/// Lists the terms whose form fits a pattern.
fn fitting(snapshot: &Snapshot, column: Column, pattern: &Pattern) -> Result<Vec<(String, Found)>> {
    let segments = snapshot.segments();
    let mut found: Vec<(String, Found)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (ordinal, segment) in segments.iter().enumerate() {
        let inverted = segment.inverted_index(column).map_err(unreadable)?;
        let mut range = inverted.terms().range().ge(&pattern.literal);
        if let Some(end) = end_of(&pattern.literal) {
            range = range.lt(end);
        }
        let mut stream = range.into_stream().map_err(unreadable)?;
        for _ in 0..MAX_LOOKED_AT {
            let Some((bytes, info)) = stream.next() else { break };
            let Ok(key) = std::str::from_utf8(bytes) else { continue };
            if !pattern.fits(form_and_lemma(key).0) {
                continue;
            }
            let at = match known.get(key) {
                Some(&at) => at,
                None => {
                    if segments.len() > 1 {
                        known.insert(key.to_owned(), found.len());
                    }
                    found.push((key.to_owned(), Found::nowhere(segments.len())));
                    found.len() - 1
                }
            };
            found[at].1.add(ordinal, info.clone());
        }
    }
    Ok(found)
}

/// What a form must look like.
struct Pattern {
    /// What every form begins with.
    literal: Vec<u8>,
    letters: Vec<char>,
    matching: Matching,
}

impl Pattern {
    fn new(text: &str, matching: Matching) -> Self {
        let folded = fold(text);
        // A truncated word keeps its elided article while it is typed: `l'agri*`.
        let typed = folded.rsplit(['\'', '’']).next().unwrap_or(&folded);
        let letters: Vec<char> = typed.chars().collect();
        let literal: String = match matching {
            Matching::Prefix => letters.iter().collect(),
            // A slip in the very first letter is rare, and looking for it costs the whole
            // dictionary.
            Matching::Fuzzy => letters.iter().take(1).collect(),
            _ => letters.iter().take_while(|&&letter| letter != '?' && letter != '*').collect(),
        };
        Pattern { literal: literal.into_bytes(), letters, matching }
    }

    fn fits(&self, form: &str) -> bool {
        match self.matching {
            Matching::Prefix => true,
            Matching::Fuzzy => {
                let allowed = if self.letters.len() < MIN_LENGTH_FOR_TWO { 1 } else { 2 };
                is_near(&self.letters, form, allowed)
            }
            _ => fits_mask(&self.letters, form),
        }
    }
}

/// Tells whether a form fits a mask of letters, `?` (one letter) and `*` (any run of letters).
fn fits_mask(mask: &[char], form: &str) -> bool {
    let form: Vec<char> = form.chars().collect();
    let (mut at, mut read) = (0, 0);
    let mut last_star = None;
    while read < form.len() {
        match mask.get(at) {
            Some('*') => {
                last_star = Some((at, read));
                at += 1;
            }
            Some(&letter) if letter == '?' || letter == form[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                // Let the last star take one letter more and try again.
                let Some((star, taken)) = last_star else { return false };
                last_star = Some((star, taken + 1));
                at = star + 1;
                read = taken + 1;
            }
        }
    }
    mask[at..].iter().all(|&letter| letter == '*')
}

/// Tells whether at most `allowed` letters must be changed, added or dropped (Levenshtein).
fn is_near(letters: &[char], form: &str, allowed: usize) -> bool {
    if form.chars().count().abs_diff(letters.len()) > allowed {
        return false;
    }
    let mut row: Vec<usize> = (0..=letters.len()).collect();
    for (index, letter) in form.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for column in 1..row.len() {
            let change = diagonal + usize::from(letters[column - 1] != letter);
            diagonal = row[column];
            row[column] = change.min(row[column] + 1).min(row[column - 1] + 1);
        }
        if row.iter().all(|&distance| distance > allowed) {
            return false;
        }
    }
    row.last().is_some_and(|&distance| distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_stands_for_letters() {
        let check = |mask: &str, form: &str| fits_mask(&mask.chars().collect::<Vec<_>>(), form);
        assert!(check("mil?taire", "militaire"));
        assert!(!check("mil?taire", "miltaire"));
        assert!(check("*isation", "organisation"));
        assert!(check("m*t*e", "militaire"));
        assert!(!check("m*t", "militaire"));
    }

    #[test]
    fn near_forms_differ_by_few_letters() {
        let check =
            |word: &str, form: &str, most| is_near(&word.chars().collect::<Vec<_>>(), form, most);
        assert!(check("poutin", "poutine", 1));
        assert!(check("piongyang", "pyongyang", 1));
        assert!(!check("poutin", "routine", 1));
        assert!(check("zelinsky", "zelensky", 2));
    }
}
