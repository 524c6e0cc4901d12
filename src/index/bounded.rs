//! How long a term may be.

/// Longest term kept, in bytes. Longer ones are no words (tantivy drops those over 65,530 bytes
/// silently); they are cut, in the index and in queries alike.
pub(crate) const MAX_TERM_BYTES: usize = 200;

/// Cuts a term to [`MAX_TERM_BYTES`], on a character boundary.
pub(crate) fn bounded(term: &str) -> &str {
    term.get(..term.floor_char_boundary(MAX_TERM_BYTES)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_word_is_cut_on_a_character() {
        let word = "é".repeat(500);
        assert_eq!(bounded(&word).len(), MAX_TERM_BYTES);
        assert_eq!(bounded("été"), "été");
    }
}
