//! A term of many articles: a bit for each article, in which a look-up takes a few instructions.

use tantivy::DocId;

use super::Sums;
use crate::search::scan::{BLOCK, BLOCKS_OF_WINDOW, WINDOW};

pub(in crate::search) struct Dense {
    /// The articles that have the term.
    bits: Box<[u64]>,
    /// Number of articles before each block.
    ranks: Box<[u32]>,
    /// Highest value of each block.
    peaks: Box<[f32]>,
    /// How much the mentions of each article count, 0 to 1.
    values: Box<[f32]>,
    /// Highest value of all.
    pub(super) peak: f32,
}

impl Dense {
    /// Holds articles, given in order, with a value for each.
    pub(super) fn new(docs: &[DocId], values: Vec<f32>, max_doc: DocId) -> Dense {
        let blocks = blocks(max_doc);
        let (mut bits, mut peaks) = (vec![0_u64; blocks], vec![0.0_f32; blocks]);
        for (&doc, &value) in docs.iter().zip(&values) {
            let block = (doc / BLOCK) as usize;
            if let (Some(word), Some(peak)) = (bits.get_mut(block), peaks.get_mut(block)) {
                *word |= 1 << (doc % BLOCK);
                *peak = peak.max(value);
            }
        }
        let mut rank = 0;
        let ranks = bits.iter().map(|word| {
            let before = rank;
            rank += word.count_ones();
            before
        });
        Dense {
            ranks: ranks.collect(),
            peak: peaks.iter().copied().fold(0.0, f32::max),
            bits: bits.into(),
            peaks: peaks.into(),
            values: values.into(),
        }
    }

    /// Returns the articles of a window, a word of bits for each block.
    pub(super) fn window(&self, start: DocId) -> &[u64] {
        let from = (start / BLOCK) as usize;
        self.bits.get(from..from + BLOCKS_OF_WINDOW).unwrap_or_default()
    }

    /// Returns the highest value of each block of a window.
    pub(super) fn peaks(&self, start: DocId) -> &[f32] {
        let from = (start / BLOCK) as usize;
        self.peaks.get(from..from + BLOCKS_OF_WINDOW).unwrap_or_default()
    }

    #[inline]
    pub(super) fn value(&self, doc: DocId) -> f32 {
        let block = (doc / BLOCK) as usize;
        let (Some(word), Some(rank)) = (self.bits.get(block), self.ranks.get(block)) else {
            return 0.0;
        };
        let bit = 1_u64 << (doc % BLOCK);
        if word & bit == 0 {
            return 0.0;
        }
        let before = (word & (bit - 1)).count_ones();
        self.values.get((rank + before) as usize).copied().unwrap_or(0.0)
    }

    pub(super) fn add_values(&self, block: usize, weight: f32, sums: &mut Sums) {
        let (Some(&word), Some(&rank)) = (self.bits.get(block), self.ranks.get(block)) else {
            return;
        };
        let (mut rest, values) = (word, self.values.get(rank as usize..).unwrap_or_default());
        for value in values {
            if rest == 0 {
                return;
            }
            sums[rest.trailing_zeros() as usize % sums.len()] += weight * value;
            rest &= rest - 1;
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.values.len() as u32
    }

    pub(super) fn seek(&self, target: DocId) -> Option<(DocId, usize)> {
        let mut block = (target / BLOCK) as usize;
        let mut rest = self.bits.get(block)? & (u64::MAX << (target % BLOCK));
        while rest == 0 {
            block += 1;
            rest = *self.bits.get(block)?;
        }
        let bit = rest.trailing_zeros();
        let before = (self.bits[block] & ((1 << bit) - 1)).count_ones();
        let rank = self.ranks.get(block)? + before;
        Some((block as DocId * BLOCK + bit, rank as usize))
    }

    /// Returns the bytes that so many articles will take.
    pub(super) fn bytes_of(count: u32, max_doc: DocId) -> usize {
        let by_block = size_of::<u64>() + size_of::<u32>() + size_of::<f32>();
        blocks(max_doc) * by_block + count as usize * size_of::<f32>()
    }

    pub(super) fn bytes(&self) -> usize {
        let by_block = size_of_val(&*self.bits) + size_of_val(&*self.ranks);
        by_block + size_of_val(&*self.peaks) + size_of_val(&*self.values)
    }
}

/// Returns the number of blocks of all windows.
fn blocks(max_doc: DocId) -> usize {
    max_doc.div_ceil(WINDOW) as usize * BLOCKS_OF_WINDOW
}
