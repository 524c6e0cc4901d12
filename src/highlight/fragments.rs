//! A text cut at its highlights, for renderers to escape and mark piece by piece.

use super::Highlight;

/// A piece of a text; the pieces of a text joined give the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The text of the piece.
    pub text: &'a str,
    /// The piece is a hit.
    pub is_hit: bool,
    /// Of a hit, the number of the word or phrase of the query that matched.
    pub clause: u16,
}

/// Cuts a text at its highlights. Highlights must be in order, as searches return them; one that
/// does not fit the text is passed over.
pub fn fragments<'a>(text: &'a str, highlights: &[Highlight]) -> Vec<Fragment<'a>> {
    let mut pieces = Vec::with_capacity(2 * highlights.len() + 1);
    let mut done = 0;
    let mut push = |text: &'a str, is_hit, clause| {
        if !text.is_empty() {
            pieces.push(Fragment { text, is_hit, clause });
        }
    };
    for highlight in highlights {
        let before = text.get(done..highlight.byte_start);
        let marked = text.get(highlight.byte_start..highlight.byte_end);
        if let (Some(before), Some(marked)) = (before, marked) {
            push(before, false, 0);
            push(marked, true, highlight.clause);
            done = highlight.byte_end;
        }
    }
    push(text.get(done..).unwrap_or(""), false, 0);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::highlights;
    use super::*;

    proptest! {
        #[test]
        fn fragments_joined_give_the_text(
            text in "\\PC{0,40}",
            ranges in prop::collection::vec((0usize..60, 0usize..60), 0..6),
        ) {
            let mut ranges = ranges.into_iter().map(|(start, end)| (start..end).into()).collect();
            let highlights = highlights(&text, &mut ranges);
            let pieces = fragments(&text, &highlights);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
