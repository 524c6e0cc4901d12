//! What the articles of each section and block of a window score at most.

use tantivy::DocId;

use super::bits::{BLOCK, BLOCKS_OF_WINDOW, BlockBounds, Bounds, SECTION, SectionBounds};
use super::leaf::Leaf;
use super::list::Scores;
use super::scale::Scale;
use super::stakes::first_block;
use super::tree::Parts;

/// Returns the highest bound of each block.
pub(super) fn of_blocks(sections: &SectionBounds) -> BlockBounds {
    let mut bounds = [0; BLOCKS_OF_WINDOW];
    for row in sections.as_chunks::<BLOCKS_OF_WINDOW>().0 {
        bounds.iter_mut().zip(row).for_each(|(highest, own)| *highest = (*highest).max(*own));
    }
    bounds
}

/// Returns those articles of a block of a window that stand in sections whose bound is not below
/// another.
pub(super) fn reaching(sections: &SectionBounds, block: usize, here: u64, lowest: u16) -> u64 {
    let mut reaching = 0;
    let rows = sections.as_chunks::<BLOCKS_OF_WINDOW>().0;
    for (first, row) in (0..).step_by(SECTION as usize).zip(rows) {
        let own = u64::from(u8::MAX) << first;
        reaching |= if row[block % BLOCKS_OF_WINDOW] >= lowest { own } else { 0 };
    }
    here & reaching
}

/// Names the sections of a block that have any of some articles.
pub(super) fn spread(articles: u64, mut add: impl FnMut(usize)) {
    let mut rest = articles;
    while rest != 0 {
        let section = (rest.trailing_zeros() / SECTION) as usize;
        add(section);
        rest &= u64::MAX.checked_shl((section as u32 + 1) * SECTION).unwrap_or(0);
    }
}

impl Parts {
    /// Has lists tell their bounds in steps of a highest score.
    pub(super) fn scale(&mut self, highest: f32) -> Scale {
        let leaves = || self.leaves.iter().filter(|leaf| leaf.is_scored);
        let parts = leaves().map(Leaf::part_count).sum::<usize>() + self.bonuses.len();
        let scale = Scale::new(highest, parts);
        self.leaves.iter_mut().for_each(|leaf| leaf.tell_in(scale));
        scale
    }

    /// Adds what the words score at most in each section of a window.
    pub(super) fn bound_words(&self, start: DocId, sections: &mut SectionBounds) {
        for leaf in self.leaves.iter().filter(|leaf| leaf.is_scored) {
            leaf.add_bounds(start, sections);
        }
    }

    /// Adds bonuses to the bounds of words, once it is known which articles match.
    pub(super) fn add_bonuses(&self, start: DocId, scale: Scale, sections: &mut SectionBounds) {
        for bonus in self.bonuses.iter().filter(|bonus| bonus.amount > 0.0) {
            let steps = scale.steps(bonus.amount);
            for (index, block) in (first_block(start)..).take(BLOCKS_OF_WINDOW).enumerate() {
                spread(bonus.block(block), |section| {
                    let bound = &mut sections[section * BLOCKS_OF_WINDOW + index];
                    *bound = bound.saturating_add(steps);
                });
            }
        }
    }

    /// Adds what cursors score to the bounds of blocks.
    pub(super) fn add_cursors(&self, scores: &Scores, bounds: &mut Bounds) {
        let mut highest = [0.0_f32; BLOCKS_OF_WINDOW];
        for part in self.cursors.iter().filter(|part| part.ceiling > 0.0) {
            for index in part.bits.iter() {
                let bound = &mut highest[index / BLOCK as usize];
                *bound = bound.max(scores[index]);
            }
        }
        bounds.iter_mut().zip(highest).for_each(|(bound, highest)| *bound += highest);
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits::SECTIONS_OF_BLOCK;
    use super::*;

    #[test]
    fn sections_are_named_once() {
        let mut found = Vec::new();
        spread(0b101 | 1 << 17 | 1 << 63, |section| found.push(section));
        assert_eq!(found, [0, 2, 7]);
    }

    #[test]
    fn the_highest_section_bounds_a_block() {
        let mut sections = [0; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];
        (sections[3], sections[BLOCKS_OF_WINDOW + 3]) = (5, 9);
        let bounds = of_blocks(&sections);
        assert_eq!((bounds[3], bounds[4]), (9, 0));
        assert_eq!(reaching(&sections, 3, u64::MAX, 6), 0xFF00);
        assert_eq!(reaching(&sections, 3, 0x0101_0101, 5), 0x0101);
    }
}
