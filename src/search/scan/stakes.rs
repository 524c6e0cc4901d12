//! What articles of one block score.

use tantivy::DocId;

use super::ROUNDING;
use super::bits::{BLOCK, BLOCKS_OF_WINDOW, SECTION, SECTIONS_OF_BLOCK, WINDOW};
use super::list::Scores;
use super::scale::Scale;
use super::tree::Parts;
use crate::search::impacts::Sums;

/// From so many words on, and so many articles of a block that they can lift high enough, it is less
/// work to add them up word by word.
const MANY_WORDS: usize = 6;
const MANY_ARTICLES: u32 = 16;

/// The articles of a section, as the first ones of a block.
const FIRST_SECTION: u64 = u8::MAX as u64;

/// The words that add to the score in the block at hand.
#[derive(Default)]
pub(super) struct Stakes {
    /// Numbers of their leaves, with the articles of the block that have them.
    words: Vec<(usize, u64)>,
    /// What the words score in each article of the block, where they were all added up.
    sums: Option<Sums>,
}

impl Stakes {
    /// Looks at some articles of a block.
    pub(super) fn enter(&mut self, parts: &Parts, block: usize, here: u64) {
        self.words.clear();
        for (at, leaf) in parts.leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_scored) {
            let articles = leaf.block(block) & here;
            if articles != 0 {
                self.words.push((at, articles));
            }
        }
        let are_many = self.words.len() >= MANY_WORDS && here.count_ones() >= MANY_ARTICLES;
        self.sums = are_many.then(|| self.add_up(parts, block));
    }

    /// Returns the words that the articles have, with those that have each.
    pub(super) fn words(&self) -> &[(usize, u64)] {
        &self.words
    }

    /// Adds up the scores of the articles, in the order in which single articles are added up.
    fn add_up(&self, parts: &Parts, block: usize) -> Sums {
        let mut sums = [0.0; BLOCK as usize];
        for &(leaf, articles) in &self.words {
            parts.leaves[leaf].add_scores(block, articles, &mut sums);
        }
        sums
    }

    /// Scores one of the articles.
    pub(super) fn score(&self, parts: &Parts, scores: &Scores, doc: DocId) -> f32 {
        let (block, bit) = ((doc / BLOCK) as usize, 1_u64 << (doc % BLOCK));
        let bonuses = parts.bonuses.iter().filter(|bonus| bonus.block(block) & bit != 0);
        let known = if parts.has_known() { scores[in_window(doc)] } else { 0.0 };
        let sure = known + bonuses.map(|bonus| bonus.amount).sum::<f32>();
        // Added up in the same order for all articles, so that equal ones stay equal.
        sure + match &self.sums {
            Some(sums) => sums[(doc % BLOCK) as usize],
            None => {
                let here = self.words.iter().filter(|(_, articles)| articles & bit != 0);
                here.map(|(leaf, _)| parts.leaves[*leaf].score(doc)).sum::<f32>()
            }
        }
    }
}

/// Leaves out the articles of a block that cannot score above what is needed, as words and bonuses
/// bound their sections.
pub(super) fn reaching(
    parts: &Parts,
    scores: &Scores,
    (block, here): (usize, u64),
    (sections, scale): (&[u16; SECTIONS_OF_BLOCK], Scale),
    needed: f32,
) -> u64 {
    let has_known = parts.has_known();
    let mut reaching = 0;
    for (first, &steps) in (0..).step_by(SECTION as usize).zip(sections) {
        let here = here & FIRST_SECTION << first;
        let bound = scale.score(steps);
        if !has_known {
            reaching |= if bound * ROUNDING > needed { here } else { 0 };
            continue;
        }
        for doc in members(block, here) {
            let reaches = (bound + scores[in_window(doc)]) * ROUNDING > needed;
            reaching |= u64::from(reaches) << (doc % BLOCK);
        }
    }
    reaching
}

/// Lists articles of a block.
pub(super) fn members(block: usize, mut rest: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        let bit = (rest != 0).then(|| rest.trailing_zeros())?;
        rest &= rest - 1;
        Some(block as DocId * BLOCK + bit)
    })
}

/// Returns the distance of an article from the start of its window.
fn in_window(doc: DocId) -> usize {
    (doc % WINDOW) as usize
}

/// Returns the number of the first block of a window.
pub(super) fn first_block(start: DocId) -> usize {
    (start / WINDOW) as usize * BLOCKS_OF_WINDOW
}
