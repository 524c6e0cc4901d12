//! Truncated, masked and fuzzy words: the forms of the index that fit them.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::schema::Field as Column;

use super::{Node, Planner, Scope, TermSet, WeightedTerm, Zone, weight};
use crate::analysis::fold;
use crate::error::Result;
use crate::index::unreadable;
use crate::query::{Matching, Word};
use crate::search::dictionary::near_forms;
use crate::search::results::Notice;

/// Most forms that one word stands for; beyond it the rarest are left out.
const MAX_FORMS: usize = 1024;

/// Most entries of the dictionary that one word may look at: half a million is more than a
/// collection of a million articles has under any two letters.
const MAX_LOOKED_AT: usize = 500_000;

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
        let pattern = Pattern::new(&word.text, word.matching);
        self.count_fuzzy(word);
        let clause = self.clause();
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            let column = self.columns(zone, scope.field).0;
            terms.extend(self.forms(word, &pattern, column, zone, scope)?);
        }
        let best = terms.iter().map(|term| term.weight).fold(0.0, f32::max);
        if let Some(clause) = self.clauses.get_mut(usize::from(clause)) {
            clause.weight = best;
            clause.exact = terms.iter().filter_map(|term| text(&term.term)).collect();
        }
        Ok(Node::Word(TermSet { clause, terms }))
    }

    fn count_fuzzy(&mut self, word: &Word) {
        self.fuzzy_words += usize::from(word.matching == Matching::Fuzzy);
        if self.fuzzy_words == MAX_FUZZY_WORDS + 1 {
            self.notices.push(Notice::TooManyFuzzyWords { kept: MAX_FUZZY_WORDS });
        }
    }

    fn forms(
        &mut self,
        word: &Word,
        pattern: &Pattern,
        column: Column,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<WeightedTerm>> {
        let mut forms = match pattern.matching {
            Matching::Fuzzy => self.alike(pattern, column)?,
            _ => self.fitting(pattern, column)?,
        };
        forms.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        if forms.len() > MAX_FORMS {
            forms.truncate(MAX_FORMS);
            self.notices.push(Notice::TooManyForms { word: word.text.clone(), kept: MAX_FORMS });
        }
        // All forms weigh alike, as one word that occurs in as many articles as they do together;
        // otherwise the rarest form, often a slip of the pen, would come first.
        let doc_freq: u64 = forms.iter().map(|(_, doc_freq)| doc_freq).sum();
        let factor = scope.weight * if zone == Zone::Title { weight::TITLE } else { 1.0 };
        let weight = factor * self.idf(doc_freq.min(self.article_count()));
        let as_term = |form: Vec<u8>| {
            let term = Term::from_field_text(column, &String::from_utf8_lossy(&form));
            WeightedTerm { term, zone, weight, is_exact: true, makes_match: true }
        };
        Ok(forms.into_iter().map(|(form, _)| as_term(form)).collect())
    }
}

impl Planner<'_> {
    /// Returns the forms of a column near a fuzzy word, with the number of their articles.
    fn alike(&self, pattern: &Pattern, column: Column) -> Result<Vec<(Vec<u8>, u64)>> {
        let is_bounded = self.fuzzy_words <= MAX_FUZZY_WORDS;
        let distance = if is_bounded { distance(pattern.letters.len()) } else { 0 };
        let word: String = pattern.letters.iter().collect();
        let forms = near_forms(self.snapshot, column, &word, distance)?;
        Ok(forms.into_iter().map(|form| (form.text.into_bytes(), form.articles)).collect())
    }

    /// Returns the forms of a column that fit a truncated or masked word, with the number of their
    /// articles.
    fn fitting(&self, pattern: &Pattern, column: Column) -> Result<Vec<(Vec<u8>, u64)>> {
        let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
        for segment in self.snapshot.segments() {
            let inverted = segment.inverted_index(column).map_err(unreadable)?;
            let mut range = inverted.terms().range().ge(&pattern.literal);
            if let Some(end) = end_of(&pattern.literal) {
                range = range.lt(end);
            }
            let mut stream = range.into_stream().map_err(unreadable)?;
            for _ in 0..MAX_LOOKED_AT {
                let Some((bytes, info)) = stream.next() else { break };
                if std::str::from_utf8(bytes).is_ok_and(|form| pattern.fits(form)) {
                    *found.entry(bytes.to_vec()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        Ok(found.into_iter().collect())
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
            _ => letters.iter().take_while(|&&letter| letter != '?' && letter != '*').collect(),
        };
        Pattern { literal: literal.into_bytes(), letters, matching }
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

/// Returns the first key that no longer begins with the prefix.
fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|&byte| byte < u8::MAX)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end)
}

fn text(term: &Term) -> Option<String> {
    std::str::from_utf8(term.serialized_value_bytes()).ok().map(str::to_owned)
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
    fn longer_fuzzy_words_may_differ_more() {
        assert_eq!([2, 3, 7, 8, 30].map(distance), [0, 1, 1, 2, 2]);
    }

    #[test]
    fn a_prefix_ends_before_the_next_key() {
        assert_eq!(end_of(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(end_of(&[b'a', 0xff]), Some(b"b".to_vec()));
        assert_eq!(end_of(&[0xff]), None);
    }
}
