//! The entries of a dictionary by their numbers. tantivy tells them by their keys alone, or one
//! after the other with every key spelled out, which takes ten times as long as to read them.

use std::ops::Range;

use tantivy::SegmentReader;
use tantivy::directory::{CompositeFile, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

use super::spelling::Spelling;
use crate::error::Result;
use crate::index::unreadable;

/// Entries that lie together, the first of them in full and the others as differences.
const BLOCK: u64 = 256;

/// Bytes that tell of a block: where it begins, its first entry, and how wide differences are.
const HEAD: usize = 39;

/// Bytes behind the entries: their size, and what kind of dictionary it is.
const TAIL: usize = 16;

/// Bytes before the heads: their size, and the number of entries.
const LEAD: usize = 16;

/// Where the postings of each term of a column lie.
pub(super) struct Entries {
    bytes: OwnedBytes,
    heads: Range<usize>,
    /// Where the differences begin.
    rest: usize,
}

impl Entries {
    /// Opens the entries of a column; `None` when they are not laid out as expected.
    pub(super) fn open(
        segment: &SegmentReader,
        column: Column,
        count: usize,
    ) -> Result<Option<Entries>> {
        let file = segment.open_read(SegmentComponent::Terms).map_err(unreadable)?;
        let file = CompositeFile::open(&file).map_err(unreadable)?;
        let Some(file) = file.open_read(column) else { return Ok(None) };
        Ok(Entries::over(file.read_bytes().map_err(unreadable)?, count))
    }

    /// Opens what spells the keys of the entries.
    pub(super) fn spelling(&self) -> Option<Spelling> {
        Spelling::open(self.bytes.slice(0..self.heads.start - LEAD))
    }

    fn over(bytes: OwnedBytes, count: usize) -> Option<Entries> {
        let end = bytes.len().checked_sub(TAIL)?;
        let size = usize::try_from(number(&bytes, end)?).ok()?;
        let start = end.checked_sub(size)?;
        let heads = usize::try_from(number(&bytes, start)?).ok()?;
        let is_as_told = number(&bytes, start + 8)? == count as u64
            && heads == count.div_ceil(BLOCK as usize) * HEAD;
        let from = start + LEAD;
        let rest = from.checked_add(heads).filter(|&rest| is_as_told && rest <= end)?;
        Some(Entries { bytes, heads: from..rest, rest })
    }

    /// Returns an entry; `None` when there is none of that number.
    pub(super) fn get(&self, number: u64) -> Option<TermInfo> {
        let block = self.block(number / BLOCK)?;
        let Some(inner) = (number % BLOCK).checked_sub(1) else { return Some(block.first) };
        let next = inner + 1;
        let (postings, positions) = (block.first.postings_range, block.first.positions_range);
        let read = |entry: u64, from: u64, bits: u64| {
            let at = (self.rest as u64 + block.offset) * 8 + entry * block.width + from;
            bits_at(&self.bytes, at, bits).map(|value| value as usize)
        };
        let (by_posting, by_position) = (block.posting_bits, block.position_bits);
        let posting = |entry| Some(postings.start + read(entry, 0, by_posting)?);
        let position = |entry| Some(positions.start + read(entry, by_posting, by_position)?);
        let frequency = read(inner, by_posting + by_position, block.frequency_bits)?;
        Some(TermInfo {
            doc_freq: frequency as u32,
            postings_range: posting(inner)?..posting(next)?,
            positions_range: position(inner)?..position(next)?,
        })
    }

    /// Lists in how many articles each of some entries is.
    pub(super) fn frequencies(&self, numbers: Range<u64>) -> Option<Vec<(u32, u64)>> {
        let mut frequencies = Vec::with_capacity((numbers.end - numbers.start) as usize);
        let mut from = numbers.start;
        while from < numbers.end {
            let block = self.block(from / BLOCK)?;
            let end = (from - from % BLOCK + BLOCK).min(numbers.end);
            for number in from..end {
                frequencies.push((self.frequency(&block, number % BLOCK)?, number));
            }
            from = end;
        }
        Some(frequencies)
    }

    fn frequency(&self, block: &Block, inner: u64) -> Option<u32> {
        let Some(inner) = inner.checked_sub(1) else { return Some(block.first.doc_freq) };
        let before = block.posting_bits + block.position_bits;
        let at = (self.rest as u64 + block.offset) * 8 + inner * block.width + before;
        bits_at(&self.bytes, at, block.frequency_bits).map(|value| value as u32)
    }

    fn block(&self, index: u64) -> Option<Block> {
        let at = self.heads.start.checked_add(usize::try_from(index).ok()?.checked_mul(HEAD)?)?;
        let head = self.bytes.get(at..at + HEAD).filter(|_| at < self.heads.end)?;
        let short = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let (postings, positions) = (number(head, 12)? as usize, number(head, 24)? as usize);
        let [frequency_bits, posting_bits, position_bits] =
            [36, 37, 38].map(|at| u64::from(head[at]));
        Some(Block {
            offset: number(head, 0)?,
            first: TermInfo {
                doc_freq: short(8)?,
                postings_range: postings..postings + short(20)? as usize,
                positions_range: positions..positions + short(32)? as usize,
            },
            width: frequency_bits + posting_bits + position_bits,
            frequency_bits,
            posting_bits,
            position_bits,
        })
    }
}

/// What is told of a block.
struct Block {
    offset: u64,
    first: TermInfo,
    /// Bits of an entry.
    width: u64,
    frequency_bits: u64,
    posting_bits: u64,
    position_bits: u64,
}

/// Reads a number of eight bytes.
fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// Reads up to 56 bits; behind the end all are 0.
#[inline]
fn bits_at(bytes: &[u8], at: u64, count: u64) -> Option<u64> {
    let byte = usize::try_from(at / 8).ok()?;
    let value = match bytes.get(byte..byte.checked_add(8)?) {
        Some(eight) => u64::from_le_bytes(eight.try_into().ok()?),
        None => {
            let mut eight = [0; 8];
            let rest = bytes.get(byte..)?;
            eight[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(eight)
        }
    };
    Some(value >> (at % 8) & ((1 << count.min(56)) - 1))
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, doc};

    use super::*;

    /// Makes a segment of some words; those that several articles have are several times there.
    fn segment(words: usize) -> (SegmentReader, Column) {
        let mut schema = Schema::builder();
        let column = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).expect("a writer");
        for article in 0..7 {
            let here = (0..words).filter(|word| word % 7 <= article && word * word % 5 != article);
            let text: Vec<String> =
                here.map(|word| format!("{word} mot{word} mot{word}")).collect();
            writer.add_document(doc!(column => text.join(" "))).expect("an article");
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        (searcher.segment_reader(0).clone(), column)
    }

    fn check(words: usize) {
        let (segment, column) = segment(words);
        let inverted = segment.inverted_index(column).expect("a field");
        let terms = inverted.terms();
        let opened = Entries::open(&segment, column, terms.num_terms()).expect("a file");
        let entries = opened.expect("entries as expected");
        let mut stream = terms.stream().expect("a stream");
        let (mut keys, mut frequencies) = (Vec::new(), Vec::new());
        while let Some((key, info)) = stream.next() {
            assert_eq!(entries.get(keys.len() as u64).as_ref(), Some(info));
            frequencies.push((info.doc_freq, keys.len() as u64));
            keys.push(key.to_vec());
        }
        let all = 0..terms.num_terms() as u64;
        assert_eq!(entries.frequencies(all.clone()), Some(frequencies));
        let spelling = entries.spelling().expect("a tree");
        for step in [1, 3, 50] {
            let numbers: Vec<u64> = all.clone().step_by(step).collect();
            let mut spelled = Vec::new();
            spelling.spell(&numbers, &mut |key| spelled.push(key.to_vec()));
            assert!(spelled.iter().eq(keys.iter().step_by(step)), "every {step} of {words}");
        }
        assert!(Entries::open(&segment, column, terms.num_terms() + 1).expect("a file").is_none());
    }

    #[test]
    fn entries_are_the_same_by_number_as_one_after_the_other() {
        for words in [1, 2, 127, 128, 129, 1000] {
            check(words);
        }
    }
}
