//! From positions of words, as the engine matched them, to bytes of the text.

use std::ops::Range;

use crate::analysis::Analyzer;

/// A run of matched words, in positions of the text; `end` is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PositionSpan {
    pub start: u32,
    pub end: u32,
    /// Clause of the query that matched.
    pub clause: u16,
}

/// A stretch of text whose first word has a known position: a sentence or a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    pub bytes: Range<usize>,
    pub position: u32,
}

/// Finds the bytes of matched words. Spans are sorted; stretches are in order.
///
/// `is_term_of(clause, exact, lemma)` tells whether a word can have been matched by a clause; it
/// is asked only where a compound (`week-end`) stands over its first part.
pub(crate) fn locate(
    text: &str,
    stretches: &[Located],
    spans: &[PositionSpan],
    analyzer: &mut Analyzer,
    is_term_of: &dyn Fn(u16, &str, &str) -> bool,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(spans.len());
    let mut words = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        let end = stretches.get(index + 1).map_or(u32::MAX, |next| next.position);
        let from = spans.partition_point(|span| span.start < stretch.position);
        let here = spans[from..].iter().take_while(|span| span.start < end);
        if here.clone().next().is_none() {
            continue;
        }
        let Some(sentence) = text.get(stretch.bytes.clone()) else { continue };
        words.clear();
        analyzer.scan(sentence, |place| words.push(place));
        for span in here {
            let first = span.start - stretch.position;
            let last = (span.end - stretch.position).saturating_sub(1);
            let start = words.iter().find(|word| word.position == first);
            let plain = words.iter().find(|word| word.position == last && word.length == 1);
            let joined = words.iter().find(|word| word.position == last && word.length > 1);
            let end = match (plain, joined) {
                (Some(_), Some(compound)) => {
                    let is_plain = plain_matches(sentence, last, span.clause, analyzer, is_term_of);
                    if is_plain { plain } else { Some(compound) }
                }
                (plain, joined) => plain.or(joined),
            };
            if let (Some(start), Some(end)) = (start, end) {
                let base = stretch.bytes.start;
                ranges.push(base + start.byte_start..base + end.byte_end);
            }
        }
    }
    ranges
}

/// Tells whether the single word at a position, not the compound over it, is what matched.
fn plain_matches(
    sentence: &str,
    position: u32,
    clause: u16,
    analyzer: &mut Analyzer,
    is_term_of: &dyn Fn(u16, &str, &str) -> bool,
) -> bool {
    let mut is_plain = false;
    analyzer.analyze(sentence, |token| {
        let is_here = token.position == position && token.length == 1;
        let mut lemmas = token.homographs.split_whitespace().chain([token.lemma]);
        is_plain |= is_here && lemmas.any(|lemma| is_term_of(clause, token.exact, lemma));
    });
    is_plain
}
