//! What articles of one block score.

use tantivy::DocId;

use super::bits::{BLOCK, BLOCKS_OF_WINDOW, WINDOW};
use super::list::Scores;
use super::tree::Parts;

/// What the words score in the articles of the block at hand.
pub(super) struct Stakes([f32; BLOCK as usize]);

impl Default for Stakes {
    fn default() -> Self {
        Stakes([0.0; BLOCK as usize])
    }
}

impl Stakes {
    /// Adds up what the words score in some articles of a block.
    pub(super) fn enter(&mut self, parts: &Parts, block: usize, here: u64) {
        self.0.fill(0.0);
        // Added up in the same order for all articles, so that equal ones stay equal.
        for leaf in parts.leaves.iter().filter(|leaf| leaf.is_scored) {
            let articles = leaf.block(block) & here;
            if articles != 0 {
                leaf.add_scores(block, articles, &mut self.0);
            }
        }
    }

    /// Scores one of the articles.
    #[inline]
    pub(super) fn score(&self, parts: &Parts, scores: &Scores, doc: DocId) -> f32 {
        let (block, bit) = ((doc / BLOCK) as usize, 1 << (doc % BLOCK));
        let bonuses = parts.bonuses.iter().filter(|bonus| bonus.block(block) & bit != 0);
        let known = if parts.has_known() { scores[(doc % WINDOW) as usize] } else { 0.0 };
        let sure = known + bonuses.map(|bonus| bonus.amount).sum::<f32>();
        sure + self.0[(doc % BLOCK) as usize]
    }
}

/// Lists articles of a block.
pub(super) fn members(block: usize, mut rest: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        let bit = (rest != 0).then(|| rest.trailing_zeros())?;
        rest &= rest - 1;
        Some(block as DocId * BLOCK + bit)
    })
}

/// Returns the number of the first block of a window.
pub(super) fn first_block(start: DocId) -> usize {
    (start / WINDOW) as usize * BLOCKS_OF_WINDOW
}
