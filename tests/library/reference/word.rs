//! Which words of a text a word of a query means.

use std::collections::HashMap;

use depeche::analysis::{Analyzer, QueryToken, Rule, fold};
use depeche::query::{Matching, Word};

use super::text::Spoken;

/// The words of queries, each analysed once.
#[derive(Default)]
pub struct Vocabulary {
    analyzer: Analyzer,
    known: HashMap<String, Vec<QueryToken>>,
}

impl Vocabulary {
    pub fn tokens(&mut self, text: &str) -> Vec<QueryToken> {
        let Vocabulary { analyzer, known } = self;
        let tokens = known.entry(text.to_owned());
        tokens.or_insert_with(|| analyzer.analyze_query(text)).clone()
    }
}

/// What a typed word falls into: words that must all be there.
pub enum Unit {
    Single(QueryToken),
    /// A hyphenated word: its parts in a row, or the joined form.
    Compound(Vec<QueryToken>, Option<QueryToken>),
}

/// Takes a typed word apart.
pub fn units(text: &str, matching: Matching, vocabulary: &mut Vocabulary) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut end = 0;
    for token in vocabulary.tokens(text) {
        let is_inside = token.position < end;
        match (token.rule, units.last_mut()) {
            (Rule::Joined, Some(Unit::Compound(parts, joined)))
                if joined.is_none()
                    && parts.last().is_some_and(|p| p.position == token.position) =>
            {
                end = token.position + token.length;
                *joined = Some(token);
            }
            (Rule::Joined, _) => {
                end = token.position + token.length;
                units.push(Unit::Compound(Vec::new(), Some(token)));
            }
            (Rule::Part, Some(Unit::Compound(parts, _))) if is_inside => parts.push(token),
            (Rule::Part, _) => units.push(Unit::Compound(vec![token], None)),
            _ => units.push(Unit::Single(token)),
        }
    }
    for unit in &mut units {
        // Letter for letter a compound is its parts.
        if let (Unit::Compound(_, joined), Matching::Identical) = (unit, matching) {
            *joined = None;
        }
    }
    units
}

/// Tells whether a query has to look through the forms of a text for the word.
pub fn is_pattern(word: &Word) -> bool {
    matches!(word.matching, Matching::Prefix | Matching::Wildcard | Matching::Fuzzy)
}

/// Tells whether a word of the text is meant by a word of the query; metadata has no lemmas.
pub fn fits(spoken: &Spoken, token: &QueryToken, matching: Matching, has_lemmas: bool) -> bool {
    let by_form = spoken.exact == token.exact;
    if matching == Matching::Identical {
        return by_form && spoken.letters == Analyzer::default().letters(&token.written);
    }
    if matching != Matching::Inflected || !has_lemmas {
        return by_form;
    }
    let is_wanted = |lemma: &String| *lemma == token.lemma || token.homographs.contains(lemma);
    let by_lemma = spoken.lemmas.iter().any(is_wanted);
    by_lemma || (by_form && !token.are_accents_decisive)
}

/// A truncated, masked or fuzzy word.
#[derive(Clone)]
pub struct Pattern {
    signs: Vec<char>,
    matching: Matching,
}

impl Pattern {
    pub fn new(word: &Word) -> Self {
        let folded = fold(&word.text);
        let typed = match folded.rsplit_once(['\'', '’']) {
            Some((head, tail)) if ["l", "d", "qu", "s", "n"].contains(&head) => tail,
            _ => &folded,
        };
        let is_kept = |sign: &char| sign.is_alphanumeric() || "?*".contains(*sign);
        Pattern { signs: typed.chars().filter(is_kept).collect(), matching: word.matching }
    }

    pub fn fits(&self, form: &str) -> bool {
        let form: Vec<char> = form.chars().collect();
        let Pattern { signs, matching } = self;
        match matching {
            Matching::Prefix => form.starts_with(signs),
            Matching::Fuzzy => {
                let allowed = match signs.len() {
                    0..3 => 0,
                    3..8 => 1,
                    _ => 2,
                };
                distance(signs, &form) <= allowed
            }
            _ => fits_mask(signs, &form),
        }
    }
}

fn fits_mask(mask: &[char], form: &[char]) -> bool {
    match mask.split_first() {
        None => form.is_empty(),
        Some(('*', rest)) => (0..=form.len()).any(|taken| fits_mask(rest, &form[taken..])),
        Some((letter, rest)) => form.split_first().is_some_and(|(first, form)| {
            (*letter == '?' || letter == first) && fits_mask(rest, form)
        }),
    }
}

/// Levenshtein with exchanged neighbours, by the book.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            rows[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let changed = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                    let plain = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    let is_exchanged = i > 1
                        && j > 1
                        && left[i - 1] == right[j - 2]
                        && left[i - 2] == right[j - 1];
                    if is_exchanged { plain.min(rows[i - 2][j - 2] + 1) } else { plain }
                }
            };
        }
    }
    rows[left.len()][right.len()]
}
