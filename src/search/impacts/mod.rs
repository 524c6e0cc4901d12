//! Impacts: which articles have a term, and what its mentions are worth there, ready in memory.
//!
//! Beside the worth of each article stands the highest in every block of 64 articles, so that
//! blocks which cannot reach the best hits are passed over: block bounds by article number
//! (Dimopoulos, Nepomnyachiy and Suel, *Optimizing top-k document retrieval strategies for
//! block-max indexes*, WSDM 2013).

mod cache;
mod dense;
mod positions;
mod sparse;

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

pub(super) use cache::{Cache, Key};
pub(super) use positions::Positions;

use self::cache::Weighty;
use self::dense::Dense;
use self::sparse::Sparse;
use super::bm25::Lengths;
use super::scan::{BLOCK, Bits, Bounds};

/// A term that fewer articles have than one in so many is listed article by article: the bits of
/// all articles would take more room, and longer to look through.
const MAX_SPARSITY: u32 = 512;

/// A number for each article of a block.
pub(super) type Sums = [f32; BLOCK as usize];

/// One term of one segment, or several counted as one.
pub(super) enum Impacts {
    Dense(Dense),
    Sparse(Sparse),
}

impl Impacts {
    /// Reads postings to their end; they score by `lengths`, or not at all.
    pub(super) fn read(
        postings: &mut BlockSegmentPostings,
        lengths: Option<&Lengths>,
        max_doc: DocId,
    ) -> Impacts {
        let count = postings.doc_freq() as usize;
        let (mut docs, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
        while !postings.docs().is_empty() {
            docs.extend_from_slice(postings.docs());
            if let Some(lengths) = lengths {
                let mentions = postings.docs().iter().zip(postings.freqs());
                values.extend(mentions.map(|(&doc, &count)| lengths.saturation(doc, count)));
            }
            postings.advance();
        }
        Impacts::new(docs, values, max_doc)
    }

    /// Holds articles, given in order, with a value for each, or none where they do not score.
    pub(super) fn new(docs: Vec<DocId>, mut values: Vec<f32>, max_doc: DocId) -> Impacts {
        values.resize(docs.len(), 0.0);
        match is_dense(docs.len() as u32, max_doc) {
            true => Impacts::Dense(Dense::new(&docs, values, max_doc)),
            false => Impacts::Sparse(Sparse::new(docs, values)),
        }
    }

    /// Returns the bytes that so many articles will take.
    pub(super) fn bytes_of(count: u32, max_doc: DocId) -> usize {
        match is_dense(count, max_doc) {
            true => Dense::bytes_of(count, max_doc),
            false => Sparse::bytes_of(count),
        }
    }

    /// Adds the articles of the window that begins at `start` to a set.
    pub(super) fn mark(&self, start: DocId, bits: &mut Bits) {
        match self {
            Impacts::Dense(dense) => bits.unite_blocks(dense.window(start)),
            Impacts::Sparse(sparse) => sparse.mark(start, bits),
        }
    }

    /// Adds `weight` times the highest value of each block of a window.
    pub(super) fn add_peaks(&self, start: DocId, weight: f32, bounds: &mut Bounds) {
        match self {
            Impacts::Dense(dense) => {
                for (bound, peak) in bounds.iter_mut().zip(dense.peaks(start)) {
                    *bound += weight * peak;
                }
            }
            Impacts::Sparse(sparse) => sparse.add_peaks(start, weight, bounds),
        }
    }

    /// Returns the highest value of all articles.
    pub(super) fn peak(&self) -> f32 {
        match self {
            Impacts::Dense(dense) => dense.peak,
            Impacts::Sparse(sparse) => sparse.peak,
        }
    }

    /// Returns how much the mentions in an article count, 0 where it lacks the term.
    #[inline]
    pub(super) fn value(&self, doc: DocId) -> f32 {
        match self {
            Impacts::Dense(dense) => dense.value(doc),
            Impacts::Sparse(sparse) => sparse.value(doc),
        }
    }

    /// Adds `weight` times the value of each article of a block.
    pub(super) fn add_values(&self, block: usize, weight: f32, sums: &mut Sums) {
        match self {
            Impacts::Dense(dense) => dense.add_values(block, weight, sums),
            Impacts::Sparse(sparse) => sparse.add_values(block, weight, sums),
        }
    }

    /// Returns the number of articles.
    pub(super) fn count(&self) -> u32 {
        match self {
            Impacts::Dense(dense) => dense.count(),
            Impacts::Sparse(sparse) => sparse.count(),
        }
    }

    /// Returns an article, `from` or behind it, before which there is none.
    pub(super) fn next(&self, from: DocId) -> DocId {
        match self {
            // Some article of the next blocks has it, most likely.
            Impacts::Dense(_) => from,
            Impacts::Sparse(sparse) => sparse.next(from),
        }
    }

    /// Returns the first article from `target` on that has the term, and its number among those that
    /// have it.
    pub(super) fn seek(&self, target: DocId) -> Option<(DocId, usize)> {
        match self {
            Impacts::Dense(dense) => dense.seek(target),
            Impacts::Sparse(sparse) => sparse.seek(target),
        }
    }
}

fn is_dense(count: u32, max_doc: DocId) -> bool {
    count > max_doc / MAX_SPARSITY
}

impl Weighty for Impacts {
    fn bytes(&self) -> usize {
        match self {
            Impacts::Dense(dense) => dense.bytes(),
            Impacts::Sparse(sparse) => sparse.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::scan::{BLOCKS_OF_WINDOW, WINDOW};

    const MAX_DOC: DocId = 2 * WINDOW + 100;

    fn highest(articles: &[(DocId, f32)], from: DocId, length: u32) -> f32 {
        let here = articles.iter().filter(|(doc, _)| (from..from + length).contains(doc));
        here.map(|(_, value)| *value).fold(0.0, f32::max)
    }

    fn check(impacts: &Impacts, articles: &[(DocId, f32)]) {
        assert_eq!(impacts.count() as usize, articles.len());
        assert_eq!(impacts.peak(), highest(articles, 0, MAX_DOC));
        let value = |doc| articles.iter().find(|(own, _)| *own == doc).map_or(0.0, |own| own.1);
        for start in [0, WINDOW, 2 * WINDOW] {
            let (mut bits, mut bounds) = (Bits::NONE, [1.0; BLOCKS_OF_WINDOW]);
            impacts.mark(start, &mut bits);
            impacts.add_peaks(start, 2.0, &mut bounds);
            let here = articles.iter().filter(|(doc, _)| (start..start + WINDOW).contains(doc));
            let here: Vec<usize> = here.map(|(doc, _)| (doc - start) as usize).collect();
            assert_eq!(bits.iter().collect::<Vec<_>>(), here);
            for (block, bound) in (start..).step_by(BLOCK as usize).zip(bounds) {
                let peak = highest(articles, block, BLOCK);
                assert_eq!(bound, 1.0 + 2.0 * peak);
                let mut sums = [1.0; BLOCK as usize];
                impacts.add_values((block / BLOCK) as usize, 2.0, &mut sums);
                let expected = std::array::from_fn(|index| 1.0 + 2.0 * value(block + index as u32));
                assert_eq!(sums, expected);
            }
        }
        for doc in 0..MAX_DOC {
            assert_eq!(impacts.value(doc), value(doc));
            let rank = articles.partition_point(|(own, _)| *own < doc);
            let next = articles.get(rank).map(|(own, _)| (*own, rank));
            assert_eq!(impacts.seek(doc), next);
        }
    }

    proptest! {
        #[test]
        fn both_kinds_say_what_was_put_in(
            docs in prop::collection::btree_set(0..MAX_DOC, 0..40),
            values in prop::collection::vec(0.01_f32..1.0, 40),
        ) {
            let docs: Vec<DocId> = docs.into_iter().collect();
            let articles: Vec<_> = docs.iter().copied().zip(values.iter().copied()).collect();
            let values: Vec<f32> = articles.iter().map(|(_, value)| *value).collect();
            let count = docs.len() as u32;
            let dense = Dense::new(&docs, values.clone(), MAX_DOC);
            prop_assert_eq!(dense.bytes(), Dense::bytes_of(count, MAX_DOC));
            check(&Impacts::Dense(dense), &articles);
            let sparse = Sparse::new(docs, values);
            prop_assert_eq!(sparse.bytes(), Sparse::bytes_of(count));
            check(&Impacts::Sparse(sparse), &articles);
        }
    }

    #[test]
    fn no_article_before_the_next_has_the_term() {
        let impacts = Impacts::new(vec![5, 700], vec![0.5, 0.25], MAX_DOC);
        assert_eq!([0, 5, 6, 701].map(|from| impacts.next(from)), [5, 5, 700, DocId::MAX]);
    }
}
