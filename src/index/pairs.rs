//! Pairs of stop words: `de la` as one term.
//!
//! A phrase of frequent words has to read most positions of the index; as a pair it is one short
//! posting list. The pairs stand in a field of their own, so that no length is inflated.

use super::token_list::TokenList;
use crate::analysis::{Rule, Token, is_stop_form};

/// Writes the term of two neighbouring words.
pub(crate) fn pair_term(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// Finds the pairs of a text as its words pass.
#[derive(Debug, Default)]
pub(super) struct PairFinder {
    /// Position and form of the last word, when it is a stop word.
    last: Option<(u32, String)>,
}

impl PairFinder {
    /// Looks at the next word, whose position in the article is `position`.
    pub(super) fn look(&mut self, position: u32, token: &Token<'_>, pairs: &mut TokenList) {
        if token.rule == Rule::Joined {
            return;
        }
        if !is_stop_form(token.exact) {
            self.last = None;
            return;
        }
        if let Some((before, form)) = &self.last
            && before + 1 == position
        {
            pairs.push(*before, &pair_term(form, token.exact));
        }
        self.last = Some((position, token.exact.to_owned()));
    }
}
