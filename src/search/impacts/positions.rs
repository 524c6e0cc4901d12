//! Where in its articles a term stands, ready in memory.

use std::io;
use std::ops::Range;

use tantivy::directory::OwnedBytes;
use tantivy::positions::PositionReader;
use tantivy::postings::BlockSegmentPostings;

use super::cache::Weighty;

/// The positions of one term, article by article.
pub(in crate::search) struct Positions {
    /// For each article, the number of mentions up to its last one.
    ends: Box<[u32]>,
    positions: Box<[u32]>,
}

impl Positions {
    /// Reads postings with their mentions to their end, and what the file of positions holds of
    /// them, which is nothing for columns without positions.
    ///
    /// # Errors
    /// Those of the file.
    pub(in crate::search) fn read(
        postings: &mut BlockSegmentPostings,
        packed: OwnedBytes,
    ) -> io::Result<Positions> {
        let mut ends = Vec::with_capacity(postings.doc_freq() as usize);
        let mut end = 0;
        while !postings.docs().is_empty() {
            for &mentions in postings.freqs() {
                end += mentions;
                ends.push(end);
            }
            postings.advance();
        }
        let mut positions = Vec::new();
        if !packed.is_empty() {
            positions.resize(end as usize, 0);
            PositionReader::open(packed)?.read(0, &mut positions);
            add_steps(&mut positions, &ends);
        }
        Ok(Positions { ends: ends.into(), positions: positions.into() })
    }

    /// Returns the number of mentions in the article that is number `rank` of those that have the
    /// term.
    pub(in crate::search) fn mentions(&self, rank: usize) -> u32 {
        let range = self.range(rank);
        (range.end - range.start) as u32
    }

    /// Returns the positions in the article that is number `rank` of those that have the term.
    #[inline]
    pub(in crate::search) fn of(&self, rank: usize) -> &[u32] {
        self.positions.get(self.range(rank)).unwrap_or_default()
    }

    fn range(&self, rank: usize) -> Range<usize> {
        let start = rank.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |&end| end as usize);
        start..self.ends.get(rank).map_or(start, |&end| end as usize)
    }
}

/// Turns the steps from one position to the next, article by article, into positions.
fn add_steps(steps: &mut [u32], ends: &[u32]) {
    let mut start = 0;
    for &end in ends {
        let mut position = 0;
        for step in steps.get_mut(start..end as usize).unwrap_or_default() {
            position += *step;
            *step = position;
        }
        start = end as usize;
    }
}

impl Weighty for Positions {
    fn bytes(&self) -> usize {
        size_of_val(&*self.ends) + size_of_val(&*self.positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_has_its_positions() {
        let mut positions = [3, 4, 0, 7, 1, 2];
        let ends = [2, 3, 6];
        add_steps(&mut positions, &ends);
        let positions = Positions { ends: ends.into(), positions: positions.into() };
        assert_eq!([0, 1, 2].map(|rank| positions.of(rank)), [&[3, 7][..], &[0], &[7, 8, 10]]);
        assert_eq!([0, 1, 2, 3].map(|rank| positions.mentions(rank)), [2, 1, 3, 0]);
    }
}
