//! From positions of words, as the engine matched them, to bytes of the text.

use std::ops::Range;

use super::{Highlight, highlights};
use crate::analysis::{Analyzer, Place};

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

/// A stretch of text to be highlighted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub bytes: Range<usize>,
    /// Clause of the query that matched.
    pub clause: u16,
}

impl From<Range<usize>> for Stretch {
    fn from(bytes: Range<usize>) -> Self {
        Stretch { bytes, clause: 0 }
    }
}

/// Tells whether a word, by its exact form and lemma, can have been matched by a clause.
pub(crate) type IsTermOf<'a> = &'a dyn Fn(u16, &str, &str) -> bool;

/// Finds the bytes of matched words in one text after the other, with room that it uses again.
pub(crate) struct Locator<'a> {
    analyzer: &'a mut Analyzer,
    stretches: Vec<Located>,
    spans: Vec<PositionSpan>,
    /// Words of a stretch, from the first to the last one that is asked for.
    words: Vec<Place>,
    found: Vec<Stretch>,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(analyzer: &'a mut Analyzer) -> Self {
        let (stretches, spans, words, found) = Default::default();
        Locator { analyzer, stretches, spans, words, found }
    }

    /// Highlights the matched words of a text. Stretches and spans are in order. A span that ends
    /// behind the last stretch is cut there.
    ///
    /// `is_term_of` is asked only where a compound (`week-end`) stands over its first part.
    pub(crate) fn highlights(
        &mut self,
        text: &str,
        stretches: impl Iterator<Item = Located>,
        spans: impl Iterator<Item = PositionSpan>,
        is_term_of: IsTermOf<'_>,
    ) -> Vec<Highlight> {
        self.stretches.clear();
        self.stretches.extend(stretches);
        self.spans.clear();
        self.spans.extend(spans);
        self.found.clear();
        let Locator { analyzer, stretches, spans, words, found } = self;
        let mut search = Search { text, analyzer, is_term_of };
        search.locate(stretches, spans, words, found);
        highlights(text, found)
    }
}

/// One text being searched.
struct Search<'a> {
    text: &'a str,
    analyzer: &'a mut Analyzer,
    is_term_of: IsTermOf<'a>,
}

impl Search<'_> {
    /// Finds the bytes of matched words; `words` is room for those of a stretch.
    fn locate(
        &mut self,
        stretches: &[Located],
        spans: &[PositionSpan],
        words: &mut Vec<Place>,
        found: &mut Vec<Stretch>,
    ) {
        for (index, stretch) in stretches.iter().enumerate() {
            let end = stretches.get(index + 1).map_or(u32::MAX, |next| next.position);
            let from = spans.partition_point(|span| span.start < stretch.position);
            let here = spans[from..].iter().take_while(|span| span.start < end);
            let Some(earliest) = here.clone().next() else { continue };
            // Behind the last word that is asked for, the sentence stays unread.
            let last = here.clone().map(|span| span.end.min(end)).max().unwrap_or(end);
            words.clear();
            self.read(stretch, earliest.start..last, words);
            for span in here {
                let first = span.start - stretch.position;
                let Some(start) = words.iter().find(|word| word.position == first) else {
                    continue;
                };
                let byte_start = stretch.bytes.start + start.byte_start;
                let byte_end = match span.end <= end {
                    true => self.end(stretch, words, span),
                    false => self.end_behind(&stretches[index..], span),
                };
                let bytes = byte_start..byte_end.unwrap_or(byte_start);
                found.push(Stretch { bytes, clause: span.clause });
            }
        }
    }

    /// Lists the words of a stretch at some positions of the text.
    fn read(&mut self, stretch: &Located, positions: Range<u32>, words: &mut Vec<Place>) {
        let sentence = self.text.get(stretch.bytes.clone()).unwrap_or_default();
        let [start, end] =
            [positions.start, positions.end].map(|it| it.saturating_sub(stretch.position));
        self.analyzer.scan_until(sentence, end, |place| {
            if place.position >= start {
                words.push(place);
            }
        });
    }

    /// Returns the byte after the last word of a span that ends in the stretch.
    fn end(&mut self, stretch: &Located, words: &[Place], span: &PositionSpan) -> Option<usize> {
        let last = span.end - 1 - stretch.position;
        let plain = words.iter().find(|word| word.position == last && word.length == 1);
        let joined = words.iter().find(|word| word.position == last && word.length > 1);
        let word = match (plain, joined) {
            (Some(plain), Some(joined)) => {
                if self.is_joined_matched(stretch, joined, span.clause) {
                    joined
                } else {
                    plain
                }
            }
            // The last word of a stretch stands for those that are not shown.
            (plain, joined) => plain.or(joined).or(words.last())?,
        };
        Some(stretch.bytes.start + word.byte_end)
    }

    /// Returns the byte after the last word of a span that leaves its stretch.
    fn end_behind(&mut self, stretches: &[Located], span: &PositionSpan) -> Option<usize> {
        let behind = stretches.partition_point(|stretch| stretch.position < span.end);
        let home = stretches.get(behind.checked_sub(1)?)?;
        let mut words = Vec::new();
        self.read(home, home.position..span.end, &mut words);
        self.end(home, &words, span)
    }

    /// Tells whether a compound can be what matched. It has the same terms alone as in its sentence.
    fn is_joined_matched(&mut self, stretch: &Located, compound: &Place, clause: u16) -> bool {
        let start = stretch.bytes.start;
        let bytes = start + compound.byte_start..start + compound.byte_end;
        let written = self.text.get(bytes).unwrap_or_default();
        let is_term_of = self.is_term_of;
        let mut is_joined = false;
        self.analyzer.analyze(written, |token| {
            let is_whole = token.position == 0 && token.length > 1;
            let mut lemmas = token.homographs.split_whitespace().chain([token.lemma]);
            is_joined |= is_whole && lemmas.any(|lemma| is_term_of(clause, token.exact, lemma));
        });
        is_joined
    }
}
