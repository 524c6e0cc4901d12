//! Articles cut into passages beforehand, each a document of its own for both programs.

use std::ops::Range;

/// A passage ends at the first end of a sentence after so many words.
const MIN_WORDS: usize = 80;

/// A passage ends after so many words in any case.
const MAX_WORDS: usize = 120;

/// Fewer words than this at the end of an article go to the passage before.
const MIN_LAST_WORDS: usize = 20;

/// Returns the bytes of each passage.
pub fn cut(body: &str) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let (mut words, mut start) = (0, None);
    for word in body.split_whitespace() {
        // A piece of a string lies inside it.
        let begin = word.as_ptr() as usize - body.as_ptr() as usize;
        let end = begin + word.len();
        let from = *start.get_or_insert(begin);
        words += 1;
        if words >= MAX_WORDS || words >= MIN_WORDS && ends_sentence(word) {
            passages.push(from..end);
            (words, start) = (0, None);
        }
    }
    if let Some(from) = start {
        let end = body.trim_end().len();
        match passages.last_mut() {
            Some(last) if words < MIN_LAST_WORDS => last.end = end,
            _ => passages.push(from..end),
        }
    }
    passages
}

fn ends_sentence(word: &str) -> bool {
    let closing = ['»', '"', '”', ')', '\''];
    word.trim_end_matches(closing).ends_with(['.', '!', '?', '…'])
}
