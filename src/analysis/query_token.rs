//! Words of a query: owned, with what decides how they match.

use unicode_normalization::UnicodeNormalization;

use super::fold::{fold, lower};
use super::{Rule, Token, lemma, lexicon, stop_words};

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryToken {
    /// Place among the words of the query, from 0.
    pub position: u32,
    /// Number of positions covered: 1, or the number of parts of a joined compound.
    pub length: u32,
    /// First byte in the query.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
    /// The word as typed.
    pub written: String,
    /// Folded form.
    pub exact: String,
    /// Term of the lemma.
    pub lemma: String,
    /// Stem of the lemma.
    pub stem: String,
    /// The rule that made the token.
    pub rule: Rule,
    /// Whether the word says nothing by itself: a plain query ignores it beside others.
    pub is_stop_word: bool,
    /// Lemma terms of the accented words that a word typed without accents may mean.
    pub homographs: Vec<String>,
    /// Whether the accents typed part the word from another one, as in `maïs`: its folded exact
    /// form must not be used to match.
    pub are_accents_decisive: bool,
}

impl QueryToken {
    /// Makes the query's side of a token of `query`.
    pub(super) fn new(token: Token<'_>, query: &str) -> Self {
        let written = query.get(token.byte_start..token.byte_end).unwrap_or_default();
        let typed: String = lower(written).nfc().collect();
        let is_plain = matches!(token.rule, Rule::Word | Rule::Part | Rule::Inverted);
        let has_accents = is_plain && *fold(&typed) != *typed;
        Self {
            position: token.position,
            length: token.length,
            byte_start: token.byte_start,
            byte_end: token.byte_end,
            written: written.to_owned(),
            exact: token.exact.to_owned(),
            lemma: token.lemma.to_owned(),
            stem: token.stem.to_owned(),
            rule: token.rule,
            is_stop_word: stop_words::contains(&typed),
            homographs: if is_plain && !has_accents {
                homographs(token, &typed)
            } else {
                Vec::new()
            },
            are_accents_decisive: has_accents && has_twin(token),
        }
    }

    /// Tells whether the word may be of a lemma.
    pub(crate) fn is_of(&self, lemma: &str) -> bool {
        self.lemma == lemma || self.homographs.iter().any(|other| other == lemma)
    }
}

/// Returns the other lemmas that a word without accents may have with them, and the name that a
/// reader may type without its capital: `paris` is also Paris.
fn homographs(token: Token<'_>, typed: &str) -> Vec<String> {
    let mut terms = lemma::homographs(token.exact, token.lemma);
    if token.exact != token.lemma && lexicon::is_name(&lemma::title_case(typed)) {
        terms.push(token.exact.to_owned());
    }
    terms
}

/// Whether the folded form is a word of its own, with another lemma, or that of another accented
/// word: `maïs` and `mais`, `pêche` and `péché`.
fn has_twin(token: Token<'_>) -> bool {
    let has_plain = lexicon::read(token.exact).is_some_and(|lemma| lemma.term != token.lemma);
    has_plain || !lemma::homographs(token.exact, token.lemma).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analyzer;

    /// Homographs, then `!` where accents decide, then `0` for a stop word.
    fn check(query: &str, expected: &str) {
        let tokens = Analyzer::default().analyze_query(query);
        let words = tokens.iter().map(|token| {
            let decisive = if token.are_accents_decisive { "!" } else { "" };
            let stop = if token.is_stop_word { "0" } else { "" };
            format!("{}{decisive}{stop}", token.homographs.join(","))
        });
        assert_eq!(words.collect::<Vec<_>>().join(" "), expected, "{query}");
    }

    #[test]
    fn words_without_accents_ask_for_their_homographs() {
        check("mais", "maïs0");
        check("traite", "traité");
        check("energie", "");
    }

    #[test]
    fn names_may_be_typed_without_capital() {
        check("paris", "paris");
        check("Paris", "");
    }

    #[test]
    fn accents_that_part_words_decide() {
        check("maïs", "!");
        check("marché", "!");
        check("pêche", "!");
        check("énergie", "");
        check("e\u{301}nergie", "");
    }

    #[test]
    fn small_words_are_stop_words() {
        check("l'été et sa fin", "0  0 0 ");
    }
}
