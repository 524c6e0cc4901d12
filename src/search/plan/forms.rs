//! Truncated, masked and fuzzy words: the forms of the index that fit them.

use std::collections::HashMap;

use tantivy::Term;

use super::{Node, Planner, Scope, TermSet, WeightedTerm, Zone, weight};
use crate::analysis::{fold, is_elided};
use crate::error::Result;
use crate::index::unreadable;
use crate::query::{Field, Matching, Word};
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
        let clause = self.clause();
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            terms.extend(self.forms(word, zone, scope, MAX_FORMS)?);
        }
        self.note_forms(clause, &terms);
        let word = Node::Word(TermSet { clause, terms });
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }

    /// Remembers what a clause asks for.
    pub(super) fn note_forms(&mut self, clause: u16, terms: &[WeightedTerm]) {
        let Some(clause) = self.clauses.get_mut(usize::from(clause)) else { return };
        let best = terms.iter().map(|term| term.weight).fold(0.0, f32::max);
        clause.weight = clause.weight.max(best);
        clause.exact.extend(terms.iter().filter_map(|term| text(&term.term)));
    }

    /// Returns the forms of the index, at most `most` of them, that a word stands for in a zone.
    pub(super) fn forms(
        &mut self,
        word: &Word,
        zone: Zone,
        scope: Scope,
        most: usize,
    ) -> Result<Vec<WeightedTerm>> {
        let Some(pattern) = Pattern::new(&word.text, word.matching) else { return Ok(Vec::new()) };
        let column = self.columns(zone, scope.field).0;
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
        let mut forms: Vec<_> = found.into_iter().collect();
        forms.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        if forms.len() > most {
            forms.truncate(most);
            self.note_too_many(word, most);
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
    fn note_too_many(&mut self, word: &Word, kept: usize) {
        let notice = Notice::TooManyForms { word: word.text.clone(), kept };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
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
    /// Reads a pattern; `None` when it has no letter.
    fn new(text: &str, matching: Matching) -> Option<Self> {
        let folded = fold(text);
        // A truncated word keeps its elided article while it is typed: `l'agri*`.
        let typed = match folded.rsplit_once(['\'', '’']) {
            Some((head, tail)) if is_elided(head) => tail,
            _ => &folded,
        };
        // Forms have no hyphens or spaces: `nord-cor*` looks for the joined compound.
        let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '?' | '*');
        let letters: Vec<char> = typed.chars().filter(is_kept).collect();
        letters.iter().find(|letter| letter.is_alphanumeric())?;
        let literal: String = match matching {
            Matching::Prefix => letters.iter().collect(),
            // A slip in the very first letter is rare, and looking for it costs the whole
            // dictionary.
            Matching::Fuzzy => letters.iter().take(1).collect(),
            _ => letters.iter().take_while(|&&letter| letter != '?' && letter != '*').collect(),
        };
        Some(Pattern { literal: literal.into_bytes(), letters, matching })
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
    fn near_forms_differ_by_few_letters() {
        let check =
            |word: &str, form: &str, most| is_near(&word.chars().collect::<Vec<_>>(), form, most);
        assert!(check("poutin", "poutine", 1));
        assert!(check("piongyang", "pyongyang", 1));
        assert!(!check("poutin", "routine", 1));
        assert!(check("zelinsky", "zelensky", 2));
    }

    #[test]
    fn a_prefix_ends_before_the_next_key() {
        assert_eq!(end_of(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(end_of(&[b'a', 0xff]), Some(b"b".to_vec()));
        assert_eq!(end_of(&[0xff]), None);
    }
}
