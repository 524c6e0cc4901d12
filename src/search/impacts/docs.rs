//! Which articles have a term, ready in memory.

use std::ops::Range;

use tantivy::DocId;

use super::cache::Weighty;
use crate::search::scan::{BLOCK, BLOCKS_OF_WINDOW, Bits, WINDOW};

/// A term that fewer articles have than one in so many is listed article by article: the bits of
/// all articles would take more room, and longer to look through.
const MAX_SPARSITY: u32 = 512;

/// The same where articles are asked for one after the other, and room is what matters.
const MAX_SPARSITY_IN_ORDER: u32 = 48;

/// Articles of one segment, in order. The place of an article among them is its rank.
pub(in crate::search) enum Docs {
    /// A bit for each article of the segment, in which a look-up takes a few instructions.
    Dense(Dense),
    /// Few articles: their numbers.
    Sparse(Box<[DocId]>),
}

/// See [`Docs`].
pub(in crate::search) struct Dense {
    windows: Box<[Bits]>,
    /// Number of articles before each block.
    ranks: Box<[u32]>,
    count: u32,
}

/// The articles of a block, with their ranks.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Ranked {
    articles: u64,
    /// Rank of the first of them.
    first: u32,
}

impl Ranked {
    /// Tells whether an article of the block is one of them.
    #[inline]
    pub(super) fn has(self, doc: DocId) -> bool {
        self.articles >> (doc % BLOCK) & 1 == 1
    }

    /// Tells whether they are these.
    #[inline]
    pub(in crate::search) fn are(self, articles: u64) -> bool {
        self.articles == articles
    }

    /// Lists their ranks, and those that follow.
    pub(in crate::search) fn ranks(self) -> impl Iterator<Item = usize> {
        self.first as usize..
    }

    /// Returns the rank of one of them.
    #[inline]
    pub(in crate::search) fn rank(self, doc: DocId) -> usize {
        let before = self.articles & ((1 << (doc % BLOCK)) - 1);
        (self.first + before.count_ones()) as usize
    }
}

impl Docs {
    /// Holds articles, given in order.
    pub(in crate::search) fn new(docs: Vec<DocId>, max_doc: DocId) -> Docs {
        Docs::listed_below(MAX_SPARSITY, docs, max_doc)
    }

    /// Holds articles, given in order, in less room; a look-up far ahead takes longer.
    pub(super) fn in_little_room(docs: Vec<DocId>, max_doc: DocId) -> Docs {
        Docs::listed_below(MAX_SPARSITY_IN_ORDER, docs, max_doc)
    }

    /// Lists articles that are fewer than one in so many, and has bits for others.
    fn listed_below(sparsity: u32, docs: Vec<DocId>, max_doc: DocId) -> Docs {
        match docs.len() as u32 > max_doc / sparsity {
            true => Docs::Dense(Dense::new(&docs, max_doc)),
            false => Docs::Sparse(docs.into()),
        }
    }

    /// Returns the bytes that so many articles will take.
    pub(in crate::search) fn bytes_of(count: u32, max_doc: DocId) -> usize {
        match is_dense(count, max_doc) {
            true => windows(max_doc) * (size_of::<Bits>() + BLOCKS_OF_WINDOW * size_of::<u32>()),
            false => count as usize * size_of::<DocId>(),
        }
    }

    /// Returns the number of articles.
    pub(in crate::search) fn count(&self) -> u32 {
        match self {
            Docs::Dense(dense) => dense.count,
            Docs::Sparse(docs) => docs.len() as u32,
        }
    }

    /// Returns the articles of the window that begins at `start`, where they are at hand as a set.
    pub(in crate::search) fn window(&self, start: DocId) -> Option<&Bits> {
        match self {
            Docs::Dense(dense) => dense.windows.get((start / WINDOW) as usize),
            Docs::Sparse(_) => None,
        }
    }

    /// Adds the articles of the window that begins at `start` to a set.
    pub(in crate::search) fn mark(&self, start: DocId, bits: &mut Bits) {
        match self {
            Docs::Dense(_) => bits.unite(self.window(start).unwrap_or(&Bits::NONE)),
            Docs::Sparse(docs) => {
                for doc in &docs[self.numbers(start, WINDOW)] {
                    bits.set((doc - start) as usize);
                }
            }
        }
    }

    /// Returns the articles of a block.
    #[inline]
    pub(in crate::search) fn block(&self, block: usize) -> u64 {
        match self {
            Docs::Dense(dense) => dense.block(block).unwrap_or(0),
            Docs::Sparse(docs) => {
                let start = block as DocId * BLOCK;
                let here = &docs[self.numbers(start, BLOCK)];
                here.iter().fold(0, |bits, doc| bits | 1 << (doc - start))
            }
        }
    }

    /// Returns the rank of an article, `None` where it is not among them.
    #[inline]
    pub(in crate::search) fn rank(&self, doc: DocId) -> Option<usize> {
        match self {
            Docs::Dense(dense) => dense.rank(doc),
            Docs::Sparse(docs) => docs.binary_search(&doc).ok(),
        }
    }

    /// Returns the articles of a block with their ranks, where they stand as bits.
    #[inline]
    pub(in crate::search) fn ranked(&self, block: usize) -> Option<Ranked> {
        let Docs::Dense(dense) = self else { return None };
        Some(Ranked { articles: dense.block(block)?, first: *dense.ranks.get(block)? })
    }

    /// Returns the articles where they stand as numbers, none otherwise.
    pub(super) fn as_numbers(&self) -> &[DocId] {
        match self {
            Docs::Dense(_) => &[],
            Docs::Sparse(docs) => docs,
        }
    }

    /// Returns the ranks of the articles from `start` on, as many numbers as `length`, where they stand
    /// as numbers.
    pub(super) fn numbers(&self, start: DocId, length: u32) -> Range<usize> {
        range(self.as_numbers(), start, length)
    }

    /// Returns an article, `from` or behind it, before which there is none.
    pub(in crate::search) fn next(&self, from: DocId) -> DocId {
        match self {
            // Some article of the next blocks has it, most likely.
            Docs::Dense(_) => from,
            Docs::Sparse(_) => self.seek(from).map_or(DocId::MAX, |(doc, _)| doc),
        }
    }

    /// Returns the first article from `target` on, and its rank.
    pub(in crate::search) fn seek(&self, target: DocId) -> Option<(DocId, usize)> {
        match self {
            Docs::Dense(dense) => dense.seek(target),
            Docs::Sparse(docs) => {
                let rank = docs.partition_point(|&doc| doc < target);
                Some((*docs.get(rank)?, rank))
            }
        }
    }

    /// As [`Docs::seek`], where the article before is about of a rank.
    #[inline]
    pub(in crate::search) fn seek_from(
        &self,
        rank: usize,
        target: DocId,
    ) -> Option<(DocId, usize)> {
        match self {
            Docs::Dense(dense) => dense.seek(target),
            Docs::Sparse(docs) => {
                let rank = gallop(docs, rank, target);
                Some((*docs.get(rank)?, rank))
            }
        }
    }

    /// As [`Docs::rank`], where the article before is about of a rank.
    #[inline]
    pub(in crate::search) fn rank_from(&self, rank: usize, doc: DocId) -> Option<usize> {
        match self {
            Docs::Dense(dense) => dense.rank(doc),
            Docs::Sparse(docs) => {
                let rank = gallop(docs, rank, doc);
                (docs.get(rank) == Some(&doc)).then_some(rank)
            }
        }
    }

    /// Lists the articles that any of some sets has, in order.
    pub(super) fn united<'a>(sets: impl Iterator<Item = &'a Docs>, max_doc: DocId) -> Vec<DocId> {
        let mut united = vec![Bits::NONE; windows(max_doc)];
        for set in sets {
            for (start, window) in (0..).step_by(WINDOW as usize).zip(&mut united) {
                set.mark(start, window);
            }
        }
        let starts = (0..).step_by(WINDOW as usize).zip(&united);
        starts
            .flat_map(|(start, window)| window.iter().map(move |at| start + at as DocId))
            .collect()
    }
}

impl Weighty for Docs {
    fn bytes(&self) -> usize {
        match self {
            Docs::Dense(dense) => size_of_val(&*dense.windows) + size_of_val(&*dense.ranks),
            Docs::Sparse(docs) => size_of_val(&**docs),
        }
    }
}

impl Dense {
    fn new(docs: &[DocId], max_doc: DocId) -> Dense {
        let mut windows = vec![Bits::NONE; windows(max_doc)];
        for &doc in docs {
            if let Some(window) = windows.get_mut((doc / WINDOW) as usize) {
                window.set((doc % WINDOW) as usize);
            }
        }
        let mut count = 0;
        let blocks = windows.iter().flat_map(|it| (0..BLOCKS_OF_WINDOW).map(|at| it.block(at)));
        let ranks = blocks.map(|block| {
            let before = count;
            count += block.count_ones();
            before
        });
        Dense { ranks: ranks.collect(), windows: windows.into(), count }
    }

    #[inline]
    fn block(&self, block: usize) -> Option<u64> {
        Some(self.windows.get(block / BLOCKS_OF_WINDOW)?.block(block % BLOCKS_OF_WINDOW))
    }

    #[inline]
    fn rank(&self, doc: DocId) -> Option<usize> {
        let block = (doc / BLOCK) as usize;
        let (bits, bit) = (self.block(block)?, 1_u64 << (doc % BLOCK));
        if bits & bit == 0 {
            return None;
        }
        Some((self.ranks.get(block)? + (bits & (bit - 1)).count_ones()) as usize)
    }

    fn seek(&self, target: DocId) -> Option<(DocId, usize)> {
        let mut block = (target / BLOCK) as usize;
        let mut rest = self.block(block)? & (u64::MAX << (target % BLOCK));
        while rest == 0 {
            block += 1;
            rest = self.block(block)?;
        }
        let doc = block as DocId * BLOCK + rest.trailing_zeros();
        Some((doc, self.rank(doc)?))
    }
}

/// Returns the rank of the first article from `target` on: looked for from a rank on in steps that grow,
/// as it is mostly near; from the first one on where it lies before.
fn gallop(docs: &[DocId], rank: usize, target: DocId) -> usize {
    let mut from = if docs.get(rank).is_some_and(|&doc| doc <= target) { rank } else { 0 };
    let mut step = 1;
    while docs.get(from + step).is_some_and(|&doc| doc < target) {
        from += step;
        step *= 2;
    }
    let end = docs.len().min(from + step);
    from + docs[from..end].partition_point(|&doc| doc < target)
}

/// Returns where the articles lie that begin at `start`, as many numbers as `length`.
fn range(docs: &[DocId], start: DocId, length: u32) -> Range<usize> {
    let from = docs.partition_point(|&doc| doc < start);
    let count = docs[from..].iter().take_while(|&&doc| doc - start < length).count();
    from..from + count
}

pub(super) fn is_dense(count: u32, max_doc: DocId) -> bool {
    count > max_doc / MAX_SPARSITY
}

/// Returns the number of windows of a segment.
pub(super) fn windows(max_doc: DocId) -> usize {
    max_doc.div_ceil(WINDOW) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MAX_DOC: DocId = 2 * WINDOW + 100;

    fn check(docs: &Docs, expected: &[DocId]) {
        assert_eq!(Docs::united([docs, docs].into_iter(), MAX_DOC), expected);
        assert_eq!(docs.count() as usize, expected.len());
        for start in [0, WINDOW, 2 * WINDOW] {
            let mut bits = Bits::NONE;
            docs.mark(start, &mut bits);
            let here = expected.iter().filter(|&&doc| (start..start + WINDOW).contains(&doc));
            let here: Vec<usize> = here.map(|doc| (doc - start) as usize).collect();
            assert_eq!(bits.iter().collect::<Vec<_>>(), here);
            assert!(docs.window(start).is_none_or(|window| *window == bits));
            for block in 0..BLOCKS_OF_WINDOW {
                assert_eq!(docs.block((start / BLOCK) as usize + block), bits.block(block));
            }
        }
        for doc in 0..MAX_DOC {
            let rank = expected.partition_point(|&own| own < doc);
            let next = expected.get(rank).map(|&own| (own, rank));
            assert_eq!(docs.seek(doc), next);
            assert_eq!(docs.rank(doc), next.filter(|(own, _)| *own == doc).map(|(_, rank)| rank));
            assert!(docs.next(doc) <= next.map_or(DocId::MAX, |(own, _)| own));
            for hint in [0, rank.saturating_sub(3), rank, rank + 2, usize::MAX] {
                assert_eq!(docs.seek_from(hint, doc), docs.seek(doc));
                assert_eq!(docs.rank_from(hint, doc), docs.rank(doc));
            }
        }
    }

    proptest! {
        #[test]
        fn both_kinds_say_what_was_put_in(docs in prop::collection::btree_set(0..MAX_DOC, 0..40)) {
            let docs: Vec<DocId> = docs.into_iter().collect();
            check(&Docs::Dense(Dense::new(&docs, MAX_DOC)), &docs);
            check(&Docs::Sparse(docs.clone().into()), &docs);
            let held = Docs::new(docs.clone(), MAX_DOC);
            prop_assert_eq!(held.bytes(), Docs::bytes_of(docs.len() as u32, MAX_DOC));
        }
    }
}
