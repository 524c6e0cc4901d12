//! What the articles of each block of a window score at most.

use tantivy::DocId;

use super::ROUNDING;
use super::bits::{BLOCK, BLOCKS_OF_WINDOW, Bounds};
use super::list::Scores;
use super::stakes::first_block;
use super::tree::Parts;

impl Parts {
    /// Returns what the words add at most, before it is known which articles match; once a window.
    pub(super) fn bound_words(&mut self, start: DocId) -> Bounds {
        let mut bounds = [0.0; BLOCKS_OF_WINDOW];
        for leaf in self.leaves.iter_mut().filter(|leaf| leaf.is_scored) {
            leaf.bound_blocks(start, &mut bounds);
        }
        bounds
    }

    /// Returns the bounds of scores, once it is known which articles match and what cursors score.
    pub(super) fn bound(&self, start: DocId, words: Bounds, scores: &Scores) -> Bounds {
        let mut bounds = words;
        for bonus in self.bonuses.iter().filter(|bonus| bonus.amount > 0.0) {
            for (block, bound) in (first_block(start)..).zip(&mut bounds) {
                *bound += if bonus.block(block) == 0 { 0.0 } else { bonus.amount };
            }
        }
        for (bound, cursors) in bounds.iter_mut().zip(self.bound_cursors(scores)) {
            *bound = (*bound + cursors) * ROUNDING;
        }
        bounds
    }

    fn bound_cursors(&self, scores: &Scores) -> Bounds {
        let mut bounds = [0.0_f32; BLOCKS_OF_WINDOW];
        for part in self.cursors.iter().filter(|part| part.ceiling > 0.0) {
            for index in part.bits.iter() {
                let bound = &mut bounds[index / BLOCK as usize];
                *bound = bound.max(scores[index]);
            }
        }
        bounds
    }
}
