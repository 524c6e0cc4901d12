//! Analysed words on their way into tantivy: the only code that speaks its tokenizer trait.
//!
//! An article is analysed once, for all fields together. The words of each field travel as one
//! string, which the tokenizer here only takes apart again; so no token is allocated on its own.

use super::form_term;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// Name under which the tokenizer is registered.
pub(crate) const TOKENIZER: &str = "depeche";

/// Longest term kept, in bytes. Longer ones are no words (tantivy drops those over 65,530 bytes
/// silently); they are cut, in the index and in queries alike.
pub(crate) const MAX_TERM_BYTES: usize = 200;

/// Parts terms; control characters are never part of a word.
const SEPARATOR: char = '\u{1f}';

/// Largest step between two positions that one character can say (before the surrogates).
const MAX_STEP: u32 = 0xd7ff;

/// Cuts a term to [`MAX_TERM_BYTES`], on a character boundary.
pub(crate) fn bounded(term: &str) -> &str {
    if term.len() <= MAX_TERM_BYTES {
        return term;
    }
    let end = (0..=MAX_TERM_BYTES).rev().find(|&end| term.is_char_boundary(end)).unwrap_or(0);
    &term[..end]
}

/// The words of one field, written as steps and terms.
#[derive(Debug, Default)]
pub(crate) struct TokenList {
    text: String,
    last_position: u32,
}

impl TokenList {
    /// Adds a term; positions never go back.
    pub(crate) fn push(&mut self, position: u32, term: &str) {
        self.push_with(position, |text| text.push_str(bounded(term)));
    }

    /// Adds the term of a form with its lemma.
    pub(crate) fn push_form(&mut self, position: u32, form: &str, lemma: &str) {
        self.push_with(position, |term| form_term::write(bounded(form), bounded(lemma), term));
    }

    /// Adds a term that is appended to a string.
    pub(crate) fn push_with(&mut self, position: u32, write: impl FnOnce(&mut String)) {
        self.step(position);
        write(&mut self.text);
        self.text.push(SEPARATOR);
    }

    fn step(&mut self, position: u32) {
        let step = position.saturating_sub(self.last_position).min(MAX_STEP);
        self.last_position = position;
        self.text.push(char::from_u32(step).unwrap_or('\u{1}'));
    }

    /// Returns the written form, to be handed to tantivy.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Makes the tokenizers that an index of ours needs.
pub(crate) fn tokenizers() -> TokenizerManager {
    // tantivy looks up its own `raw` and `default` even for columns of numbers.
    let manager = TokenizerManager::default();
    manager.register(TOKENIZER, TokenListReader::default());
    manager
}

#[derive(Debug, Clone, Default)]
struct TokenListReader {
    token: Token,
}

impl Tokenizer for TokenListReader {
    type TokenStream<'a> = TokenListStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TokenListStream<'a> {
        self.token.position = 0;
        self.token.position_length = 1;
        TokenListStream { rest: text, token: &mut self.token }
    }
}

struct TokenListStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for TokenListStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(step) = self.rest.chars().next() else { return false };
        let after_step = &self.rest[step.len_utf8()..];
        let Some((term, rest)) = after_step.split_once(SEPARATOR) else { return false };
        self.token.position += step as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_as_they_went_in() {
        let mut list = TokenList::default();
        let words = [(0, "nord"), (0, "nordcoreen"), (1, "coreen"), (33, "œ"), (90_000, "fin")];
        for (position, term) in words {
            list.push(position, term);
        }
        let text = list.into_text();
        let mut reader = TokenListReader::default();
        let mut stream = reader.token_stream(&text);
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            seen.push((token.position, token.text.clone()));
        }
        let terms: Vec<_> = seen.iter().map(|(_, term)| term.as_str()).collect();
        assert_eq!(terms, ["nord", "nordcoreen", "coreen", "œ", "fin"]);
        assert_eq!(seen[3].0, 33);
    }

    #[test]
    fn an_endless_word_is_cut_on_a_character() {
        let word = "é".repeat(500);
        assert_eq!(bounded(&word).len(), MAX_TERM_BYTES);
    }
}
