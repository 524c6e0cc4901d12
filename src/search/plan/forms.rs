//! Truncated, masked and fuzzy words: the forms of the index that fit them.

use std::str::Chars;

use tantivy::schema::Field as Column;

use super::{Kinship, Node, Planner, Scope, TermSet, WeightedTerm, Zone};
use crate::analysis::{elided_words, fold};
use crate::error::Result;
use crate::query::{Field, Matching, Word};
use crate::search::dictionary::{self, FoundForm};
use crate::search::results::Notice;

/// Most forms that one word stands for; beyond it the rarest are left out.
const MAX_FORMS: usize = 1024;

/// Shortest fuzzy word that may differ by one letter; among shorter ones everything is near.
const MIN_LENGTH_FOR_ONE: usize = 3;

/// Shortest fuzzy word that may differ by two letters.
const MIN_LENGTH_FOR_TWO: usize = 8;

/// Most fuzzy words of one query: each walks the dictionary with an automaton of its own, which
/// takes as long as a whole plain search. Further ones are searched as they stand.
const MAX_FUZZY_WORDS: usize = 16;

impl Planner<'_> {
    pub(super) fn is_pattern(&self, word: &Word) -> bool {
        matches!(word.matching, Matching::Prefix | Matching::Wildcard | Matching::Fuzzy)
    }

    /// Plans a word that stands for many forms.
    pub(super) fn pattern(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        self.count_fuzzy(word);
        let clause = self.clause();
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            terms.extend(self.forms(clause, word, (zone, scope), MAX_FORMS)?);
        }
        let word = Node::Word(TermSet { clause, terms, kinship: Kinship::Typed });
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }

    /// Counts a fuzzy word, once for all of its zones.
    pub(super) fn count_fuzzy(&mut self, word: &Word) {
        self.fuzzy_words += usize::from(word.matching == Matching::Fuzzy);
        if self.fuzzy_words == MAX_FUZZY_WORDS + 1 {
            self.notices.push(Notice::TooManyFuzzyWords { kept: MAX_FUZZY_WORDS });
        }
    }

    /// Returns the terms of the forms, at most `most` of them, that a word stands for in a zone.
    pub(super) fn forms(
        &mut self,
        clause: u16,
        word: &Word,
        (zone, scope): (Zone, Scope),
        most: usize,
    ) -> Result<Vec<WeightedTerm>> {
        let Some(pattern) = Pattern::new(&word.text, word.matching) else { return Ok(Vec::new()) };
        let column = self.columns(zone, scope.field).0;
        let mut found = self.fitting(&pattern, column)?;
        found.sort_unstable_by(|left, right| {
            let by_frequency = right.term.doc_freq.cmp(&left.term.doc_freq);
            by_frequency.then_with(|| (&left.form, &left.lemma).cmp(&(&right.form, &right.lemma)))
        });
        if found.len() > most {
            found.truncate(most);
            let notice = Notice::TooManyForms { word: word.text.clone(), kept: most };
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
        // All forms weigh alike, as one word that occurs in as many articles as they do together;
        // otherwise the rarest form, often a slip of the pen, would come first.
        let doc_freq: u64 = found.iter().map(|form| form.term.doc_freq).sum();
        let factor = scope.weight * self.zone_weight(zone);
        let weight = factor * self.full_score(doc_freq.min(self.article_count()));
        let mut terms = Vec::with_capacity(found.len());
        for FoundForm { form, term, .. } in found {
            self.note_form(clause, form, weight);
            let places = term.places;
            terms.push(WeightedTerm {
                column,
                places,
                zone,
                weight,
                is_exact: true,
                makes_match: true,
            });
        }
        Ok(terms)
    }

    /// Returns the forms of a column that a pattern stands for.
    fn fitting(&self, pattern: &Pattern, column: Column) -> Result<Vec<FoundForm>> {
        if pattern.matching == Matching::Fuzzy {
            let is_bounded = self.fuzzy_words <= MAX_FUZZY_WORDS;
            let distance = if is_bounded { distance(pattern.letters.len()) } else { 0 };
            let word: String = pattern.letters.iter().collect();
            return dictionary::alike(self.snapshot, column, &word, distance);
        }
        dictionary::fitting(self.snapshot, column, &pattern.literal, |form| pattern.fits(form))
    }
}

/// Returns how many letters a fuzzy word of this length may differ by.
fn distance(letters: usize) -> u8 {
    match letters {
        0..MIN_LENGTH_FOR_ONE => 0,
        MIN_LENGTH_FOR_ONE..MIN_LENGTH_FOR_TWO => 1,
        _ => 2,
    }
}

/// What a form must look like.
struct Pattern {
    /// What every form begins with.
    literal: String,
    letters: Vec<char>,
    matching: Matching,
}

impl Pattern {
    /// Reads a pattern; `None` when it has no letter.
    fn new(text: &str, matching: Matching) -> Option<Self> {
        let folded = fold(text);
        // A truncated word keeps its elided article while it is typed: `l'agri*`.
        let typed = match folded.rsplit_once(['\'', '’']) {
            Some((head, tail)) if elided_words().any(|word| word == head) => tail,
            _ => &folded,
        };
        // Forms have no hyphens or spaces: `nord-cor*` looks for the joined compound.
        let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '?' | '*');
        let letters: Vec<char> = typed.chars().filter(is_kept).collect();
        letters.iter().find(|letter| letter.is_alphanumeric())?;
        let literal: String = match matching {
            Matching::Prefix => letters.iter().collect(),
            _ => letters.iter().take_while(|&&letter| letter != '?' && letter != '*').collect(),
        };
        Some(Pattern { literal, letters, matching })
    }

    fn fits(&self, form: &str) -> bool {
        match self.matching {
            Matching::Prefix => true,
            _ => fits_mask(&self.letters, form),
        }
    }
}

/// Tells whether a form fits a mask of letters, `?` (one letter) and `*` (any run of letters).
fn fits_mask(mask: &[char], form: &str) -> bool {
    let (mut at, mut rest) = (0, form.chars());
    let mut last_star: Option<(usize, Chars<'_>)> = None;
    loop {
        if mask.get(at) == Some(&'*') {
            at += 1;
            last_star = Some((at, rest.clone()));
            continue;
        }
        match (mask.get(at), rest.next()) {
            (None, None) => return true,
            (Some(&sign), Some(letter)) if sign == '?' || sign == letter => at += 1,
            (_, None) => return false,
            _ => {
                // Let the last star take one letter more and try again.
                let Some((behind_star, from)) = &mut last_star else { return false };
                from.next();
                (at, rest) = (*behind_star, from.clone());
            }
        }
    }
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
        assert!(check("*a*a", "banana"));
        assert!(check("été*", "été"));
        assert!(!check("?t?", "ét"));
        assert!(!check("", "a"));
    }

    #[test]
    fn longer_fuzzy_words_may_differ_more() {
        assert_eq!([2, 3, 7, 8, 30].map(distance), [0, 1, 1, 2, 2]);
    }
}
