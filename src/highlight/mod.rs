//! Highlights: the places of a text that made it match, as exact byte ranges.

mod fragments;
mod locate;

pub use fragments::{Fragment, fragments};
pub(crate) use locate::{Located, Locator, PositionSpan, Stretch};

use std::ops::Range;

use serde::Serialize;

/// One highlighted stretch; offsets are relative to the text it was made for.
/// `text[byte_start..byte_end]` is always exactly [`Highlight::text`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Highlight {
    /// First byte.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
    /// First UTF-16 code unit, as JavaScript counts.
    pub utf16_start: usize,
    /// UTF-16 code unit after the last one.
    pub utf16_end: usize,
    /// The highlighted text.
    pub text: String,
    /// Number of the word or phrase of the query that matched, from 0; of several, of the first one.
    pub clause: u16,
}

/// Makes highlights of stretches of a text; those that overlap become one.
///
/// Stretches that are empty or not on character boundaries are left out.
pub(crate) fn highlights(text: &str, stretches: &mut Vec<Stretch>) -> Vec<Highlight> {
    stretches.sort_unstable_by_key(|stretch| (stretch.bytes.start, stretch.bytes.end));
    stretches.dedup_by(|next, last| {
        let overlaps = next.bytes.start < last.bytes.end;
        if overlaps {
            last.bytes.end = last.bytes.end.max(next.bytes.end);
        }
        overlaps
    });
    let (mut byte, mut utf16) = (0, 0);
    let mut highlights = Vec::with_capacity(stretches.len());
    for Stretch { bytes: Range { start, end }, clause } in stretches.drain(..) {
        let (Some(before), Some(marked)) = (text.get(byte..start), text.get(start..end)) else {
            continue;
        };
        let utf16_start = utf16 + utf16_len(before);
        let utf16_end = utf16_start + utf16_len(marked);
        if start < end {
            let (byte_start, byte_end, text) = (start, end, marked.to_owned());
            highlights.push(Highlight {
                byte_start,
                byte_end,
                utf16_start,
                utf16_end,
                text,
                clause,
            });
        }
        (byte, utf16) = (end, utf16_end);
    }
    highlights
}

/// Counts a unit for the first byte of each character, two for those of four bytes.
fn utf16_len(text: &str) -> usize {
    let units = |byte: &u8| u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
    // Added up in bytes, many at a time, as long as a byte holds the sum.
    let chunks = text.as_bytes().chunks(usize::from(u8::MAX / 2));
    chunks.map(|chunk| usize::from(chunk.iter().map(units).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_ranges_become_one() {
        let marked =
            highlights("un été très chaud", &mut [3..8, 0..4, 9..14].map(Stretch::from).into());
        let texts: Vec<_> = marked.iter().map(|highlight| highlight.text.as_str()).collect();
        assert_eq!(texts, ["un été", "très"]);
    }

    #[test]
    fn utf16_offsets_count_code_units() {
        let marked = highlights("𝄞 été", &mut vec![Stretch::from(5..10)]);
        let [highlight] = marked.as_slice() else { panic!("one highlight expected") };
        assert_eq!((highlight.utf16_start, highlight.utf16_end), (3, 6));
    }

    proptest::proptest! {
        #[test]
        fn code_units_are_those_of_every_character(text in "\\PC{0,40}") {
            proptest::prop_assert_eq!(utf16_len(&text), text.encode_utf16().count());
        }
    }

    #[test]
    fn a_range_inside_a_character_is_left_out() {
        assert!(highlights("été", &mut vec![Stretch::from(1..2)]).is_empty());
    }
}
