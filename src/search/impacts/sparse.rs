//! A term of few articles: their numbers in order.

use tantivy::DocId;

use super::Sums;
use crate::search::scan::{BLOCK, Bits, Bounds, WINDOW};

pub(in crate::search) struct Sparse {
    docs: Box<[DocId]>,
    /// How much the mentions of each article count, 0 to 1.
    values: Box<[f32]>,
    /// Highest value of all.
    pub(super) peak: f32,
}

impl Sparse {
    /// Holds articles, given in order, with a value for each.
    pub(super) fn new(docs: Vec<DocId>, values: Vec<f32>) -> Sparse {
        let peak = values.iter().copied().fold(0.0, f32::max);
        Sparse { docs: docs.into(), values: values.into(), peak }
    }

    /// Lists the articles from `start` on, as many numbers as a window has, with their values.
    fn window(&self, start: DocId) -> impl Iterator<Item = (DocId, f32)> {
        let from = self.docs.partition_point(|&doc| doc < start);
        let rest = self.docs.iter().zip(&self.values).skip(from);
        rest.map(|(&doc, &value)| (doc, value)).take_while(move |(doc, _)| doc - start < WINDOW)
    }

    pub(super) fn mark(&self, start: DocId, bits: &mut Bits) {
        self.window(start).for_each(|(doc, _)| bits.set((doc - start) as usize));
    }

    pub(super) fn add_peaks(&self, start: DocId, weight: f32, bounds: &mut Bounds) {
        let (mut last, mut peak) = (0, 0.0_f32);
        for (doc, value) in self.window(start) {
            let block = ((doc - start) / BLOCK) as usize;
            if block != last {
                bounds[last] += weight * peak;
                (last, peak) = (block, 0.0);
            }
            peak = peak.max(value);
        }
        bounds[last] += weight * peak;
    }

    pub(super) fn value(&self, doc: DocId) -> f32 {
        let place = self.docs.binary_search(&doc).ok();
        place.and_then(|place| self.values.get(place)).copied().unwrap_or(0.0)
    }

    pub(super) fn add_values(&self, block: usize, weight: f32, sums: &mut Sums) {
        let start = block as DocId * BLOCK;
        let here = self.window(start).take_while(|(doc, _)| doc - start < BLOCK);
        here.for_each(|(doc, value)| sums[(doc - start) as usize] += weight * value);
    }

    pub(super) fn count(&self) -> u32 {
        self.docs.len() as u32
    }

    pub(super) fn next(&self, from: DocId) -> DocId {
        let place = self.docs.partition_point(|&doc| doc < from);
        self.docs.get(place).copied().unwrap_or(DocId::MAX)
    }

    pub(super) fn seek(&self, target: DocId) -> Option<(DocId, usize)> {
        let rank = self.docs.partition_point(|&doc| doc < target);
        Some((*self.docs.get(rank)?, rank))
    }

    /// Returns the bytes that so many articles will take.
    pub(super) fn bytes_of(count: u32) -> usize {
        count as usize * (size_of::<DocId>() + size_of::<f32>())
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.docs) + size_of_val(&*self.values)
    }
}
