//! Truncated, masked and fuzzy words: the forms of the index that fit them.

use std::collections::HashMap;
use std::str::Chars;
use std::sync::Arc;

use tantivy::schema::Field as Column;

use super::budget::{MAX_SHORT, letters};
use super::{Kinship, Node, Planner, Scope, TermSet, WeightedTerm, Zone};
use crate::analysis::{elided_words, fold};
use crate::error::Result;
use crate::query::{Field, Matching, Query, Word};
use crate::search::dictionary::{self, Fitting, FoundForm};
use crate::search::results::Notice;

/// Most forms that one word stands for; beyond it the rarest are left out.
const MAX_FORMS: usize = 1024;

/// Forms that the words of one query stand for, counted once for each place where a word is looked
/// for; beyond it words get few. Each is opened for every segment, at about a microsecond.
const MAX_FORMS_OF_QUERY: usize = 4096;

/// Forms that a word stands for even when the query has used up its own.
const FORMS_LEFT: usize = 16;

/// Shortest fuzzy word that may differ by one letter; among shorter ones everything is near.
const MIN_LENGTH_FOR_ONE: usize = 3;

/// Shortest fuzzy word that may differ by two letters.
const MIN_LENGTH_FOR_TWO: usize = 8;

/// Most fuzzy words of one query: each walks the dictionary with an automaton of its own, which
/// takes as long as a whole plain search. Further ones are searched as they stand.
const MAX_FUZZY_WORDS: usize = 16;

/// Most truncated and masked words of one query; each reads the postings of all its forms. Those
/// behind one or two letters count as three. Further ones are searched as they stand.
const MAX_TRUNCATED_WORDS: usize = 24;

/// Entries of the dictionaries that the truncated words of one query may look at, for each article
/// of the index: about what three letters of the alphabet have.
const LOOKED_AT_PER_ARTICLE: u64 = 2;

/// Small collections are looked at whole: so many entries are nothing.
const LOOKED_AT_FREE: usize = 50_000;

/// Entries that a word may look at even when the query has used up its own.
const LOOKED_AT_LEAST: usize = 1000;

/// What an automaton takes to walk the dictionary, in places that could be read meanwhile.
const EFFORT_OF_LIKENESS: u64 = 30_000;

/// What it takes to spell, open and read a form, in places that could be read meanwhile.
const EFFORT_OF_FORM: u64 = 100;

/// The words of a query that stand for many forms.
#[derive(Default)]
pub(super) struct Patterns {
    /// Those met so far, by what they look like.
    known: HashMap<(String, Matching), bool>,
    found: HashMap<(String, Matching, Column), Arc<Fitting>>,
    /// What was typed, by clause.
    pub(super) typed: HashMap<u16, Vec<String>>,
    /// Forms given out.
    forms: usize,
    /// Entries of the dictionaries that were looked at.
    looked_at: usize,
    /// What it took to find the forms and will take to look for them, in places read.
    pub(super) effort: u64,
}

impl Patterns {
    /// Adds notices on forms that were left out; of two on one word the stricter one stays.
    pub(super) fn note(&self, cut: Vec<Notice>, notices: &mut Vec<Notice>) {
        for notice in cut {
            if let Notice::TooManyForms { word, kept } = &notice {
                let is_milder = |other: &Notice| matches!(other, Notice::TooManyForms { word: same, kept: more } if same == word && more >= kept);
                let is_stricter = |other: &Notice| matches!(other, Notice::TooManyForms { word: same, kept: fewer } if same == word && fewer < kept);
                if notices.iter().any(is_stricter) {
                    continue;
                }
                notices.retain(|other| !is_milder(other));
            }
            notices.push(notice);
        }
    }

    /// Counts the words of a kind that are taken as such, and what they count as; `None` when one was
    /// refused already.
    fn taken(&self, is_fuzzy: bool) -> Option<(usize, usize)> {
        let words = self.known.iter();
        let mut same_kind =
            words.filter(|((_, matching), _)| (*matching == Matching::Fuzzy) == is_fuzzy);
        same_kind.try_fold((0, 0), |(words, sum), ((text, _), is_taken)| {
            is_taken.then_some((words + 1, sum + worth(text, is_fuzzy)))
        })
    }
}

/// Returns as how many a word counts: one truncated behind a letter or two stands for a good part of
/// every article.
fn worth(text: &str, is_fuzzy: bool) -> usize {
    if !is_fuzzy && letters(text) <= MAX_SHORT { 3 } else { 1 }
}

impl Planner<'_> {
    pub(super) fn is_pattern(&self, word: &Word) -> bool {
        matches!(word.matching, Matching::Prefix | Matching::Wildcard | Matching::Fuzzy)
    }

    /// Plans a word that stands for many forms.
    pub(super) fn pattern(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        let clause = self.clause();
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            terms.extend(self.forms(clause, word, zone, scope)?);
        }
        let word = Node::Word(TermSet { clause, terms, kinship: Kinship::Typed });
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }

    /// Tells whether a word still stands for many forms, after so many others did.
    fn is_taken_as_such(&mut self, word: &Word) -> bool {
        let is_fuzzy = word.matching == Matching::Fuzzy;
        let key = (word.text.clone(), word.matching);
        if let Some(is_taken) = self.patterns.known.get(&key) {
            return *is_taken;
        }
        let most = if is_fuzzy { MAX_FUZZY_WORDS } else { MAX_TRUNCATED_WORDS };
        let taken = self.patterns.taken(is_fuzzy);
        let is_taken = taken.is_some_and(|(_, sum)| sum + worth(&word.text, is_fuzzy) <= most);
        self.patterns.known.insert(key, is_taken);
        if let (false, Some((kept, _))) = (is_taken, taken) {
            self.notices.push(match is_fuzzy {
                true => Notice::TooManyFuzzyWords { kept },
                false => Notice::TooManyTruncatedWords { kept },
            });
        }
        is_taken
    }

    /// Returns the terms of the forms that a word stands for in a zone.
    pub(super) fn forms(
        &mut self,
        clause: u16,
        word: &Word,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<WeightedTerm>> {
        let Some(pattern) = Pattern::new(&word.text, word.matching) else { return Ok(Vec::new()) };
        let typed = Query::Word(word.clone()).to_string();
        let in_clause = self.patterns.typed.entry(clause).or_default();
        if !in_clause.contains(&typed) {
            in_clause.push(typed.clone());
        }
        let column = self.columns(zone, scope.field).0;
        let room = MAX_FORMS_OF_QUERY.saturating_sub(self.patterns.forms);
        let most = (room / 2).clamp(FORMS_LEFT, MAX_FORMS);
        let fitting = self.fitting(word, &pattern, column, most)?;
        let kept = fitting.forms.get(..most).unwrap_or(&fitting.forms);
        self.patterns.forms += kept.len();
        self.patterns.effort += EFFORT_OF_FORM * kept.len() as u64;
        if kept.len() < fitting.count {
            let notice = Notice::TooManyForms { word: typed, kept: kept.len() };
            self.patterns.note(vec![notice], &mut self.notices);
        }
        // All forms weigh alike, as one word that occurs in as many articles as they do together;
        // otherwise the rarest form, often a slip of the pen, would come first.
        let doc_freq: u64 = kept.iter().map(|form| form.term.doc_freq).sum();
        let factor = scope.weight * self.zone_weight(zone);
        let weight = factor * self.full_score(doc_freq.min(self.article_count()));
        let mut terms = Vec::with_capacity(kept.len());
        for FoundForm { form, term, .. } in kept {
            self.note_form(clause, form.clone(), weight);
            let (places, is_exact, makes_match) = (term.places.clone(), true, true);
            terms.push(WeightedTerm { column, places, zone, weight, is_exact, makes_match });
        }
        Ok(terms)
    }

    /// Returns the forms of a column that a word stands for, so many at most; a word that is looked
    /// for in several places of the query is looked up once, since the room only gets less.
    fn fitting(
        &mut self,
        word: &Word,
        pattern: &Pattern,
        column: Column,
        most: usize,
    ) -> Result<Arc<Fitting>> {
        let key = (word.text.clone(), word.matching, column);
        if let Some(known) = self.patterns.found.get(&key) {
            return Ok(Arc::clone(known));
        }
        let is_taken = self.is_taken_as_such(word);
        let letters: String = pattern.letters.iter().collect();
        let (snapshot, lookups) = (self.snapshot, self.lookups);
        let fitting = if pattern.matching == Matching::Fuzzy {
            let distance = if is_taken { distance(pattern.letters.len()) } else { 0 };
            self.patterns.effort += EFFORT_OF_LIKENESS;
            lookups.fitting(column, &format!("~{letters}~{distance}<{most}"), || {
                Ok(Fitting::best(dictionary::alike(snapshot, column, &letters, distance)?, most))
            })?
        } else if is_taken {
            let all = usize::try_from(LOOKED_AT_PER_ARTICLE * self.article_count());
            let all = all.unwrap_or(usize::MAX).max(LOOKED_AT_FREE);
            let room = all.saturating_sub(self.patterns.looked_at).max(LOOKED_AT_LEAST);
            let limits = dictionary::Limits { kept: most, looked_at: room };
            let (literal, matching) = (&pattern.literal, pattern.matching);
            let asked = format!("{matching:?} {letters}<{most}<{room}");
            let fitting = lookups.fitting(column, &asked, || match matching {
                Matching::Prefix => dictionary::beginning(snapshot, column, literal, limits),
                _ => dictionary::fitting(snapshot, column, literal, limits, |form| {
                    pattern.fits(form)
                }),
            })?;
            self.patterns.looked_at += fitting.looked_at;
            fitting
        } else {
            let typed = letters.replace(['?', '*'], "");
            Arc::new(Fitting::best(dictionary::forms(snapshot, column, &typed)?, most))
        };
        self.patterns.effort += fitting.looked_at as u64;
        self.patterns.found.insert(key, Arc::clone(&fitting));
        Ok(fitting)
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
        fits_mask(&self.letters, form)
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
